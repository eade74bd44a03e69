"""How soon somebody should be seen: every cause that applies, and the most urgent of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.columnar.facts import ColumnFacts, Fact, Members, OneWord, by_word
from screening.columnar.gates import Cause, by_urgency
from screening.columnar.grade import GradeNodes
from screening.columnar.graph import Graph, Node
from screening.columnar.judging import true_where
from screening.domain.triage.rules import Scope, TriageRow, TriageRules
from screening.domain.vocabulary import InjuryStatus, Urgency

LADDER = tuple(Urgency)
"""Most urgent first."""


@dataclass(frozen=True)
class UrgencyNodes:
    """`causes` in the order in which reasons of the same urgency are listed."""

    facts: ColumnFacts
    urgency: Mapping[Urgency, Node]
    causes: Sequence[Cause]


def decided(grade: GradeNodes, rules: TriageRules) -> UrgencyNodes:
    """The urgency of everybody who was asked about pain."""
    facts, graph = grade.facts, grade.facts.graph
    scopes = {
        Scope.NO_PROBLEM: grade.status[InjuryStatus.NO_PROBLEM],
        Scope.PROBLEM: graph.either(grade.status[InjuryStatus.GRADED], grade.status[InjuryStatus.NOT_GRADED]),
    }
    causes = [*grade.floors, *(_row(row, facts, scopes[row.scope]) for row in rules.rows)]
    calm = graph.but_not(graph.any(scopes.values()), _more_urgent_than_last(graph, causes))
    firsts = graph.first_of([true_where(row.when, facts) for row in rules.fallbacks])
    causes += [
        _row(row, facts, graph.both(calm, first)) for row, first in zip(rules.fallbacks, firsts, strict=True)
    ]
    calm = graph.but_not(scopes[Scope.PROBLEM], _more_urgent_than_last(graph, causes))
    causes += [_row(row, facts, calm) for row in rules.blocks]
    sooner = [
        node
        for cause in causes
        for level, node in cause.at.items()
        if level.rank < rules.missing.urgency.rank
    ]
    blocked = graph.but_not(grade.questions_open, graph.any(sooner))
    causes.append(Cause(rules.missing.id, {rules.missing.urgency: blocked}))
    urgency = _most_urgent(graph, causes)
    return UrgencyNodes(facts.plus(_conclusions(graph, urgency, causes)), urgency, causes)


def _row(row: TriageRow, facts: ColumnFacts, where: Node) -> Cause:
    graph = facts.graph
    hits = [true_where(raised.when, facts) for raised in row.raised]
    levels = [*(raised.urgency for raised in row.raised), row.urgency]
    applies = graph.both(where, true_where(row.when, facts))
    return Cause(row.id, by_urgency(graph, levels, graph.first_of([*hits, graph.true]), applies))


def _more_urgent_than_last(graph: Graph, causes: Sequence[Cause]) -> Node:
    """Where any cause asks for somebody to look."""
    return graph.any(node for cause in causes for level, node in cause.at.items() if level != LADDER[-1])


def _most_urgent(graph: Graph, causes: Sequence[Cause]) -> dict[Urgency, Node]:
    at_level = [graph.any(cause.at[level] for cause in causes if level in cause.at) for level in LADDER]
    return dict(zip(LADDER, graph.first_of(at_level), strict=True))


def _conclusions(graph: Graph, urgency: Mapping[Urgency, Node], causes: Sequence[Cause]) -> dict[str, Fact]:
    fired: dict[str, Node] = {}
    decisive: dict[str, Node] = {}
    for cause in causes:
        deciding = (graph.both(node, urgency[level]) for level, node in cause.at.items())
        fired[cause.id] = graph.any((fired.get(cause.id, graph.false), *cause.at.values()))
        decisive[cause.id] = graph.any((decisive.get(cause.id, graph.false), *deciding))
    return {
        "result.urgency": OneWord(graph, by_word(urgency)),
        "result.fired": Members(graph, fired, graph.true),
        "result.decisive": Members(graph, decisive, graph.true),
    }
