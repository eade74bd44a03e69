"""CSV files as people bring them: what is found out about them, what is refused, which row is named."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from screening.imports.tables.limits import CHUNK_ROWS, EMPTY_ROWS_NAMED, MAX_CELL, MAX_COLUMNS, MAX_LINE
from screening.services.batch_rows import TableRefused
from tests.imports.tables.read_tables import ReadTable

KNOWN = frozenset({"athlete_id", "athlete_name", "age_years", "sport", "equipment"})
HEADER = "athlete_id,age_years,sport"


def read_whole(path: Path, **options: str) -> ReadTable:
    return ReadTable(path, KNOWN, **options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "squad.csv"


def read(file: Path, text: str, **options: str) -> ReadTable:
    file.write_bytes(text.encode(options.get("encoding", "utf-8")))
    return read_whole(file, **options)


def refused(file: Path, data: bytes, **options: str) -> str:
    file.write_bytes(data)
    with pytest.raises(TableRefused) as caught:
        read_whole(file, **options)
    return str(caught.value)


# encodings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "encoding", "words"),
    [
        (b"", "utf-8", "UTF-8"),
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (b"", "windows-1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_and_said(file: Path, mark: bytes, encoding: str, words: str) -> None:
    file.write_bytes(mark + f"{HEADER}\nZoë Müller,24,football\n".encode(encoding))
    table = read_whole(file)
    assert table.rows == {2: ["Zoë Müller", "24", "football"]}
    assert table.said == f"read as {words}, separated by commas"


def test_a_named_encoding_wins_over_what_the_file_looks_like(file: Path) -> None:
    table = read(file, f"{HEADER}\nЖанна,24,football\n", encoding="windows-1251")
    assert table.rows[2][0] == "Жанна"
    assert table.said.startswith("read as Windows-1251")


def test_a_named_encoding_still_takes_the_mark_off(file: Path) -> None:
    file.write_bytes(codecs.BOM_UTF8 + f"{HEADER}\n1,24,football\n".encode())
    assert read_whole(file, encoding="utf-8").header[0] == "athlete_id"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_row_with_undecodable_bytes_is_named(file: Path, ending: str) -> None:
    rows = [HEADER, "1,24,football", "2,24,football", "Zo", "4,24,football", ""]
    data = ending.join(rows).encode().replace(b"Zo", b"Zo\xeb,24,football")
    assert "row 4 holds bytes" in refused(file, data, encoding="utf-8")


def test_a_byte_that_windows_does_not_know_is_named(file: Path) -> None:
    assert "row 3 holds bytes" in refused(file, f"{HEADER}\n\xeb,24,football\n\x81".encode("latin-1"))


def test_a_file_that_mixes_two_encodings_is_not_guessed_at(file: Path) -> None:
    data = f"{HEADER}\nZoë,24,football\n".encode() + "Zoë,24,football\n".encode("latin-1")
    assert "row 3 is not UTF-8 though other rows are" in refused(file, data)


def test_a_character_cut_in_two_between_reads_is_still_one(file: Path) -> None:
    # The first megabyte ends in the middle of a letter of two bytes.
    start = f"{HEADER}\n".encode()
    filler = b"x,24,football\n" * (((1 << 20) - len(start) - 20) // 14)
    gap = (1 << 20) - len(start) - len(filler) - 1
    name = b"y" * gap + "ë".encode()
    file.write_bytes(start + filler + name + b",24,football\n")
    assert file.read_bytes()[(1 << 20) - 1 : (1 << 20) + 1] == "ë".encode()
    table = read_whole(file)
    assert list(table.rows.values())[-1][0].endswith("ë")
    assert "UTF-8" in table.said


def test_utf_16_without_its_mark_is_refused_with_advice(file: Path) -> None:
    data = f"{HEADER}\n1,24,football\n".encode("utf-16-le")
    assert "--encoding utf-16" in refused(file, data)
    assert read_whole(file, encoding="utf-16").rows[2] == ["1", "24", "football"]


# separators --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("character", "words"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")]
)
def test_the_separator_is_found_and_said(file: Path, character: str, words: str) -> None:
    table = read(file, f"{HEADER}\n1,24,football\n".replace(",", character))
    assert table.rows == {2: ["1", "24", "football"]}
    assert table.said == f"read as UTF-8, separated by {words}"


def test_a_header_with_the_other_separator_inside_quotes_does_not_mislead(file: Path) -> None:
    table = read(file, 'age_years;"a,b,c,d";sport\n24;x;football\n')
    assert table.header == ["age_years", "a,b,c,d", "sport"]


def test_a_named_separator_wins(file: Path) -> None:
    assert read(file, "age_years;sport\n24;football\n", delimiter=",").header == ["age_years;sport"]


def test_one_column_needs_no_separator(file: Path) -> None:
    assert read(file, "age_years\n24\n").rows == {2: ["24"]}


def test_the_separators_offered_are_those_that_are_found() -> None:
    from screening.imports.tables.delimiters import CHOICES, WORDS

    assert set(CHOICES.values()) == set(WORDS)


# quotes ------------------------------------------------------------------------------------------


def test_an_open_quote_swallows_no_row(file: Path) -> None:
    table = read(file, f'{HEADER}\n1,24,football\n2,"24,football\n3,25,futsal\n4,26,tennis\n')
    assert list(table.rows) == [2, 4, 5]
    assert table.fault_rows == [3]
    assert table.faults[0].value == '"24,football'
    assert "quote" in table.faults[0].message


def test_an_open_quote_swallows_no_row_with_quotes_of_its_own(file: Path) -> None:
    text = f'{HEADER},equipment\n1,"24,football,band\n2,25,futsal,"band;bike"\n3,26,tennis,band\n'
    table = read(file, text)
    assert table.rows == {3: ["2", "25", "futsal", "band;bike"], 4: ["3", "26", "tennis", "band"]}
    assert table.fault_rows == [2]


def test_two_stray_quotes_do_not_join_two_rows(file: Path) -> None:
    # The csv reader alone makes one row of three cells of these two lines.
    table = read(file, f'{HEADER}\na,"24,football\nb,25",futsal\nc,26,tennis\n')
    assert table.fault_rows == [2]
    assert table.rows == {3: ["b", '25"', "futsal"], 4: ["c", "26", "tennis"]}


def test_two_stray_quotes_do_not_join_two_rows_in_a_column_that_is_not_read(file: Path) -> None:
    table = read(file, 'age_years,sport,notes\n24,football,"pulled up\n25,futsal,fine"\n26,tennis,x\n')
    assert table.fault_rows == [2]
    assert list(table.rows) == [3, 4]


def test_a_note_over_several_lines_is_one_row(file: Path) -> None:
    table = read(file, 'age_years,notes,sport\n24,"first\nsecond, with comma",football\n25,x,futsal\n')
    assert table.rows == {2: ["24", "first\nsecond, with comma", "football"], 3: ["25", "x", "futsal"]}
    assert not table.faults


def test_a_field_over_several_lines_is_a_fault(file: Path) -> None:
    table = read(file, f'{HEADER}\n"1\n1",24,football\n2,25,futsal\n')
    assert table.fault_rows == [2]
    assert table.rows == {3: ['1"', "24", "football"], 4: ["2", "25", "futsal"]}


def test_a_note_that_never_ends_costs_one_row_and_not_the_file(file: Path) -> None:
    rows = "".join(f"{row},football,x\n" for row in range(20, 320))
    table = read(file, f'age_years,sport,notes\n24,football,"open\n{rows}')
    assert table.fault_rows == [2]
    assert len(table.rows) == 300


def test_a_quoted_cell_holds_separators_and_quotes(file: Path) -> None:
    table = read(file, f'{HEADER}\n"Smith, ""Bo""",24,football\n')
    assert table.rows[2][0] == 'Smith, "Bo"'


