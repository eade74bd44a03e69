"""When a calendar shows the sessions of a programme, and how long before each it reminds."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

HOUR = dt.timedelta(hours=1)
EVENING = dt.time(18)
"""When the reminder of the evening before comes."""


class Reminder(enum.StrEnum):
    """When a calendar reminds of a session; nothing stands for never."""

    HOUR_BEFORE = "hour_before"
    EVENING_BEFORE = "evening_before"


@dataclass(frozen=True, slots=True)
class Timing:
    """How a calendar shows the sessions of a programme."""

    at_time: dt.time | None = None
    """Local time of day; None shows them on the day."""
    reminder: Reminder | None = None

    def __post_init__(self) -> None:
        if self.at_time is None and self.reminder is Reminder.HOUR_BEFORE:
            raise ValueError("an hour before needs a time of day")

    @property
    def before(self) -> dt.timedelta | None:
        """How long before a session its reminder comes; a session without a time starts at 0:00."""
        if self.reminder is None:
            return None
        if self.reminder is Reminder.HOUR_BEFORE:
            return HOUR
        start = self.at_time or dt.time()
        return dt.timedelta(hours=start.hour + 24 - EVENING.hour, minutes=start.minute)
