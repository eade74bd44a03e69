"""Finds out what separates the columns of a text table: the character that makes most sense of the header."""

from __future__ import annotations

import csv
from collections.abc import Collection

from screening.services.batch_rows import TableRefused

WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_OPEN_QUOTE = "row 1, the header, holds a quote that is not closed"
CHOICES = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


def delimiter_of(header: str, known: Collection[str]) -> str:
    """The character between the columns.

    Args:
        header: the first line of the file.
        known: names a column may have. The character that brings out most of them wins; where none does,
            the one that makes most columns.
    """

    def sense(delimiter: str) -> tuple[int, int]:
        try:
            names = header_cells(header, delimiter)
        except TableRefused:
            return (0, 0)
        return (sum(name in known for name in names), len(names))

    return max(WORDS, key=sense)


def header_cells(header: str, delimiter: str) -> list[str]:
    """The names in the header, without blanks around them.

    Raises:
        TableRefused: its quotes do not match.
    """
    if header.count('"') % 2:
        raise TableRefused(_OPEN_QUOTE)
    try:
        return [name.strip() for name in next(csv.reader([header], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        raise TableRefused(_OPEN_QUOTE) from None