def test_an_open_quote_at_the_border_of_two_chunks_swallows_nothing(file: Path) -> None:
    rows = [f"{row},24,football" for row in range(2, CHUNK_ROWS * 2 + 10)]
    broken = CHUNK_ROWS - 1
    rows[broken] = f'"{rows[broken]}'
    table = read(file, "\n".join([HEADER, *rows]) + "\n")
    assert table.fault_rows == [broken + 2]
    assert all(cells[0] == str(row) for row, cells in table.rows.items())
    assert len(table.rows) == len(rows) - 1


# shapes ------------------------------------------------------------------------------------------


def test_rows_with_too_few_or_too_many_cells_are_faults(file: Path) -> None:
    table = read(file, f"{HEADER}\n1,24\n2,24,football,x\n3,7,5,football\n4,24,football\n")
    assert table.fault_rows == [2, 3, 4]
    assert table.faults[0].message.startswith("This row has 2 cells and the header 3")
    assert list(table.rows) == [5]


def test_a_list_without_quotes_beside_semicolons_is_explained(file: Path) -> None:
    table = read(file, "age_years;equipment\n24;band;bike\n")
    assert "a list of answers needs quotes" in table.faults[0].message


def test_empty_rows_are_faults_inside_and_nothing_at_the_end(file: Path) -> None:
    table = read(file, f"{HEADER}\n\n1,24,football\n,,\n  \n2,24,football\n\n,,\n\n")
    assert table.fault_rows == [2, 4, 5]
    assert list(table.rows) == [3, 6]


