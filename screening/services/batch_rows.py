"""What a table of athletes is to the services: a header, and chunks of rows that fit it.

Readers of files make these; `assess_batch` takes them. A row whose shape is right arrives as cells, with what
is known to be wrong with single cells beside it; a row whose shape is wrong arrives as a fault only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from screening.domain.errors import ScreeningError

HEADER_ROW = 1
"""Rows count as a spreadsheet shows them: the header is row 1."""


class TableRefused(ScreeningError):
    """The table as a whole cannot be used; nothing was done. Every problem is listed."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row. `column` is empty where it is the row as a whole."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class RowChunk:
    """Some rows in file order, each with as many cells as the header."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[str]]
    faults: Sequence[Fault] = ()
    """Rows of the same stretch of the file that have the wrong shape."""
    flagged: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """What the reader found wrong with single cells: message by column index, by index into `cells`."""
    position: int = 0
    """How far the reader is, in the unit of `RowSource.total`."""


class RowSource(Protocol):
    """A table that is read once, from the top."""

    @property
    def header(self) -> Sequence[str]: ...

    @property
    def total(self) -> int:
        """The whole length, in the unit of `RowChunk.position`; 0 where it is not known."""
        ...

    def chunks(self) -> Iterator[RowChunk]: ...
