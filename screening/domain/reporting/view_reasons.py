"""The pages about why a result is what it is, how sure it is, and what would change it, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.reporting.charts.model import IconArray, RangeBar
from screening.domain.reporting.view_rows import Row


@dataclass(frozen=True, slots=True)
class OneChange:
    """The one change that would help most."""

    title: str
    what: str
    lines: tuple[str, ...]
    chart: IconArray | None = None
    chart_note: str | None = None


@dataclass(frozen=True, slots=True)
class WouldNarrow:
    """A missing answer and what it would do; `field` is the question."""

    field: str
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class HowSure:
    """The likely range and, apart from it, what missing answers leave open."""

    title: str
    chart: RangeBar | None
    """The likely range; None where nothing of the season may be shown."""
    lines: tuple[str, ...]
    leaves_open: RangeBar | None = None
    """None where nothing is missing."""
    narrow_title: str = ""
    would_narrow: tuple[WouldNarrow, ...] = ()


@dataclass(frozen=True, slots=True)
class StepDown:
    """The smallest step to a lower band: the changes it takes, or why there is none."""

    title: str
    lead: str
    changes: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One change to try out."""

    id: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The changes an athlete may try out, and what such a comparison is worth."""

    title: str
    legend: str
    button: str
    note: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One rule that had a say: what it says, what it looked at, what it did, what it rests on."""

    rule: str
    sentence: str
    looked_at: tuple[Row, ...]
    result: str
    """What it concluded; empty where the sentence says it already."""
    weight: str
    effect: str
    certainty: str
    sources: tuple[str, ...]
    also: str = ""
    """Another sentence of the result that rests on this rule."""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The rules that answer one question. `together` is what their effects multiply to."""

    title: str
    rows: tuple[ReasonRow, ...]
    together: str = ""
