"""The process that opens workbooks: limited in memory and time, without network, knowing nothing else.

The file is its standard input, the limits and the name of a sheet (or nothing) its arguments. It answers with
lines of JSON: one with the header, then chunks of rows up to the end; or one saying why not.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from screening.imports.tables.limits import (
    CELL_TOO_LONG,
    CHUNK_CHARACTERS,
    CHUNK_ROWS,
    MAX_CELL,
    MAX_COLUMNS,
    TABLE_LIMITS,
    WorkbookLimits,
    too_many_columns,
)
from screening.imports.tables.workbook_parts import wrong_parts

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")


Row = tuple[int, list[dict[str, Any]]]


class Refused(Exception):
    """The workbook cannot be used."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


def main() -> None:
    """Answer for one workbook."""
    # The worksheets need no arrays; without them openpyxl is smaller by more than the rows it holds.
    sys.modules["numpy"] = None  # type: ignore[assignment] # the way to say "not installed"
    limits, sheet_name = told(sys.argv)
    _limit_memory(limits.memory_bytes)
    _limit_time(limits.cpu_seconds)
    sys.addaudithook(_end_at_forbidden)
    for answer in answers(sys.stdin.buffer, sheet_name, limits):
        sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")
        sys.stdout.flush()
        _limit_time(limits.cpu_seconds)


def arguments(limits: WorkbookLimits, sheet_name: str | None) -> list[str]:
    """The arguments of the process, for `told` to read."""
    return [json.dumps(asdict(limits)), *([sheet_name] if sheet_name else [])]


def told(argv: list[str]) -> tuple[WorkbookLimits, str | None]:
    """The limits and the sheet that the process was started with."""
    limits = WorkbookLimits(**json.loads(argv[1])) if len(argv) > 1 else TABLE_LIMITS
    return limits, argv[2] if len(argv) > 2 else None


def answers(
    file: BinaryIO, sheet_name: str | None, limits: WorkbookLimits = TABLE_LIMITS
) -> Iterator[dict[str, Any]]:
    """What is sent back, in order; a refusal is the last."""
    try:
        yield from _read(file, sheet_name, limits)
    except Refused as refused:
        yield {"refused": list(refused.reasons)}
    except MemoryError:
        yield {"refused": ["the workbook needs too much memory; save the sheet as CSV"]}
    except Exception as error:  # whatever openpyxl trips over in a hostile file ends as one plain sentence
        yield {"refused": [_damaged(error)]}


def _read(file: BinaryIO, sheet_name: str | None, limits: WorkbookLimits) -> Iterator[dict[str, Any]]:
    wrong = wrong_parts(file, limits)
    if wrong:
        raise Refused(*wrong)
    sheet = _sheet(file, sheet_name)
    from screening.imports.tables.workbook_cells import rows_of, rows_promised  # noqa: PLC0415 - likewise

    rows = _within(rows_of(sheet), limits)
    header = _header(next(rows, None))
    yield {"header": header, "sheet": sheet.title, "total": rows_promised(sheet)}
    yield from _chunks(rows, len(header))


def _sheet(file: BinaryIO, name: str | None) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - after the limits
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # noqa: PLC0415 - likewise

    # It would read a sheet that does not state its size to the end, before the first row.
    ReadOnlyWorksheet._get_size = lambda _: None  # type: ignore[attr-defined] # private, so not in the stubs
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = {sheet.title: sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")}
    if not sheets:
        raise Refused("the workbook has no sheet with cells")
    if name is None:
        return next(iter(sheets.values()))
    if name not in sheets:
        raise Refused(f"--sheet: the workbook has no sheet {name!r}; it has {', '.join(sheets)}")
    return sheets[name]


def _within(rows: Iterator[Row], limits: WorkbookLimits) -> Iterator[Row]:
    """The rows, as long as no cell stands further out than a table of this kind reaches."""
    for number, cells in rows:
        if limits.last_row is not None and number > limits.last_row and cells:
            raise Refused(f"row {number} holds something; rows up to {limits.last_row} are read")
        if limits.last_column is not None and cells and cells[-1]["column"] > limits.last_column:
            raise Refused(
                f"row {number} reaches beyond column {limits.last_column}; remove what stands there"
            )
        yield number, cells


def _header(first: Row | None) -> list[str]:
    from screening.imports.tables.workbook_cells import cell_text  # noqa: PLC0415 - openpyxl, after the limits

    if first is None or first[0] != 1:
        raise Refused("row 1 is empty; it has to name the columns")
    texts: dict[int, str] = {}
    for cell in first[1]:
        text, wrong = cell_text(cell)
        if wrong:
            raise Refused(f"row 1, column {cell['column']}: {wrong}")
        if text.strip():
            texts[cell["column"]] = text.strip()
    width = max(texts, default=0)
    if width == 0:
        raise Refused("row 1 is empty; it has to name the columns")
    if width > MAX_COLUMNS:
        raise Refused(too_many_columns(width))
    return [texts.get(column, "") for column in range(1, width + 1)]


def _chunks(rows: Iterator[Row], width: int) -> Iterator[dict[str, Any]]:
    """Rows as [number, cells, what is wrong by column, a cell outside the table or None], in chunks."""
    chunk: list[Any] = []
    size = 0
    last = 1
    for number, cells in rows:
        if number <= last:
            raise Refused(f"row {number} comes after row {last}; save the workbook again")
        last = number
        row = _row(number, cells, width)
        chunk.append(row)
        size += sum(map(len, row[1]))
        if len(chunk) >= CHUNK_ROWS or size >= CHUNK_CHARACTERS:
            yield {"rows": chunk}
            chunk, size = [], 0
    yield {"rows": chunk, "end": True}


def _row(number: int, cells: list[dict[str, Any]], width: int) -> list[Any]:
    from screening.imports.tables.workbook_cells import cell_text  # noqa: PLC0415 - openpyxl, after the limits

    texts = [""] * width
    wrong: dict[int, str] = {}
    outside = None
    for cell in cells:
        text, message = cell_text(cell)
        place = cell["column"] - 1
        if place >= width:
            outside = outside or (text or message)
            continue
        if len(text) > MAX_CELL:
            text, message = text[:MAX_CELL], CELL_TOO_LONG
        texts[place] = text
        if message:
            wrong[place] = message
    return [number, texts, wrong, outside and outside[:MAX_CELL]]


def _damaged(error: Exception) -> str:
    return f"the workbook is damaged ({type(error).__name__}); save it again, or as CSV"


def _limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


def _end_at_forbidden(event: str, _details: object) -> None:
    if event.startswith(_FORBIDDEN):
        os._exit(3)


if __name__ == "__main__":
    main()
