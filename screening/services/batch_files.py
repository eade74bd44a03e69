"""Files that appear whole or not at all, and cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

PART_PREFIX = ".screening-"
PART_SUFFIX = ".part"
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")


class WholeFile:
    """A file written beside its name and moved there by `finish`; without that, nothing is left of it."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._part = target.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}{PART_SUFFIX}")
        # Line ends are written as given, and the umask decides who may read it, as for any other file.
        self.file = self._part.open("x", encoding="utf-8", newline="")

    def finish(self) -> None:
        """Make it appear under its name, on the disk and not only in its cache."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        self._part.replace(self._target)

    def __enter__(self) -> WholeFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()
        self._part.unlink(missing_ok=True)


class WholeTable:
    """A CSV file that appears whole or not at all."""

    def __init__(self, target: Path, header: Sequence[str]) -> None:
        self._whole = WholeFile(target)
        self._writer = csv.writer(self._whole.file, lineterminator="\n")
        self._writer.writerow(header)

    def write(self, rows: Iterable[Sequence[object]]) -> None:
        self._writer.writerows(rows)

    def finish(self) -> None:
        self._whole.finish()

    def __enter__(self) -> WholeTable:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._whole.__exit__(kind, error, trace)


def harmless(text: str) -> str:
    """A text that came from outside, as a cell: a "'" goes before what might be run as a formula.

    Source:
        Requirement R-65: = + - @, tab and line ends, also full-width and after blanks.
    """
    first = text.lstrip(" \u00a0\u3000")[:1]
    return f"'{text}" if first in _FORMULA_STARTS else text
