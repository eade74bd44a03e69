"""What a picture of a squad is made from: its athletes, what each permits, the round and the calendar."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.programme.model import Programme
from screening.domain.squad.rules import Cell
from screening.domain.vocabulary import Availability, Band, BaselineQuality, PlanKind, Urgency


@dataclass(frozen=True, slots=True)
class Permitted:
    """What an athlete opened to coaches. Availability is told to every coach; nothing else is by default."""

    reason: bool = False
    """The one reason to talk."""
    factors: bool = False
    """Which changeable factors are open."""
    band: bool = False


NOTHING = Permitted()
EVERYTHING = Permitted(reason=True, factors=True, band=True)


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """The share of typical athletes of a group who are injured in a season, 0 to 1, where it may be shown."""

    p0: float
    quality: BaselineQuality
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreeningSummary:
    """What of one kept screening may ever matter to a coach. Made by `summary.summarise`.

    `cells` is by factor id. `plan_kind` is None where nobody asked about pain.
    """

    plan_kind: PlanKind | None
    urgency: Urgency | None
    has_problem: bool
    cells: Mapping[str, Cell]
    band: Band | None
    group: GroupFigure | None
    valid_days: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A screening with its day."""

    summary: ScreeningSummary
    on: dt.date

    def still_holds(self, on: dt.date) -> bool:
        """Whether that day is not past the last day of the result."""
        return on <= self.on + dt.timedelta(days=self.summary.valid_days)


class MemberState(enum.StrEnum):
    """Whether there is an answer to go by."""

    ANSWERED = "answered"
    NOT_ASKED_ABOUT_PAIN = "not_asked_about_pain"
    LAPSED = "lapsed"
    """The latest result is past its last day."""
    NOT_ANSWERED = "not_answered"


HAS_ANSWERS = frozenset({MemberState.ANSWERED, MemberState.NOT_ASKED_ABOUT_PAIN})
"""The states in which the latest answers say something about today."""


@dataclass(frozen=True, slots=True)
class CaseAllowance:
    """What an injury's case allows an athlete today, before any answers count.

    Args:
        since: the day of the newest decision in it. Answers of that day or before change nothing of it.
        is_open: False where it ended without a way back to training: then nobody knows, until newer answers.
    """

    availability: Availability
    since: dt.date
    is_open: bool = True
    review_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SquadMember:
    """One athlete of the squad.

    `reference` is opaque and unique in the squad; `key` is what the club tells athletes apart by, such as a
    shirt number. `review_on` is a day that a physio has set. `previous` is the result of the round before.
    `case` is what the case of an injury allows; it comes before the answers.
    """

    reference: str
    name: str
    permitted: Permitted
    latest: Answered | None = None
    previous: Answered | None = None
    review_on: dt.date | None = None
    key: str | None = None
    case: CaseAllowance | None = None

    def state(self, on: dt.date) -> MemberState:
        """The state on a day. Nobody asked about pain counts before the age of the answers."""
        if self.latest is None:
            return MemberState.NOT_ANSWERED
        if self.latest.summary.plan_kind is None:
            return MemberState.NOT_ASKED_ABOUT_PAIN
        return MemberState.ANSWERED if self.latest.still_holds(on) else MemberState.LAPSED


@dataclass(frozen=True, slots=True)
class WeekDone:
    """Sessions of one week over all who report them: planned, done, and how many people that is."""

    monday: dt.date
    planned: int
    done: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.planned:
            raise ValueError(f"{self.done} of {self.planned} sessions cannot be done")


@dataclass(frozen=True, slots=True)
class Round:
    """The round that is looked at."""

    club: str
    squad: str
    name: str
    opened_on: dt.date
    weeks: tuple[WeekDone, ...] = ()
    """By Monday, of the programme since the last round."""
    follows: bool = False
    """Whether it is compared with an earlier round, even where nobody answered both."""


@dataclass(frozen=True, slots=True)
class SquadCalendar:
    """The squad's own week. `training_days` are 1 (Monday) to 7 (Sunday); `started_on` is the Monday on which
    the base programme began."""

    training_days: tuple[int, ...]
    started_on: dt.date
    match_dates: tuple[dt.date, ...] = ()
    kit: frozenset[str] = frozenset()
    sport: str | None = None
    level: str | None = None
    youngest_age: int | None = None
    """In years; exercises that the youngest may not do are nobody's."""


@dataclass(frozen=True, slots=True)
class BaseProgramme:
    """The programme for everybody as dated weeks, and what the squad has to train with."""

    programme: Programme
    kit: frozenset[str]
