"""The page of a report about the plan, as frozen data: weeks, ladder, rules about pain, and cards."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.view_rows import Row


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of the week grid: what to do with its dose, or a quiet word."""

    items: tuple[Row, ...] = ()
    quiet: str = ""
    is_match: bool = False
    warm_up: str | None = None


@dataclass(frozen=True, slots=True)
class WeekRow:
    name: str
    focus: str
    cells: tuple[Cell, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Rung:
    exercise: str
    name: str
    text: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class PainRow:
    shape: StateShape
    word: str
    during: str
    next_session: str


@dataclass(frozen=True, slots=True)
class Card:
    """How to do one exercise well."""

    exercise: str
    name: str
    cues: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The plan; without weeks it says why and what to do instead."""

    title: str
    heading: str
    lead: str
    why: str
    days: tuple[str, ...]
    day_names: tuple[str, ...]
    day_kinds: tuple[str, ...]
    """Per day: go (training), match or quiet."""
    weeks: tuple[WeekRow, ...]
    warm_up: str | None
    """The warm-up, where it is the same in every session."""
    ladder_title: str
    ladder: tuple[Rung, ...]
    ladder_text: str
    guidance: str
    pain_rule: tuple[PainRow, ...]
    soreness: str | None
    real_life: tuple[Row, ...]
    advice: tuple[Row, ...]
    notes: tuple[str, ...]
    cards: tuple[Card, ...]
    is_withheld: bool
