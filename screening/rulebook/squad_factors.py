"""Reads rules/squad/factors.yaml: the columns of the squad map and what is left out of it."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.risk.rules import Factor, RiskRules
from screening.domain.squad.rules import OPEN_CELLS, Cell, FactorColumn
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.squad_wording import with_places

_SHARED = frozenset({"number", "total"})


def read_columns(block: Block, context: Context, risk: RiskRules) -> tuple[FactorColumn, ...]:
    """The columns in file order; each names every level that its factor may have."""
    factors = {factor.id: factor for factor in risk.factors if factor.modifiable}
    return tuple(_column(row, context, factors.get(row.text("factor"))) for row in block.children("columns"))


def _column(row: Block, context: Context, factor: Factor | None) -> FactorColumn:
    if factor is None:
        row.problem("factor", "is not a factor that can change", "check the id in risk/factors/")
    return FactorColumn(
        factor=row.text("factor"),
        head=row.text("head"),
        topic=row.text("topic"),
        shared=with_places(row, "shared", _SHARED),
        cells=_levels(row, factor),
        sources=context.sources_of(row),
    )


def _levels(row: Block, factor: Factor | None) -> dict[str, Cell]:
    wanted = {level.id for level in factor.levels if level.applies} if factor else set()
    cells: dict[str, Cell] = {}
    for entry in row.children("cells"):
        level, cell = entry.text("level"), entry.choice("counts_as", Cell)
        if cell not in OPEN_CELLS:
            entry.problem("counts_as", f"{cell.value!r} is no level", f"use {', '.join(sorted(OPEN_CELLS))}")
        if level in cells or level not in wanted:
            entry.problem("level", f"{level!r} is there twice or no level", "name each level once")
        cells[level] = cell
    for level in sorted(wanted - set(cells)):
        row.problem("cells", f"have no {level!r}", "say what it counts as")
    return cells


def read_cells(row: Block) -> frozenset[Cell]:
    """The states that a row of attention asks for."""
    states = row.texts("cells")
    known = {cell.value for cell in OPEN_CELLS}
    if not states or not set(states) <= known:
        row.problem("cells", "hold something that is no state", f"use {', '.join(sorted(known))}")
    return frozenset(Cell(state) for state in states if state in known)


def read_left_out(block: Block, risk: RiskRules, columns: Sequence[FactorColumn]) -> dict[str, str]:
    """Why a factor is not shown; every factor that can change is a column or has a reason."""
    reasons = {row.text("factor"): row.text("because") for row in block.children("left_out")}
    shown = {column.factor for column in columns}
    changeable = {factor.id for factor in risk.factors if factor.modifiable}
    for factor in sorted(changeable - shown - set(reasons)):
        block.problem("left_out", f"says nothing of {factor}", "make it a column or say why not")
    for factor in sorted(set(reasons) & shown | set(reasons) - changeable):
        block.problem("left_out", f"names {factor}, which is shown or cannot change", "remove it")
    return reasons


def read_cell_words(block: Block) -> dict[Cell, str]:
    """A word for every state."""
    words = block.child("states")
    return {cell: words.text(cell.value) for cell in Cell}
