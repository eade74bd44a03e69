"""Whether there is a problem, which gate or grade it meets, and what triage may read of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.columnar.combining import combined
from screening.columnar.facts import ColumnFacts, Fact, Forgotten, Members, OneWord, YesNo, by_word
from screening.columnar.gates import Cause, GateNodes, gates_of, insufficient_floor
from screening.columnar.graph import Node
from screening.columnar.imaging import imaging_fact
from screening.columnar.inputs import AnswerInputs
from screening.columnar.judging import true_where
from screening.columnar.spans import SpanNodes
from screening.domain.grading.missing_rules import MinimumSet, Unreliable
from screening.domain.grading.rules import GradingRules, MixedPicture, TagRule
from screening.domain.vocabulary import InjuryStatus, NotGradedBecause, Tag

PROBLEM = "has_problem"


@dataclass(frozen=True)
class GradeNodes:
    """What grading concludes; `facts` hold it under `result.` names. `tags` are those that are shown."""

    facts: ColumnFacts
    status: Mapping[InjuryStatus, Node]
    because: Mapping[NotGradedBecause, Node]
    span: SpanNodes
    tags: Mapping[Tag, Node]
    questions_open: Node
    floors: Sequence[Cause]


def graded(facts: ColumnFacts, inputs: AnswerInputs, rules: GradingRules) -> GradeNodes:
    """Grade everybody at once: gates, then the table, the findings and the rules of time."""
    graph = facts.graph
    asked, denied = inputs.asked(PROBLEM), facts.get(PROBLEM).one_of((False,))
    has_problem = graph.either(graph.but_not(asked, denied), true_where(rules.red_flags, facts))
    scan = imaging_fact(facts, rules.imaging, inputs.imaging_code(rules.imaging.written_class))
    reported = facts.plus({"result.problem": YesNo.certain(graph, has_problem), "result.imaging": scan})
    gates = gates_of(reported, rules.gates, has_problem)
    present = graph.either(has_problem, graph.no(gates.none))

    known = _without_unreliable(reported, rules.missing.unreliable)
    tear_pattern = graph.both(present, true_where(rules.tear_pattern, known))
    tags = _tags(known, rules.tags, present)
    found = combined(known, rules, tear_pattern)
    worked_out, may_show = _where_shown(known, rules.mixed_picture, gates, present)
    too_little = graph.both(may_show, found.insufficient)
    ungraded = graph.both(too_little, gates.none)
    is_shown = graph.but_not(may_show, too_little)
    span = found.span.kept(is_shown)

    because = gates.reasons()
    insufficient = NotGradedBecause.INSUFFICIENT
    because[insufficient] = graph.either(because[insufficient], ungraded)
    not_graded = graph.any(because.values())
    status = {
        InjuryStatus.NO_PROBLEM: graph.but_not(denied, present),
        InjuryStatus.NOT_ASKED: graph.no(graph.either(asked, present)),
        InjuryStatus.GRADED: graph.but_not(present, not_graded),
        InjuryStatus.NOT_GRADED: not_graded,
    }
    conclusions: dict[str, Fact] = {
        "result.injury_status": OneWord(graph, by_word(status)),
        "result.gate": OneWord(graph, by_word(because)),
        "result.grade_low": span.fact_of_low(is_shown),
        "result.grade_high": span.fact_of_high(is_shown),
        "result.worst_grade": found.worst.kept(worked_out).fact_of_high(worked_out),
        "result.tags": Members(graph, {str(tag): node for tag, node in tags.items()}, graph.true),
        "result.tear_pattern": YesNo.certain(graph, tear_pattern),
    }
    return GradeNodes(
        facts=reported.plus(conclusions),
        status=status,
        because=because,
        span=span,
        tags={tag: graph.both(node, may_show) for tag, node in tags.items()},
        questions_open=graph.both(has_problem, _any_open(known, rules.missing.minimum_set)),
        floors=(*gates.floors(), insufficient_floor(known, rules.missing.insufficient, ungraded)),
    )


def _without_unreliable(facts: ColumnFacts, rule: Unreliable) -> ColumnFacts:
    """The facts without the answers that tell nothing in this state (missing.D11)."""
    graph = facts.graph
    applies = true_where(rule.when, facts)
    forgotten: dict[str, Fact] = {}
    for forget in rule.forgets:
        fact = forgotten.get(forget.field, facts.get(forget.field))
        where = graph.both(applies, true_where(forget.when, facts))
        forgotten[forget.field] = Forgotten(graph, fact, where)
    return facts.plus(forgotten)


def _where_shown(
    facts: ColumnFacts, mixed: MixedPicture, gates: GateNodes, present: Node
) -> tuple[Node, Node]:
    """Where a span is worked out, and where it may be shown: alone, or beside a gate that allows it."""
    graph = facts.graph
    alone = graph.both(present, gates.none)
    beside = graph.both(gates.allowing_second_line, true_where(mixed.bound_when, facts))
    second_line = graph.both(beside, true_where(mixed.when, facts))
    return graph.either(alone, beside), graph.either(alone, second_line)


def _tags(facts: ColumnFacts, rules: Sequence[TagRule], present: Node) -> dict[Tag, Node]:
    graph = facts.graph
    return {
        tag: graph.both(present, graph.any(true_where(rule.when, facts) for rule in rules if rule.tag is tag))
        for tag in Tag
    }


def _any_open(facts: ColumnFacts, rule: MinimumSet) -> Node:
    """Where a safety question that matters here has no answer (missing.D2)."""
    graph = facts.graph
    return graph.any(
        graph.but_not(true_where(item.when, facts), facts.get(item.field).known) for item in rule.items
    )
