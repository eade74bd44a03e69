"""What is known of a case at a moment: where it stands, what was recorded, what holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from screening.domain.vocabulary import Grade, Tag

from .diary import Diary
from .events import (
    Agreed,
    AskedFor,
    CheckIn,
    CodeSet,
    DecisionRecorded,
    FollowUp,
    GradeSet,
    LightGiven,
    Moved,
    NoteWritten,
    Opened,
    Screened,
    SessionRecorded,
    TestRecorded,
    Who,
)
from .words import ENDED, Light, PainMode, Party, SeverityClass, State

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Noted(Generic[B]):
    """A body together with its number in the log, when it was recorded and by whom."""

    number: int
    at: dt.datetime
    day: dt.date
    by: Who
    body: B


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that lies over the case. `number` is what `HoldLifted` names."""

    number: int
    day: dt.date
    by: Who
    reason: str
    rule: str | None
    stops_training: bool


@dataclass(frozen=True, slots=True)
class Clearance:
    """For full training or competition, by a person, until a day."""

    by: Who
    on: dt.date
    move: str
    scope: str
    review_on: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether it has not expired; one without a review date never holds."""
        return self.review_on is not None and self.on <= day <= self.review_on


@dataclass(frozen=True, slots=True)
class CaseState:
    """The whole of a log, as `replay` gives it. Nothing in it depends on today."""

    state: State
    opened: Opened
    responsible: Who
    """As it is now; it may have changed since the opening."""
    severity: SeverityClass
    severity_confirmed: bool
    """Whether a clinician has set it."""
    low: Grade | None
    high: Grade | None
    tags: tuple[Tag, ...]
    recurrent: bool
    pain_mode: PainMode
    entered_on: dt.date
    """The day on which the present state began."""
    entered_number: int
    """The number of the event with which it began."""
    before_referral: State | None
    """The stage a referred case was in; None where it was in none."""
    placed: bool
    """Whether move.TR17 has been used."""
    rung: int
    rung_since: int
    """The number of the event that set the rung."""
    eccentric_raised: bool
    """Whether a clinician raised the eccentric cap in this stage."""
    clearance: Clearance | None
    """None where nobody has given one, or the case has stepped down or been referred since."""
    holds: tuple[Hold, ...]
    """Those that nobody has lifted, in the order set."""
    moves: tuple[Noted[Moved], ...]
    tests: tuple[Noted[TestRecorded], ...]
    """Without those that a later one takes the place of."""
    sessions: tuple[Noted[SessionRecorded], ...]
    """By date. Of two records of one key the content of the later counts, with the number of the first."""
    check_ins: tuple[Noted[CheckIn], ...]
    """All, in the order recorded; of two for one part and day the later counts."""
    lights: tuple[Noted[LightGiven], ...]
    """All, in the order shown; the later one of a day counts."""
    screened: Noted[Screened] | None
    flagged_number: int
    """The number of the last asking with a yes in it, which no later no takes back; 0: none."""
    grades: tuple[Noted[GradeSet], ...]
    code: Noted[CodeSet] | None
    agreements: tuple[Noted[Agreed], ...]
    """Those since the last move; a move uses them up."""
    asked_for: tuple[Noted[AskedFor], ...]
    decisions: tuple[Noted[DecisionRecorded], ...]
    notes: tuple[Noted[NoteWritten], ...]
    follow_ups: tuple[Noted[FollowUp], ...]
    delegates: frozenset[int]
    """The accounts a doctor lets clear for competition."""
    last_number: int
    last_at: dt.datetime
    last_day: dt.date
    """The latest day of any event, so that a clock set back shows."""
    lights_by_day: Mapping[dt.date, tuple[LightGiven, ...]] = field(repr=False)
    """`lights` once more, by the day they are of."""
    diary: Diary = field(repr=False)
    """`check_ins` and `sessions` once more, by day, as the rules of the check-in read them."""

    def is_day_off(self, day: dt.date) -> bool:
        """Whether a coach asked for no session on that day."""
        return any(
            asked.day == day and asked.body.no_session and asked.by.party is Party.COACH
            for asked in self.asked_for
        )

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def stage(self) -> int | None:
        """1 to 8, None outside the stages."""
        return self.state.number

    @property
    def review_on(self) -> dt.date | None:
        """When somebody looks again: as the clearance ends, else as the last move says; None: nobody said."""
        if self.clearance is not None:
            return self.clearance.review_on
        return self.moves[-1].body.review_on if self.moves and self.stage is not None else None

    @property
    def is_held(self) -> bool:
        """Whether somebody has to lift a hold first. Holds that go by the day are in `holding`."""
        return bool(self.holds)

    def light_on(self, day: dt.date) -> Light | None:
        """The light of a day as shown last; None where nobody checked in."""
        shown = self.lights_of(day)
        return shown[-1].light if shown else None

    def lights_of(self, day: dt.date) -> tuple[LightGiven, ...]:
        """Every light a day has been given, in the order shown."""
        return self.lights_by_day.get(day, ())

    def latest_test(self, test: str) -> Noted[TestRecorded] | None:
        """The result by date, then by the order recorded; a "not tested" is one as well."""
        found = [result for result in self.tests if result.body.test == test]
        return max(found, key=lambda result: (result.body.on, result.number), default=None)

    def entered(self, state: State) -> dt.date | None:
        """The day on which a state was entered last; None: never."""
        days = [move.day for move in self.moves if move.body.after is state]
        return days[-1] if days else None

    @property
    def days_by_light(self) -> Mapping[dt.date, frozenset[Light]]:
        """Every light a day has been given, so that a better answer later hides no worse one."""
        return {day: frozenset(one.light for one in those) for day, those in self.lights_by_day.items()}


def days_since_injury(state: CaseState, day: dt.date) -> int:
    return (day - state.opened.injury_on).days
