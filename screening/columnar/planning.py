"""Which kind of plan everybody gets: the first row that fits."""

from __future__ import annotations

from collections.abc import Mapping

from screening.columnar.facts import ColumnFacts, Fact, OneWord, YesNo, by_word
from screening.columnar.grade import GradeNodes
from screening.columnar.graph import Node
from screening.columnar.judging import true_where
from screening.columnar.urgency import UrgencyNodes
from screening.domain.plan.rules import PlanRules
from screening.domain.vocabulary import InjuryStatus, NotGradedBecause, PlanKind, Tag, Urgency

KINDS = tuple(PlanKind)


def plan_kind(grade: GradeNodes, triage: UrgencyNodes, band: Mapping[str, Node], rules: PlanRules) -> Node:
    """The place of the kind in KINDS, from 1; 0 where there is no plan.

    Args:
        band: where the season's risk falls into which band.
    """
    facts = _facts_for_plan(grade, triage, band)
    graph = facts.graph
    returned = true_where(rules.situations.has_returned, facts)
    facts = facts.plus({"plan.returned": YesNo.certain(graph, returned)})
    firsts = graph.first_of([true_where(row.when, facts) for row in rules.kinds])
    return graph.pick([KINDS.index(row.kind) + 1 if row.kind else 0 for row in rules.kinds], firsts)


def _facts_for_plan(grade: GradeNodes, triage: UrgencyNodes, band: Mapping[str, Node]) -> ColumnFacts:
    graph, because = triage.facts.graph, grade.because
    excluded = because[NotGradedBecause.OUT_OF_SCOPE]
    present = graph.either(grade.status[InjuryStatus.GRADED], grade.status[InjuryStatus.NOT_GRADED])
    has_problem = graph.but_not(present, excluded)
    upper = (grade.tags[Tag.STRETCH_PROXIMAL], grade.tags[Tag.AVULSION_SUSPECTED])
    yes_no = {
        "plan.asked": graph.any(triage.urgency.values()),
        "plan.has_problem": has_problem,
        "plan.excluded": excluded,
        "plan.question_open": graph.both(has_problem, grade.questions_open),
        "plan.soreness_only": graph.both(because[NotGradedBecause.DOMS], triage.urgency[Urgency.T5]),
        "plan.referred": because[NotGradedBecause.REFERRED],
        "plan.upper_tendon": graph.any((because[NotGradedBecause.TENDINOPATHY], *upper)),
    }
    facts: dict[str, Fact] = {name: YesNo.certain(graph, node) for name, node in yes_no.items()}
    facts["plan.urgency"] = OneWord(graph, by_word(triage.urgency))
    facts["plan.band"] = OneWord(graph, band)
    return triage.facts.plus(facts)
