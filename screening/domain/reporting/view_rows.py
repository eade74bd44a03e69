"""The smallest piece of a report: a line of a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a two-column table."""

    head: str
    text: str
