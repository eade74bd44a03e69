"""Days and numbers of a programme in words."""

from __future__ import annotations

import datetime as dt

from .words import counted, day, weekday


def day_of(date: dt.date) -> str:
    """Tuesday 17 November."""
    return f"{weekday(date.isoweekday())} {day(date).rpartition(' ')[0]}"


def span_of(first: dt.date, last: dt.date) -> str:
    """16 to 22 November; 28 December to 3 January."""
    start, end = (day(date).rpartition(" ")[0] for date in (first, last))
    same_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if same_month else start} to {end}"


def short_day(date: dt.date) -> str:
    """Tue 17 Nov."""
    month = day(date).split(" ")[1]
    return f"{weekday(date.isoweekday())[:3]} {date.day} {month[:3]}"


def when(date: dt.date, today: dt.date) -> str:
    """A day as seen from today: "Today", "Tomorrow", else the day."""
    away = (date - today).days
    if away in {0, 1}:
        return f"{('Today', 'Tomorrow')[away]}, {day_of(date)}"
    return day_of(date)


def many(number: int, one: str, more: str | None = None) -> str:
    """1 session, 8 sessions."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def seconds_words(seconds: int) -> str:
    """A rest in words: "40 seconds", "1 minute", "1 minute 30 seconds"."""
    minutes, left = divmod(seconds, 60)
    parts = [many(minutes, "minute")] if minutes else []
    return " ".join([*parts, *([many(left, "second")] if left or not parts else [])])


def sentence_of_worth(planned: int, done: int, partly: int, longest_gap_days: int | None) -> str:
    """What was done, counted and nothing else."""
    in_part = "in part" if done == 0 else f"{counted(partly)} of them in part"
    text = f"You did {done + partly} of {many(planned, 'session')}{f', {in_part}' if partly else ''}."
    if longest_gap_days is None:
        return text
    return f"{text} Your longest gap was {many(longest_gap_days, 'day')}."
