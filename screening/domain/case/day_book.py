"""Check-ins, sessions and lights of a log by day, kept up as it is read, so that nothing is read twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from .diary import Diary, Entered, Half
from .events import CheckIn, LightGiven, SessionRecorded
from .standing import Noted
from .words import Part


@dataclass(slots=True)
class DayBook:
    """What the diary of a case is made from."""

    halves: dict[tuple[dt.date, Part], Half] = field(default_factory=dict)
    sessions: dict[str, Noted[SessionRecorded]] = field(default_factory=dict)
    """By key, with those that were taken back; the number is that of the first record of the key."""
    done: dict[dt.date, tuple[Noted[SessionRecorded], ...]] = field(default_factory=dict)
    """Those that count, by number; never empty for a day that is in it."""
    lights: dict[dt.date, tuple[LightGiven, ...]] = field(default_factory=dict)
    """In the order shown."""
    _counting: tuple[Noted[SessionRecorded], ...] | None = None
    _diary: Diary | None = None
    _lights: Mapping[dt.date, tuple[LightGiven, ...]] | None = None

    def going_on(self) -> DayBook:
        """One that goes on from here by itself; this one stays as it is."""
        return DayBook(
            dict(self.halves),
            dict(self.sessions),
            dict(self.done),
            dict(self.lights),
            self._counting,
            self._diary,
            self._lights,
        )

    def light(self, given: LightGiven) -> None:
        """One light more."""
        self.lights[given.for_day] = (*self.lights.get(given.for_day, ()), given)
        self._lights = None

    def lights_by_day(self) -> Mapping[dt.date, tuple[LightGiven, ...]]:
        """The lights as they stand; it does not change with what comes after."""
        if self._lights is None:
            self._lights = dict(self.lights)
        return self._lights

    def enter(self, noted: Noted[CheckIn]) -> None:
        """One half more, or one more version of it."""
        key = noted.body.for_day, noted.body.part
        entered = Entered(noted.body, noted.at, noted.day)
        before = self.halves.get(key)
        self.halves[key] = Half.of((*before.versions, entered) if before else (entered,))
        self._diary = None

    def record(self, noted: Noted[SessionRecorded]) -> None:
        """One session more; of two records of one key the content of the later counts."""
        before = self.sessions.get(noted.body.key)
        number = before.number if before else noted.number
        session = Noted(number, noted.at, noted.day, noted.by, noted.body)
        self.sessions[noted.body.key] = session
        if before is not None:
            self._without(before)
        if not session.body.taken_back:
            those = (*self.done.get(session.body.on, ()), session)
            self.done[session.body.on] = tuple(sorted(those, key=attrgetter("number")))
        self._counting = self._diary = None

    def _without(self, session: Noted[SessionRecorded]) -> None:
        left = tuple(one for one in self.done.get(session.body.on, ()) if one.number != session.number)
        if left:
            self.done[session.body.on] = left
        else:
            self.done.pop(session.body.on, None)

    def counting(self) -> tuple[Noted[SessionRecorded], ...]:
        """The sessions that count, by day and number."""
        if self._counting is None:
            self._counting = tuple(one for on in sorted(self.done) for one in self.done[on])
        return self._counting

    def diary(self) -> Diary:
        """Everything by day, as it stands; it does not change with what comes after."""
        if self._diary is None:
            done = {on: tuple(one.body for one in those) for on, those in self.done.items()}
            self._diary = Diary(dict(self.halves), done)
        return self._diary
