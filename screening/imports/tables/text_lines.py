"""The lines of a text file, in bounded blocks, with a look ahead for cells that run over several lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import TextIO

from screening.imports.tables.limits import CHUNK_CHARACTERS, CHUNK_ROWS, MAX_LINE

_ENDS = ("\n", "\r")


class TextLines:
    """Lines with their ends, in order. A line past MAX_LINE comes cut, the rest of it is skipped."""

    def __init__(self, file: TextIO) -> None:
        self._read = partial(file.readline, MAX_LINE)
        self._ahead: deque[str] = deque()

    def block(self) -> list[str]:
        """The next lines, at most a chunk of them; none at the end of the file."""
        lines: list[str] = []
        size = 0
        for line in self._lines():
            lines.append(line)
            size += len(line)
            if len(lines) >= CHUNK_ROWS or size >= CHUNK_CHARACTERS:
                break
        return lines

    def put_back(self, lines: list[str]) -> None:
        """Lines that were taken and not used; they come again, first."""
        self._ahead.extendleft(reversed(lines))

    def next(self) -> str | None:
        """The next line; None at the end of the file."""
        return next(self._lines(), None)

    def _lines(self) -> Iterator[str]:
        while self._ahead:
            yield self._ahead.popleft()
        for line in iter(self._read, ""):
            if len(line) == MAX_LINE and not line.endswith(_ENDS):
                self._skip()
            yield line

    def _skip(self) -> None:
        for rest in iter(self._read, ""):
            if rest.endswith(_ENDS):
                return
