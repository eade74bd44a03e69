"""Rows as a comma-separated text that no spreadsheet program takes for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from screening.domain.formula_guard import guarded

MARK = "\ufeff"
"""By which spreadsheet programs know UTF-8."""


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows by RFC 4180, each text guarded, with the mark in front."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return MARK + text.getvalue()
