"""What a kept screening says about the athlete whose programme is made: worked out from its own answers."""

from __future__ import annotations

from screening.domain.answers import Answers
from screening.domain.conditions import holds
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.plan.situation import Situation, facts_for_plan, settle
from screening.domain.risk.score import score_risk
from screening.domain.rulebook import Rulebook
from screening.domain.triage.decide import decide_urgency


def situation_of(answers: Answers, rulebook: Rulebook) -> Situation:
    """The situation for the kind of plan that these answers lead to, by the same steps as the assessment."""
    facts = derive(Facts.of(answers), rulebook.derived)
    injury = grade_injury(facts, rulebook.grading, explained=False)
    triage = decide_urgency(injury.facts, injury.result, rulebook.triage, explained=False)
    risk = score_risk(triage.facts, injury.result, triage.result, rulebook.risk, explained=False)
    known = facts_for_plan(triage.facts, risk.result, injury.result, triage.result, rulebook.plan)
    row = next(row for row in rulebook.plan.kinds if holds(row.when, known))
    return settle(known.plus({"plan.kind": row.kind.value if row.kind else None}), row, rulebook.plan)
