"""When matches are, and how heavy the days around them may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from screening.domain.plan.exercises import Stage

from .draft import DAYS_A_WEEK
from .rules import AroundMatch
from .setting import Setting


@dataclass(frozen=True, slots=True)
class Matches:
    """All matches of a programme by date; after `assumed_after`, the last one known, they are assumed."""

    dates: tuple[dt.date, ...]
    around: AroundMatch
    assumed_after: dt.date | None = None
    are_all_assumed: bool = False

    def in_week(self, monday: dt.date) -> tuple[dt.date, ...]:
        end = monday + dt.timedelta(DAYS_A_WEEK)
        return tuple([date for date in self.dates if monday <= date < end])

    def class_cap(self, day: dt.date) -> int | None:
        """The highest eccentric class the matches leave room for (plan.HC08, HC09); None: no match near."""
        near = [(abs((match - day).days), self._cap_of(match, day)) for match in self.dates]
        if self.is_crowded(day):  # where nothing else fits, the day in the middle holds a little
            beside = [cap for distance, cap in near if cap is not None and distance <= 1]
            return min([*beside, self.around.crowded_class])
        return min([cap for _, cap in near if cap is not None], default=None)

    def _cap_of(self, match: dt.date, day: dt.date) -> int | None:
        distance = (match - day).days
        row = self.around.before if distance >= 0 else self.around.after
        return row[abs(distance)] if abs(distance) < len(row) else None

    def is_crowded(self, day: dt.date) -> bool:
        """Whether the day lies between two matches too close together for heavy lowering."""
        most = dt.timedelta(self.around.crowded_gap_days)
        return any(one <= day <= two and two - one <= most for one, two in pairwise(self.dates))


def matches_of(setting: Setting, start: dt.date, weeks: int) -> Matches:
    """The matches asked for, and in weeks after the last of them those that the season makes likely.

    Where nothing at all is known, the week before the start counts as such a week too.

    Args:
        start: the Monday of week 1.
        weeks: how many weeks to look ahead.
    """
    known = tuple(sorted(set(setting.request.match_dates)))
    around, situation = setting.rules.around_match, setting.situation
    if situation.stage is not Stage.P:
        return Matches(known, around)
    last = known[-1] if known else None
    first = 0 if last is None and situation.days_to_next_match is None else 1
    assumed = [
        date
        for number in range(first, weeks + 1)
        for date in _assumed(setting, start + dt.timedelta(DAYS_A_WEEK * (number - 1)), number, last)
    ]
    dates = tuple(sorted({*known, *assumed}))
    return Matches(dates, around, last if assumed and known else None, bool(assumed) and not known)


def _assumed(setting: Setting, monday: dt.date, number: int, last: dt.date | None) -> list[dt.date]:
    """Matches of a week nobody gave dates for, on the usual days or the weekday of the last one known."""
    situation = setting.situation
    if not situation.plays_in_week(number) or (last is not None and monday <= last):
        return []
    twice = situation.plays_twice_a_week
    layout = setting.plan.layouts["two_matches_a_week" if twice else "match_every_week"]
    days = layout.match_days if twice or last is None else (last.isoweekday(),)
    return [monday + dt.timedelta(day - 1) for day in days]
