"""When a calendar shows sessions and reminds of them, as typed into a form: read, checked, shown again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from screening.domain.errors import Problem
from screening.domain.programme.reminder import EVENING, Reminder, Timing

TIME = re.compile("[0-9]{2}:[0-9]{2}")
"""As the field of a browser sends it; the library would take more."""
NEVER = "never"
CHOICES = (
    (NEVER, "No reminder"),
    (Reminder.HOUR_BEFORE.value, "1 hour before"),
    (Reminder.EVENING_BEFORE.value, f"The evening before, at {EVENING:%H:%M}"),
)


@dataclass(frozen=True, slots=True)
class TypedTiming:
    """The form exactly as it was typed."""

    time: str = ""
    reminder: str = NEVER


@dataclass(frozen=True, slots=True)
class TimingView:
    """What the form offers and holds; a choice is its value, its words, and whether it is chosen."""

    time: str
    reminders: tuple[tuple[str, str, bool], ...]


def typed_timing(form: MultiDict[str, str]) -> TypedTiming:
    """The form as it was sent."""
    return TypedTiming(form.get("time", "").strip()[:8], form.get("reminder", NEVER)[:20])


def typed_from(timing: Timing) -> TypedTiming:
    """What is chosen already, as the form would have it."""
    return TypedTiming(
        timing.at_time.strftime("%H:%M") if timing.at_time else "",
        timing.reminder.value if timing.reminder else NEVER,
    )


def read_timing(typed: TypedTiming) -> tuple[Timing | None, tuple[Problem, ...]]:
    """The timing that was typed, or what has to be put right."""
    problems = []
    at_time = read_time(typed.time)
    if typed.time and at_time is None:
        problems.append(Problem("time", "Enter a time such as 18:30, or leave it empty"))
    if typed.reminder not in {value for value, _ in CHOICES}:
        problems.append(Problem("reminder", "Choose one of the three"))
    if typed.reminder == Reminder.HOUR_BEFORE and not typed.time:
        problems.append(Problem("time", "Enter the time of day, so that a reminder can come an hour before"))
    if problems:
        return None, tuple(problems)
    return Timing(at_time, None if typed.reminder == NEVER else Reminder(typed.reminder)), ()


def read_time(text: str) -> dt.time | None:
    """A time of day as a time field sends it; None where it is none."""
    try:
        return dt.time.fromisoformat(text) if TIME.fullmatch(text) else None
    except ValueError:
        return None


def timing_view(typed: TypedTiming) -> TimingView:
    """The form with what was typed in it."""
    return TimingView(typed.time, tuple((value, label, value == typed.reminder) for value, label in CHOICES))
