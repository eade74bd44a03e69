"""Sources by number, in the order in which the report first mentions them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.domain.reporting.view import SourceLine
from screening.domain.sources import Source

OWN = "expert"
LONGEST_LIST = 10


class References:
    """Numbers handed out as sources are mentioned. Rules of our own carry no number."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._numbers: dict[str, int] = {}

    def mark(self, ids: Iterable[str]) -> str:
        """ "1, 4": the numbers of these sources; empty where all are our own rules."""
        numbers = []
        for source in ids:
            if source == OWN or source not in self._sources:
                continue
            number = self._numbers.setdefault(source, len(self._numbers) + 1)
            if number <= LONGEST_LIST:
                numbers.append(number)
        return ", ".join(str(number) for number in sorted(set(numbers)))

    def lines(self) -> tuple[SourceLine, ...]:
        """The list to print, by number."""
        printed = list(self._numbers.items())[:LONGEST_LIST]
        return tuple(
            SourceLine(number=number, text=self._sources[source].reference) for source, number in printed
        )

    @property
    def left_out(self) -> int:
        """How many were mentioned beyond the printed list."""
        return max(0, len(self._numbers) - LONGEST_LIST)
