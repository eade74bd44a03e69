"""Every baseline there is, laid out by sport, level, sex and position before anybody asks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.exactly import PLACES
from screening.columnar.program import Array
from screening.domain.questionnaire import Questionnaire
from screening.domain.risk.baseline_rules import BaselineRules, Cell, ExposureRate, SexRule
from screening.domain.vocabulary import BaselineQuality

QUALITIES = tuple(BaselineQuality)
NO_ROW = -1


@dataclass(frozen=True)
class Row:
    """A baseline. With a `rate` its probability follows from the hours instead."""

    id: str
    p0: float
    quality: BaselineQuality
    under_18: bool
    rate: ExposureRate | None = None
    sex_hazard: float = 1.0


@dataclass(frozen=True)
class Layout:
    """Places in `rows` by place of sport, level, sex and position; the first place of each is "unknown".

    `by_hours` has no axis for the position; `position_hazards` are multiplied onto it in order, by sport and
    position. `by_demands` starts with the undecided one.
    """

    rows: tuple[Row, ...]
    by_answers: Array
    by_hours: Array
    position_hazards: tuple[Array, ...]
    by_demands: Array


def laid_out(rules: BaselineRules, questionnaire: Questionnaire) -> Layout:
    """The table of all combinations of answers; sports that go by demands have no row in it."""
    asked = [questionnaire.question(field).option_values for field in rules.reads]
    sports, levels, sexes, positions = ((None, *values) for values in asked)
    places: dict[Row, int] = {}
    by_answers = np.full((len(sports), len(levels), len(sexes), len(positions)), NO_ROW, np.int16)
    by_hours = np.full(by_answers.shape[:3], NO_ROW, np.int16)
    hazards = [[_position_hazards(rules, sport, position) for position in positions] for sport in sports]
    by_demands = [places.setdefault(row, len(places)) for row in _demand_rows(rules)]
    for at_sport, sport in enumerate(sports):
        if sport is None or (sport, rules.level_when_missing) not in rules.cells:
            continue
        for at_level, level in enumerate(levels):
            for at_sex, sex in enumerate(sexes):
                place = (at_sport, at_level, at_sex)
                row_of = {found: _row(rules, sport, level, sex, found) for found in set(hazards[at_sport])}
                rows = [row_of[found] for found in hazards[at_sport]]
                by_answers[place] = [places.setdefault(row, len(places)) for row in rows]
                timed = _row_by_hours(rules, sport, level, sex)
                if timed is not None:
                    by_hours[place] = places.setdefault(timed, len(places))
    return Layout(tuple(places), by_answers, by_hours, _stacked(hazards), np.array(by_demands, np.int16))


def _demand_rows(rules: BaselineRules) -> list[Row]:
    demands = rules.by_demands
    lines = [(demands.undecided_id, demands.undecided_p0)]
    lines += [(line.id, line.p0) for line in demands.lines]
    return [Row(line_id, p0, demands.quality, under_18=False) for line_id, p0 in lines]


def _position_hazards(rules: BaselineRules, sport: str | None, position: str | None) -> tuple[float, ...]:
    fitting = (rule for rule in rules.positions if sport in rule.sports and position == rule.position)
    return tuple(rule.hazard for rule in fitting)


def _stacked(hazards: Sequence[Sequence[tuple[float, ...]]]) -> tuple[Array, ...]:
    """The first multiplier of every sport and position, then the second; 1 where there is none."""
    most = max(len(found) for row in hazards for found in row)
    return tuple(
        np.array([[found[turn] if turn < len(found) else 1.0 for found in row] for row in hazards])
        for turn in range(most)
    )


def _row(
    rules: BaselineRules, sport: str, level: str | None, sex: str | None, hazards: Sequence[float]
) -> Row:
    own = None if level is None else rules.own_rows.get((sport, level, sex or ""))
    cell = own or _cell(rules, sport, level)
    hazard, quality = -math.log1p(-cell.p0), cell.quality
    if own is None:
        sex_rule = _sex_rule(rules, sex)
        hazard *= sex_rule.hazard
        quality = _for_sex(quality, sex_rule)
    for factor in hazards:
        hazard *= factor
    if level is None:
        quality = rules.quality_when_level_missing
    return Row(cell.id, round(-math.expm1(-hazard), PLACES), quality, cell.under_18)


def _row_by_hours(rules: BaselineRules, sport: str, level: str | None, sex: str | None) -> Row | None:
    fitting = (rate for rate in rules.exposure.rates if sport in rate.sports and level in rate.levels)
    rate = next(fitting, None)
    if level is None or rate is None:
        return None
    cell, sex_rule = _cell(rules, sport, level), _sex_rule(rules, sex)
    quality = _for_sex(rate.quality, sex_rule)
    return Row(f"{cell.id}.{rate.id}", 0.0, quality, cell.under_18, rate, sex_rule.hazard)


def _cell(rules: BaselineRules, sport: str, level: str | None) -> Cell:
    return rules.cells[sport, level or rules.level_when_missing]


def _sex_rule(rules: BaselineRules, sex: str | None) -> SexRule:
    return rules.sexes.get(sex or "", rules.other_sex)


def _for_sex(quality: BaselineQuality, sex_rule: SexRule) -> BaselineQuality:
    if sex_rule.quality is not None:
        return sex_rule.quality
    worse = min(QUALITIES.index(quality) + 1, len(QUALITIES) - 1)
    return QUALITIES[worse] if sex_rule.steps_down else quality
