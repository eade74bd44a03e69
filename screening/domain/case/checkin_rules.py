"""The rules of the daily check-in as typed data: its questions, its figures, CK1 to CK18 and the words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.conditions import Condition
from screening.domain.vocabulary import Certainty

from .words import Flag, Light, PainMode, Part


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

    @property
    def rank(self) -> int:
        """0 for STOP to 5 for INFO: the smaller the heavier."""
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
}


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
    note: str | None = None
    """How we read the evidence, for those who check the rules."""


@dataclass(frozen=True, slots=True)
class FollowRule:
    """A hold or step down that needs more than one answer of a day: hold.HD4, regress.RG2."""

    id: str
    when: Condition
    text: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ScaleQuestion:
    """One question of the check-in. `minimum` to `maximum` in `unit`; None: no number is asked."""

    id: str
    part: Part
    label: str
    hint: str | None
    minimum: float | None
    maximum: float | None
    step: float | None
    unit: str | None
    low: str | None
    """The words at the lower end of the scale."""
    high: str | None
    needed_for_green: bool
    options: Mapping[str, str]
    """The words of each choice; empty where a number is asked."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckInFigures:
    """The numbers of the derived values; each has its source in the file."""

    late_after_days: int
    """Entered so many club days after its day, a check-in is never green."""
    child_under_years: int
    mean_days: int
    mean_entries: int
    least_spread: float
    """Points: the smallest spread that personal fatigue is measured by."""
    look_back_days: int
    """How far back a run of mornings is looked for; a morning without an answer does not end it."""
    after_eccentrics_days: int
    session_window: int
    """Among how many sessions ambers are counted."""
    acute_days: int
    chronic_days: int
    red_window_days: int
    sprint_from_pct: float
    sprint_from_rung: int


@dataclass(frozen=True, slots=True)
class GreenRule:
    """CK18, and what else a day needs to count towards a gate."""

    id: str
    when: Condition
    fired: str
    action: str
    certainty: Certainty
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class LightWords:
    """What a light is called and means for today, who is told, and when to seek care."""

    word: str
    text: str
    told: str
    seek_care: str


@dataclass(frozen=True, slots=True)
class PainBands:
    """One row of the light table: how much pain in a session is still that light, from and to, of 10."""

    mode: PainMode
    running: bool
    amber_from: int | None
    """None: there is no amber, only green and red."""
    red_from: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckInRules:
    """rules/stages/checkin.yaml."""

    questions: tuple[ScaleQuestion, ...]
    flags: Mapping[Flag, str]
    """The ticks behind "anything unusual", in the athlete's words, in the order asked."""
    figures: CheckInFigures
    pain_bands: tuple[PainBands, ...]
    rules: tuple[CheckInRule, ...]
    """CK1 to CK17, from the top down."""
    green: GreenRule
    follow_rules: tuple[FollowRule, ...]
    lights: Mapping[Light, LightWords]
    always: str
    """The sentence beside every answer."""

    def questions_of(self, part: Part) -> tuple[ScaleQuestion, ...]:
        """The questions of one half, in the order asked."""
        return tuple(question for question in self.questions if question.part is part)
