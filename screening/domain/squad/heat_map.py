"""The squad map: athletes in rows, changeable factors in columns, and how many share a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.squad.rules import SquadRules
from screening.domain.squad.visible import Share, VisibleMember, shares_of


@dataclass(frozen=True, slots=True)
class ColumnOrder:
    """A column of the map by its place in the rules, with its share; None where too few opened it."""

    index: int
    share: Share | None


def columns_in_order(members: Sequence[VisibleMember], rules: SquadRules) -> tuple[ColumnOrder, ...]:
    """The columns, the gap that most share first; those without a share after them, in file order.

    A share counts only squares that the map shows. So it tells nothing about those who keep theirs private: a
    reader could count it from the map. Below the least group it is not told, and orders nothing.

    Source:
        rules/squad/index.yaml, least_group (expert rule).
    """
    rows = [member.cells for member in members]
    columns = [ColumnOrder(index, share) for index, share in enumerate(shares_of(rows, rules))]
    return tuple(sorted(columns, key=_place))


def _place(column: ColumnOrder) -> tuple[bool, float, int]:
    if column.share is None:
        return True, 0.0, column.index
    return False, -column.share.gaps / column.share.opened, column.index
