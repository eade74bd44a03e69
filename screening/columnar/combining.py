"""Answers and findings together: imaging replaces the answers, other findings widen, time raises."""

from __future__ import annotations

from dataclasses import dataclass

from screening.columnar.facts import ColumnFacts
from screening.columnar.graph import Node
from screening.columnar.judging import true_where
from screening.columnar.readings import read_twice, too_little
from screening.columnar.spans import SpanNodes, first_result
from screening.domain.grading.rules import Finding, GradingRules


@dataclass(frozen=True)
class CombinedNodes:
    """`worst` is the span whose upper end urgency goes by."""

    span: SpanNodes
    worst: SpanNodes
    insufficient: Node


@dataclass(frozen=True)
class _Match:
    finding: Finding
    span: SpanNodes
    where: Node


def combined(facts: ColumnFacts, rules: GradingRules, tear_pattern: Node) -> CombinedNodes:
    """The grade span that answers, findings and the rules of time and recurrence leave."""
    graph = facts.graph
    answered = read_twice(facts, rules)
    matches = [_match(finding, facts) for finding in rules.findings]
    imaging = [match for match in matches if match.finding.imaging]
    widening = [match for match in matches if not match.finding.imaging]
    seen = graph.any(match.where for match in imaging)
    span = answered.span.kept(graph.no(seen))
    for match in imaging:
        span = span.joined(match.span)
    limit = rules.disagreement.above_steps
    disagree = graph.any(graph.both(match.where, span.is_apart_from(match.span, limit)) for match in widening)
    for match in widening:
        span = span.joined(match.span)
    steps = _steps_raised(facts, rules)
    span = span.raised(steps)
    trusted = graph.any((tear_pattern, seen, disagree))
    return CombinedNodes(
        span=span,
        worst=span.joined(answered.span.raised(steps)),
        insufficient=graph.but_not(too_little(facts, answered, rules), trusted),
    )


def _match(finding: Finding, facts: ColumnFacts) -> _Match:
    applies = true_where(finding.when, facts)
    firsts, any_result = first_result(finding.results, facts)
    graph = facts.graph
    hits = [graph.both(applies, first) for first in firsts]
    span = SpanNodes.chosen(graph, [result.span for result in finding.results], hits)
    return _Match(finding, span, graph.both(applies, any_result))


def _steps_raised(facts: ColumnFacts, rules: GradingRules) -> Node:
    """By how many steps the rules of time raise the upper end together."""
    raising = [rule for rule in rules.missing.timing for _ in range(rule.raises_high_by)]
    return facts.graph.count([true_where(rule.when, facts) for rule in raising])
