"""Excel workbooks: what a cell says, which cell is wrong, and what is never opened."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from screening.imports.tables import workbook, workbook_child
from screening.imports.tables.limits import CHUNK_ROWS, MAX_CELL, WorkbookLimits
from screening.imports.tables.workbook import WorkbookTable
from screening.imports.tables.workbook_cells import number_text
from screening.services.batch_rows import TableRefused
from tests.imports.tables.read_tables import ReadTable

KNOWN = frozenset({"athlete_id", "age_years", "has_problem", "sleep_hours"})
HEADER = ["athlete_id", "age_years", "has_problem", "sleep_hours"]
SHEET = "xl/worksheets/sheet1.xml"
Filler = Callable[[Any], None]


def read_whole(path: Path, **options: str) -> ReadTable:
    return ReadTable(path, KNOWN, **options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "squad.xlsx"


def saved(file: Path, rows: list[list[object]], fill: Filler | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Squad"
    for row in rows:
        sheet.append(row)
    if fill is not None:
        fill(sheet)
    book.save(file)
    return file


def changed(file: Path, parts: dict[str, bytes], *, without: str = "") -> Path:
    """The same workbook with some parts replaced or added."""
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name != without}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**kept, **parts}.items():
            archive.writestr(name, content)
    return file


def refused(file: Path, sheet: str | None = None) -> str:
    """Why the child refuses a workbook; asked here, since a process for each would take its time."""
    with file.open("rb") as opened:
        *_, last = workbook_child.answers(opened, sheet)
    return "; ".join(last["refused"])


# cells -------------------------------------------------------------------------------------------


def test_typed_cells_become_what_a_person_would_have_typed(file: Path) -> None:
    rows: list[list[object]] = [["a1", 24, False, 7.5], [1, 24.0, True, 0.1 + 0.2], [None, 25, None, 8]]
    read = read_whole(saved(file, [HEADER, *rows]))
    assert read.rows == {
        2: ["a1", "24", "false", "7.5"],
        3: ["1", "24", "true", "0.3"],
        4: ["", "25", "", "8"],
    }
    assert read.said == "read as an Excel workbook, sheet “Squad”"
    assert not read.faults
    assert not read.flagged


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1"),
        (1.0, "1"),
        (-2.5, "-2.5"),
        (7.666666666666667, "7.66666666667"),
        (123456.7891234567, "123456.789123"),
        (1e-9, "0.000000001"),
        (4.35 * 100, "435"),
        (1234567890123, "1234567890123"),
    ],
)
def test_numbers_are_written_in_plain_digits(number: float, text: str) -> None:
    assert number_text(number) == text


def test_dates_are_written_out_so_that_no_number_is_made_of_them(file: Path) -> None:
    noon = dt.datetime(2026, 5, 1, 12)  # noqa: DTZ001 - a workbook knows no zones
    read = read_whole(saved(file, [HEADER, ["x", dt.date(2026, 5, 1), None, noon]]))
    assert read.rows[2] == ["x", "2026-05-01", "", "2026-05-01T12:00:00"]


def test_errors_and_formulas_that_were_never_worked_out_are_named_by_cell(file: Path) -> None:
    read = read_whole(saved(file, [HEADER, ["x", "=20+4", "#N/A", 8]]))
    assert "never worked out" in read.flagged[2, "age_years"]
    assert read.flagged[2, "has_problem"] == "This cell holds the error #N/A"
    assert read.rows[2] == ["x", "", "#N/A", "8"]


def test_the_stored_value_of_a_formula_is_read(file: Path) -> None:
    saved(file, [HEADER, ["x", "=20+4", None, 8]])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read(SHEET)
    worked_out = re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>24</v>", sheet)
    read = read_whole(changed(file, {SHEET: worked_out}))
    assert read.rows[2] == ["x", "24", "", "8"]
    assert not read.flagged


def test_a_very_long_cell_is_flagged(file: Path) -> None:
    read = read_whole(saved(file, [HEADER, ["x" * (MAX_CELL + 1), 24, None, 8]]))
    assert list(read.flagged) == [(2, "athlete_id")]


# rows --------------------------------------------------------------------------------------------


def test_rows_keep_the_numbers_that_the_sheet_shows(file: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["B5"] = 30
        sheet["A8"] = "  "

    read = read_whole(saved(file, [HEADER, ["x", 24, None, 8]], fill))
    assert list(read.rows) == [2, 5]
    assert [fault.row for fault in read.faults] == [3, 4]


def test_a_cell_to_the_right_of_the_table_is_a_fault(file: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["H2"] = "beside"

    read = read_whole(saved(file, [HEADER, ["x", 24, None, 8], ["y", 25, None, 8]], fill))
    assert [(fault.row, fault.value) for fault in read.faults] == [(2, "beside")]
    assert list(read.rows) == [3]


def test_more_rows_than_one_chunk_come_in_order(file: Path) -> None:
    rows: list[list[object]] = [[f"a{row}", 24, None, 8] for row in range(2, CHUNK_ROWS + 12)]
    read = read_whole(saved(file, [HEADER, *rows]))
    assert [cells[0] for cells in read.rows.values()] == [f"a{row}" for row in read.rows]
    assert len(read.rows) == len(rows)


def test_a_sheet_that_does_not_state_its_size_is_read_all_the_same(file: Path) -> None:
    saved(file, [HEADER, ["x", 24, None, 8], ["y", 25, None, 8]])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read(SHEET)
    unstated, count = re.subn(rb"<dimension [^>]*/>", b"", sheet)
    assert count == 1
    assert read_whole(file).total == 3
    read = read_whole(changed(file, {SHEET: unstated}))
    assert list(read.rows) == [2, 3]
    assert read.total == 0


def test_the_sheet_can_be_named(file: Path) -> None:
    def fill(sheet: Any) -> None:
        other = sheet.parent.create_sheet("Second")
        other.append(["age_years"])
        other.append([30])

    saved(file, [HEADER, ["x", 24, None, 8]], fill)
    assert read_whole(file, sheet="Second").rows == {2: ["30"]}
    assert "it has Squad, Second" in refused(file, sheet="Third")


# what is not opened ------------------------------------------------------------------------------


def test_a_workbook_without_a_header_is_refused(file: Path) -> None:
    assert "row 1 is empty" in refused(saved(file, []))
    assert "row 1 is empty" in refused(saved(file, [[], HEADER]))
    assert "501 columns" in refused(saved(file, [[f"c{place}" for place in range(501)]]))


def test_macros_and_links_to_other_workbooks_are_refused(file: Path) -> None:
    saved(file, [HEADER])
    assert "macros" in refused(changed(file, {"xl/vbaProject.bin": b"x"}))
    saved(file, [HEADER])
    assert "other workbooks" in refused(changed(file, {"xl/externalLinks/externalLink1.xml": b"<x/>"}))


def test_a_bomb_is_refused_before_it_is_unpacked(file: Path) -> None:
    saved(file, [HEADER])
    assert "far more than its size" in refused(changed(file, {"xl/media/a.bin": bytes(40 << 20)}))


def test_too_many_parts_are_refused(file: Path) -> None:
    saved(file, [HEADER])
    assert "too many parts" in refused(changed(file, {f"xl/media/{part}": b"" for part in range(5001)}))


def test_other_archives_are_no_workbooks(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert "no Excel workbook" in refused(file)


def test_a_workbook_cut_short_or_damaged_is_refused(file: Path) -> None:
    whole = saved(file, [HEADER, ["x", 24, None, 8]]).read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 10):
        file.write_bytes(whole[:cut])
        assert refused(file)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        sheet = archive.read(SHEET)
    saved(file, [HEADER])
    for damaged in (sheet[: len(sheet) // 2], b"", b"no markup", sheet.replace(b'r="2"', b'r="x"')):
        assert "damaged" in refused(changed(file, {SHEET: damaged}))


def test_rows_out_of_order_are_refused(file: Path) -> None:
    saved(file, [HEADER, ["x", 24, None, 8], ["y", 24, None, 8]])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read(SHEET)
    swapped = sheet.replace(b'<row r="3"', b'<row r="2"')
    assert swapped != sheet
    assert "comes after row 2" in refused(changed(file, {SHEET: swapped}))


def test_entities_that_unfold_are_refused(file: Path) -> None:
    saved(file, [HEADER, ["x", 24, None, 8]])
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY l0 "ha">{levels}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    assert refused(changed(file, {SHEET: bomb.encode()}))


def test_a_workbook_that_needs_too_much_memory_ends_in_words(file: Path) -> None:
    saved(file, [HEADER])
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(300_000))
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{name}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    changed(file, {SHEET: sheet.encode()})
    command = [sys.executable, "-m", workbook_child.__name__]
    command += workbook_child.arguments(WorkbookLimits(memory_bytes=150 << 20), None)
    with file.open("rb") as opened:
        done = subprocess.run(command, stdin=opened, capture_output=True, check=False)
    assert b"refused" in done.stdout
    assert b"memory" in done.stdout


def test_a_refusal_of_the_child_arrives(file: Path) -> None:
    saved(file, [HEADER])
    with pytest.raises(TableRefused, match="it has Squad"):
        read_whole(file, sheet="Other")


def test_a_child_that_ends_without_an_answer_is_said_in_words(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_CHILD", "screening.imports.tables.limits")
    with pytest.raises(TableRefused, match="too much memory or time"):
        read_whole(saved(file, [HEADER]))


def test_a_very_large_file_is_not_even_started(file: Path) -> None:
    limits = WorkbookLimits(file_bytes=100)
    with saved(file, [HEADER]).open("rb") as opened, pytest.raises(TableRefused, match="save it as CSV"):
        WorkbookTable(opened, limits=limits)


def test_the_child_may_not_reach_the_network_or_start_programs() -> None:
    for event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.posix_spawn"):
        assert event.startswith(workbook_child._FORBIDDEN)
    assert not "open".startswith(workbook_child._FORBIDDEN)
