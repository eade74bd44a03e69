"""What was entered for each day of a case, brought together: several versions of one half are one."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from .events import CheckIn, SessionRecorded
from .words import Flag, Part

DAY = dt.timedelta(days=1)
Answer = TypeVar("Answer")
KEPT = ("pain_morning", "pain_during_max")
"""Answers of which the highest of the day counts, so that a worse one is never taken back unseen."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One half of a check-in with the moment it was entered; two halves of one day are two of these."""

    check_in: CheckIn
    when: dt.datetime
    """Aware: when it was entered. Of two for one part and day the later one counts."""
    day: dt.date
    """The club's own day at that moment; decides whether it came too late to be green."""


@dataclass(frozen=True, slots=True)
class Half:
    """One half of one day as it counts: the last known answers, the highest pain, every tick."""

    check_in: CheckIn
    entered_on: dt.date
    """The club's day of the version that came last."""
    lowest_morning_pain: int | None
    """The lowest of the day: what the next morning is compared with."""
    lower_said_last: tuple[str, ...] = ()
    """Questions of which an earlier, higher answer counts instead of the last one."""
    versions: tuple[Entered, ...] = ()
    """Everything that was entered for it, in the order recorded."""

    @classmethod
    def of(cls, versions: Iterable[Entered]) -> Half:
        """Several versions of one half; the order in which they come decides between two of a moment."""
        return _one_half(tuple(versions))

    def is_in_time(self, late_after_days: int) -> bool:
        """Whether it was entered soon enough after its day, and not before it."""
        return 0 <= (self.entered_on - self.check_in.for_day).days < late_after_days


@dataclass(frozen=True)
class Diary:
    """Everything that was entered and recorded, by day."""

    halves: Mapping[tuple[dt.date, Part], Half]
    sessions: Mapping[dt.date, tuple[SessionRecorded, ...]]
    """Never empty for a day that is in it."""
    loads: dict[dt.date, float | None] = field(init=False, default_factory=dict, compare=False)
    """The loads of days that were asked for, so that a sum over weeks adds each up once."""

    @classmethod
    def of(cls, entered: Iterable[Entered], sessions: Iterable[SessionRecorded]) -> Diary:
        """Both by day; the order in which they come decides only between two of the same moment."""
        versions: defaultdict[tuple[dt.date, Part], list[Entered]] = defaultdict(list)
        for entry in entered:
            versions[entry.check_in.for_day, entry.check_in.part].append(entry)
        done: defaultdict[dt.date, list[SessionRecorded]] = defaultdict(list)
        for session in sessions:
            done[session.on].append(session)
        return cls(
            {key: Half.of(found) for key, found in versions.items()},
            {on: tuple(found) for on, found in done.items()},
        )

    @cached_property
    def strength_days(self) -> tuple[dt.date, ...]:
        """Days with strength work, the earliest first."""
        return tuple(sorted(on for on, done in self.sessions.items() if any(one.strength for one in done)))

    @cached_property
    def days_of_sessions(self) -> tuple[dt.date, ...]:
        """Days of which anything about a session was entered or recorded, the earliest first."""
        return tuple(sorted({*self.sessions, *(on for on, part in self.halves if part is Part.SESSION)}))

    @property
    def first_session_on(self) -> dt.date | None:
        """The first day of which anything about a session was entered or recorded."""
        return self.days_of_sessions[0] if self.days_of_sessions else None

    def half(self, day: dt.date, part: Part) -> CheckIn | None:
        """The answers of one half as they count; None where it was not entered."""
        half = self.halves.get((day, part))
        return half.check_in if half else None

    def had_session(self, day: dt.date) -> bool | None:
        """Whether there was a session on a day; None where nobody said."""
        if self.sessions.get(day):
            return True
        half = self.half(day, Part.SESSION)
        if half is None:
            return None
        if half.minutes == 0 and not half.pain_during_max and not half.session_rpe:
            return False
        said = (half.minutes, half.pain_during_max, half.session_rpe)
        return None if all(value is None for value in said) else True

    def flags(self, day: dt.date) -> frozenset[Flag] | None:
        """Every tick of a day; None where nobody was asked, which is not "nothing"."""
        halves = [half for part in Part if (half := self.half(day, part))]
        ticked = frozenset[Flag]().union(*(half.flags for half in halves))
        return ticked if ticked or any(half.flags_asked for half in halves) else None

    def last_strength_day(self, before: dt.date) -> dt.date | None:
        """The last day with strength work before a day."""
        place = bisect_left(self.strength_days, before)
        return self.strength_days[place - 1] if place else None

    def session_days(self, until: dt.date) -> Iterator[dt.date]:
        """The days with a session up to a day, the latest first."""
        upto = bisect_right(self.days_of_sessions, until)
        return (on for on in reversed(self.days_of_sessions[:upto]) if self.had_session(on))

    def holds(self, day: dt.date) -> bool:
        """Whether anything is known of a day."""
        return day in self.sessions or self.is_answered(day)

    def is_answered(self, day: dt.date) -> bool:
        """Whether either half of a day was entered."""
        return (day, Part.MORNING) in self.halves or (day, Part.SESSION) in self.halves

    def morning_only(self, day: dt.date) -> Diary:
        """The diary as it was before the session of a day, and without what came after."""
        return Diary(
            {
                (on, part): half
                for (on, part), half in self.halves.items()
                if on < day or (on == day and part is Part.MORNING)
            },
            {on: done for on, done in self.sessions.items() if on < day},
        )


def _one_half(versions: tuple[Entered, ...]) -> Half:
    if len(versions) == 1:
        (only,) = versions
        return Half(only.check_in, only.day, only.check_in.pain_morning, versions=versions)
    ordered = sorted(versions, key=attrgetter("when"))
    last, checked = ordered[-1], [entry.check_in for entry in ordered]
    mornings = _known([check_in.pain_morning for check_in in checked])
    in_sessions = _known([check_in.pain_during_max for check_in in checked])
    whole = CheckIn(
        part=last.check_in.part,
        for_day=last.check_in.for_day,
        pain_morning=max(mornings, default=None),
        soreness_hamstring=_latest([check_in.soreness_hamstring for check_in in checked]),
        soreness_where=_latest([check_in.soreness_where for check_in in checked]),
        fatigue=_latest([check_in.fatigue for check_in in checked]),
        sleep_hours=_latest([check_in.sleep_hours for check_in in checked]),
        pain_during_max=max(in_sessions, default=None),
        session_rpe=_latest([check_in.session_rpe for check_in in checked]),
        minutes=_latest([check_in.minutes for check_in in checked]),
        flags=frozenset[Flag]().union(*(check_in.flags for check_in in checked)),
        flags_asked=any(check_in.flags_asked for check_in in checked),
        ran=_latest([check_in.ran for check_in in checked]),
        from_file=last.check_in.from_file,
    )
    pains = dict(zip(KEPT, (mornings, in_sessions), strict=True))
    lower = tuple(name for name, found in pains.items() if found and found[-1] < max(found))
    return Half(whole, last.day, min(mornings, default=None), lower, versions)


def _known(values: Sequence[Answer | None]) -> list[Answer]:
    return [value for value in values if value is not None]


def _latest(values: Sequence[Answer | None]) -> Answer | None:
    known = _known(values)
    return known[-1] if known else None
