"""How long before a session its reminder comes."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.programme.reminder import Reminder, Timing


def test_the_evening_before_is_six_in_the_evening_whenever_the_session_is() -> None:
    for hour in range(24):
        before = Timing(dt.time(hour, 20), Reminder.EVENING_BEFORE).before
        assert before is not None
        rings = dt.datetime(2026, 11, 17, hour, 20, tzinfo=dt.UTC) - before
        assert rings == dt.datetime(2026, 11, 16, 18, tzinfo=dt.UTC)
    assert Timing(None, Reminder.EVENING_BEFORE).before == dt.timedelta(hours=6)


def test_an_hour_before_needs_an_hour_to_be_before() -> None:
    assert Timing(dt.time(7), Reminder.HOUR_BEFORE).before == dt.timedelta(hours=1)
    with pytest.raises(ValueError, match="needs a time of day"):
        Timing(None, Reminder.HOUR_BEFORE)


def test_no_reminder_is_the_rule() -> None:
    assert Timing().before is None
    assert Timing(dt.time(7)).before is None
