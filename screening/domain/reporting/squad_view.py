"""The coach's picture as frozen data: every word, number and order is decided before a template sees it."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.reporting.charts.model import IconArray, StateShape
from screening.domain.reporting.view import SourceLine


@dataclass(frozen=True, slots=True)
class SquadIdentity:
    """What stands on every page so that two sheets are never mixed up."""

    kicker: str
    """Club, squad, round and its day."""
    as_of: str
    code_label: str
    code: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of one availability; `kind` is its id."""

    kind: str
    number: int
    word: str


@dataclass(frozen=True, slots=True)
class TalkEntry:
    number: int
    name: str
    reason: str
    question: str
    band: StateShape | None
    band_text: str


@dataclass(frozen=True, slots=True)
class TalkPart:
    title: str
    entries: tuple[TalkEntry, ...]
    none: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    name: str
    word: str
    review: str
    is_cleared: bool


@dataclass(frozen=True, slots=True)
class HeldPart:
    """Who does not train in full: name, word, day. Nothing clinical."""

    title: str
    heads: tuple[str, str, str]
    rows: tuple[HeldRow, ...]
    none: str
    note: str
    more: str = ""
    """How many more there are where the list was ended."""


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names of whom nobody knows about today, with the reason for it."""

    title: str
    text: str
    names: tuple[str, ...]
    number: int
    more: str = ""
    """How many of `number` are not named."""


@dataclass(frozen=True, slots=True)
class BaseDay:
    """One slot of the programme for everybody. `items` are pairs of exercise and dose."""

    day: str
    minutes: str
    items: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class BasePart:
    title: str
    lead: str
    kit: str
    days: tuple[BaseDay, ...]
    note: str


@dataclass(frozen=True, slots=True)
class MapCell:
    """One square: `kind` is its shape and theme class, `word` what it says."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class MapRow:
    reference: str
    """Opaque; a page finds the athlete's own page by it, and nothing shows it."""
    name: str
    availability: str
    is_cleared: bool
    band: StateShape | None
    cells: tuple[MapCell, ...]


@dataclass(frozen=True, slots=True)
class MapGroup:
    """At most 25 rows: a page of the report."""

    title: str
    rows: tuple[MapRow, ...]


@dataclass(frozen=True, slots=True)
class MapFoot:
    """How many share the gap, and of how many; words instead where too few opened it."""

    number: str
    of: str


@dataclass(frozen=True, slots=True)
class MapPart:
    title: str
    lead: str
    caption: str
    athlete: str
    available: str
    heads: tuple[str, ...]
    groups: tuple[MapGroup, ...]
    gaps: str
    feet: tuple[MapFoot, ...]
    legend: tuple[MapCell, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TakeUpRow:
    head: str
    cases: str
    likely: str
    fewer: str
    chart: IconArray


@dataclass(frozen=True, slots=True)
class WhatIfPart:
    """The season at several take-ups; without rows the lead says why there is no figure."""

    title: str
    lead: str
    heads: tuple[str, str, str, str]
    rows: tuple[TakeUpRow, ...]
    lines: tuple[str, ...]
    references: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of small multiples: bars of `then` and `now` out of `of`; None where too few opened it."""

    head: str
    then: int | None
    now: int | None
    closed: int | None
    opened: int | None
    of: int | None
    too_few: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangePart:
    """Since the round before; `first` instead where there was none."""

    title: str
    first: str
    lead: str
    heads: tuple[str, ...]
    """Then, now, closed, new, of."""
    available_title: str
    available: tuple[ChangeRow, ...]
    factors_title: str
    factors: tuple[ChangeRow, ...]
    moves_title: str
    moves: tuple[MoveLine, ...]
    moves_on_paper: int
    """So many fit on the page of the report."""
    more_on_page: str
    """How many more moved than the list names."""
    more_moves: str
    no_moves: str
    note: str


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One week: `share` of 100 sessions done, None where too few report."""

    head: str
    text: str
    share: int | None


@dataclass(frozen=True, slots=True)
class WeeksPart:
    title: str
    bars: tuple[WeekBar, ...]
    none: str


@dataclass(frozen=True, slots=True)
class SquadReport:
    """The coach's page and the squad report. No answer, symptom, diagnosis, rank or decimal is in it."""

    language: str
    document_title: str
    made_on: str
    """ISO date; also the date inside the PDF."""
    identity: SquadIdentity
    rules: str
    rules_long: str
    aid: str
    title: str
    notices: tuple[str, ...]
    counts: tuple[Count, ...]
    answered: str
    private: str
    talk: TalkPart
    held: HeldPart
    missing: tuple[NameGroup, ...]
    missing_none: str
    base: BasePart | None
    map: MapPart
    what_if: WhatIfPart
    change: ChangePart
    weeks: WeeksPart
    limits_title: str
    limits: tuple[str, ...]
    sources_title: str
    sources: tuple[SourceLine, ...]
    do_title: str
    map_title: str
    notes_title: str
