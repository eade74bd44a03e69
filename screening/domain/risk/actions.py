"""What the athlete could change: the result after each change alone and after all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from screening.domain.assessment import Action, IfYouDidThese
from screening.domain.risk.combine import Combination, combine_changed
from screening.domain.risk.display import chance_words, range_words
from screening.domain.risk.hazard import Estimate
from screening.domain.risk.rules import Factor, RiskRules, Target
from screening.domain.risk.standing import Standing
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
    reached = reachable(present.standings)
    actions: list[tuple[float, Action]] = []
    for place in rules.action_places:
        if place not in reached:
            continue
        after = _estimate_with(present, {place: reached[place]}, estimator, rules)
        if after.relative < now.relative:
            action = _action(rules.factors[place], after, rules, shown=shown)
            if action is not None:
                actions.append((after.relative, action))
    together = _estimate_with(present, reached, estimator, rules)
    return IfYouDidThese(
        season_probability=together.probability if shown else None,
        low=together.low if shown else None,
        high=together.high if shown else None,
        relative_to_peers=together.relative,
        actions=tuple(action for _, action in sorted(actions, key=lambda pair: pair[0])),
    )


def reachable(standings: Sequence[Standing]) -> dict[int, Standing]:
    """The standing after each change that is open to this athlete, by the place of its factor."""
    found = {place: _at_target(standing) for place, standing in enumerate(standings)}
    return {place: standing for place, standing in found.items() if standing is not None}


def _at_target(standing: Standing) -> Standing | None:
    """The standing after the change; None where there is nothing to change for this athlete."""
    target = standing.factor.target
    if target is None or (standing.level is not None and not standing.level.applies):
        return None
    if standing.level is not None and standing.level.id == target.level:
        return None
    return standing.at(target.level)


def _estimate_with(
    present: Combination, changed: Mapping[int, Standing], estimator: Estimator, rules: RiskRules
) -> Estimate:
    after = combine_changed(present, changed, rules)
    return estimator(after.relative, after.variance)


def _action(factor: Factor, after: Estimate, rules: RiskRules, *, shown: bool) -> Action | None:
    target: Target | None = factor.target
    if target is None:
        return None
    cuts = rules.bands.by_probability
    return Action(
        id=factor.id,
        text=target.text,
        effort=target.effort,
        minutes_per_week=target.minutes_per_week,
        relative_to_peers=settled(after.relative),
        season_probability=after.probability if shown else None,
        low=after.low if shown else None,
        high=after.high if shown else None,
        display=chance_words(after.probability, cuts, rules.display) if shown else None,
        display_range=range_words(after.low, after.high, rules.display) if shown else None,
    )
