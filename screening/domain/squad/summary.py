"""From a kept assessment to the little of it that may matter to a coach; nothing is worked out again."""

from __future__ import annotations

from screening.domain.assessment import Assessment, RiskResult
from screening.domain.reporting.situation import has_problem
from screening.domain.risk.rules import RiskRules
from screening.domain.squad.model import GroupFigure, ScreeningSummary
from screening.domain.squad.rules import Cell, FactorColumn, SquadRules
from screening.domain.vocabulary import RiskStatus


def summarise(assessment: Assessment, rules: SquadRules, risk_rules: RiskRules) -> ScreeningSummary:
    """The summary of one screening as it was kept.

    Args:
        assessment: the result of that day; its levels are read by the rules of the squad that run today.
        rules: which factors are shown at all.
        risk_rules: say which questions belong to a factor, and for which groups a figure may be shown.
    """
    return ScreeningSummary(
        plan_kind=assessment.plan.kind,
        urgency=assessment.triage.urgency,
        has_problem=has_problem(assessment),
        cells={column.factor: _cell(column, assessment.risk, risk_rules) for column in rules.columns},
        band=assessment.risk.band,
        group=_group(assessment.risk, risk_rules),
        valid_days=assessment.valid_days,
    )


def _cell(column: FactorColumn, risk: RiskResult, risk_rules: RiskRules) -> Cell:
    """What the level counts as; a level that today's rules do not know says nothing."""
    found = next((factor for factor in risk.factors if factor.id == column.factor), None)
    if found is not None:
        return column.cells.get(found.level, Cell.NOT_ANSWERED)
    is_blank = not set(risk_rules.factor(column.factor).fields).isdisjoint(risk.missing)
    return Cell.NOT_ANSWERED if is_blank else Cell.NOT_APPLICABLE


def _group(risk: RiskResult, risk_rules: RiskRules) -> GroupFigure | None:
    """The figure of the group, where one may be shown for somebody like this today."""
    found = risk.baseline
    if found is None or risk.status is not RiskStatus.SCORED or found.quality not in risk_rules.number_for:
        return None
    return GroupFigure(found.p0, found.quality, found.sources)
