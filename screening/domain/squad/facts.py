"""The little of a kept result that a coach's picture is made of, small enough to be kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.assessment import Assessment, RiskResult
from screening.domain.reporting.situation import has_problem
from screening.domain.risk.rules import RiskRules
from screening.domain.squad.model import GroupFigure
from screening.domain.squad.rules import SquadRules
from screening.domain.vocabulary import Band, PlanKind, RiskStatus, Urgency


@dataclass(frozen=True, slots=True)
class CoachFacts:
    """What one result says, before today's rules make squares of it.

    `levels` holds the factors of the map and no others; `missing` the questions about them that nobody
    answered. `group` is there whenever the result was scored, whether or not its figure may be shown.
    """

    plan_kind: PlanKind | None
    urgency: Urgency | None
    has_problem: bool
    levels: Mapping[str, str]
    missing: tuple[str, ...]
    band: Band | None
    group: GroupFigure | None
    valid_days: int


def facts_of(assessment: Assessment, rules: SquadRules, risk_rules: RiskRules) -> CoachFacts:
    """What of a result is needed for the factors that the rules of the squad show; nothing else is taken."""
    shown = {column.factor for column in rules.columns}
    asked = {field for factor in shown for field in risk_rules.factor(factor).fields}
    risk = assessment.risk
    return CoachFacts(
        plan_kind=assessment.plan.kind,
        urgency=assessment.triage.urgency,
        has_problem=has_problem(assessment),
        levels={factor.id: factor.level for factor in risk.factors if factor.id in shown},
        missing=tuple(field for field in risk.missing if field in asked),
        band=risk.band,
        group=_group(risk),
        valid_days=assessment.valid_days,
    )


def _group(risk: RiskResult) -> GroupFigure | None:
    found = risk.baseline
    if found is None or risk.status is not RiskStatus.SCORED:
        return None
    return GroupFigure(found.p0, found.quality, found.sources)
