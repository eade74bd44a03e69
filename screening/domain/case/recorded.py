"""What is recorded in a case as a fact: who, what it starts from, grades, tests, sessions, check-ins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.vocabulary import Grade, Tag, Urgency

from .words import (
    Flag,
    Light,
    Mechanism,
    Part,
    Party,
    SessionKind,
    SeverityClass,
    Side,
    SorenessWhere,
)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who acts on a case, as kept for ever.

    `account_id` is None for the system and for an athlete who answers through a link.
    """

    party: Party
    name: str
    account_id: int | None = None
    registration: str | None = None
    """The professional registration of a clinician, as the club recorded it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """INTAKE. Everything a case starts from; the unknown is None, and never counts in anybody's favour."""

    side: Side
    injury_on: dt.date
    mechanism: Mechanism
    responsible: Who
    """The clinician who answers for cases in this club."""
    consent: bool
    athlete_account_id: int | None = None
    """So that nobody signs for themselves."""
    screening_id: int | None = None
    """The screening it was opened from; None: opened by a physio without one."""
    urgency: Urgency | None = None
    proposed_low: Grade | None = None
    proposed_high: Grade | None = None
    """The span the screening proposed."""
    tags: tuple[Tag, ...] = ()
    severity: SeverityClass = SeverityClass.UNKNOWN
    """As proposed from the span and the tags; a clinician confirms or overrides it by `GradeSet`."""
    recurrent: bool = False
    """The same leg within 12 months."""
    age_years: int | None = None
    sport: str | None = None
    is_sprinter: bool = False
    """Sprinting is the sport itself, so the H-test is no advice but a must."""
    best_speed_m_s: float | None = None
    """Best known speed before the injury; None: not known."""
    mid_rehabilitation: bool = False
    """The injury was treated elsewhere before; move.TR17 may place it."""
    mechanism_note: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """The red-flag questions of rules/stages as asked, with every negative. True is a flag."""

    answers: Mapping[str, bool | None] = field(default_factory=dict)
    """None: asked and not known. An id that is missing was not asked."""


@dataclass(frozen=True, slots=True)
class GradeSet:
    """A clinician's grade beside the proposed one; both are kept."""

    severity: SeverityClass
    low: Grade | None
    high: Grade | None
    tags: tuple[Tag, ...] = ()
    reason: str = ""
    """Needed where it differs from what was proposed."""
    recurrent: bool | None = None
    imaging: str = ""
    """The imaging grade in its own system, as written by whoever read it ("BAMIC 2b"); never converted."""


@dataclass(frozen=True, slots=True)
class CodeSet:
    """An injury code, proposed by the product and confirmed or changed by a clinician."""

    system: str
    version: str
    code: str
    proposed: str | None = None


@dataclass(frozen=True, slots=True)
class TestRecorded:
    """One result of one test of rules/stages. `tested` False is "not tested" and never meets a criterion.

    Which values are there goes by the kind of the test: two legs in its unit, one number, or yes and no.
    """

    __test__ = False
    test: str
    on: dt.date
    tested: bool = True
    injured: float | None = None
    other: float | None = None
    baseline: float | None = None
    """A stored value of the injured leg from before the injury, preferred to the other leg."""
    number: float | None = None
    passed: bool | None = None
    pain: int | None = None
    """NPRS 0 to 10 during the test."""
    method: str = ""
    device: str = ""
    note: str = ""
    corrects: int | None = None
    """The number of an earlier event that this takes the place of."""
    taken_back: bool = False
    """The event it corrects was not so, and nothing takes its place. Only a clinician takes one back."""


@dataclass(frozen=True, slots=True)
class SessionRecorded:
    """What was done in one session, by whoever saw it, or from a file."""

    key: str
    """Two records of one key are one session; the later one counts."""
    on: dt.date
    kind: SessionKind
    rung: int | None = None
    """The running rung done, 0 to 9."""
    minutes: int | None = None
    session_rpe: float | None = None
    pain_max: int | None = None
    top_speed_pct: float | None = None
    """Of the best known speed."""
    speed_measured: bool = False
    """By satellite or gates; False is self-rated and of low accuracy."""
    sprints_ge90: int | None = None
    hsr_m: float | None = None
    """Metres above 5.5 m/s."""
    planned_au: float | None = None
    strength: bool = False
    """It held strength work."""
    max_effort_under_fatigue: bool = False
    from_file: str | None = None
    """The name of the file it was read from."""
    taken_back: bool = False
    """It was not so: the record of this key no longer counts. Only a clinician takes one back."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One half of a daily check-in as entered. What was not answered is None."""

    part: Part
    for_day: dt.date
    pain_morning: int | None = None
    soreness_hamstring: int | None = None
    soreness_where: SorenessWhere | None = None
    fatigue: int | None = None
    sleep_hours: float | None = None
    pain_during_max: int | None = None
    session_rpe: float | None = None
    minutes: int | None = None
    flags: frozenset[Flag] = frozenset()
    flags_asked: bool = True
    """False: from a file that does not say, so that no flags means unknown and the day is not green."""
    ran: bool | None = None
    """Whether the session held running, which allows less pain."""
    from_file: str | None = None


@dataclass(frozen=True, slots=True)
class LightGiven:
    """The light of a day as it was shown, by the system, with the rules that fired ("checkin.CK5")."""

    for_day: dt.date
    light: Light
    rules: tuple[str, ...]
    counts_green: bool = False
    """Whether it counts towards a gate."""
