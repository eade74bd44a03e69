"""A trend over days: lines that break where nothing was entered, dashed targets, a row of daily marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from screening.domain.reporting.words import day

LEFT, RIGHT, TOP, BOTTOM = 36.0, 300.0, 18.0, 112.0
"""The plot inside a drawing 360 units wide; the right margin holds the newest values."""
LABEL_GAP = 14.0
"""Between two labels at the right, so that neither covers the other."""
MARKS_Y = 128.0
LETTER, WORDS_ABOVE, WORDS_BELOW = 6.2, 8.5, 9.0
"""The width of a letter of a target's words, and how far their middle is from the dashed line."""
CLEAR, STEPS = 14.0, 8
"""Room enough between words and lines, and in how many steps a line below words is looked at."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values by day as entered; what is None was not entered and is never drawn as zero."""

    name: str
    values: tuple[tuple[dt.date, float | None], ...]
    is_daily: bool = True
    """Whether a day without a value breaks the line."""
    is_stepped: bool = False
    """Whether a value holds until the next one, as a rung does."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The values at the lower and upper end, those with a line, and what stands behind each figure."""

    low: float
    high: float
    ticks: tuple[float, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """A line as pieces of a path; `is_second` is drawn hollow, so that the two are told apart in grey."""

    name: str
    pieces: tuple[str, ...]
    dots: tuple[Dot, ...]
    is_second: bool
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Level:
    y: float
    text: str
    is_right: bool = False
    """Its words stand at the right end, where the lines leave more room."""
    is_below: bool = False
    """Its words stand below the dashed line, for the same reason."""


@dataclass(frozen=True, slots=True)
class DayMark:
    """The light of one day: `kind` is low, moderate, high, very-high or open (dashed: a part was not
    answered)."""

    x: float
    kind: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """Ready to draw; `title` says the finding, `rows` are the same figures for a table beside it."""

    title: str
    name: str
    levels: tuple[Level, ...]
    targets: tuple[Level, ...]
    series: tuple[DrawnSeries, ...]
    marks: tuple[DayMark, ...]
    marks_y: float
    first_day: str
    last_day: str
    height: float
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def trend_line(
    *,
    name: str,
    finding: str,
    series: Sequence[Series],
    scale: Scale,
    first: dt.date,
    last: dt.date,
    targets: Sequence[tuple[float, str]] = (),
    marks: Sequence[tuple[dt.date, str]] = (),
) -> TrendLine:
    """The drawing of one or two series between two days, both ends included.

    Args:
        finding: what the trend shows, in a sentence.
        targets: values with their words, drawn dashed.
        marks: the kind of mark for days with one.
    Raises:
        ValueError: more than two series, or the last day comes before the first.
    """
    if len(series) > 2:
        raise ValueError("two lines at most can be told apart without colour")
    if last < first:
        raise ValueError("a trend ends on or after the day it begins")
    frame = _Frame(scale, first, last)
    shown_marks = tuple(DayMark(frame.x(on), kind) for on, kind in marks if first <= on <= last)
    drawn = [_drawn(one, frame, place > 0) for place, one in enumerate(series)]
    return TrendLine(
        title=finding,
        name=name,
        levels=tuple(Level(frame.y(tick), f"{tick:g}") for tick in scale.ticks),
        targets=tuple(_target(frame.y(value), words, drawn) for value, words in targets),
        series=_apart(drawn),
        marks=shown_marks,
        marks_y=MARKS_Y,
        first_day=day(first) if first != last else "",
        last_day=day(last),
        height=158 if shown_marks else 140,
        heads=("Day", *(one.name for one in series)),
        rows=_rows(series, first, last, scale),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """From days and values to places."""

    scale: Scale
    first: dt.date
    last: dt.date

    def x(self, on: dt.date) -> float:
        days = (self.last - self.first).days
        share = (on - self.first).days / days if days else 1.0
        return round(LEFT + 8 + share * (RIGHT - LEFT - 8), 1)

    def y(self, value: float) -> float:
        inside = min(max(value, self.scale.low), self.scale.high)
        share = (inside - self.scale.low) / (self.scale.high - self.scale.low)
        return round(BOTTOM - share * (BOTTOM - TOP), 1)


def _target(y: float, words: str, drawn: Sequence[DrawnSeries]) -> Level:
    """The dashed line with its words where the drawn lines are farthest from them."""
    width = LETTER * len(words)
    places = [(at_right, below) for below in (False, True) for at_right in (False, True)]

    def room(place: tuple[bool, bool]) -> float:
        at_right, below = place
        first = RIGHT - width if at_right else LEFT
        middle = y + (WORDS_BELOW if below else -WORDS_ABOVE)
        met = [height for one in drawn for height in _heights(one.dots, first, first + width)]
        return min((abs(height - middle) for height in met), default=BOTTOM)

    at_right, below = max(places, key=lambda place: min(room(place), CLEAR))
    return Level(y, words, is_right=at_right, is_below=below)


def _heights(dots: Sequence[Dot], first: float, last: float) -> list[float]:
    """Where straight lines between dots pass from one place to another, every few units."""
    found = [dot.y for dot in dots if first <= dot.x <= last]
    for one, other in pairwise(dots):
        for step in range(STEPS + 1):
            x = first + (last - first) * step / STEPS
            if one.x <= x <= other.x and other.x > one.x:
                found.append(one.y + (other.y - one.y) * (x - one.x) / (other.x - one.x))
    return found


def _drawn(series: Series, frame: _Frame, is_second: bool) -> DrawnSeries:
    found = _inside(series, frame.first, frame.last)
    runs = _runs(found, series.is_daily)
    dots = tuple(Dot(frame.x(on), frame.y(value)) for on, value in found)
    return DrawnSeries(
        name=series.name,
        pieces=tuple(_path(run, frame, series.is_stepped) for run in runs if len(run) > 1),
        dots=dots,
        is_second=is_second,
        label=f"{found[-1][1]:g}{frame.scale.unit}" if found else "",
        label_y=dots[-1].y if dots else BOTTOM,
    )


def _inside(series: Series, first: dt.date, last: dt.date) -> list[tuple[dt.date, float]]:
    return sorted((on, value) for on, value in series.values if value is not None and first <= on <= last)


def _runs(found: Sequence[tuple[dt.date, float]], is_daily: bool) -> list[list[tuple[dt.date, float]]]:
    """The values cut where a day is missing."""
    runs: list[list[tuple[dt.date, float]]] = []
    for place, one in enumerate(found):
        follows = place > 0 and (not is_daily or (one[0] - found[place - 1][0]).days <= 1)
        if follows:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _path(run: Sequence[tuple[dt.date, float]], frame: _Frame, is_stepped: bool) -> str:
    start = f"M{frame.x(run[0][0])} {frame.y(run[0][1])}"
    if not is_stepped:
        return start + "".join(f"L{frame.x(on)} {frame.y(value)}" for on, value in run[1:])
    return start + "".join(f"H{frame.x(after)}V{frame.y(value)}" for _, (after, value) in pairwise(run))


def _apart(drawn: Sequence[DrawnSeries]) -> tuple[DrawnSeries, ...]:
    """The same lines with labels that do not cover each other, higher values above."""
    if len(drawn) < 2 or not (drawn[0].label and drawn[1].label):
        return tuple(drawn)
    upper, lower = sorted(drawn, key=lambda one: (one.label_y, one.is_second))
    missing = LABEL_GAP - (lower.label_y - upper.label_y)
    if missing <= 0:
        return tuple(drawn)
    top = min(max(upper.label_y - missing / 2, TOP), BOTTOM - LABEL_GAP + 2)
    moved = {upper.name: top, lower.name: top + LABEL_GAP}
    return tuple(
        DrawnSeries(one.name, one.pieces, one.dots, one.is_second, one.label, round(moved[one.name], 1))
        for one in drawn
    )


def _rows(
    series: Sequence[Series], first: dt.date, last: dt.date, scale: Scale
) -> tuple[tuple[str, ...], ...]:
    """One row for each day with a value; "not entered" where the other line has one."""
    columns = [dict(_inside(one, first, last)) for one in series]
    days = sorted({on for column in columns for on in column})
    return tuple(
        (day(on), *(f"{column[on]:g}{scale.unit}" if on in column else "not entered" for column in columns))
        for on in days
    )
