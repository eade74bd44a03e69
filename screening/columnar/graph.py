"""What has to be computed, as a graph: each sub-result stands there once, however many rules use it.

A node is one array over all athletes of a chunk. Building the graph costs once for each rulebook; a
`Program` then runs it. Truth is kept in two-valued nodes: "certainly true" and "certainly false" are two
nodes, and an athlete for whom both are false is one for whom it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

BOOL = np.dtype(np.bool_)
SMALL = np.dtype(np.int8)


@dataclass(frozen=True, slots=True)
class Node:
    """One array to be, by its place in the graph."""

    index: int
    dtype: np.dtype[Any]


Argument: TypeAlias = Node | int | float
Operation: TypeAlias = Callable[..., object]
"""Called with its arguments and, last, the array to fill."""


@dataclass(frozen=True, slots=True)
class Input:
    """A column that comes from outside."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    value: float


@dataclass(frozen=True, slots=True)
class Apply:
    operation: Operation
    arguments: tuple[Argument, ...]

    @property
    def nodes(self) -> Iterator[Node]:
        return (argument for argument in self.arguments if isinstance(argument, Node))


Step: TypeAlias = Input | Constant | Apply


class Graph:
    """Grows while rules are compiled; asking twice for the same thing gives the same node."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._nodes: dict[tuple[Step, np.dtype[Any]], Node] = {}
        self.true = self.constant(1, BOOL)
        self.false = self.constant(0, BOOL)

    def input(self, name: str, dtype: np.dtype[Any]) -> Node:
        """A column from outside."""
        return self._node(Input(name), dtype)

    def constant(self, value: float, dtype: np.dtype[Any]) -> Node:
        """The same value for everybody."""
        return self._node(Constant(value), dtype)

    def apply(self, operation: Operation, *arguments: Argument, dtype: np.dtype[Any] = BOOL) -> Node:
        """The operation over whole arrays; plain numbers stand for themselves."""
        return self._node(Apply(operation, arguments), dtype)

    def _node(self, step: Step, dtype: np.dtype[Any]) -> Node:
        found = self._nodes.get((step, dtype))
        if found is None:
            found = self._nodes[step, dtype] = Node(len(self.steps), dtype)
            self.steps.append(step)
        return found

    # truth -------------------------------------------------------------------------------------------

    def no(self, node: Node) -> Node:
        """Where it is not so."""
        if node in (self.true, self.false):
            return self.false if node == self.true else self.true
        step = self.steps[node.index]
        if isinstance(step, Apply) and step.operation is np.logical_not:
            return next(step.nodes)
        return self.apply(np.logical_not, node)

    def every(self, nodes: Iterable[Node]) -> Node:
        """Where all are so; everywhere if there are none."""
        return self._joined(np.logical_and, nodes, neutral=self.true, decisive=self.false)

    def any(self, nodes: Iterable[Node]) -> Node:
        """Where at least one is so; nowhere if there are none."""
        return self._joined(np.logical_or, nodes, neutral=self.false, decisive=self.true)

    def both(self, *nodes: Node) -> Node:
        return self.every(nodes)

    def either(self, *nodes: Node) -> Node:
        return self.any(nodes)

    def but_not(self, node: Node, other: Node) -> Node:
        """Where the first is so and the other is not."""
        if self.true in (node, other) or self.false in (node, other) or node == other:
            return self.both(node, self.no(other)) if node != other else self.false
        return self.apply(np.greater, node, other)

    def _joined(self, operation: Operation, nodes: Iterable[Node], *, neutral: Node, decisive: Node) -> Node:
        distinct = sorted({node for node in nodes if node != neutral}, key=lambda node: node.index)
        if decisive in distinct:
            return decisive
        if not distinct:
            return neutral
        result = distinct[0]
        for node in distinct[1:]:
            result = self.apply(operation, result, node)
        return result

    def first_of(self, hits: Sequence[Node]) -> list[Node]:
        """Each where it is so and none before it is."""
        found, before = [], self.false
        for hit in hits:
            found.append(self.but_not(hit, before))
            before = self.either(before, hit)
        return found

    # small whole numbers -----------------------------------------------------------------------------

    def pick(self, values: Sequence[int], hits: Sequence[Node]) -> Node:
        """The value of the one hit that is so; 0 where none is. No two hits may be so at once."""
        kept = [(value, hit) for value, hit in zip(values, hits, strict=True) if value and hit != self.false]
        if not kept:
            return self.constant(0, SMALL)
        operation = Pick(tuple(value for value, _ in kept))
        return self.apply(operation, *(hit for _, hit in kept), dtype=SMALL)

    def count(self, hits: Sequence[Node]) -> Node:
        """How many are so; one that stands there twice counts twice."""
        return self.apply(COUNT, *hits, dtype=SMALL) if hits else self.constant(0, SMALL)

    def keep(self, number: Node, where: Node) -> Node:
        """The small number where it is so, 0 elsewhere."""
        return self.apply(KEEP, number, where, dtype=SMALL)


@dataclass(frozen=True, slots=True)
class Pick:
    """Fills in the value of the hit that is so. Truth values are read as the bytes 0 and 1 they are."""

    values: tuple[int, ...]

    def __call__(self, *arrays: Any) -> None:
        *hits, out = arrays
        np.multiply(hits[0].view(np.int8), np.int8(self.values[0]), out=out)
        if len(hits) == 1:
            return
        one = np.empty_like(out)
        for value, hit in zip(self.values[1:], hits[1:], strict=True):
            np.multiply(hit.view(np.int8), np.int8(value), out=one)
            np.bitwise_or(out, one, out=out)


def _count(*arrays: Any) -> None:
    *hits, out = arrays
    out.fill(0)
    for hit in hits:
        np.add(out, hit.view(np.int8), out=out)


def _keep(number: Any, where: Any, out: Any) -> None:
    np.multiply(number, where.view(np.int8), out=out)


def _larger(one: Any, other: Any, out: Any) -> None:
    np.maximum(one, other, out=out)


def _smaller(one: Any, other: Any, out: Any) -> None:
    np.minimum(one, other, out=out)


COUNT: Operation = _count
KEEP: Operation = _keep
LARGER: Operation = _larger
SMALLER: Operation = _smaller
"""numpy.maximum and minimum refuse an array to fill as a third plain argument."""
