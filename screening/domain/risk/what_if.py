"""What would come out with other answers: the same sums, with some factors at another level."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.assessment import Baseline
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.risk.band import band_of, is_provisional
from screening.domain.risk.baseline import find_baseline
from screening.domain.risk.combine import combine, completion_bounds
from screening.domain.risk.hazard import Estimate, estimate
from screening.domain.risk.return_module import weeks_since_return
from screening.domain.risk.rules import RiskRules, Target
from screening.domain.risk.standing import Standing, standings
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Band

Levels = Mapping[str, str]
"""Other levels by factor id."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes out. Which of the numbers may be shown is decided by `Ground.shows_numbers`."""

    band: Band
    provisional: bool
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Ground:
    """What a scored result rests on, ready to be worked out again with something changed."""

    rules: RiskRules
    facts: Facts
    standings: tuple[Standing, ...]
    baseline: Baseline
    in_first_weeks: bool

    @property
    def shows_numbers(self) -> bool:
        """Whether a season probability may be shown to people."""
        return not self.in_first_weeks and self.baseline.quality in self.rules.number_for

    def outlook(self, levels: Levels | None = None) -> Outlook:
        """The result with these factors at these levels and everything else as it is.

        Source:
            risk-factors.md a.5: a change is scored by the same sums.
        """
        stands = self._with(levels or {})
        combined = combine(stands, self.rules)
        quality = self.baseline.quality
        now = estimate(combined.relative, combined.variance, self.baseline.p0, quality, self.rules)
        return Outlook(
            band=band_of(now, quality, stands, self.rules.bands),
            provisional=self.in_first_weeks or is_provisional(now, quality, self.rules.bands),
            estimate=now,
        )

    def ends(self, levels: Levels | None = None) -> tuple[Estimate, Estimate]:
        """Best and worst completion of what is still blank, with these factors at these levels."""
        bounds = completion_bounds(self._with(levels or {}), self.rules)
        quality = self.baseline.quality
        low, high = (estimate(bound, 0.0, self.baseline.p0, quality, self.rules) for bound in bounds)
        return low, high

    def open_targets(self) -> dict[str, Target]:
        """What this athlete could still reach, by factor id in the order of the rules."""
        reach = {stand.factor.id: target for stand in self.standings if (target := _within_reach(stand))}
        return {factor_id: reach[factor_id] for factor_id in self.rules.action_order if factor_id in reach}

    def at_target(self, factor_ids: Collection[str]) -> dict[str, str]:
        """The levels these factors would be at."""
        targets = self.open_targets()
        return {factor_id: target.level for factor_id, target in targets.items() if factor_id in factor_ids}

    def _with(self, levels: Levels) -> tuple[Standing, ...]:
        return tuple(
            stand.at(levels[stand.factor.id]) if stand.factor.id in levels else stand
            for stand in self.standings
        )


def ground_of(answers: Answers, rulebook: Rulebook) -> Ground:
    """What the season risk of these answers rests on, scored or not.

    The rules of the season risk read answers and derived values, never a conclusion of grading or triage.
    """
    facts = derive(Facts.of(answers), rulebook.derived)
    rules = rulebook.risk
    comparison = find_baseline(facts, rules.baselines)
    return Ground(
        rules=rules,
        facts=facts,
        standings=standings(rules.factors, facts, under_18=comparison.under_18),
        baseline=comparison.baseline,
        in_first_weeks=weeks_since_return(facts, rules.return_module) is not None,
    )


def _within_reach(stand: Standing) -> Target | None:
    """None where the question makes no sense for this athlete, and where the target is reached."""
    target = stand.factor.target
    if target is None or stand.level is None:
        return target
    return target if stand.level.applies and stand.level.id != target.level else None
