"""What goes into the papers of a case, gathered by whoever may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.case.events import Criterion, Log
from screening.domain.case.standing import CaseState
from screening.domain.case.week.model import CaseProgramme
from screening.domain.case.words import PainMode
from screening.domain.rulebook import Rulebook

from .case_charts import Measured
from .case_log_words import LogNames
from .view import Row


@dataclass(frozen=True, slots=True)
class Person:
    """The athlete as the club knows them."""

    name: str
    born: str
    """"born 2002", or that it is not known."""
    key: str = ""
    """What the club tells athletes of one name apart by."""
    born_iso: str = ""
    """An ISO date or a year, for machines; empty where neither is known."""


@dataclass(frozen=True, slots=True)
class CaseScreening:
    """The screening a case was opened from, with the rules it was made with."""

    answers: Answers
    assessment: Assessment
    rulebook: Rulebook
    number: int
    answered_at: dt.datetime
    filled_by: str
    """In words: "typed by the athlete"."""


@dataclass(frozen=True, slots=True)
class GateNow:
    """The gate of the next move up as it stands today."""

    title: str
    rows: tuple[Criterion, ...]
    is_open: bool
    missing: tuple[str, ...]
    """What it still needs besides its rows: time, signatures, agreements."""


@dataclass(frozen=True, slots=True)
class CodeNow:
    """The injury code the rules propose, with how far its table is to be relied on."""

    system: str
    version: str
    code: str
    meanings: Mapping[str, str]
    """What every code of the table means."""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class RungLine:
    """One rung of the running ladder as the rules have it."""

    number: int
    what: str
    speed: str
    dose: str
    rest: str
    passed_by: str


@dataclass(frozen=True, slots=True)
class Caps:
    """What the stage allows at most, and the pain limits of a session."""

    rung: int | None = None
    """The highest rung of the stage."""
    running: tuple[Row, ...] = ()
    """The rung set and what today allows of it, in words."""
    eccentric: int | None = None
    pain_limit: int | None = None
    pain_mode: PainMode | None = None
    """The mode that counts, whatever was set; None: as set."""
    allowed: str = ""
    """What is allowed today, in a sentence."""
    not_allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case on one day."""

    club: str
    case_id: int
    person: Person
    log: Log
    state: CaseState
    today: dt.date
    rulebook: Rulebook
    """The rules that run."""
    names: LogNames
    supports: str
    """The sentence that stands on every paper."""
    gate: GateNow | None = None
    code: CodeNow | None = None
    caps: Caps = Caps()
    rungs: tuple[RungLine, ...] = ()
    measures: tuple[Measured, ...] = ()
    """Tests of both legs, with what the next gate asks."""
    rule_texts: Mapping[str, str] = field(default_factory=dict)
    """What a rule of holds and steps down says, and what a move is called, by its id."""
    how_soon: str = ""
    """Of a referred case: by when somebody has to see the athlete."""
    screening: CaseScreening | None = None
    seen: tuple[Row, ...] = ()
    """Who has seen what, and when last."""
    consents: tuple[Row, ...] = ()
    matches: tuple[dt.date, ...] = ()
    """Days with a match from today on, where the club has entered them."""
    check_code: str | None = None
    since: dt.date | None = None
    """The day of the last report of this case; None: this is the first."""
    body_mass_kg: float | None = None
    programme: CaseProgramme | None = None
    """The coming days; None: not asked for."""
