"""An Excel workbook as a table, read by a child process; what goes wrong there cannot harm this one."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from screening.domain.wellformed import shown
from screening.imports.tables.empty_rows import EmptyRows
from screening.imports.tables.limits import CELL_HAS_NUL, TABLE_LIMITS, WorkbookLimits
from screening.imports.tables.workbook_child import arguments
from screening.services.batch_rows import HEADER_ROW, Fault, RowChunk, TableRefused

_CHILD = "screening.imports.tables.workbook_child"
_ENVIRONMENT = ("PATH", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONPATH")
_LONGEST_ANSWER = 64 << 20


class WorkbookTable:
    """One sheet of an open workbook. `said` is how it is read, in words for the person who brought it."""

    def __init__(
        self, file: BinaryIO, sheet: str | None = None, limits: WorkbookLimits = TABLE_LIMITS
    ) -> None:
        if file.seek(0, os.SEEK_END) > limits.file_bytes:
            raise TableRefused(f"the workbook is larger than {limits.file_bytes >> 20} MB; save it as CSV")
        file.seek(0)
        # The command is fixed; the name of a sheet is the only thing from outside.
        self._child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-W", "ignore", "-m", _CHILD, *arguments(limits, sheet)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,
        )
        file.close()
        self._watch = threading.Timer(limits.wall_seconds or 0, self._child.kill)
        self._watch.daemon = True
        if limits.wall_seconds is not None:
            self._watch.start()
        try:
            first = self._answer("before its first row")
        except BaseException:
            self.close()
            raise
        self.header: Sequence[str] = tuple(first["header"])
        self.total: int = first["total"]
        self.said = f"read as an Excel workbook, sheet “{shown(first['sheet'])}”"

    def close(self) -> None:
        """End the child, wherever it is."""
        self._watch.cancel()
        with contextlib.suppress(OSError):
            self._child.kill()
        if self._child.stdout is not None:
            self._child.stdout.close()
        self._child.wait()

    def chunks(self) -> Iterator[RowChunk]:
        """The rows below the header. Empty rows at the end of the sheet are left out."""
        empty = EmptyRows()
        last = HEADER_ROW
        is_end = False
        while not is_end:
            answer = self._answer(f"after row {last}")
            chunk, last = _chunk(answer["rows"], last, empty)
            yield chunk
            is_end = "end" in answer

    def _answer(self, where: str) -> dict[str, Any]:
        assert self._child.stdout is not None  # noqa: S101 - piped above
        line = self._child.stdout.readline(_LONGEST_ANSWER)
        if not line.endswith(b"\n"):
            raise TableRefused(
                f"the workbook needs too much memory or time ({where}); save the sheet as CSV and use that"
            )
        answer: dict[str, Any] = json.loads(line)
        if "refused" in answer:
            self.close()
            raise TableRefused(*answer["refused"])
        return answer


def _chunk(rows: list[Any], last: int, empty: EmptyRows) -> tuple[RowChunk, int]:
    numbers: list[int] = []
    cells: list[list[str]] = []
    faults: list[Fault] = []
    flagged: dict[int, dict[int, str]] = {}
    for number, texts, wrong, outside in rows:
        if number > last + 1:
            empty.add(last + 1, number - 1)
        last = number
        if outside is None and not wrong and not any(map(str.strip, texts)):
            empty.add(number)
            continue
        if empty:
            faults.extend(empty.were_inside())
        if outside is not None:
            faults.append(Fault(number, "", outside, "A cell of this row stands to the right of the table"))
            continue
        messages = {int(place): message for place, message in wrong.items()}
        messages.update((place, CELL_HAS_NUL) for place, text in enumerate(texts) if "\0" in text)
        if messages:
            flagged[len(cells)] = messages
        numbers.append(number)
        cells.append(texts)
    return RowChunk(numbers, cells, faults, flagged, last), last
