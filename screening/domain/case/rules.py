"""The rules of a case as typed data, read from rules/stages. Nothing is decided here."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screening.domain.errors import ScreeningError
from screening.domain.vocabulary import Grade, Tag, Urgency

from .checkin_rules import CheckInRules
from .examination_rules import Examination
from .hold_rules import HoldRule, RegressRule
from .move_rules import Move
from .running_rules import RunningRules
from .stage_rules import Stage, TestRule
from .time_rules import Times
from .words import Availability, Party, SeverityClass, State

if TYPE_CHECKING:
    from screening.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class DayCap:
    """What a rule of the check-in takes from what is allowed on its day; None: nothing."""

    rule: str
    rung: int | None
    eccentric: int | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagRule:
    """What a tag makes of a class; a class that is not named stays."""

    tag: Tag
    becomes: Mapping[SeverityClass, SeverityClass]
    sources: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Classes:
    """Which class a grade and its tags come to, and what a class changes."""

    by_grade: Mapping[Grade, SeverityClass]
    by_tag: tuple[TagRule, ...]
    tendon_classes: frozenset[SeverityClass]
    tendon_tags: frozenset[Tag]
    tendon_doctor_from: int
    """The stage from which a doctor signs where a tendon is involved."""
    tendon_eccentric_below_s5: int
    """The highest eccentric class before S5 where a tendon is involved."""
    pain_free_under_years: int
    guardian_under_years: int
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One question that is asked at every stage. `urgency` is how soon somebody should be seen."""

    id: str
    ask: str
    urgency: Urgency
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """What nobody is asked and the log shows: no way forward."""

    stall_days: int
    stall_factor: float
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class InjuryCode:
    code: str
    meaning: str
    use: str


class CodeWhen(enum.StrEnum):
    YOUNG_AVULSION = "young_avulsion"
    AVULSION = "avulsion"
    TENDON = "tendon"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class ProposedCode:
    when: CodeWhen
    code: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InjuryCodes:
    """`checked_against` is None until somebody has compared them with the official file."""

    system: str
    version: str
    checked_against: str | None
    notice: str
    codes: tuple[InjuryCode, ...]
    proposed: tuple[ProposedCode, ...]
    sources: tuple[str, ...]


class Action(enum.StrEnum):
    """What somebody does in a case, besides moving it."""

    OPEN = "open"
    CHECK_IN = "check_in"
    SESSION = "session"
    TEST = "test"
    SCREEN = "screen"
    GRADE = "grade"
    CODE = "code"
    HOLD = "hold"
    LIFT = "lift"
    RUNG_UP = "rung_up"
    RUNG_DOWN = "rung_down"
    RUNG_PLACE = "rung_place"
    ECCENTRIC = "eccentric"
    PAIN_MODE = "pain_mode"
    AGREE = "agree"
    ASK = "ask"
    DECIDE = "decide"
    NOTE = "note"
    CLEAR_FLAGS = "clear_flags"
    SHORTEN = "shorten"
    DELEGATE = "delegate"
    RESPONSIBLE = "responsible"
    RENEW = "renew"
    FOLLOW_UP = "follow_up"
    PROGRAMME = "programme"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class MayRow:
    """Who may do one thing."""

    id: str
    action: Action
    parties: frozenset[Party]
    text: str
    sources: tuple[str, ...]


class Today(enum.StrEnum):
    """What a day comes to; each has a sentence for the athlete and one for the coach."""

    ENDED = "ended"
    NOT_STARTED = "not_started"
    REFERRED = "referred"
    NO_TRAINING = "no_training"
    REST = "rest"
    DAY_OFF = "day_off"
    NO_RUNNING = "no_running"
    RUNNING = "running"
    FULL_TRAINING = "full_training"
    COMPETITION = "competition"
    EXPIRED = "expired"


class WhyLower(enum.StrEnum):
    """Why less is allowed today than the running rung that is set."""

    DAY_AFTER = "day_after"
    CHECK_IN = "check_in"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Templates with names in braces."""

    availability: Mapping[Availability, str]
    athlete: Mapping[Today, str]
    coach: Mapping[Today, str]
    cleared_by: str
    lower_today: str
    """Said to the athlete where less is allowed today than the rung that is set."""
    why_lower: Mapping[WhyLower, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRules:
    """Everything under rules/stages that governs a case."""

    stages: Mapping[State, Stage]
    tests: Mapping[str, TestRule]
    examination: Examination
    moves: Mapping[str, Move]
    holds: Mapping[str, HoldRule]
    regress: Mapping[str, RegressRule]
    day_caps: Mapping[str, DayCap]
    """By the id of the rule of the check-in."""
    times: Times
    classes: Classes
    running: RunningRules
    red_flags: tuple[RedFlag, ...]
    watch: Watch
    codes: InjuryCodes
    may: Mapping[Action, MayRow]
    words: CaseWords
    checkin: CheckInRules


def required_case_rules(rulebook: Rulebook) -> CaseRules:
    """The rules of a return to training.

    Raises:
        ScreeningError: this rulebook has none, so no case can be opened with it.
    """
    if rulebook.case is None:
        raise ScreeningError("the rulebook holds no rules for a return to training")
    return rulebook.case
