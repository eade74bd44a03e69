"""Dates in words."""

from __future__ import annotations

import datetime as dt

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(date: dt.date) -> str:
    """14 November 2026, whatever the locale of the machine."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
