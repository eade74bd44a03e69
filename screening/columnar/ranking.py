"""Which factors raise the risk most: the three best places, kept while factor after factor goes by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from screening.columnar.effects import Entry
from screening.columnar.exactly import PLACES
from screening.columnar.program import Array
from screening.domain.summary_row import MOST_FACTORS


class FactorRanking:
    """Every level that raises the risk has a rank of its own, the largest effect first, then file order."""

    def __init__(self, factor_ids: Sequence[str], entries: Sequence[Sequence[Entry]]) -> None:
        raising = [
            (-round(entry.effect, PLACES), factor, place)
            for factor, found in enumerate(entries)
            for place, entry in enumerate(found)
            if entry.shown and round(entry.effect, PLACES) > 1
        ]
        raising.sort()
        self._none = len(raising)
        self._ranks = [np.full(len(found), self._none, np.int16) for found in entries]
        self._name_of = [factor_ids[factor] for _, factor, _ in raising]
        for rank, (_, factor, place) in enumerate(raising):
            self._ranks[factor][place] = rank

    def top(self, levels: Sequence[Array], shown: Callable[[tuple[str, ...]], Any]) -> list[Any]:
        """At most three factor ids for everybody, largest effect first, each set as `shown` shows it."""
        best = [np.full(len(levels[0]), self._none, np.int16) for _ in range(MOST_FACTORS)]
        for ranks, level in zip(self._ranks, levels, strict=True):
            rank = ranks[level]
            for place in range(MOST_FACTORS):
                better = np.minimum(best[place], rank)
                rank = np.maximum(best[place], rank)
                best[place] = better
        together: dict[tuple[int, ...], Any] = {}
        found = list(zip(*(column.tolist() for column in best), strict=True))
        for set_of in set(found):
            names = [self._name_of[rank] for rank in set_of if rank < self._none]
            together[set_of] = shown(tuple(names))
        return [together[set_of] for set_of in found]
