"""The group everybody is compared with, looked up for a chunk of athletes at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.baseline_rows import NO_ROW, QUALITIES, laid_out
from screening.columnar.exactly import PLACES, rounded
from screening.columnar.program import Array
from screening.domain.questionnaire import Questionnaire
from screening.domain.risk.baseline_rules import BaselineRules


@dataclass(frozen=True)
class Found:
    """For each athlete the place of the baseline, its season probability and the hazard that gives it."""

    rows: Array
    p0: Array
    hazard: Array


class BaselineTable:
    """All baselines as arrays. `names`, `quality` and `under_18` go by the places that `find` gives."""

    def __init__(self, rules: BaselineRules, questionnaire: Questionnaire) -> None:
        layout = laid_out(rules, questionnaire)
        self.fields = rules.reads
        self.hours = (rules.exposure.match_field, rules.exposure.training_field)
        self.names = tuple(row.id for row in layout.rows)
        self.quality = np.array([QUALITIES.index(row.quality) for row in layout.rows], np.int8)
        self.under_18 = np.array([row.under_18 for row in layout.rows])
        self._layout = layout
        self._shape = layout.by_answers.shape
        self._flat, self._flat_hours = layout.by_answers.ravel(), layout.by_hours.ravel()
        self._p0 = np.array([row.p0 for row in layout.rows])
        self._hazard = np.array([-math.log1p(-row.p0) for row in layout.rows])
        self._weeks = rules.exposure.season_weeks
        rates = [(row.rate, row.sex_hazard) for row in layout.rows]
        self._match = np.array([rate.match_per_1000_h if rate else 0.0 for rate, _ in rates])
        self._training = np.array([rate.training_per_1000_h if rate else 0.0 for rate, _ in rates])
        self._sex_hazard = np.array([hazard for _, hazard in rates])

    def find(self, codes: Sequence[Array], demands: Array, hours: Sequence[Array]) -> Found:
        """The baseline of everybody.

        Args:
            codes: the columns of sport, level, sex and position; negative where not known.
            demands: the line of the lookup by demands, 0 where undecided.
            hours: the columns of match and training hours a week.
        """
        sport, level, sex, position = (np.maximum(code, -1).astype(np.intp) + 1 for code in codes)
        _, levels, sexes, positions = self._shape
        person = (sport * levels + level) * sexes + sex
        rows = self._flat[person * positions + position]
        np.copyto(rows, self._layout.by_demands[demands], where=rows == NO_ROW)
        p0, hazard = self._p0[rows], self._hazard[rows]
        timed = self._flat_hours[person]
        match, training = hours
        counts = (match > -np.inf) & (training > -np.inf) & (match + training != 0) & (timed != NO_ROW)
        at = np.flatnonzero(counts)
        if len(at):
            rows[at] = timed[at]
            p0[at] = self._by_hours(timed[at], match[at], training[at], sport[at], position[at])
            hazard[at] = -np.log1p(-p0[at])
        return Found(rows, p0, hazard)

    def _by_hours(self, rows: Array, match: Array, training: Array, sport: Array, position: Array) -> Array:
        """The season probability from the rates per 1000 hours, then sex, then position."""
        hazard = (self._match[rows] * match + self._training[rows] * training) / 1000 * self._weeks
        hazard *= self._sex_hazard[rows]
        for hazards in self._layout.position_hazards:
            hazard *= hazards[sport, position]
        p0, doubtful = rounded(-np.expm1(-hazard))
        for place in np.flatnonzero(doubtful).tolist():
            p0[place] = round(-math.expm1(-float(hazard[place])), PLACES)
        return p0
