"""Whatever is in a file: it is read or refused in words, no row is counted twice, and none gets lost."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.imports.tables import workbook_child
from screening.services.batch_rows import TableRefused
from tests.imports.tables.read_tables import ReadTable
from tests.support.samples import sample_of

KNOWN = frozenset({"athlete_id", "age_years", "sport"})
HEADER = b"athlete_id,age_years,sport\n"
quick = settings(max_examples=sample_of(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
cells = st.sampled_from(["", "a", "24", "football", '"', '""', '"x"', "x y", "ä", '"a,b"', '"a\nb"', "\0"])
lines = st.lists(st.lists(cells, min_size=1, max_size=4).map(",".join), max_size=12)


@quick
@given(st.binary(max_size=300))
def test_any_bytes_below_a_header_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(HEADER + data)
    try:
        table = ReadTable(file, KNOWN)
    except TableRefused:
        return
    assert not set(table.rows) & set(table.fault_rows)


@quick
@given(lines)
def test_every_line_is_a_row_a_fault_or_empty(tmp_path: Path, texts: list[str]) -> None:
    file = tmp_path / "any.csv"
    # A good row at the end: empty rows above it are then inside the table.
    below = "\n".join([*texts, "z,24,football", ""])
    file.write_bytes(HEADER + below.encode())
    table = ReadTable(file, KNOWN)
    assert sorted([*table.rows, *table.fault_rows]) == list(range(2, below.count("\n") + 2))
    assert list(table.rows.values())[-1] == ["z", "24", "football"]


@cache
def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["athlete_id", "age_years", "sport"], ["a1", 24, "football"], ["a2", "=1+1", "#N/A"]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@settings(max_examples=sample_of(60))
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_workbook_ends_in_rows_or_in_words(place: int, junk: bytes, inside: bool) -> None:
    """Damage anywhere in the archive, or within the sheet with an archive that is sound."""
    whole = bytearray(_workbook())
    if inside:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = sorted(parts)[place % len(parts)]
        at = place % (len(parts[name]) + 1)
        parts[name] = parts[name][:at] + junk + parts[name][at:]
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        whole = bytearray(kept.getvalue())
    else:
        at = place % len(whole)
        whole[at : at + len(junk)] = junk
    answers = list(workbook_child.answers(io.BytesIO(bytes(whole)), None))
    assert "refused" in answers[-1] or "end" in answers[-1]
