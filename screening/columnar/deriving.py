"""Derived values as facts: numbers from several columns, and conditions with a name."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.exactly import PLACES, rounded
from screening.columnar.facts import ColumnFacts, Fact, Nothing, Number, YesNo
from screening.columnar.inputs import REAL
from screening.columnar.judging import false_where, true_where
from screening.columnar.program import Array
from screening.domain.derived import Derivation, DerivedFlag, DerivedNumber, DerivedValue


def derived_facts(facts: ColumnFacts, definitions: Sequence[DerivedValue]) -> ColumnFacts:
    """The facts with every derived value, in file order."""
    for definition in definitions:
        facts = facts.plus({definition.id: _derived(definition, facts)})
    return facts


def _derived(definition: DerivedValue, facts: ColumnFacts) -> Fact:
    match definition:
        case DerivedFlag(condition=condition):
            return YesNo(facts.graph, true_where(condition, facts), false_where(condition, facts))
        case DerivedNumber():
            return _number(definition, facts)


def _number(definition: DerivedNumber, facts: ColumnFacts) -> Fact:
    graph = facts.graph
    parts = [facts.get(name) for name in definition.of]
    if any(isinstance(part, Nothing) for part in parts):
        return Nothing(graph)
    numbers = [part for part in parts if isinstance(part, Number)]
    if len(numbers) < len(parts):
        raise TypeError(f"{definition.id} needs numbers")
    known = graph.every(number.known for number in numbers)
    columns = [number.values for number in numbers]
    combined = graph.apply(_COMBINING[definition.derivation], known, *columns, dtype=REAL)
    return Number(graph, combined, known)


def _mean(columns: Sequence[Array]) -> Array:
    return _total(columns) / len(columns)


def _lowest(columns: Sequence[Array]) -> Array:
    return functools.reduce(np.minimum, columns)


def _total(columns: Sequence[Array]) -> Array:
    return functools.reduce(np.add, columns)


def _asymmetry(columns: Sequence[Array]) -> Array:
    strongest = functools.reduce(np.maximum, columns)
    behind = strongest - _lowest(columns)
    return np.where(strongest == 0, 0.0, behind / np.where(strongest == 0, 1.0, strongest) * 100)


def _exact_asymmetry(numbers: Sequence[float]) -> float:
    strongest = max(numbers)
    return (strongest - min(numbers)) / strongest * 100 if strongest else 0.0


@dataclass(frozen=True)
class _Combine:
    """One derivation for arrays and, for the few places where its rounding is doubtful, for one athlete."""

    over_arrays: Callable[[Sequence[Array]], Array]
    exactly: Callable[[Sequence[float]], float]

    def __call__(self, *arrays: Array) -> None:
        known, *columns, out = arrays
        settled, doubtful = rounded(self.over_arrays(columns))
        for place in np.flatnonzero(doubtful & known).tolist():
            settled[place] = round(self.exactly([float(column[place]) for column in columns]), PLACES)
        np.copyto(out, settled)


_COMBINING: dict[Derivation, _Combine] = {
    Derivation.MEAN: _Combine(_mean, lambda numbers: sum(numbers) / len(numbers)),
    Derivation.LOWEST: _Combine(_lowest, min),
    Derivation.SUM: _Combine(_total, sum),
    Derivation.ASYMMETRY_PCT: _Combine(_asymmetry, _exact_asymmetry),
}
