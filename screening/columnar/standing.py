"""Where everybody stands on every factor, whether there is a score, and what applies only now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.facts import ColumnFacts, Number
from screening.columnar.grade import GradeNodes
from screening.columnar.graph import SMALL, Graph, Node
from screening.columnar.inputs import AnswerInputs
from screening.columnar.judging import false_where, true_where
from screening.columnar.urgency import UrgencyNodes
from screening.domain.risk.baseline_rules import ByDemands
from screening.domain.risk.return_rules import ReturnRules
from screening.domain.risk.rules import Factor, FactorKind, RiskRules
from screening.domain.vocabulary import InjuryStatus, NotGradedBecause, RiskStatus, Urgency

STATUSES = tuple(RiskStatus)


@dataclass(frozen=True)
class StandingNodes:
    """`levels` hold, factor by factor, the place of the level from 1; 0 where it is open.

    A factor with a curve has no levels: its place is 1 where the value is known.
    """

    levels: Sequence[Node]
    settled: Node
    """How many of the asked factors have a level that applies."""
    not_applicable: Node
    """How many of the asked factors make no sense for this athlete."""


def standings(facts: ColumnFacts, factors: Sequence[Factor]) -> StandingNodes:
    graph = facts.graph
    levels, settled, not_applicable = [], [], []
    for factor in factors:
        hits = _level_hits(factor, facts)
        levels.append(graph.pick(range(1, len(hits) + 1), hits))
        if factor.kind is not FactorKind.ASKED:
            continue
        applies = [level.applies for level in factor.levels] if factor.curve is None else [True]
        settled.append(graph.any(hit for hit, does in zip(hits, applies, strict=True) if does))
        not_applicable.append(graph.any(hit for hit, does in zip(hits, applies, strict=True) if not does))
    return StandingNodes(levels, graph.count(settled), graph.count(not_applicable))


def _level_hits(factor: Factor, facts: ColumnFacts) -> list[Node]:
    """Where each level is reached: it is true, and all before it are false or may be passed over."""
    graph = facts.graph
    if factor.curve is not None:
        return [facts.get(factor.fields[0]).known]
    hits, passed = [], graph.true
    for level in factor.levels:
        is_so = true_where(level.when, facts)
        hits.append(graph.both(passed, is_so))
        over = graph.no(is_so) if level.only_when_known else false_where(level.when, facts)
        passed = graph.both(passed, over)
    return hits


def status(
    facts: ColumnFacts, inputs: AnswerInputs, grade: GradeNodes, triage: UrgencyNodes, rules: RiskRules
) -> dict[RiskStatus, Node]:
    """Whether there is a score. A reason against one outranks missing answers."""
    graph = facts.graph
    against = [true_where(rule.when, facts) for rule in rules.not_scored]
    not_scored = graph.any((_problem_in_the_way(graph, grade, triage), *against))
    missing = graph.any(
        graph.no(
            inputs.asked(required.field) if required.not_sure_counts else facts.get(required.field).known
        )
        for required in rules.required
    )
    return {
        RiskStatus.NOT_SCORED: not_scored,
        RiskStatus.NOT_ENOUGH_INFORMATION: graph.but_not(missing, not_scored),
        RiskStatus.SCORED: graph.no(graph.either(missing, not_scored)),
    }


def _problem_in_the_way(graph: Graph, grade: GradeNodes, triage: UrgencyNodes) -> Node:
    """A present problem; not what is out of scope, nor soreness that needs nobody."""
    present = graph.either(grade.status[InjuryStatus.GRADED], grade.status[InjuryStatus.NOT_GRADED])
    soreness = graph.both(grade.because[NotGradedBecause.DOMS], triage.urgency[Urgency.T5])
    harmless = graph.either(grade.because[NotGradedBecause.OUT_OF_SCOPE], soreness)
    return graph.but_not(present, harmless)


def in_first_weeks(facts: ColumnFacts, rules: ReturnRules) -> Node:
    """Where the first weeks after a return still run."""
    graph, weeks = facts.graph, facts.get(rules.weeks_field)
    if not isinstance(weeks, Number):
        return graph.false
    early = graph.but_not(weeks.known, graph.apply(np.greater_equal, weeks.values, rules.first_weeks))
    return graph.both(early, true_where(rules.when, facts))


def demand_line(facts: ColumnFacts, rules: ByDemands) -> Node:
    """The place of the line of the lookup by demands, from 1; 0 where it is undecided."""
    graph = facts.graph
    true = [true_where(line.when, facts) for line in rules.lines]
    undecided = graph.false
    hits = []
    for line, first in zip(rules.lines, graph.first_of(true), strict=True):
        hits.append(graph.but_not(first, undecided) if line.p0 < rules.undecided_p0 else first)
        undecided = graph.either(undecided, graph.no(false_where(line.when, facts)))
    return graph.pick(range(1, len(hits) + 1), hits)


def band_places(graph: Graph, name: str, bands: Sequence[str]) -> Mapping[str, Node]:
    """Where the band, given from outside by its place from 1, is which."""
    code = graph.input(name, SMALL)
    return {str(band): graph.apply(np.equal, code, place) for place, band in enumerate(bands, 1)}
