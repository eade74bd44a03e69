"""Grade spans as two small numbers, so that joining two spans is taking the larger of each.

`down` counts from the top of the ladder to the mildest grade of the span, `up` from its foot to the most
severe one. Both are 1 or more where there is a span and 0 where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.facts import Coded, ColumnFacts
from screening.columnar.graph import LARGER, SMALL, SMALLER, Graph, Node
from screening.columnar.judging import true_where
from screening.columnar.program import Array
from screening.domain.grading.rules import RowResult, Span
from screening.domain.vocabulary import Grade

LADDER = tuple(Grade)
TOP = len(LADDER)


def down_to(grade: Grade) -> int:
    return TOP - LADDER.index(grade)


def up_to(grade: Grade) -> int:
    return LADDER.index(grade) + 1


@dataclass(frozen=True)
class SpanNodes:
    """A span for every athlete, or none."""

    graph: Graph
    down: Node
    up: Node

    @classmethod
    def none(cls, graph: Graph) -> SpanNodes:
        nothing = graph.constant(0, SMALL)
        return cls(graph, nothing, nothing)

    @classmethod
    def chosen(cls, graph: Graph, spans: Sequence[Span], hits: Sequence[Node]) -> SpanNodes:
        """The span of the one hit that is so."""
        return cls(
            graph,
            graph.pick([down_to(span.low) for span in spans], hits),
            graph.pick([up_to(span.high) for span in spans], hits),
        )

    def joined(self, other: SpanNodes) -> SpanNodes:
        """The smallest span that holds both; the one there is where the other is none."""
        apply = self.graph.apply
        return SpanNodes(
            self.graph,
            apply(LARGER, self.down, other.down, dtype=SMALL),
            apply(LARGER, self.up, other.up, dtype=SMALL),
        )

    def kept(self, where: Node) -> SpanNodes:
        """None elsewhere."""
        return SpanNodes(self.graph, self.graph.keep(self.down, where), self.graph.keep(self.up, where))

    def raised(self, steps: Node) -> SpanNodes:
        """The most severe grade that many steps further up, the top at most; only where there is a span."""
        higher = self.graph.apply(np.add, self.up, steps, dtype=SMALL)
        return SpanNodes(self.graph, self.down, self.graph.apply(SMALLER, higher, TOP, dtype=SMALL))

    def differs_from(self, other: SpanNodes) -> Node:
        apply = self.graph.apply
        return self.graph.either(
            apply(np.not_equal, self.down, other.down), apply(np.not_equal, self.up, other.up)
        )

    def is_apart_from(self, other: SpanNodes, above_steps: int) -> Node:
        """Where more than so many steps of the ladder lie between the two; both must be there."""
        return self.graph.either(self._lies_below(other, above_steps), other._lies_below(self, above_steps))

    def _lies_below(self, other: SpanNodes, steps: int) -> Node:
        # mildest of the other - most severe of this > steps, with step = TOP - down and step = up - 1
        reach = self.graph.apply(np.add, self.up, other.down, dtype=SMALL)
        return self.graph.apply(np.less, reach, TOP + 1 - steps)

    def fact_of_low(self, known: Node) -> Coded:
        return Coded(self.graph, self.down, {str(grade): down_to(grade) for grade in LADDER}, known)

    def fact_of_high(self, known: Node) -> Coded:
        return Coded(self.graph, self.up, {str(grade): up_to(grade) for grade in LADDER}, known)


def first_result(results: Sequence[RowResult], facts: ColumnFacts) -> tuple[list[Node], Node]:
    """Each result where it is the first that holds, and where any does."""
    hits = [true_where(result.when, facts) for result in results]
    return facts.graph.first_of(hits), facts.graph.any(hits)


def place_of_low(down: Array) -> Array:
    """The place of the mildest grade on the ladder, -1 where there is no span."""
    return np.where(down == 0, np.int8(-1), np.int8(TOP) - down)


def place_of_high(up: Array) -> Array:
    """The place of the most severe grade on the ladder, -1 where there is no span."""
    return up - np.int8(1)
