"""A case leaves as data whole: reading it again gives the same log, and no cell runs as a program."""

from __future__ import annotations

import csv
import io
import json

import pytest

from screening.domain.case import events as ev
from screening.domain.case.log_json import log_from_json
from screening.domain.reporting.case_data import SCHEMA, SCHEMA_VERSION, case_json, data_tables
from screening.report.csv_text import MARK, csv_text
from tests.support import case_lives, case_papers


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))


@pytest.mark.parametrize("kind", sorted(case_lives.ALL))
def test_reading_the_document_again_gives_the_same_log(kind: str) -> None:
    document = json.loads(case_json(case_papers.sheet(kind)))
    assert log_from_json(document["events"]) == case_lives.ALL[kind]()


def test_the_document_says_its_schema_and_keeps_its_shape() -> None:
    document = json.loads(case_json(case_papers.sheet("moderate")))
    assert document["schema"] == {"name": SCHEMA, "version": SCHEMA_VERSION}
    assert list(document) == [
        "schema", "made_on", "rulebook", "club", "case", "gate", "events", "screening",
    ]  # fmt: skip
    assert document["case"]["injured_side"] == "left"
    assert json.loads(case_json(case_papers.sheet("moderate", with_screening=False)))["screening"] is None


def test_every_check_in_session_and_test_is_a_row() -> None:
    sheet = case_papers.sheet("mild")
    wanted = {"check-ins": ev.CheckIn, "sessions": ev.SessionRecorded, "tests": ev.TestRecorded}
    for table in data_tables(sheet):
        body = wanted.pop(table.name)
        count = sum(isinstance(event.body, body) for event in sheet.log)
        assert len(table.rows) == count > 0
        assert {len(row) for row in table.rows} == {len(table.heads)}
    assert wanted == {}


def test_the_legs_of_a_test_are_left_and_right_and_the_injured_one_is_named() -> None:
    table = data_tables(case_papers.sheet("moderate"))[2]
    row = next(
        dict(zip(table.heads, row, strict=True)) for row in table.rows if row[3] == "single_leg_bridge"
    )
    assert (row["injured_side"], row["left"], row["right"], row["unit"]) == (
        "left",
        "16",
        "20",
        "repetitions",
    )


def test_what_was_not_answered_is_an_empty_cell_and_no_zero() -> None:
    life = case_lives.Life()
    life.morning(pain=0, fatigue=None, sleep_hours=None)
    table = data_tables(case_papers.sheet_of(life.log))[0]
    row = dict(zip(table.heads, table.rows[0], strict=True))
    assert (row["pain_morning"], row["fatigue"], row["sleep_hours"]) == ("0", "", "")


def test_no_cell_runs_as_a_program() -> None:
    table = data_tables(case_papers.sheet_of(case_papers.crowded(40)))[2]
    rows = rows_of(csv_text((table.heads, *table.rows)))
    notes = {row[table.heads.index("note")] for row in rows[1:]}
    assert notes == {'\'=HYPERLINK("x")'}


def test_the_same_case_gives_the_same_files() -> None:
    sheet = case_papers.sheet("mild")
    assert case_json(sheet) == case_json(sheet)
    assert data_tables(sheet) == data_tables(sheet)