def test_a_very_long_run_of_empty_rows_ends_in_one_fault(file: Path) -> None:
    empty = EMPTY_ROWS_NAMED * 2
    table = read(file, f"{HEADER}\n" + "\n" * empty + "1,24,football\n")
    assert len(table.faults) == EMPTY_ROWS_NAMED + 1
    assert f"to {empty + 1} are empty" in table.faults[-1].message
    assert list(table.rows) == [empty + 2]


def test_zero_bytes_and_very_long_cells_are_flagged_where_they_are(file: Path) -> None:
    long = "x" * (MAX_CELL + 1)
    table = read(file, f"{HEADER}\n1,2\x004,football\n2,24,{long}\n3,24,football\n")
    assert set(table.flagged) == {(2, "age_years"), (3, "sport")}


def test_a_line_without_end_is_one_fault(file: Path) -> None:
    table = read(file, f"{HEADER}\n{'9' * (3 * MAX_LINE + 7)}\n2,24,football\n")
    assert table.fault_rows == [2]
    assert list(table.rows) == [3]


@pytest.mark.parametrize("length", [131_100, MAX_LINE - 1])
def test_a_cell_past_what_the_csv_reader_takes_is_one_fault(file: Path, length: int) -> None:
    table = read(file, f'{HEADER}\n1,24,"{"x" * (length - 9)}"\n2,24,football\n')
    assert table.fault_rows == [2]
    assert list(table.rows) == [3]


def test_too_many_columns_are_refused(file: Path) -> None:
    assert "501 columns" in refused(file, ",".join(f"c{n}" for n in range(MAX_COLUMNS + 1)).encode())


@pytest.mark.parametrize("data", [b"", b"\n", b"   \n1,2\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_header_is_refused(file: Path, data: bytes) -> None:
    assert "empty" in refused(file, data)


def test_a_header_with_an_open_quote_is_refused(file: Path) -> None:
    assert "row 1" in refused(file, b'age_years,"sport\n24,football\n')


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\0\0", b"\x7fELF\x02\0"])
def test_other_kinds_of_files_are_refused_in_words(file: Path, start: bytes) -> None:
    message = refused(file, start + bytes(5000))
    assert ".xls" in message or "no text file" in message


def test_the_line_ends_of_every_system_are_read(file: Path) -> None:
    for ending in ("\n", "\r\n", "\r"):
        table = read(file, ending.join([HEADER, "1,24,football", "2,25,futsal"]))
        assert table.rows == {2: ["1", "24", "football"], 3: ["2", "25", "futsal"]}
