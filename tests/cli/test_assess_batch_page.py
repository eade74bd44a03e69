"""The page for analysts says what the command does: its example runs, its columns are the real ones."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from screening.cli import main
from screening.cli.batching import assess_batch_command
from screening.services.assess_batch import ERROR_COLUMNS, OUTPUT_COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "batch.md").read_text("utf-8")


def test_the_example_table_is_assessed_without_a_problem(tmp_path: Path) -> None:
    (example,) = re.findall(r"```\n(athlete_id;.*?)```", PAGE, re.DOTALL)
    table = tmp_path / "squad.csv"
    table.write_text(example, "utf-8")
    result = CliRunner().invoke(main, ["assess-batch", str(table), "-o", str(tmp_path / "results.csv")])
    assert result.exit_code == 0, result.stderr
    assert "nobody asked about pain: 1" in result.stdout


def test_the_columns_named_are_those_written() -> None:
    assert ", ".join(OUTPUT_COLUMNS) in PAGE
    assert ",".join(ERROR_COLUMNS) in PAGE


def test_every_option_is_explained() -> None:
    options = {
        name for option in assess_batch_command.params for name in option.opts if name.startswith("--")
    }
    assert {name for name in options if name not in PAGE} == {"--output"}
