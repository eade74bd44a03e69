"""Answers and rules in, assessment out: the one way to a result, called by every shell."""

from __future__ import annotations

from .answers import Answers
from .assessment import Assessment
from .derived import derive
from .facts import Facts
from .grading.grade import grade_injury
from .plan.build import build_plan, decide_plan_kind
from .risk.score import score_risk
from .rulebook import Rulebook
from .triage.decide import decide_urgency

VALID_DAYS_WITHOUT_PROBLEM = 90
VALID_DAYS_WITH_PROBLEM = 7


def assess(answers: Answers, rulebook: Rulebook, *, explained: bool = True, weeks: bool = True) -> Assessment:
    """Grade, triage, score and plan, in this order: each step reads the conclusions of those before it.

    Args:
        answers: checked answers; absent fields were not asked.
        explained: whether to write down the reasons, and what only explains or advises: what else it could
            be, what to say, what a change would do, best and worst case. Lists and totals show none of it;
            every decision and number is the same without.
        weeks: whether to build the plan's weeks; without them the plan is its kind and the reason for it.
    Returns:
        The whole assessment. The same answers and rulebook always give the same one.
    Source:
        How long a result holds: risk-factors.md a.9b (expert rule).
    """
    facts = derive(Facts.of(answers), rulebook.derived)
    injury = grade_injury(facts, rulebook.grading, explained=explained)
    triage = decide_urgency(injury.facts, injury.result, rulebook.triage, explained=explained)
    risk = score_risk(triage.facts, injury.result, triage.result, rulebook.risk, explained=explained)
    plan_of = build_plan if weeks else decide_plan_kind
    plan = plan_of(
        triage.facts, risk.result, injury.result, triage.result, rulebook.plan, explained=explained
    )
    has_problem = triage.facts.get("result.problem") is True
    return Assessment(
        rulebook_version=rulebook.version,
        rulebook_digest=rulebook.digest,
        risk=risk.result,
        injury=injury.result,
        triage=triage.result,
        plan=plan.result,
        valid_days=VALID_DAYS_WITH_PROBLEM if has_problem else VALID_DAYS_WITHOUT_PROBLEM,
        trace=(*injury.trace, *triage.trace, *risk.trace, *plan.trace),
    )
