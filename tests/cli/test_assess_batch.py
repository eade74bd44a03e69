"""`assess-batch` by its contract: rows in, rows out, every bad row named, nothing half written."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from screening.cli import main
from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.checking import check_answers, misplaced
from screening.domain.rulebook import Rulebook
from screening.domain.summary_row import SUMMARY_COLUMNS, cells, summary_row
from tests.support.random_answers import RandomAnswers

HEALTHY = {"age_years": "24", "sex": "male", "sport": "football", "level": "amateur"} | {
    "hamstring_history": "never",
    "has_problem": "no",
}
COLUMNS = (
    "athlete_id,athlete_name,risk_status,band,season_probability,low,high,relative_to_peers,completeness,urgency,"
    "injury_status,grade_low,grade_high,not_graded_because,tags,plan_kind,top_factors,rulebook_version"
)


class Folder:
    """A folder with a table in it, and what the command makes of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.table = path / "squad.csv"
        self.out = path / "out.csv"
        self.errors = path / "out.errors.csv"

    def write(self, *rows: dict[str, str], delimiter: str = ",") -> None:
        names = list(dict.fromkeys(name for row in rows for name in row))
        with self.table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    def run(self, *options: str, table: Path | None = None) -> Result:
        arguments = ["assess-batch", str(table or self.table), "-o", str(self.out), *options]
        return CliRunner().invoke(main, arguments, prog_name="screening")

    def results(self) -> list[dict[str, str]]:
        return self._read(self.out)

    def problems(self) -> list[dict[str, str]]:
        return self._read(self.errors)

    @staticmethod
    def _read(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def texts_of(answers: Answers) -> dict[str, str]:
    """Answers as somebody would write them into a table."""

    def text(value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return ";".join(value) or "none" if isinstance(value, tuple) else str(value)

    return {field: text(value) for field, value in answers.items()}


# what comes out ----------------------------------------------------------------------------------


def test_the_columns_are_those_of_the_contract(folder: Folder) -> None:
    folder.write(HEALTHY)
    assert folder.run().exit_code == 0
    assert folder.out.read_text("utf-8").splitlines()[0] == COLUMNS


def test_each_row_is_what_assess_says_of_the_same_answers(folder: Folder, rulebook: Rulebook) -> None:
    questionnaire = rulebook.questionnaire
    told = [answers for answers in RandomAnswers(57).take(600) if not misplaced(answers, questionnaire)][:250]
    assert len(told) >= 200
    for delimiter in (",", ";"):
        rows = [{"athlete_id": f"a{place}"} | texts_of(answers) for place, answers in enumerate(told)]
        folder.write(*rows, delimiter=delimiter)
        result = folder.run()
        assert result.exit_code == 0, folder.problems()[:5]
        found = folder.results()
        assert [row["athlete_id"] for row in found] == [row["athlete_id"] for row in rows]
        for answers, row in zip(told, found, strict=True):
            expected = dict(zip(SUMMARY_COLUMNS, cells(summary_row(assess(answers, rulebook))), strict=True))
            assert {column: row[column] for column in SUMMARY_COLUMNS} == expected


def test_a_row_is_what_the_command_assess_prints(folder: Folder, rulebook: Rulebook) -> None:
    folder.write(HEALTHY)
    folder.run()
    (row,) = folder.results()
    answers = {**HEALTHY, "age_years": 24, "has_problem": False}
    check_answers(answers, rulebook.questionnaire)
    printed = CliRunner().invoke(main, ["assess", "-"], input=json.dumps(answers).encode())
    risk = json.loads(printed.stdout)["risk"]
    assert float(row["season_probability"]) == risk["season_probability"]
    assert row["band"] == risk["band"]


def test_a_workbook_gives_the_same_rows(folder: Folder) -> None:
    folder.write({**HEALTHY, "sleep_hours": "7.5"}, {**HEALTHY, "has_problem": "", "age_years": "31"})
    folder.run()
    expected = folder.results()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    with folder.table.open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.reader(file)):
            sheet.append(row if place == 0 else [_typed(cell) for cell in row])
    workbook = folder.path / "squad.xlsx"
    book.save(workbook)
    result = folder.run(table=workbook)
    assert result.exit_code == 0, result.stderr
    assert folder.results() == expected
    assert "Excel workbook" in result.stderr


def _typed(cell: str) -> object:
    if cell in {"yes", "no"}:
        return cell == "yes"
    return float(cell) if cell.replace(".", "").isdigit() else cell or None


def test_decimal_commas_are_read(folder: Folder) -> None:
    row = {**HEALTHY, "sleep_hours": "7,5"}
    for delimiter in (";", "\t", ","):
        folder.write(row, delimiter=delimiter)
        assert folder.run().exit_code == 0
    folder.write({**HEALTHY, "sleep_hours": "7.5"})
    assert folder.run().exit_code == 0


def test_an_id_that_looks_like_a_formula_comes_out_harmless(folder: Folder) -> None:
    folder.write(
        {"athlete_id": "=1+1", "athlete_name": "@SUM(A1)", **HEALTHY}, {**HEALTHY, "age_years": "=7"}
    )
    folder.run()
    assert [(row["athlete_id"], row["athlete_name"]) for row in folder.results()] == [("'=1+1", "'@SUM(A1)")]
    assert [row["value"] for row in folder.problems()] == ["'=7"]


# what is said ------------------------------------------------------------------------------------


def test_the_closing_line_counts_each_urgency_and_apart_those_nobody_asked(folder: Folder) -> None:
    nobody = {key: value for key, value in HEALTHY.items() if key != "has_problem"}
    folder.write(HEALTHY, HEALTHY, nobody, {**nobody, "cauda_equina_signs": "yes"})
    result = folder.run()
    assert result.stdout.splitlines()[0] == (
        "4 athletes assessed: T1 1, T2 0, T3 0, T4 0, T5 2; nobody asked about pain: 1"
    )
    assert [row["urgency"] for row in folder.results()] == ["T5", "T5", "", "T1"]


def test_how_the_file_is_read_is_said(folder: Folder) -> None:
    folder.write(HEALTHY, delimiter=";")
    result = folder.run()
    assert result.stderr == "squad.csv: read as UTF-8, separated by semicolons\n"
    assert str(folder.errors) in result.stdout


def test_bad_rows_are_listed_and_good_ones_done(folder: Folder) -> None:
    folder.write(HEALTHY, {**HEALTHY, "age_years": "7", "sport": "chess"}, HEALTHY)
    result = folder.run()
    assert result.exit_code == 2
    assert len(folder.results()) == 2
    problems = folder.problems()
    assert [(row["row"], row["column"], row["value"]) for row in problems] == [
        ("3", "age_years", "7"),
        ("3", "sport", "chess"),
    ]
    assert list(problems[0]) == ["row", "column", "value", "message"]
    assert "1 row was wrong and left out" in result.stderr


def test_without_a_bad_row_the_list_of_problems_holds_its_header(folder: Folder) -> None:
    folder.write(HEALTHY)
    folder.run()
    assert folder.errors.read_text("utf-8") == "row,column,value,message\n"


def test_unknown_columns_are_named_and_refused_unless_ignored(folder: Folder) -> None:
    folder.write({**HEALTHY, "mood": "good", "Sex": "male"})
    result = folder.run()
    assert result.exit_code == 2
    assert "squad.csv: mood: no such column (column 7)" in result.stderr
    assert "did you mean sex?" in result.stderr
    assert not folder.out.exists()
    assert not folder.errors.exists()
    result = folder.run("--ignore-unknown")
    assert result.exit_code == 0
    assert "columns left out: mood, Sex" in result.stderr


def test_a_table_with_a_header_only_is_done(folder: Folder) -> None:
    folder.table.write_text("age_years,sport\n", "utf-8")
    result = folder.run()
    assert result.exit_code == 0
    assert result.stdout.startswith("0 athletes assessed")
    assert folder.out.read_text("utf-8") == COLUMNS + "\n"


def test_the_columns_are_printed_from_the_questionnaire(rulebook: Rulebook) -> None:
    result = CliRunner().invoke(main, ["assess-batch", "--columns"])
    assert result.exit_code == 0
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert [row["column"] for row in rows] == [
        "athlete_id",
        "athlete_name",
        *rulebook.questionnaire.questions,
    ]
    (age,) = (row for row in rows if row["column"] == "age_years")
    assert (age["type"], age["unit"], age["minimum"], age["maximum"]) == ("integer", "years", "8", "90")


# what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrange", "options", "words"),
    [
        (lambda folder: folder.table.unlink(), [], "there is no such file"),
        (lambda folder: folder.table.write_bytes(b""), [], "the file is empty"),
        (lambda folder: folder.out.mkdir(), [], "is a folder"),
        (lambda folder: folder.table.rename(folder.out), ["out"], "is the table itself"),
        (lambda folder: folder.table.rename(folder.errors), ["errors"], "is the table itself"),
        (lambda _: None, ["--encoding", "rot13"], "Invalid value for '--encoding'"),
        (lambda _: None, ["--sheet", "One"], "--sheet: this is no workbook"),
        (lambda folder: (folder.path / "taken").touch(), ["--reports", "taken"], "--reports:"),
        (lambda _: None, ["--reports", "no/such"], "--reports: there is no such"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(
    folder: Folder, arrange: Callable[[Folder], object], options: Sequence[str], words: str
) -> None:
    folder.write(HEALTHY)
    arrange(folder)
    places = {"out": folder.out, "errors": folder.errors}
    table = places.get(options[0]) if options else None
    named = [str(folder.path / option) if option in {"taken", "no/such"} else option for option in options]
    result = folder.run(*([] if table else named), table=table)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_what_was_there_stays_when_the_table_is_refused(folder: Folder) -> None:
    folder.out.write_text("before", "utf-8")
    folder.write({"mood": "good"})
    assert folder.run().exit_code == 2
    assert folder.out.read_text("utf-8") == "before"
    assert {path.name for path in folder.path.iterdir()} == {"squad.csv", "out.csv"}


def test_a_workbook_that_breaks_in_the_middle_leaves_nothing(folder: Folder) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (list(HEALTHY), *([*HEALTHY.values()] for _ in range(50))):
        sheet.append(row)
    table = folder.path / "squad.xlsx"
    book.save(table)
    data = bytearray(table.read_bytes())
    place = data.index(b"xl/worksheets/sheet1.xml") + 400
    data[place : place + 8] = b"\xff" * 8
    table.write_bytes(data)
    result = folder.run(table=table)
    assert result.exit_code == 2
    assert "damaged" in result.stderr
    assert [path.name for path in folder.path.iterdir()] == ["squad.xlsx"]


def test_a_line_goes_to_the_terminal_only_as_a_line(folder: Folder) -> None:
    """Run for real: results on standard output, words on standard error, no bar where nobody watches."""
    folder.write(HEALTHY)
    done = subprocess.run(
        [Path(sys.executable).with_name("screening"), "assess-batch", folder.table, "-o", folder.out],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr.decode() == "squad.csv: read as UTF-8, separated by commas\n"
    assert b"%" not in done.stdout
