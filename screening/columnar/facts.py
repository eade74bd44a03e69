"""What a condition can look at, as nodes: answers, derived values and earlier conclusions by name.

Each fact says where it is known and where it certainly fits a test; a fit is always known as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np

from screening.columnar.graph import BOOL, Graph, Node
from screening.domain.answers import Known
from screening.domain.conditions import Comparison

Word = TypeVar("Word", bound=str)

COMPARING: Mapping[Comparison, Callable[[Any, Any], Any]] = {
    Comparison.AT_LEAST: np.greater_equal,
    Comparison.AT_MOST: np.less_equal,
    Comparison.ABOVE: np.greater,
    Comparison.BELOW: np.less,
}


class Fact(Protocol):
    """One named value."""

    @property
    def known(self) -> Node:
        """Where there is a value."""
        ...

    def one_of(self, values: tuple[Known, ...]) -> Node:
        """Where the value is known and one of these."""
        ...

    def compared(self, comparison: Comparison, threshold: float) -> Node:
        """Where the number is known and compares so."""
        ...

    def has_any(self, values: frozenset[str]) -> Node:
        """Where the tick list is known and holds one of these; any at all where none is named."""
        ...


class _NotANumber:
    def compared(self, comparison: Comparison, threshold: float) -> Node:
        raise TypeError(f"only a number can be {comparison} {threshold:g}")


class _NotATickList:
    def has_any(self, values: frozenset[str]) -> Node:
        raise TypeError(f"only a tick list can hold one of {sorted(values)}")


@dataclass(frozen=True)
class Nothing:
    """A name nobody gave a value."""

    graph: Graph

    @property
    def known(self) -> Node:
        return self.graph.false

    def one_of(self, values: tuple[Known, ...]) -> Node:  # noqa: ARG002 - the same for every value
        return self.graph.false

    def compared(self, comparison: Comparison, threshold: float) -> Node:  # noqa: ARG002 - as above
        return self.graph.false

    def has_any(self, values: frozenset[str]) -> Node:  # noqa: ARG002 - as above
        return self.graph.false


@dataclass(frozen=True)
class Coded(_NotANumber, _NotATickList):
    """A word or a yes or no, as a code. Codes of nobody are never in `code_of`."""

    graph: Graph
    codes: Node
    code_of: Mapping[Known, int]
    known: Node

    def one_of(self, values: tuple[Known, ...]) -> Node:
        wanted = [code for value, code in self.code_of.items() if value in values]
        return self.graph.any(self.graph.apply(np.equal, self.codes, code) for code in wanted)


@dataclass(frozen=True)
class Written(_NotANumber, _NotATickList):
    """A free text; only texts that some rule names have a code, which this hands out."""

    graph: Graph
    codes: Node
    code_of: dict[str, int]
    known: Node

    def one_of(self, values: tuple[Known, ...]) -> Node:
        texts = [value for value in values if isinstance(value, str)]
        codes = [self.code_of.setdefault(text, len(self.code_of)) for text in texts]
        return self.graph.any(self.graph.apply(np.equal, self.codes, code) for code in codes)


@dataclass(frozen=True)
class Number(_NotATickList):
    """A number; where it is not known the array may hold anything."""

    graph: Graph
    values: Node
    known: Node

    def one_of(self, values: tuple[Known, ...]) -> Node:
        numbers = [value for value in values if isinstance(value, int | float)]
        equal = self.graph.any(self.graph.apply(np.equal, self.values, float(value)) for value in numbers)
        return self.graph.both(self.known, equal)

    def compared(self, comparison: Comparison, threshold: float) -> Node:
        fits = self.graph.apply(COMPARING[comparison], self.values, float(threshold))
        return self.graph.both(self.known, fits)


@dataclass(frozen=True)
class Ticks(_NotANumber):
    """A tick list as bits; negative where it is not known."""

    graph: Graph
    bits: Node
    bit_of: Mapping[str, int]
    known: Node

    def one_of(self, values: tuple[Known, ...]) -> Node:
        lists = [value for value in values if isinstance(value, frozenset) and value <= set(self.bit_of)]
        wanted = [sum(self.bit_of[item] for item in value) for value in lists]
        return self.graph.any(self.graph.apply(np.equal, self.bits, bits) for bits in wanted)

    def has_any(self, values: frozenset[str]) -> Node:
        bits = sum(self.bit_of[value] for value in values if value in self.bit_of)
        if not values:
            return self.graph.apply(np.greater, self.bits, 0)
        if not bits:
            return self.graph.false
        held = self.graph.apply(np.bitwise_and, self.bits, bits, dtype=self.bits.dtype)
        return self.graph.both(self.known, self.graph.apply(np.not_equal, held, 0))


@dataclass(frozen=True)
class OneWord(_NotANumber, _NotATickList):
    """A conclusion with few possible values, each with the places where it is the one."""

    graph: Graph
    places: Mapping[str, Node]

    @property
    def known(self) -> Node:
        return self.graph.any(self.places.values())

    def one_of(self, values: tuple[Known, ...]) -> Node:
        return self.graph.any(node for value, node in self.places.items() if value in values)


@dataclass(frozen=True)
class YesNo(_NotANumber, _NotATickList):
    """A named condition or a conclusion: where it is so, and where it certainly is not."""

    graph: Graph
    yes: Node
    no: Node

    @classmethod
    def certain(cls, graph: Graph, yes: Node) -> YesNo:
        """One that is known for everybody."""
        return cls(graph, yes, graph.no(yes))

    @property
    def known(self) -> Node:
        return self.graph.either(self.yes, self.no)

    def one_of(self, values: tuple[Known, ...]) -> Node:
        wanted = [node for value, node in ((True, self.yes), (False, self.no)) if value in values]
        return self.graph.any(wanted)


@dataclass(frozen=True)
class Members(_NotANumber):
    """A set of conclusions, each with the places where it is in; known for everybody in `known`."""

    graph: Graph
    places: Mapping[str, Node]
    known: Node

    def one_of(self, values: tuple[Known, ...]) -> Node:
        found = []
        for value in values:
            if isinstance(value, frozenset) and value <= set(self.places):
                inside = [self.places[name] for name in value]
                outside = [node for name, node in self.places.items() if name not in value]
                found.append(self.graph.but_not(self.graph.every(inside), self.graph.any(outside)))
        return self.graph.both(self.known, self.graph.any(found))

    def has_any(self, values: frozenset[str]) -> Node:
        held = (node for name, node in self.places.items() if not values or name in values)
        return self.graph.both(self.known, self.graph.any(held))


@dataclass(frozen=True)
class Filled:
    """A fact that is given a value in places where it was not known."""

    graph: Graph
    fact: Fact
    where: Node
    value: Known

    @property
    def known(self) -> Node:
        return self.graph.either(self.fact.known, self.where)

    def one_of(self, values: tuple[Known, ...]) -> Node:
        return self._or_filled(self.fact.one_of(values), self.value in values)

    def compared(self, comparison: Comparison, threshold: float) -> Node:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise TypeError(f"only a number can be {comparison} {threshold:g}")
        fits = bool(COMPARING[comparison](self.value, threshold))
        return self._or_filled(self.fact.compared(comparison, threshold), fits)

    def has_any(self, values: frozenset[str]) -> Node:
        if not isinstance(self.value, frozenset):
            raise TypeError(f"only a tick list can hold one of {sorted(values)}")
        held = bool(self.value & values) if values else bool(self.value)
        return self._or_filled(self.fact.has_any(values), held)

    def _or_filled(self, node: Node, fits: bool) -> Node:
        return self.graph.either(node, self.where) if fits else node


@dataclass(frozen=True)
class Forgotten:
    """A fact that is read as not known in some places."""

    graph: Graph
    fact: Fact
    where: Node

    @property
    def known(self) -> Node:
        return self.graph.but_not(self.fact.known, self.where)

    def one_of(self, values: tuple[Known, ...]) -> Node:
        return self.graph.but_not(self.fact.one_of(values), self.where)

    def compared(self, comparison: Comparison, threshold: float) -> Node:
        return self.graph.but_not(self.fact.compared(comparison, threshold), self.where)

    def has_any(self, values: frozenset[str]) -> Node:
        return self.graph.but_not(self.fact.has_any(values), self.where)


class ColumnFacts:
    """Facts by name. Never changed: `plus` gives new ones."""

    def __init__(self, graph: Graph, facts: Mapping[str, Fact]) -> None:
        self.graph = graph
        self._facts = dict(facts)
        self._nothing = Nothing(graph)

    def get(self, name: str) -> Fact:
        """The fact; one that is never known where nobody gave it a value."""
        return self._facts.get(name, self._nothing)

    def plus(self, more: Mapping[str, Fact]) -> ColumnFacts:
        return ColumnFacts(self.graph, {**self._facts, **more})


def by_word(places: Mapping[Word, Node]) -> dict[str, Node]:
    """The places by the plain words that conditions name."""
    return {str(word): node for word, node in places.items()}


def asked(graph: Graph, codes: Node, not_asked: int) -> Node:
    """Where somebody was asked, whatever they said."""
    if codes.dtype.kind == "f":
        return graph.apply(np.equal, codes, codes, dtype=BOOL)  # only NaN differs from itself
    return graph.apply(np.not_equal, codes, not_asked)
