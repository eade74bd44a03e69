"""What was entered for each day of a case, brought together: several versions of one half are one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from .events import CheckIn, SessionRecorded
from .words import Flag, Part

DAY = dt.timedelta(days=1)
Answer = TypeVar("Answer")
KEPT = ("pain_morning", "pain_during_max")
"""Answers of which the highest of the day counts, so that a worse one is never taken back unseen."""


class Entry(Protocol):
    """One half of a check-in with when it was entered, see `lights.Entered`."""

    @property
    def check_in(self) -> CheckIn: ...
    @property
    def when(self) -> dt.datetime: ...
    @property
    def day(self) -> dt.date: ...


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

    def is_in_time(self, late_after_days: int) -> bool:
        """Whether it was entered soon enough after its day, and not before it."""
        return 0 <= (self.entered_on - self.check_in.for_day).days < late_after_days


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything that was entered and recorded, by day."""

    halves: Mapping[tuple[dt.date, Part], Half]
    sessions: Mapping[dt.date, tuple[SessionRecorded, ...]]
    strength_days: tuple[dt.date, ...] = field(init=False)
    """Days with strength work, the earliest first."""
    first_session_on: dt.date | None = field(init=False)
    """The first day of which anything about a session was entered or recorded."""
    loads: dict[dt.date, float | None] = field(init=False, default_factory=dict, compare=False)
    """The loads of days that were asked for, so that a sum over weeks adds each up once."""

    def __post_init__(self) -> None:
        strong = (on for on, done in self.sessions.items() if any(session.strength for session in done))
        of_sessions = {*self.sessions, *(on for on, part in self.halves if part is Part.SESSION)}
        object.__setattr__(self, "strength_days", tuple(sorted(strong)))
        object.__setattr__(self, "first_session_on", min(of_sessions, default=None))

    @classmethod
    def of(cls, entered: Iterable[Entry], sessions: Iterable[SessionRecorded]) -> Diary:
        """Both by day; the order in which they come decides only between two of the same moment."""
        versions: defaultdict[tuple[dt.date, Part], list[Entry]] = defaultdict(list)
        for entry in entered:
            versions[entry.check_in.for_day, entry.check_in.part].append(entry)
        done: defaultdict[dt.date, list[SessionRecorded]] = defaultdict(list)
        for session in sessions:
            done[session.on].append(session)
        return cls(
            {key: _one_half(found) for key, found in versions.items()},
            {on: tuple(found) for on, found in done.items()},
        )

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

    def session_days(self, until: dt.date) -> tuple[dt.date, ...]:
        """The days with a session up to a day, the latest first."""
        days = {*self.sessions, *(on for on, part in self.halves if part is Part.SESSION)}
        return tuple(sorted((on for on in days if on <= until and self.had_session(on)), reverse=True))

    def days(self, until: dt.date) -> tuple[dt.date, ...]:
        """Every day up to one of which anything is known, the earliest first."""
        return tuple(sorted(on for on in {*self.sessions, *(on for on, _ in self.halves)} if on <= until))

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


def _one_half(versions: Sequence[Entry]) -> Half:
    ordered = sorted(versions, key=lambda entry: entry.when)
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
    return Half(whole, last.day, min(mornings, default=None), lower)


def _known(values: Sequence[Answer | None]) -> list[Answer]:
    return [value for value in values if value is not None]


def _latest(values: Sequence[Answer | None]) -> Answer | None:
    known = _known(values)
    return known[-1] if known else None
