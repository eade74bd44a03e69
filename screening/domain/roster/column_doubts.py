"""Columns that have moved against the others, or hold something else than they are said to hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from screening.domain.roster.changes import Doubt
from screening.domain.roster.fields import PHRASES, RosterField
from screening.domain.roster.shapes import LOOKS, shape_of, shapes_of_field

_MOST_OTHER = 0.5
_FEWEST_ROWS = 5
"""In a shorter table one empty cell says nothing."""
Texts = Mapping[RosterField, str]


def column_doubts(rows: Sequence[Texts], columns: Mapping[RosterField, str]) -> list[Doubt]:
    """What a person has to look at before any row of the file is written.

    Args:
        rows: the cells of each row by field, without blanks around them, in file order.
        columns: the name of each column.
    """
    return [*_of_another_kind(rows, columns), *_slipped(rows, columns), *_moved_up(rows, columns)]


def _of_another_kind(rows: Sequence[Texts], columns: Mapping[RosterField, str]) -> Iterator[Doubt]:
    """Columns of which half the cells look like something else."""
    for field, column in columns.items():
        looks = Counter(shape_of(text) for row in rows if (text := row.get(field)))
        wrong = Counter({shape: n for shape, n in looks.items() if shape not in shapes_of_field(field)})
        if wrong.total() and wrong.total() >= _MOST_OTHER * looks.total():
            shape = wrong.most_common(1)[0][0]
            yield Doubt(
                f"{field}_kind",
                f"The column “{column}” is read as {PHRASES[field]} but looks like {LOOKS[shape]}",
            )


def _slipped(rows: Sequence[Texts], columns: Mapping[RosterField, str]) -> Iterator[Doubt]:
    """The last row holds only what another row lacks: cells were pushed down past the last athlete."""
    if len(rows) < 2:
        return
    below = _filled(rows[-1])
    if below and any((above := _filled(row)) and above.isdisjoint(below) for row in rows[:-1]):
        names = " and ".join(f"“{column}”" for field, column in columns.items() if field in below)
        yield Doubt(
            "column_slipped",
            f"Only {names} goes on below the last athlete. Cells of that column may have slipped down a row",
        )


def _moved_up(rows: Sequence[Texts], columns: Mapping[RosterField, str]) -> Iterator[Doubt]:
    """A column without a gap that ends one row before the others: a cell may have been deleted further up."""
    if len(rows) < _FEWEST_ROWS or not _filled(rows[-1]):
        return
    for field, column in columns.items():
        if not rows[-1].get(field) and all(row.get(field) for row in rows[:-1]):
            yield Doubt(
                f"{field}_moved_up",
                f"The column “{column}” is empty for the last athlete only. "
                "Check that no cell was deleted above, which would move the others up",
            )


def _filled(row: Texts) -> frozenset[RosterField]:
    return frozenset(field for field, text in row.items() if text)
