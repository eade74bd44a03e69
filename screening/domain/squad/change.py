"""What changed since the round before, of what athletes opened in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.squad.attention import by_name
from screening.domain.squad.model import HAS_ANSWERS
from screening.domain.squad.rules import Cell, SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability


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
    return Change(
        paired=len(paired),
        availability_before=Counter(
            member.availability_before for member in paired if member.availability_before
        ),
        availability_now=Counter(member.availability for member in paired),
        columns=tuple(_column(paired, index, rules) for index in range(len(rules.columns))),
        moves=tuple(
            move for member in sorted(paired, key=by_name) for move in _moves(member, rules.change_steps)
        ),
    )


def _column(members: Sequence[VisibleMember], index: int, rules: SquadRules) -> ColumnChange | None:
    pairs = [pair for member in members if (pair := _pair(member, index)) is not None]
    if len(pairs) < rules.least_group:
        return None
    return ColumnChange(
        index=index,
        of=len(pairs),
        gaps_before=sum(before.is_gap for before, _ in pairs),
        gaps_now=sum(now.is_gap for _, now in pairs),
        closed=sum(before.is_gap and not now.is_gap for before, now in pairs),
        opened=sum(now.is_gap and not before.is_gap for before, now in pairs),
    )


def _moves(member: VisibleMember, steps: int) -> tuple[Move, ...]:
    pairs = [(index, _pair(member, index)) for index in range(len(member.cells))]
    return tuple(
        Move(member, index, *pair)
        for index, pair in pairs
        if pair is not None and abs((pair[1].step or 0) - (pair[0].step or 0)) >= steps
    )


def _pair(member: VisibleMember, index: int) -> tuple[Cell, Cell] | None:
    """The square then and now; None unless both say something."""
    if member.cells_before is None:
        return None
    before, now = member.cells_before[index], member.cells[index]
    return None if before.step is None or now.step is None else (before, now)
