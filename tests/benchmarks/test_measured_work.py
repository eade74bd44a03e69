"""What the benchmarks measure is the real work: valid tables, the rules' own counts, steps that all run."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli import main
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import default_rulebook
from tests.benchmarks.batch import write_table
from tests.benchmarks.floor import Floor, counted


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return default_rulebook()


def test_the_floor_counts_what_the_rules_hold(rulebook: Rulebook) -> None:
    whole = counted(rulebook)
    without_gates = counted(replace(rulebook, grading=replace(rulebook.grading, gates=())))
    assert whole.outcomes - without_gates.outcomes == 2 * len(rulebook.grading.gates)
    without_rows = counted(replace(rulebook, grading=replace(rulebook.grading, rows=())))
    results = sum(len(row.results) for row in rulebook.grading.rows)
    assert whole.outcomes - without_rows.outcomes == 4 * (len(rulebook.grading.rows) + results)
    assert whole.singles > without_rows.singles > 100
    assert whole.factors == len(rulebook.risk.factors)
    assert whole.truths > 2 * whole.singles


def test_the_floor_does_every_step_for_every_athlete(rulebook: Rulebook) -> None:
    counts = counted(rulebook)
    floor = Floor(counts, 64)
    done = []
    floor.steps = [lambda step=step, n=n: (step(), done.append(n)) for n, step in enumerate(floor.steps)]
    floor.run(129)
    assert len(done) == 3 * len(floor.steps)
    assert len(floor.steps) > counts.truths


def test_a_benchmark_table_is_a_good_table(rulebook: Rulebook, tmp_path: Path) -> None:
    table, results = tmp_path / "in.csv", tmp_path / "out.csv"
    write_table(table, rulebook, 120)
    told = CliRunner().invoke(main, ["assess-batch", str(table), "-o", str(results)])
    assert told.exit_code == 0, told.stderr
    with results.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 120
    assert {row["urgency"] for row in rows} >= {"T1", "T5"}
