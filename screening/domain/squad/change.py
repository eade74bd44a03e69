"""What changed since the round before, of what athletes opened in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.squad.attention import by_name
from screening.domain.squad.model import HAS_ANSWERS
from screening.domain.squad.rules import Cell, SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability

CellsPair = tuple[tuple[Cell, ...], tuple[Cell, ...]]
"""The row of an athlete then and now; then it is empty for somebody without one."""


@dataclass(frozen=True, slots=True)
class Move:
    """One factor of one athlete that moved far enough. `index` is the place of the column in the rules."""

    member: VisibleMember
    index: int
    before: Cell
    now: Cell


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """Gaps in one column among those who opened it in both rounds."""

    index: int
    of: int
    gaps_before: int
    gaps_now: int
    closed: int
    opened: int


@dataclass(frozen=True, slots=True)
class Change:
    """Since the round before. `columns` holds None where too few opened the factor in both rounds."""

    paired: int
    availability_before: Mapping[Availability, int]
    availability_now: Mapping[Availability, int]
    columns: tuple[ColumnChange | None, ...]
    moves: tuple[Move, ...]
    """By name, then column."""


def change_since(members: Sequence[VisibleMember], rules: SquadRules) -> Change | None:
    """The change; None where nobody answered both rounds.

    Source:
        rules/squad/factors.yaml, change (expert rule): from how many steps on the map something has moved.
    """
    paired = [member for member in members if member.availability_before and member.state in HAS_ANSWERS]
    if not paired:
        return None
    pairs = Counter((member.cells_before or (), member.cells) for member in paired)
    return Change(
        paired=len(paired),
        availability_before=Counter(
            member.availability_before for member in paired if member.availability_before
        ),
        availability_now=Counter(member.availability for member in paired),
        columns=tuple(_column(pairs, index, rules) for index in range(len(rules.columns))),
        moves=_moves(paired, pairs, rules.change_steps),
    )


def _column(pairs: Mapping[CellsPair, int], index: int, rules: SquadRules) -> ColumnChange | None:
    counted: Counter[tuple[Cell, Cell]] = Counter()
    for rows, number in pairs.items():
        pair = _pair(rows, index)
        if pair is not None:
            counted[pair] += number
    if counted.total() < rules.least_group:
        return None
    return ColumnChange(
        index=index,
        of=counted.total(),
        gaps_before=sum(number for (before, _), number in counted.items() if before.is_gap),
        gaps_now=sum(number for (_, now), number in counted.items() if now.is_gap),
        closed=sum(number for (before, now), number in counted.items() if before.is_gap and not now.is_gap),
        opened=sum(number for (before, now), number in counted.items() if now.is_gap and not before.is_gap),
    )


def _moves(paired: Sequence[VisibleMember], pairs: Iterable[CellsPair], steps: int) -> tuple[Move, ...]:
    """Every move by name, then column; what moved is found once for each pair of rows."""
    moved = {rows: [index for index in range(len(rows[1])) if _is_move(rows, index, steps)] for rows in pairs}
    return tuple(
        Move(member, index, rows[0][index], rows[1][index])
        for member in sorted(paired, key=by_name)
        for rows in [(member.cells_before or (), member.cells)]
        for index in moved[rows]
    )


def _is_move(rows: CellsPair, index: int, steps: int) -> bool:
    pair = _pair(rows, index)
    return pair is not None and abs((pair[1].step or 0) - (pair[0].step or 0)) >= steps


def _pair(rows: CellsPair, index: int) -> tuple[Cell, Cell] | None:
    """The square then and now; None unless both say something."""
    if not rows[0]:
        return None
    before, now = rows[0][index], rows[1][index]
    return None if before.step is None or now.step is None else (before, now)
