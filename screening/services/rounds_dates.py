"""The days of a round as moments: a day begins where it begins first on earth, and ends where it ends last.

Clubs are asked for days, not for hours and zones, and nobody is locked out while it is that day for them.
"""

from __future__ import annotations

import datetime as dt

from screening.domain.consents import Birth

FIRST_ZONE = dt.timedelta(hours=14)
LAST_ZONE = dt.timedelta(hours=12)
DAY = dt.timedelta(days=1)

USUAL_LENGTH = dt.timedelta(days=7)
LONGEST_LIFE = dt.timedelta(days=30)
"""Of a round, and of a link to answer."""
LIFE_FOR_MINORS = dt.timedelta(days=14)
GROWN_UP = 18
FURTHEST_AHEAD = dt.timedelta(days=90)


def read_day(typed: str) -> dt.date | None:
    """A day as a date field sends it, such as 2026-11-21; None for anything else."""
    try:
        found = dt.date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return found if found.isoformat() == typed.strip() else None


def opening_of(day: dt.date, now: dt.datetime) -> dt.datetime:
    """When a round of this first day opens: at once where the day has begun anywhere."""
    return max(now, _midnight(day) - FIRST_ZONE)


def closing_of(day: dt.date) -> dt.datetime:
    """When a round of this last day closes: when the day is over everywhere."""
    return _midnight(day + DAY) + LAST_ZONE


def first_day(opens_at: dt.datetime) -> dt.date:
    """The first day of a round, as it is shown."""
    return (
        (opens_at + FIRST_ZONE).date()
        if opens_at.time() == (_MIDNIGHT - FIRST_ZONE).time()
        else opens_at.date()
    )


def last_day(closes_at: dt.datetime) -> dt.date:
    """The last day on which a round, or a link, works; one that ends at noon UTC ends with the day before."""
    is_end_of_day = closes_at.time() == (_MIDNIGHT + LAST_ZONE).time()
    return (closes_at - LAST_ZONE - DAY).date() if is_end_of_day else closes_at.date()


def is_grown_up(birth: Birth, today: dt.date) -> bool:
    """Whether somebody is surely 18 or older; nobody of whom no year of birth is known is."""
    since = birth.reaches(GROWN_UP)
    return since is not None and since <= today


def end_of_link(closes_at: dt.datetime, works_from: dt.datetime, *, grown_up: bool) -> dt.datetime:
    """The last moment of a link: that of its round, and no longer than such a link may live."""
    return min(closes_at, works_from + (LONGEST_LIFE if grown_up else LIFE_FOR_MINORS))


_MIDNIGHT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
