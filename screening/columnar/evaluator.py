"""Evaluates a table of answers: rules compiled once, athletes in chunks that stay in the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from screening.columnar.ages import Ages, ages_in
from screening.columnar.bands import BandModel, floor_table, fortnight_light
from screening.columnar.baseline import BaselineTable
from screening.columnar.baseline_rows import QUALITIES
from screening.columnar.effects import entries_of, group_tables
from screening.columnar.exactly import PLACES
from screening.columnar.outputs import Outputs
from screening.columnar.program import Array, Workspace
from screening.columnar.results import Names, Results
from screening.columnar.rules_graph import BAND_INPUT, RulesGraph, cause_name, level_name, multiplier_name
from screening.columnar.season import SeasonModel
from screening.columnar.spans import place_of_high, place_of_low
from screening.columnar.table import AnswerTable
from screening.domain.risk.rules import Factor, FactorKind
from screening.domain.rulebook import Rulebook

CHUNK = 32768
"""Athletes at a time. Measured from 2048 to 65536: each call costs about a microsecond of its own, so fewer
athletes at a time wait for calls (a quarter slower at 12288); more win nothing and only need more memory."""


class _Season:
    """What depends on the ages that occur: the tables of effects, and the floors of bands."""

    def __init__(self, rulebook: Rulebook, ages: Mapping[int, Ages]) -> None:
        rules = rulebook.risk
        self.ages = ages
        self.entries = tuple(
            entries_of(factor, ages[place].all() if place in ages else ())
            for place, factor in enumerate(rules.factors)
        )
        floors = [
            floor_table(rules.bands, factor.id, entries)
            for factor, entries in zip(rules.factors, self.entries, strict=True)
        ]
        self.model = SeasonModel(rules, self.entries, group_tables(rules))
        self.bands = BandModel(rules.bands, floors)


class Evaluator:
    """One rulebook, ready for any number of tables. Safe to use from several threads."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._rules = rulebook.risk
        self._graph = RulesGraph(rulebook)
        self._baselines = BaselineTable(rulebook.risk.baselines, rulebook.questionnaire)
        self._curves = {
            place: factor.fields[0] for place, factor in enumerate(self._rules.factors) if factor.curve
        }
        self._raw = {*self._baselines.fields, *self._baselines.hours, *self._curves.values()}
        self._number_for = np.array([quality in self._rules.number_for for quality in QUALITIES])
        self._completeness = _completeness_table(self._rules.factors)
        self._common = _Season(rulebook, {place: Ages() for place in self._curves})
        self._spare: list[Workspace] = []
        """Workspaces that no run uses now; a run takes one out or makes its own."""

    def evaluate(self, table: AnswerTable) -> Results:
        """The results of everybody in the table, in its order."""
        with np.errstate(all="ignore"):  # places without an answer hold NaN and infinity on their way
            return self._evaluated(table)

    def _evaluated(self, table: AnswerTable) -> Results:
        columns = self._graph.inputs.columns(table, {*self._graph.program.inputs, *self._raw})
        season = self._season_for(columns)
        workspace = self._workspace()
        outputs = Outputs(table.length, len(self._rules.factors), len(self._graph.causes))
        for start in range(0, table.length, CHUNK):
            stop = min(start + CHUNK, table.length)
            chunk = {name: column[start:stop] for name, column in columns.items()}
            workspace.give(chunk, stop - start)
            self._evaluate_chunk(workspace, chunk, season, outputs.part(start, stop))
        workspace.let_go()
        self._spare.append(workspace)
        names = Names(
            rulebook_version=self._rulebook.version,
            factors=tuple(factor.id for factor in self._rules.factors),
            entries=season.entries,
            baselines=self._baselines.names,
            causes=self._graph.causes,
        )
        return Results(length=table.length, names=names, **outputs.arrays)

    def _workspace(self) -> Workspace:
        try:
            return self._spare.pop()
        except IndexError:
            return self._graph.program.workspace(CHUNK)

    def _season_for(self, columns: Mapping[str, Array]) -> _Season:
        ages = {place: ages_in(columns[field]) for place, field in self._curves.items()}
        if any(found.others for found in ages.values()):
            return _Season(self._rulebook, ages)
        return self._common

    def _evaluate_chunk(
        self, workspace: Workspace, raw: Mapping[str, Array], season: _Season, out: Mapping[str, Array]
    ) -> None:
        workspace.run_first()
        found = self._baselines.find(
            [raw[field] for field in self._baselines.fields],
            workspace.output("demands"),
            [raw[field] for field in self._baselines.hours],
        )
        quality = self._baselines.quality[found.rows]
        under_18 = self._baselines.under_18[found.rows]
        places = range(len(self._rules.factors))
        levels = [workspace.output(level_name(place)).astype(np.intp) for place in places]
        for place, field in self._curves.items():
            levels[place] = season.ages[place].places(raw[field], under_18)
        scored = workspace.output("scored")
        numbers = season.model.numbers(levels, found, quality, scored)
        band, wide = season.bands.of(numbers, quality, levels)
        first_weeks = workspace.output("first_weeks")
        applied = [
            workspace.output(multiplier_name(place)) for place in range(len(self._rules.light.multipliers))
        ]
        light = fortnight_light(numbers.relative, applied, self._rules.light)
        shown = scored & self._number_for[quality] & ~first_weeks
        out["baseline"][:] = found.rows
        out["p0"][:] = found.p0
        out["band"][:] = np.where(scored, band, -1)
        out["fortnight_light"][:] = np.where(scored, light, -1)
        out["provisional"][:] = scored & (first_weeks | wide)
        for name, values, where in (
            ("relative_to_peers", numbers.relative, scored),
            ("season_probability", numbers.probability, shown),
            ("low", numbers.low, shown),
            ("high", numbers.high, shown),
        ):
            out[name].fill(np.nan)
            np.copyto(out[name], values, where=where)
        for place, level in enumerate(levels):
            out["levels"][place] = level
        workspace.give({BAND_INPUT: out["band"] + np.int8(1)}, len(out["band"]))
        workspace.run_second()
        self._copy_codes(workspace, out)

    def _copy_codes(self, workspace: Workspace, out: Mapping[str, Array]) -> None:
        """Take over the conclusions that are codes already."""
        for name in ("risk_status", "urgency", "injury_status", "not_graded_because", "plan_kind"):
            np.subtract(workspace.output(name), np.int8(1), out=out[name])
        out["grade_low"][:] = place_of_low(workspace.output("grade_down"))
        out["grade_high"][:] = place_of_high(workspace.output("grade_up"))
        out["tags"][:] = workspace.output("tags")
        asked = workspace.output("not_applicable"), workspace.output("settled")
        out["completeness"][:] = self._completeness[asked]
        for place in range(len(self._graph.causes)):
            out["causes"][place] = workspace.output(cause_name(place))


def _completeness_table(factors: Sequence[Factor]) -> Array:
    """By how many asked factors do not apply and how many are settled; 1 where none applies."""
    asked = sum(factor.kind is FactorKind.ASKED for factor in factors)
    return np.array(
        [
            [
                round(settled / (asked - without), PLACES) if asked > without else 1.0
                for settled in range(asked + 1)
            ]
            for without in range(asked + 1)
        ]
    )
