"""Files that appear whole or not at all, and cells that no program takes for a formula."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from screening.services.batch_files import WholeTable, harmless


def test_a_table_appears_only_when_it_is_finished(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with WholeTable(target, ("a", "b")) as table:
        table.write([("1", "x,y"), ("2", 'say "so"')])
        assert not target.exists()
        table.finish()
    with target.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["a", "b"], ["1", "x,y"], ["2", 'say "so"']]
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_table_that_is_not_finished_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before", "utf-8")

    def interrupted() -> None:
        with WholeTable(target, ("a",)) as table:
            table.write([("1",)])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_who_may_read_it_is_decided_as_for_any_other_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with WholeTable(tmp_path / "out.csv", ("a",)) as table:
        table.finish()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x", "\u00a0=1"],
)
def test_a_formula_is_made_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ann", "12", "a=1", "O'Neill", "'=1", "Zoë-Marie", " Ann"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
