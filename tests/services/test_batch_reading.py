"""A table with everything wrong that people bring: bad rows are named at their cells, good ones are intact.

Requirement R-62: bad rows of many kinds, mixed with good ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from screening.columnar.table import table_of
from screening.domain.answers import Answers
from screening.domain.checking import check_texts
from screening.domain.rulebook import Rulebook
from screening.imports.tables.opening import open_table
from screening.services.batch_columns import known_columns, plan_columns
from screening.services.batch_reading import ChunkReader, ReadChunk
from screening.services.batch_rows import Fault, RowChunk

FIELDS = (
    "athlete_id",
    "age_years",
    "sport",
    "position",
    "sleep_hours",
    "has_problem",
    "equipment",
    "imaging_class",
)
GOOD = ("a1", "24", "football", "goalkeeper", "7.5", "no", "band;bike", "2b")
ROWS = 10_000


@dataclass
class Defect:
    """One way to spoil a row: what is put where, and which cells have to be named ("" for the row)."""

    cells: dict[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    line: Callable[[str], str] = str


def _cell(column: str, text: str) -> Defect:
    return Defect({column: text}, (column,))


DEFECTS = (
    _cell("age_years", "twenty"),
    _cell("age_years", "24.5"),
    _cell("age_years", "240"),
    _cell("age_years", "-4"),
    _cell("age_years", "1e2"),
    _cell("age_years", "nan"),
    _cell("age_years", "٢٤"),
    _cell("age_years", "2 4"),
    _cell("age_years", "+24"),
    _cell("age_years", "0x18"),
    _cell("age_years", "1_0"),
    _cell("age_years", "9" * 400),
    _cell("age_years", "not_sure"),
    _cell("age_years", "2\x004"),
    _cell("sport", "Football"),
    _cell("sport", "24"),
    _cell("sport", "x" * 10_001),
    _cell("position", "forward"),
    _cell("sleep_hours", "1,000"),
    _cell("sleep_hours", "7.5.1"),
    _cell("sleep_hours", "inf"),
    _cell("has_problem", "maybe"),
    _cell("has_problem", "1"),
    _cell("equipment", "band;boat"),
    _cell("equipment", "none;band"),
    _cell("equipment", "band;band"),
    _cell("equipment", "band,bike"),
    _cell("imaging_class", "x" * 300),
    _cell("imaging_class", "2b\u202e"),
    _cell("athlete_id", "x" * 200),
    _cell("athlete_id", "a\u202eb"),
    _cell("athlete_id", 'a"b'),
    Defect({"age_years": "x", "sport": "y", "equipment": "z"}, ("age_years", "sport", "equipment")),
    Defect({"sport": "rugby_union", "sleep_hours": "99"}, ("position", "sleep_hours")),
    Defect(columns=("",), line=lambda line: line + ",x"),
    Defect(columns=("",), line=lambda line: line.replace(",", "", 1)),
    Defect(columns=("",), line=lambda _: ""),
    Defect(columns=("",), line=lambda _: ",,,,,,,"),
    Defect(columns=("",), line=lambda line: '"' + line),
    Defect(columns=("",), line=lambda line: '"a"b' + line),
)


def _line(cells: dict[str, str]) -> str:
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if "," in cell or '"' in cell else cell for cell in cells.values()
    )


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, set[str]]]:
    """A file, and the columns that have to be named by row."""
    chance = random.Random(62)  # noqa: S311 - the same table in every run
    lines, wrong = [",".join(FIELDS)], {}
    for row in range(2, ROWS + 2):
        cells = dict(zip(FIELDS, GOOD, strict=True)) | {"athlete_id": f"a{row}"}
        if chance.random() < 0.5:
            lines.append(_line(cells))
            continue
        defect = chance.choice(DEFECTS)
        lines.append(defect.line(_line(cells | defect.cells)))
        wrong[row] = set(defect.columns)
    # A good row at the end: what is empty above it is then inside the table.
    lines.append(_line(dict(zip(FIELDS, GOOD, strict=True))))
    file = tmp_path_factory.mktemp("spoilt") / "squad.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file, wrong


def read_all(file: Path, rulebook: Rulebook) -> list[ReadChunk]:
    questionnaire = rulebook.questionnaire
    with open_table(file, known_columns(questionnaire)) as table:
        reader = ChunkReader(plan_columns(table.header, questionnaire), questionnaire)
        return [reader.read(chunk) for chunk in table.chunks()]


def test_every_bad_row_is_named_at_its_cells_and_every_good_row_is_intact(
    spoilt: tuple[Path, dict[int, set[str]]], rulebook: Rulebook
) -> None:
    file, wrong = spoilt
    named: dict[int, set[str]] = {}
    good: list[int] = []
    order: list[int] = []
    for chunk in read_all(file, rulebook):
        good.extend(chunk.numbers)
        order.extend(fault.row for fault in chunk.faults)
        assert chunk.answers.length == len(chunk.numbers) == len(chunk.cells)
        for row, athlete_id, cells in zip(chunk.numbers, chunk.athlete_ids, chunk.cells, strict=True):
            assert athlete_id == (f"a{row}" if row < ROWS + 2 else "a1")
            assert tuple(cells[1:]) == GOOD[1:]
        for fault in chunk.faults:
            named.setdefault(fault.row, set()).add(fault.column)
            assert fault.message
    assert named == wrong
    assert good == [row for row in range(2, ROWS + 3) if row not in wrong]
    assert order == sorted(order)
    assert len(DEFECTS) >= 25


def test_all_problems_of_a_row_come_in_the_order_of_its_columns(rulebook: Rulebook) -> None:
    chunk = read_cells(rulebook, ("athlete_id", "age_years", "sport"), ("x" * 99, "x", "y"))
    assert [fault.column for fault in chunk.faults] == ["athlete_id", "age_years", "sport"]
    assert chunk.bad_rows == 1


def test_the_messages_are_those_of_the_form(rulebook: Rulebook) -> None:
    (fault,) = read_cells(rulebook, ("age_years",), ("7",)).faults
    _, (problem,) = check_texts({"age_years": "7"}, rulebook.questionnaire)
    assert fault == Fault(2, "age_years", "7", problem.message)


def test_what_the_reader_flagged_wins_over_the_text(rulebook: Rulebook) -> None:
    chunk = RowChunk([2], [["", "24"]], flagged={0: {1: "no stored value"}})
    plan = plan_columns(["athlete_id", "age_years"], rulebook.questionnaire)
    read = ChunkReader(plan, rulebook.questionnaire).read(chunk)
    assert [fault.message for fault in read.faults] == ["no stored value"]
    assert read.answers.length == 0


def test_a_flag_in_a_column_that_is_not_read_hurts_nobody(rulebook: Rulebook) -> None:
    chunk = RowChunk([2], [["#N/A", "24"]], flagged={0: {0: "error"}})
    plan = plan_columns(["notes", "age_years"], rulebook.questionnaire, ignore_unknown=True)
    read = ChunkReader(plan, rulebook.questionnaire).read(chunk)
    assert not read.faults
    assert list(read.numbers) == [2]


def test_an_option_of_another_sport_is_found_whichever_column_comes_first(rulebook: Rulebook) -> None:
    for fields, cells in (
        (("sport", "position"), ("rugby_union", "goalkeeper")),
        (("position", "sport"), ("goalkeeper", "rugby_union")),
    ):
        assert [fault.column for fault in read_cells(rulebook, fields, cells).faults] == ["position"]
    assert not read_cells(rulebook, ("position",), ("goalkeeper",)).faults
    assert not read_cells(rulebook, ("position", "sport"), ("goalkeeper", "")).faults


def test_the_columns_hold_what_the_scalar_check_reads(rulebook: Rulebook) -> None:
    fields = tuple(name for name in FIELDS if name != "athlete_id")
    rows = [GOOD[1:], ("", "", "", "", "", "", ""), ("30", "tennis", "", "8,5", "not_sure", "none", "")]
    rows.append((" 31 ", "futsal", "outfield", "0", "TRUE", " band ; bike ", "1"))
    plan = plan_columns(fields, rulebook.questionnaire)
    chunk = RowChunk(range(2, 6), rows)
    read = ChunkReader(plan, rulebook.questionnaire).read(chunk)
    assert not read.faults
    told: list[Answers] = []
    for row in rows:
        answers, problems = check_texts(dict(zip(fields, row, strict=True)), rulebook.questionnaire)
        assert not problems
        told.append(answers)
    expected = table_of(told, rulebook.questionnaire)
    for name in fields:
        got, want = read.answers.columns[name], expected.columns[name]
        assert got.dtype == want.dtype
        assert [repr(value) for value in got.tolist()] == [repr(value) for value in want.tolist()]


def test_what_a_column_remembers_is_bounded(rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.services.batch_cells.MOST_TEXTS", 10)
    from screening.services.batch_cells import CellColumn

    column = CellColumn(rulebook.questionnaire.questions["body_mass_kg"], rulebook.questionnaire)
    for start in range(30, 150, 12):
        texts = [str(number) for number in range(start, start + 12)] + ["x"]
        codes, bad = column.read(texts)
        assert codes.tolist()[:12] == [float(number) for number in range(start, start + 12)]
        assert bad == [12]
        assert len(column) <= 2 * 13


def read_cells(rulebook: Rulebook, fields: tuple[str, ...], cells: tuple[str, ...]) -> ReadChunk:
    plan = plan_columns(fields, rulebook.questionnaire)
    return ChunkReader(plan, rulebook.questionnaire).read(RowChunk([2], [list(cells)]))
