"""The two readings of missing.D1: the grade table once with what is missing as absent, once as present."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from screening.columnar.facts import ColumnFacts, Fact, Filled, Number
from screening.columnar.graph import Graph, Node
from screening.columnar.judging import true_where
from screening.columnar.spans import SpanNodes, down_to, up_to
from screening.domain.answers import Known
from screening.domain.grading.missing_rules import Fill
from screening.domain.grading.rules import GradeRow, GradingRules, Span

SEVERITY_COUNT = "result.severity_count"


@dataclass(frozen=True)
class Readings:
    """What both readings give together, and where they differ."""

    span: SpanNodes
    differ: Node


def read_twice(facts: ColumnFacts, rules: GradingRules) -> Readings:
    lower = _reading(facts, rules, present=False)
    upper = _reading(facts, rules, present=True)
    return Readings(lower.joined(upper), lower.differs_from(upper))


def _reading(reported: ColumnFacts, rules: GradingRules, *, present: bool) -> SpanNodes:
    facts = reported
    for fill in rules.missing.bounds.fills:
        facts = facts.plus({fill.field: _filled(fill, facts, present=present)})
    graph = facts.graph
    count = graph.count([true_where(item.when, facts) for item in rules.severity])
    facts = facts.plus({SEVERITY_COUNT: Number(graph, count, graph.true)})
    spans: list[Span] = []
    hits: list[Node] = []
    rows = graph.first_of([true_where(row.when, facts) for row in rules.rows])
    for row, is_first in zip(rules.rows, rows, strict=True):
        found = graph.first_of(_result_hits(row, facts, reported, present=present))
        spans += [result.span for result in row.results]
        hits += [graph.both(is_first, hit) for hit in found]
    return SpanNodes.chosen(graph, spans, hits)


def _result_hits(row: GradeRow, facts: ColumnFacts, reported: ColumnFacts, *, present: bool) -> list[Node]:
    """Where each result of a row holds; an upper one looks at the answers as given, in the upper reading."""
    return [
        true_where(result.when, reported if result.upper_only else facts)
        if present or not result.upper_only
        else facts.graph.false
        for result in row.results
    ]


def _filled(fill: Fill, facts: ColumnFacts, *, present: bool) -> Fact:
    graph, fact = facts.graph, facts.get(fill.field)
    missing = graph.no(fact.known)
    as_present = graph.both(missing, true_where(fill.present_when, facts)) if present else graph.false
    as_absent = graph.but_not(missing, as_present)
    return _given(_given(fact, fill.present, as_present, graph), fill.absent, as_absent, graph)


def _given(fact: Fact, value: Known | None, where: Node, graph: Graph) -> Fact:
    return fact if value is None or where == graph.false else Filled(graph, fact, where, value)


def too_little(facts: ColumnFacts, readings: Readings, rules: GradingRules) -> Node:
    """Where missing answers leave the span too wide, or too few of the counted signs were answered."""
    graph, limits = facts.graph, rules.missing.insufficient
    too_wide = graph.both(
        readings.differ,
        graph.apply(np.greater_equal, readings.span.down, down_to(limits.low_at_most)),
        graph.apply(np.greater_equal, readings.span.up, up_to(limits.high_at_least)),
    )
    answered = [graph.any(facts.get(name).known for name in item.answered_by) for item in rules.severity]
    too_few = graph.apply(np.less, graph.count(answered), limits.least_items)
    return graph.either(too_wide, too_few)
