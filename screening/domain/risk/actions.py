"""What the athlete could change: the result after each change alone and after all of them."""

from __future__ import annotations

from collections.abc import Callable

from screening.domain.assessment import Action, IfYouDidThese
from screening.domain.risk.combine import Combination, relative_after
from screening.domain.risk.display import chance_words, range_words
from screening.domain.risk.hazard import Estimate
from screening.domain.risk.rules import Factor, RiskRules
from screening.domain.rounding import settled

Estimator = Callable[[float, float], Estimate]
"""Relative risk and variance of the log-hazard in, estimate out."""


def if_you_did_these(
    present: Combination, now: Estimate, estimator: Estimator, rules: RiskRules, *, shown: bool
) -> IfYouDidThese:
    """Every open target alone, biggest drop first, and all of them together.

    Args:
        shown: whether numbers may be shown; otherwise only relative figures are given.
    Source:
        risk-factors.md a.5; targets are in the factor files.
    """
    reached = {
        place: changed
        for place in rules.action_places
        if (changed := present.standings[place].after_change) is not None
    }
    actions: list[Action] = []
    for place, changed in reached.items():
        relative, variance = relative_after(present, {place: changed}, rules)
        if settled(relative) < now.relative:
            after = estimator(relative, variance)
            actions.append(_action(rules.factors[place], after, rules, shown=shown))
    together = estimator(*relative_after(present, reached, rules))
    return IfYouDidThese(
        season_probability=together.probability if shown else None,
        low=together.low if shown else None,
        high=together.high if shown else None,
        relative_to_peers=together.relative,
        actions=tuple(sorted(actions, key=lambda action: action.relative_to_peers)),
    )


def _action(factor: Factor, after: Estimate, rules: RiskRules, *, shown: bool) -> Action:
    target = factor.target
    if target is None:
        raise ValueError(f"{factor.id} has no target")
    cuts = rules.bands.by_probability
    return Action(
        id=factor.id,
        text=target.text,
        effort=target.effort,
        minutes_per_week=target.minutes_per_week,
        relative_to_peers=after.relative,
        season_probability=after.probability if shown else None,
        low=after.low if shown else None,
        high=after.high if shown else None,
        display=chance_words(after.probability, cuts, rules.display) if shown else None,
        display_range=range_words(after.low, after.high, rules.display) if shown else None,
    )
