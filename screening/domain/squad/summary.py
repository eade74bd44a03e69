"""From a kept assessment to the little of it that may matter to a coach; nothing is worked out again."""

from __future__ import annotations

from screening.domain.assessment import Assessment
from screening.domain.risk.rules import RiskRules
from screening.domain.squad.facts import CoachFacts, facts_of
from screening.domain.squad.model import ScreeningSummary
from screening.domain.squad.rules import Cell, FactorColumn, SquadRules


def summarise(assessment: Assessment, rules: SquadRules, risk_rules: RiskRules) -> ScreeningSummary:
    """The summary of one screening as it was kept.

    Args:
        assessment: the result of that day; its levels are read by the rules of the squad that run today.
        rules: which factors are shown at all.
        risk_rules: say which questions belong to a factor, and for which groups a figure may be shown.
    """
    return summary_of(facts_of(assessment, rules, risk_rules), rules, risk_rules)


def summary_of(facts: CoachFacts, rules: SquadRules, risk_rules: RiskRules) -> ScreeningSummary:
    """The summary of what was taken out of a screening when it was kept; arguments as for `summarise`."""
    may_show = facts.group is not None and facts.group.quality in risk_rules.number_for
    return ScreeningSummary(
        plan_kind=facts.plan_kind,
        urgency=facts.urgency,
        has_problem=facts.has_problem,
        cells={column.factor: _cell(column, facts, risk_rules) for column in rules.columns},
        band=facts.band,
        group=facts.group if may_show else None,
        valid_days=facts.valid_days,
    )


def _cell(column: FactorColumn, facts: CoachFacts, risk_rules: RiskRules) -> Cell:
    """What the level counts as; a level that today's rules do not know says nothing."""
    level = facts.levels.get(column.factor)
    if level is not None:
        return column.cells.get(level, Cell.NOT_ANSWERED)
    is_blank = not set(risk_rules.factor(column.factor).fields).isdisjoint(facts.missing)
    return Cell.NOT_ANSWERED if is_blank else Cell.NOT_APPLICABLE
