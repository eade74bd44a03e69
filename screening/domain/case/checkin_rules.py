"""The rules of the daily check-in as typed data: its questions, its figures, CK1 to CK18 and the words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.conditions import All, Condition
from screening.domain.vocabulary import Certainty, Urgency

from .words import Flag, Light, PainMode, Part, SeverityClass


class Severity(enum.StrEnum):
    """How much a rule of the check-in weighs, the heaviest first."""

    STOP = "stop"
    RED = "red"
    RED_LOAD = "red_load"
    """A recovery day; the leg itself gave no red."""
    RED_PROGRESS = "red_progress"
    """Nothing moves up."""
    AMBER = "amber"
    INFO = "info"
    GREEN = "green"
    """CK18 alone."""

    @property
    def rank(self) -> int:
        """0 for STOP to 6 for GREEN: the smaller the heavier."""
        return _RANK[self]

    @property
    def light(self) -> Light | None:
        """The light it leads to; None: none of its own."""
        return _LIGHTS.get(self)


_RANK = {severity: place for place, severity in enumerate(Severity)}
_LIGHTS = {
    Severity.STOP: Light.STOP,
    Severity.RED: Light.RED,
    Severity.RED_LOAD: Light.RED,
    Severity.RED_PROGRESS: Light.RED,
    Severity.AMBER: Light.AMBER,
    Severity.GREEN: Light.GREEN,
}


class Work(enum.StrEnum):
    """For which sessions a row of the light table holds."""

    ANY = "any"
    RUNNING = "running"
    SPRINTING = "sprinting"


@dataclass(frozen=True, slots=True)
class CheckInRule:
    """One of CK1 to CK17. It fires only where `when` is true; unknown never fires, and is never green."""

    id: str
    """"checkin.CK5"."""
    severity: Severity
    when: Condition
    fired: str
    """Which rule it is, in words for the athlete."""
    action: str
    """What changes today, in words for the athlete."""
    follows: tuple[str, ...]
    """Rules of holding and stepping down: "regress.RG1", "hold.HD2"."""
    refers: bool
    """Whether move.TR13 follows."""
    blocks_green: bool
    """Whether a day on which it fires counts towards no gate."""
    certainty: Certainty
    sources: tuple[str, ...]
    seek_care: str | None = None
    """When to look for help, where this rule has words of its own."""


@dataclass(frozen=True, slots=True)
class FollowRule:
    """A hold or step down that needs more than one answer of a day: hold.HD4, regress.RG2."""

    id: str
    when: Condition
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A number that is asked, with the words at both ends where it has some."""

    minimum: float
    maximum: float
    step: float
    unit: str
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class CheckInQuestion:
    """One question of the check-in. Texts may hold {side} and {other}: left and right."""

    id: str
    """The name of the field of `CheckIn`."""
    part: Part
    name: str
    """What the answer is called in a list: "pain this morning"."""
    label: str
    hint: str | None
    scale: Scale | None
    """None: one of `options` is chosen."""
    options: Mapping[str, str]
    """The words of each choice by its value, "true" and "false" for yes and no. Empty: a number is asked."""
    said: str
    """How an answer is repeated; holds {value}."""
    needed_for_green: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnusualWords:
    """The question behind which the ticks stand."""

    name: str
    label: str
    hint: str
    nothing: str


@dataclass(frozen=True, slots=True)
class FlagWords:
    """One tick. `urgency` and `seek_care` are set where it is a warning sign."""

    flag: Flag
    label: str
    urgency: Urgency | None
    seek_care: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckInFigures:
    """The numbers behind the derived values; each has its source in the file."""

    late_after_days: int
    """Entered so many club days after its day, a check-in is never green."""
    adult_from_years: int
    mean_days: int
    mean_entries: int
    least_spread: float
    """Points: the smallest spread that personal fatigue is measured by."""
    look_back_days: int
    """How far back a run of mornings is looked for; a morning without an answer does not end it."""
    soreness_mornings: int
    short_nights: int
    session_window: int
    """Among how many sessions ambers are counted."""
    red_window_days: int
    acute_days: int
    chronic_days: int
    sprint_from_pct: float
    sprint_from_rung: int


@dataclass(frozen=True, slots=True)
class PainBand:
    """One row of the light table: from how much pain a session of this work is amber, and red, of 10."""

    id: str
    work: Work
    mode: PainMode | None
    """None: in either mode."""
    amber_from: int | None
    """None: there is no amber, only green and red."""
    red_from: int
    certainty: Certainty
    sources: tuple[str, ...]

    def light(self, pain: int) -> Light:
        """Green, amber or red."""
        if pain >= self.red_from:
            return Light.RED
        return Light.AMBER if self.amber_from is not None and pain >= self.amber_from else Light.GREEN


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a green day needs, and what is said where it is not so. `unmet` may hold {names}."""

    when: Condition
    unmet: str


@dataclass(frozen=True, slots=True)
class AlwaysPainFree:
    """Who trains pain free whatever mode a clinician has set; an age nobody knows counts as under it."""

    recurrent: bool
    severities: frozenset[SeverityClass]
    under_years: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GreenRule:
    """CK18, and what a green day needs besides to count towards a gate."""

    id: str
    needs: tuple[Need, ...]
    counts_when: Condition
    fired: str
    action: str
    action_open: str
    missing_parts: Mapping[Part, str]
    """What a half is called that was not entered at all."""
    certainty: Certainty
    sources: tuple[str, ...]
    when: Condition = field(init=False, repr=False, compare=False)
    """All needs together."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "when", All(tuple(need.when for need in self.needs)))


@dataclass(frozen=True, slots=True)
class LightWords:
    """What a light is called, who is told, and when to seek care."""

    word: str
    told: str
    seek_care: str


@dataclass(frozen=True, slots=True)
class CheckInRules:
    """rules/stages/checkin.yaml."""

    questions: tuple[CheckInQuestion, ...]
    unusual: UnusualWords
    flags: Mapping[Flag, FlagWords]
    """In the order asked."""
    figures: CheckInFigures
    pain_bands: tuple[PainBand, ...]
    always_pain_free: AlwaysPainFree
    rules: tuple[CheckInRule, ...]
    """CK1 to CK17, the heaviest first."""
    green: GreenRule
    follow_rules: tuple[FollowRule, ...]
    lights: Mapping[Light, LightWords]
    always: str
    """The sentence beside every answer."""
    kept: str
    """That an earlier, higher answer of the day counts; holds {value}."""

    def questions_of(self, part: Part) -> tuple[CheckInQuestion, ...]:
        """The questions of one half, in the order asked."""
        return tuple(question for question in self.questions if question.part is part)
