"""Left and right side by side, the injured leg marked, with the share of the injured to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.reporting.words import MINUS, ended

MIDDLE, REACH = 210.0, 92.0
"""The bars begin 30 units off the middle, where the share stands; `REACH` is the longest."""
ROW_HEIGHT, FIRST_ROW = 46.0, 20.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One measure of both legs. `target` is the share that the gate asks for, None where it asks none."""

    name: str
    left: float
    right: float
    unit: str
    target: float | None = None
    lower_is_better: bool = False
    """Of a deficit in degrees no share is worked out: a small deficit is the good one."""


@dataclass(frozen=True, slots=True)
class SymmetryRow:
    """One measure as drawn; lengths are in units of the drawing."""

    name: str
    top: float
    left_length: float
    right_length: float
    left_text: str
    right_text: str
    share: str
    """"85%" of the other leg, or by how much more ("+5°") where no share is worked out."""
    target: str


@dataclass(frozen=True, slots=True)
class SymmetryBars:
    """Ready to draw. `injured` is "left" or "right", printed in words."""

    title: str
    injured: str
    left_head: str
    right_head: str
    rows: tuple[SymmetryRow, ...]
    height: float


def symmetry_bars(pairs: Sequence[Pair], injured: str) -> SymmetryBars:
    """The drawing of several measures, each on a scale of its own.

    Args:
        injured: "left" or "right".
    """
    return SymmetryBars(
        title=_finding(pairs, injured),
        injured=injured,
        left_head="Left, injured" if injured == "left" else "Left",
        right_head="Right, injured" if injured == "right" else "Right",
        rows=tuple(_row(pair, injured, place) for place, pair in enumerate(pairs)),
        height=FIRST_ROW + ROW_HEIGHT * len(pairs) + 2,
    )


def share_of(pair: Pair, injured: str) -> float | None:
    """Injured over other leg in percent; None where the other leg gives nothing to divide by."""
    mine, other = (pair.left, pair.right) if injured == "left" else (pair.right, pair.left)
    return None if other <= 0 or pair.lower_is_better else 100 * mine / other


def _row(pair: Pair, injured: str, place: int) -> SymmetryRow:
    longest = max(pair.left, pair.right, 0.0) or 1.0
    target = f"target {pair.target:g}%" if pair.target is not None and not pair.lower_is_better else ""
    return SymmetryRow(
        name=pair.name,
        top=FIRST_ROW + ROW_HEIGHT * place,
        left_length=round(REACH * max(pair.left, 0.0) / longest, 1),
        right_length=round(REACH * max(pair.right, 0.0) / longest, 1),
        left_text=_measured(pair.left, pair.unit),
        right_text=_measured(pair.right, pair.unit),
        share=_share_words(pair, injured),
        target=target,
    )


def _share_words(pair: Pair, injured: str) -> str:
    share = share_of(pair, injured)
    if share is not None:
        return f"{share:.0f}%"
    more = pair.left - pair.right if injured == "left" else pair.right - pair.left
    return f"{'+' if more > 0 else MINUS if more < 0 else ''}{_measured(abs(more), pair.unit)}"


def _measured(value: float, unit: str) -> str:
    return f"{value:g}{'' if unit in {'', '°', '%'} else ' '}{unit}"


def _finding(pairs: Sequence[Pair], injured: str) -> str:
    if not pairs:
        return "No test of both legs yet"
    parts = [
        f"{pair.name}: left {_measured(pair.left, pair.unit)}, right {_measured(pair.right, pair.unit)}"
        + (f", {_share_words(pair, injured)} of the other leg" if share_of(pair, injured) else "")
        for pair in pairs
    ]
    return ended(f"{injured.capitalize()} leg injured. {'; '.join(parts)}")
