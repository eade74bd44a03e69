"""The athlete report as frozen data: every word, number and order is decided here, drawing adds nothing.

Plain texts, numbers and tuples only, so that a view can be stored as shown and read back as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.reporting.charts.model import (
    BodyMap,
    Clock,
    ContributionChart,
    IconArray,
    StateShape,
)
from screening.domain.reporting.identity import PageIdentity
from screening.domain.reporting.view_plan import Card, Cell, PainRow, PlanPage, Rung, WeekRow
from screening.domain.reporting.view_reasons import (
    Choice,
    HowSure,
    OneChange,
    ReasonGroup,
    ReasonRow,
    StepDown,
    WhatIf,
    WouldNarrow,
)
from screening.domain.reporting.view_rows import Row

__all__ = [
    "AnswerGroup",
    "AthleteReport",
    "BandStep",
    "Card",
    "CareCard",
    "Cell",
    "Choice",
    "FirstWeeks",
    "Foot",
    "HowSure",
    "Injury",
    "Light",
    "OneChange",
    "PainRow",
    "People",
    "PlanPage",
    "Possibility",
    "ReasonGroup",
    "ReasonRow",
    "Reasoned",
    "Row",
    "Rung",
    "Season",
    "SourceLine",
    "StepDown",
    "Verdict",
    "WeekRow",
    "WhatIf",
    "WorkOn",
    "WouldNarrow",
]


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A line with the numbers of its sources."""

    head: str
    text: str
    references: str


@dataclass(frozen=True, slots=True)
class WorkOn:
    """What can change, where nothing is scored."""

    title: str
    rows: tuple[Reasoned, ...]


@dataclass(frozen=True, slots=True)
class BandStep:
    """One of the four bands with its word and what it asks for."""

    shape: StateShape
    word: str
    advice: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence with a verb that leads; never a number."""

    title: str
    lead: str
    sub: str
    bands: tuple[BandStep, ...] = ()
    band_note: str | None = None


@dataclass(frozen=True, slots=True)
class People:
    """One grid of a hundred people with both sides said."""

    chart: IconArray
    figure: str
    text: str
    others: str


@dataclass(frozen=True, slots=True)
class Season:
    """What can be said about one season: two grids, or why there is no number and a comparison in words."""

    title: str
    pair: tuple[People, ...] = ()
    note: str = ""
    references: str = ""
    why_no_number: str | None = None
    comparison: str | None = None


@dataclass(frozen=True, slots=True)
class FirstWeeks:
    """The first weeks after a return."""

    title: str
    lead: str
    rows: tuple[Row, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Light:
    """The light for the next fortnight: shape, word and sentence."""

    title: str
    shape: StateShape
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class CareCard:
    urgency: str
    kicker: str
    headline: str
    clock: Clock
    why: str
    rows: tuple[Row, ...]
    """When, who."""
    what_to_say: str
    until_then: tuple[str, ...]
    go_at_once: str
    recheck: str | None
    stands_alone: bool
    """T1 to T3: nothing else on its page."""


@dataclass(frozen=True, slots=True)
class Possibility:
    text: str
    what_would_tell: str


@dataclass(frozen=True, slots=True)
class Injury:
    """What the present problem fits, and what else it could be."""

    title: str
    lead: str
    rows: tuple[Row, ...]
    alternatives: tuple[Possibility, ...]
    notes: tuple[str, ...]
    body_map: BodyMap | None


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """One section of the questionnaire with what was answered, as worded to the athlete."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands behind the result and how long it holds."""

    rules: str
    rules_long: str
    valid_until: str
    valid_until_iso: str
    answer_again: str
    aid: str


@dataclass(frozen=True, slots=True)
class AthleteReport:
    """The athlete's result. Page, PDF and stored record hold the same."""

    language: str
    document_title: str
    made_on: str
    """ISO date of the report; also the date inside the PDF."""
    identity: PageIdentity
    foot: Foot
    care: CareCard | None
    verdict: Verdict | None
    season: Season | None
    first_weeks: FirstWeeks | None
    contributions: ContributionChart | None
    work_on: WorkOn | None
    one_change: OneChange | None
    how_sure: HowSure | None
    light: Light | None
    injury: Injury | None
    reasons: tuple[Row, ...]
    """Why the urgency is what it is: what fired, with its sources by number."""
    signs: tuple[Row, ...]
    """Warning signs that were asked, every negative listed."""
    withheld: str | None
    plan: PlanPage
    professional: tuple[Row, ...]
    who_sees: tuple[Row, ...]
    limits: tuple[str, ...]
    missing: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    more_sources: str | None
    answers: tuple[AnswerGroup, ...]
    step_down: StepDown | None = None
    what_if: WhatIf | None = None
    why: tuple[ReasonGroup, ...] = ()
    """Every rule that had a say; empty in records of before it was kept here."""
    why_sources: tuple[Row, ...] = ()
    """Every source cited there: its key and where to find it."""
    notices: tuple[str, ...] = ()
    """What has to be known about the rules themselves, such as that their review is overdue."""
