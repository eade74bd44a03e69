"""The first weeks after a return: re-injury chance over the next weeks, from the day of answering."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.answers import Known, is_number
from screening.domain.assessment import ReturnModule
from screening.domain.conditions import Truth, holds
from screening.domain.facts import Facts
from screening.domain.risk.combine import Combination, product_of
from screening.domain.risk.hazard import hazard_of, probability_of
from screening.domain.risk.return_rules import ReturnRules, ReturnWeight
from screening.domain.rounding import settled
from screening.domain.trace import TraceStep

TWO_WEEKS, EIGHT_WEEKS, FIFTEEN_WEEKS = 2, 8, 15


@dataclass(frozen=True, slots=True)
class ReturnOutlook:
    module: ReturnModule
    step: TraceStep


def weeks_since_return(facts: Facts, rules: ReturnRules) -> float | None:
    """Weeks since the return where the first weeks still run; None for everybody else."""
    weeks = facts.get(rules.weeks_field)
    if not is_number(weeks) or weeks >= rules.first_weeks:
        return None
    return float(weeks) if rules.when.judge(facts) is Truth.TRUE else None


def return_multiplier(week: float, rules: ReturnRules) -> float:
    """m(w): how many times the hazard of a never-injured athlete, `week` weeks after the return."""
    extra = rules.start_weight - rules.settled_weight
    return rules.settled_weight + extra * math.exp(-week / rules.decay_weeks)


def return_outlook(
    weeks: float, p0: float, combination: Combination, facts: Facts, rules: ReturnRules, *, shown: bool
) -> ReturnOutlook:
    """Cumulative chance over the next 2, 8 and 15 weeks.

    Args:
        weeks: full weeks since the return on the day of answering.
        p0: season probability of the average athlete of the group.
        shown: whether a number may be shown; otherwise the module holds its note only.
    Source:
        risk-factors.md a.8; figures in rules/risk/return_module.yaml.
    """
    scale = rules.calibration * hazard_of(p0) / rules.season_weeks / rules.history_mean
    scale *= _other_factors(combination, rules)
    scale *= _weight(rules.sessions, facts) * _clinical(facts, rules)
    chances = [
        settled(probability_of(scale * sum(return_multiplier(weeks + week, rules) for week in range(ahead))))
        for ahead in (TWO_WEEKS, EIGHT_WEEKS, FIFTEEN_WEEKS)
    ]
    two, eight, fifteen = chances if shown else (None, None, None)
    module = ReturnModule(two, eight, fifteen, rules.note)
    result = f"{weeks:g} weeks since return"
    step = TraceStep("risk.return_module", _read(facts, rules), result, rules.sources)
    return ReturnOutlook(module, step)


def _other_factors(combination: Combination, rules: ReturnRules) -> float:
    """Everything but the history, which m(w) replaces; caps apply, the season's clamp does not."""
    others = [s for s in combination.standings if s.factor.id not in rules.history_factors]
    kept = [adjustment for adjustment in combination.adjustments if adjustment.id != "clamp"]
    return product_of(others, kept)


def _clinical(facts: Facts, rules: ReturnRules) -> float:
    product = math.prod(_single(weight, facts) for weight in rules.clinical)
    return min(product, rules.clinical_highest)


def _weight(weights: Sequence[ReturnWeight], facts: Facts) -> float:
    return next((weight.weight for weight in weights if holds(weight.when, facts)), 1.0)


def _single(weight: ReturnWeight, facts: Facts) -> float:
    if not holds(weight.when, facts):
        return 1.0
    if weight.per_unit_of is None:
        return weight.weight
    units = facts.get(weight.per_unit_of)
    if not is_number(units):
        return 1.0
    most = weight.most_units
    return float(weight.weight ** (units if most is None else min(units, most)))


def _read(facts: Facts, rules: ReturnRules) -> dict[str, Known | None]:
    names = [rules.weeks_field]
    for weight in (*rules.sessions, *rules.clinical):
        names.extend(weight.when.names())
    return {name: facts.get(name) for name in dict.fromkeys(names)}
