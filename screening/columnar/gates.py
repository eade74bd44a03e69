"""Patterns that are not graded as a strain: which gate is the reason, and how urgent gates make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.columnar.facts import ColumnFacts
from screening.columnar.graph import Graph, Node
from screening.columnar.judging import true_where
from screening.domain.grading.missing_rules import Insufficient
from screening.domain.grading.rules import Gate
from screening.domain.vocabulary import NotGradedBecause, Urgency


@dataclass(frozen=True)
class Cause:
    """A rule that says how urgent it is, with the places where it says which."""

    id: str
    at: Mapping[Urgency, Node]


@dataclass(frozen=True)
class GateNodes:
    """Where each gate fires, where each is the first to do so, and where none does."""

    graph: Graph
    gates: Sequence[Gate]
    hits: Sequence[Node]
    firsts: Sequence[Node]
    none: Node

    @property
    def allowing_second_line(self) -> Node:
        """Where the reason is a gate beside which a strain grade may stand."""
        pairs = zip(self.gates, self.firsts, strict=True)
        return self.graph.any(first for gate, first in pairs if gate.second_line)

    def reasons(self) -> dict[NotGradedBecause, Node]:
        """Where the first gate gives which reason."""
        pairs = list(zip(self.gates, self.firsts, strict=True))
        return {
            because: self.graph.any(first for gate, first in pairs if gate.because is because)
            for because in NotGradedBecause
        }

    def floors(self) -> list[Cause]:
        """The first gate counts, and a later one only where it is more urgent than every one before."""
        found = []
        for place, (gate, hit) in enumerate(zip(self.gates, self.hits, strict=True)):
            earlier = zip(self.gates[:place], self.hits[:place], strict=True)
            as_urgent = self.graph.any(
                before for other, before in earlier if other.floor.rank <= gate.floor.rank
            )
            found.append(Cause(gate.id, {gate.floor: self.graph.but_not(hit, as_urgent)}))
        return found


def gates_of(facts: ColumnFacts, gates: Sequence[Gate], has_problem: Node) -> GateNodes:
    """Every gate; most need a problem, some fire without one."""
    graph = facts.graph
    hits = [
        graph.both(true_where(gate.when, facts), graph.true if gate.without_problem else has_problem)
        for gate in gates
    ]
    return GateNodes(graph, gates, hits, graph.first_of(hits), graph.no(graph.any(hits)))


def insufficient_floor(facts: ColumnFacts, rule: Insufficient, where: Node) -> Cause:
    """How urgent it is where too little is known for a grade: the first raised level that holds."""
    graph = facts.graph
    hits = [true_where(raised.when, facts) for raised in rule.raised]
    levels = [*(raised.urgency for raised in rule.raised), rule.floor]
    return Cause(rule.id, by_urgency(graph, levels, graph.first_of([*hits, graph.true]), where))


def by_urgency(
    graph: Graph, levels: Sequence[Urgency], hits: Sequence[Node], where: Node
) -> dict[Urgency, Node]:
    """Where which urgency is meant, from levels with their places."""
    pairs = list(zip(levels, hits, strict=True))
    return {
        urgency: graph.both(where, graph.any(hit for level, hit in pairs if level is urgency))
        for urgency in dict.fromkeys(levels)
    }
