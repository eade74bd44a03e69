"""The group an athlete is compared with: by hours, by sport, level, sex and position, or by demands."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.answers import Known, is_number
from screening.domain.assessment import Baseline
from screening.domain.conditions import Truth
from screening.domain.facts import Facts
from screening.domain.risk.baseline_rules import BaselineRules, ByDemands, ExposureRate, SexRule
from screening.domain.risk.hazard import hazard_of, probability_of
from screening.domain.rounding import settled
from screening.domain.trace import TraceStep
from screening.domain.vocabulary import BaselineQuality


@dataclass(frozen=True, slots=True)
class Comparison:
    """The baseline, whether it is one of under-18s, and what was read to find it."""

    baseline: Baseline
    under_18: bool
    read: Mapping[str, Known | None]

    @property
    def step(self) -> TraceStep:
        """How it was found."""
        found = self.baseline
        result = f"{found.id}: {found.p0:g}, {found.quality}"
        return TraceStep("risk.baseline", self.read, result, found.sources)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a sport, level, sex and position come to; `hazard` is that of a season, or what multiplies the
    rates of injury where hours were given."""

    baseline: Baseline
    """By `hazard` alone."""
    hazard: float
    under_18: bool


def find_baseline(facts: Facts, rules: BaselineRules) -> Comparison:
    """The average athlete this one is compared with; there is one for every set of answers.

    Source:
        risk-factors.md 4.2 and 4.4; the table is rules/risk/baselines.yaml.
    """
    sport, level = _word(facts, "sport"), _word(facts, "level")
    if sport is None or (sport, rules.level_when_missing) not in rules.cells:
        return _by_demands(facts, rules.by_demands, sport)
    sex, position = _word(facts, "sex"), _word(facts, "position")
    match, training = _hours(facts, rules)
    rate = _rate(sport, level, rules) if level is not None and match + training else None
    place = _place(rules, sport, level, sex, position, rate)
    read: dict[str, Known | None] = {"sport": sport, "level": level, "sex": sex, "position": position}
    baseline = place.baseline
    if rate is not None:
        hazard = place.hazard * _hazard_by_hours(rate, match, training, rules)
        read |= {rules.exposure.match_field: match, rules.exposure.training_field: training}
        baseline = replace(baseline, p0=settled(probability_of(hazard)))
    return Comparison(baseline, place.under_18, read)


@functools.lru_cache(maxsize=8192)
def _place(
    rules: BaselineRules,
    sport: str,
    level: str | None,
    sex: str | None,
    position: str | None,
    rate: ExposureRate | None,
) -> _Place:
    """Kept: a squad shares one or two."""
    own = None if rate or level is None else rules.own_rows.get((sport, level, sex or ""))
    cell = own or rules.cells[sport, level or rules.level_when_missing]
    sex_rule = rules.sexes.get(sex or "", rules.other_sex)
    hazard, baseline_id = hazard_of(cell.p0), cell.id
    quality, sources, notes = cell.quality, list(cell.sources), [cell.note]
    who = sex_rule.young_who if cell.under_18 else sex_rule.who
    if rate is not None:
        hazard, baseline_id = 1.0, f"{cell.id}.{rate.id}"
        quality, sources, notes = rate.quality, list(rate.sources), [rate.note]
    if own is None:
        hazard *= sex_rule.hazard
        quality = _worse(quality, sex_rule)
        sources += sex_rule.sources
        notes.append(sex_rule.note)
    group = cell.group
    for line in rules.positions:
        if sport in line.sports and position == line.position:
            hazard *= line.hazard
            group = f"{group} {line.words}"
            sources += line.sources
    if level is None:
        quality = rules.quality_when_level_missing
        notes.append(rules.note_when_level_missing)
    baseline = Baseline(
        id=baseline_id,
        label=f"{who} in {group}",
        p0=settled(probability_of(hazard)),
        quality=quality,
        sources=tuple(dict.fromkeys(sources)),
        note=" ".join(note for note in notes if note) or None,
    )
    return _Place(baseline, hazard, cell.under_18)


def _by_demands(facts: Facts, rules: ByDemands, sport: str | None) -> Comparison:
    """The highest line that is true; while answers could still change it, at least the undecided figure."""
    undecided = False
    found = None
    for line in rules.lines:
        truth = line.when.judge(facts)
        if truth is Truth.TRUE:
            found = line
            break
        undecided = undecided or truth is Truth.UNKNOWN
    if found is None or (undecided and found.p0 < rules.undecided_p0):
        line_id, p0, group = rules.undecided_id, rules.undecided_p0, rules.undecided_group
    else:
        line_id, p0, group = found.id, found.p0, found.group
    baseline = Baseline(
        id=line_id, label=group, p0=p0, quality=rules.quality, sources=rules.sources, note=rules.note
    )
    read = {"sport": sport, **{name: facts.get(name) for name in rules.reads}}
    return Comparison(baseline, under_18=False, read=read)


def _rate(sport: str, level: str, rules: BaselineRules) -> ExposureRate | None:
    """The injury rates of this sport and level, where there are any."""
    return next(
        (rate for rate in rules.exposure.rates if sport in rate.sports and level in rate.levels), None
    )


def _hours(facts: Facts, rules: BaselineRules) -> tuple[float, float]:
    """Match and training hours a week; nothing at all unless both are known."""
    match, training = facts.get(rules.exposure.match_field), facts.get(rules.exposure.training_field)
    if not is_number(match) or not is_number(training):
        return 0.0, 0.0
    return float(match), float(training)


def _hazard_by_hours(rate: ExposureRate, match: float, training: float, rules: BaselineRules) -> float:
    per_week = (rate.match_per_1000_h * match + rate.training_per_1000_h * training) / 1000
    return per_week * rules.exposure.season_weeks


def _worse(quality: BaselineQuality, sex: SexRule) -> BaselineQuality:
    if sex.quality is not None:
        return sex.quality
    return quality.one_step_down if sex.steps_down else quality


def _word(facts: Facts, field: str) -> str | None:
    value = facts.get(field)
    return value if isinstance(value, str) else None
