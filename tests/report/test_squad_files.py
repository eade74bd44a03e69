"""The squad table as files: no formula, no band, the same bytes, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
import time

import pytest
from openpyxl import load_workbook

from screening.domain.formula_guard import unguarded
from screening.domain.reporting.squad_table import SquadTable, squad_table
from screening.domain.squad.model import EVERYTHING, SquadMember
from screening.domain.squad.picture import picture_of
from screening.report.squad_files import dictionary_csv, squad_csv, squad_xlsx
from tests.support.assessments import rulebook
from tests.support.made_up_squad import ANSWERED, FIT, ON, ROUND, answered, squad

HOSTILE = (
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "\u3000=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "'=1+1", "''=1+1",
    "=HYPERLINK(\"//x\")", "−1", "\u200b=1",
)  # fmt: skip
PLAIN = ("O'Brien", "'Ali", "Čiro, Zoë", 'Jo "Jay" Roe', "a;b", "  x", "Anne-Marie", "李小龙", "")


def table_of(*members: SquadMember) -> SquadTable:
    return squad_table(picture_of(members, ROUND, rulebook(), ON), rulebook())


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes, sheet: str) -> list[list[str]]:
    rows = load_workbook(io.BytesIO(content))[sheet].iter_rows()
    found = []
    for row in rows:
        assert {cell.data_type for cell in row} <= {"s", "inlineStr", "n"}
        assert not any(cell.data_type == "n" and cell.value is not None for cell in row)
        found.append(["" if cell.value is None else str(cell.value) for cell in row])
    return found


def by_key(rows: list[list[str]]) -> dict[str, str]:
    return {unguarded(row[1]): row[0] for row in rows[1:]}


@pytest.fixture(scope="module")
def table() -> SquadTable:
    return table_of(*squad())


def test_both_forms_hold_the_same_rows(table: SquadTable) -> None:
    rows = read_csv(squad_csv(table))
    assert rows == read_xlsx(squad_xlsx(table), "Squad")
    assert len(rows) == 26
    assert all(len(row) == len(table.columns) for row in rows)


def test_every_column_is_in_the_dictionary_and_every_value_is_allowed(table: SquadTable) -> None:
    dictionary = read_csv(dictionary_csv(table))
    assert dictionary == read_xlsx(squad_xlsx(table), "Dictionary")
    assert [row[0] for row in dictionary[1:]] == read_csv(squad_csv(table))[0]
    allowed = {row[0]: row[2].split("; ") for row in dictionary[1:]}
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            if len(allowed[column.name]) > 1:
                assert value in allowed[column.name]


def test_no_band_leaves_the_page_even_where_all_opened_it() -> None:
    members = [SquadMember(f"m{place}", "Ana", EVERYTHING, answered(FIT)) for place in range(12)]
    table = table_of(*members)
    words = {value.lower() for row in table.rows for value in row} | {column.name for column in table.columns}
    assert not words & {"low", "moderate", "high", "very high", "band"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_hostile_names_become_no_formula_and_come_back_as_they_were(form: str) -> None:
    texts = {f"k{place}": text for place, text in enumerate((*HOSTILE, *PLAIN))}
    members = [SquadMember(key, text, EVERYTHING, None, key=key) for key, text in texts.items()]
    table = table_of(*members)
    rows = read_csv(squad_csv(table)) if form == "csv" else read_xlsx(squad_xlsx(table), "Squad")
    found = by_key(rows)
    for key, text in texts.items():
        shown = found[key]
        assert not shown.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        if form == "csv" or not set(text) & set("\r\t\n"):
            assert unguarded(shown) == text


def test_hostile_keys_are_guarded_too() -> None:
    rows = read_csv(squad_csv(table_of(SquadMember("m", "Ana", EVERYTHING, None, key="=1+1"))))
    assert rows[1][1] == "'=1+1"


def test_the_same_table_gives_the_same_bytes_at_any_time(table: SquadTable) -> None:
    first = squad_xlsx(table)
    time.sleep(1.1)
    assert squad_xlsx(table) == first
    assert squad_csv(table) == squad_csv(table_of(*squad()))


def test_the_workbook_has_a_filter_and_a_fixed_first_row(table: SquadTable) -> None:
    sheet = load_workbook(io.BytesIO(squad_xlsx(table)))["Squad"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K26"
    assert sheet["A1"].font.bold


def test_days_are_written_year_first(table: SquadTable) -> None:
    place = [column.name for column in table.columns].index("answered_on")
    assert {row[place] for row in table.rows} <= {ANSWERED.isoformat(), "2026-07-01", ""}
