"""The season risk of one athlete: baseline, factors, number with its range, band, what would change it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypedDict

from screening.domain.answers import Known
from screening.domain.assessment import Baseline, Case, FactorResult, InjuryResult, RiskResult, TriageResult
from screening.domain.facts import Facts
from screening.domain.outcome import Outcome
from screening.domain.risk.actions import if_you_did_these
from screening.domain.risk.band import band_of, is_provisional
from screening.domain.risk.baseline import Comparison, find_baseline
from screening.domain.risk.blanks import blanks_of, completeness_of, missing_fields, most_useful_missing
from screening.domain.risk.combine import Combination, combine, completion_bounds
from screening.domain.risk.display import chance_words, range_words
from screening.domain.risk.hazard import estimate
from screening.domain.risk.light import fortnight_light
from screening.domain.risk.return_module import return_outlook, weeks_since_return
from screening.domain.risk.rules import RiskRules
from screening.domain.risk.standing import Standing, standings
from screening.domain.risk.status import status_of, why_no_number
from screening.domain.rounding import settled
from screening.domain.trace import Trace, TraceStep
from screening.domain.vocabulary import Band, RiskStatus


def score_risk(
    facts: Facts, injury: InjuryResult, triage: TriageResult, rules: RiskRules, *, explained: bool = True
) -> Outcome[RiskResult]:
    """Score the coming season, or say why not. Factors and baseline are named either way.

    Args:
        facts: known answers with derived values.
        injury: decides whether a present problem withholds the score.
        triage: with `injury`, lets harmless muscle soreness through.
        explained: whether to write down the reasons; see `assess`.
    Returns:
        The risk part of the assessment; `facts` stay as they are, for no rule reads what comes of them here.
    """
    comparison = find_baseline(facts, rules.baselines)
    status, why_not = status_of(facts, injury, triage, rules)
    return score_against(comparison, facts, rules, status, why_not, explained=explained)


def score_against(
    comparison: Comparison,
    facts: Facts,
    rules: RiskRules,
    status: RiskStatus = RiskStatus.SCORED,
    why_not: tuple[str, ...] = (),
    *,
    explained: bool = True,
) -> Outcome[RiskResult]:
    """The same, against a given baseline and with the status decided."""
    stands = standings(rules.factors, facts, under_18=comparison.under_18)
    steps: Trace = [comparison.step, *_factor_steps(stands, facts)] if explained else None
    blanks = blanks_of(stands, facts)
    whoever = Listed(
        status=status,
        why_not=why_not,
        baseline=comparison.baseline,
        completeness=completeness_of(stands, blanks),
        most_useful_missing=most_useful_missing(blanks),
        missing=missing_fields(blanks),
        factors=tuple([standing.result for standing in stands if standing.result is not None]),
    )
    if status is not RiskStatus.SCORED:
        return Outcome(RiskResult(**whoever), facts, tuple(steps or ()))
    combination = combine(stands, rules)
    if steps is not None:
        steps += _adjustment_steps(combination, rules)
    scored = _scored(whoever, comparison, combination, facts, rules, steps)
    return Outcome(scored, facts, tuple(steps or ()))


class Listed(TypedDict):
    """What every risk result has, scored or not."""

    status: RiskStatus
    why_not: tuple[str, ...]
    baseline: Baseline
    completeness: float
    most_useful_missing: tuple[str, ...]
    missing: tuple[str, ...]
    factors: tuple[FactorResult, ...]


def _scored(
    whoever: Listed,
    comparison: Comparison,
    combination: Combination,
    facts: Facts,
    rules: RiskRules,
    steps: Trace,
) -> RiskResult:
    """A scored result; adds its steps where they are wanted."""
    p0, quality = comparison.baseline.p0, comparison.baseline.quality
    estimator = partial(estimate, p0=p0, quality=quality, rules=rules)
    now = estimator(combination.relative, combination.variance)
    weeks = weeks_since_return(facts, rules.return_module)
    may_show = quality in rules.number_for
    shown = may_show and weeks is None
    band = band_of(now, quality, combination.standings, rules.bands)
    outlook = None
    if weeks is not None:
        outlook = return_outlook(weeks, p0, combination, facts, rules.return_module, shown=may_show)
    if steps is not None:
        steps.append(_band_step(band, now.relative, quality in rules.bands.relative_for, rules))
        steps += [outlook.step] if outlook else []
    result = RiskResult(
        **whoever,
        season_probability=now.probability if shown else None,
        low=now.low if shown else None,
        high=now.high if shown else None,
        why_no_number=why_no_number(quality, rules, first_weeks=weeks is not None),
        band=band,
        provisional=weeks is not None or is_provisional(now, quality, rules.bands),
        typical_probability=p0 if shown else None,
        relative_to_peers=now.relative,
        return_module=outlook.module if outlook is not None else None,
        fortnight_light=fortnight_light(now.relative, facts, rules.light, steps),
    )
    if steps is None:
        return result
    best, worst = _cases(combination, p0, rules, comparison, shown=shown) if weeks is None else (None, None)
    cuts = rules.bands.by_probability
    return replace(
        result,
        best_case=best,
        worst_case=worst,
        display=chance_words(now.probability, cuts, rules.display) if shown else None,
        display_range=range_words(now.low, now.high, rules.display) if shown else None,
        adjustments=tuple(
            [replace(adjustment, effect=settled(adjustment.effect)) for adjustment in combination.adjustments]
        ),
        if_you_did_these=if_you_did_these(combination, now, estimator, rules, shown=shown),
    )


def _cases(
    combination: Combination, p0: float, rules: RiskRules, comparison: Comparison, *, shown: bool
) -> tuple[Case, Case]:
    """Best and worst completion of the blanks."""
    best, worst = (
        estimate(relative, 0.0, p0, comparison.baseline.quality, rules)
        for relative in completion_bounds(combination.standings, rules)
    )
    return (
        Case(best.probability if shown else None, best.relative),
        Case(worst.probability if shown else None, worst.relative),
    )


def _factor_steps(stands: Sequence[Standing], facts: Facts) -> list[TraceStep]:
    value_of = facts.values.get
    return [
        _factor_step(standing, *map(value_of, standing.factor.reads))
        for standing in stands
        if standing.result is not None
    ]


@functools.lru_cache(maxsize=16384, typed=True)
def _factor_step(standing: Standing, *read: Known | None) -> TraceStep:
    """Kept, as standings are. `read` is in the order of what the factor reads.

    By type, too: 7 and 7.0 are equal, and a step shows what was read.
    """
    factor, result = standing.factor, standing.result
    if result is None:
        raise ValueError(f"{factor.id} has no say")
    return TraceStep(
        rule=f"risk.{factor.id}",
        read=dict(zip(factor.reads, read, strict=True)),
        result=result.level,
        sources=result.sources,
        effect=result.effect,
        text=result.text,
        certainty=result.certainty,
        weight=result.weight,
    )


def _adjustment_steps(combination: Combination, rules: RiskRules) -> list[TraceStep]:
    sources = {f"cap.{group.id}": group.sources for group in rules.groups}
    sources |= {f"joint.{group.joint.id}": group.joint.sources for group in rules.groups if group.joint}
    return [
        TraceStep(
            rule=f"risk.{adjustment.id}",
            read={},
            result=f"times {settled(adjustment.effect):g}",
            sources=sources.get(adjustment.id, rules.clamp_sources),
            effect=settled(adjustment.effect),
            text=adjustment.text,
        )
        for adjustment in combination.adjustments
    ]


def _band_step(band: Band, relative: float, by_relative: bool, rules: RiskRules) -> TraceStep:
    way = "by risk relative to peers" if by_relative else "by season probability"
    read: dict[str, Known | None] = {"risk.relative_to_peers": relative}
    return TraceStep("risk.band", read, f"{band} {way}", rules.bands.sources)
