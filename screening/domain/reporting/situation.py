"""What kind of result it is: decides which parts a report has."""

from __future__ import annotations

import enum

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.vocabulary import InjuryStatus, NotGradedBecause, RiskStatus, Urgency

SIDES = {"left": "left", "right": "right", "both": "both"}


class Situation(enum.Enum):
    """The leading fact about a result, most pressing first."""

    URGENT = "urgent"
    """T1 to T3: the care card stands alone."""
    PROBLEM = "problem"
    SCORED = "scored"
    NOT_ENOUGH = "not_enough"
    NOT_SCORED = "not_scored"


def situation_of(assessment: Assessment) -> Situation:
    """The situation of a result."""
    urgency = assessment.triage.urgency
    if urgency is not None and urgency.is_at_least(Urgency.T3):
        return Situation.URGENT
    if assessment.risk.status is RiskStatus.SCORED:
        return Situation.SCORED
    if has_problem(assessment):
        return Situation.PROBLEM
    if assessment.risk.status is RiskStatus.NOT_ENOUGH_INFORMATION:
        return Situation.NOT_ENOUGH
    return Situation.NOT_SCORED


def has_problem(assessment: Assessment) -> bool:
    """Whether something present was graded or stopped at a gate."""
    return assessment.injury.status in {InjuryStatus.GRADED, InjuryStatus.NOT_GRADED}


def shows_care_card(assessment: Assessment) -> bool:
    """Whether somebody should be seen, or a present problem is cared for at home."""
    urgency = assessment.triage.urgency
    return urgency is not None and (urgency is not Urgency.T5 or has_problem(assessment))


def side_key(assessment: Assessment, answers: Answers) -> str:
    """The side of the problem: left, right, both, unknown; none without one, not_asked where nobody asked."""
    if not has_problem(assessment):
        asked = assessment.injury.status is not InjuryStatus.NOT_ASKED
        return "none" if asked else "not_asked"
    known = SIDES.get(str(answers.known("problem_side")))
    if known is None and assessment.injury.not_graded_because is NotGradedBecause.OUT_OF_SCOPE:
        return "none"
    return known or "unknown"
