"""Checks how far apart a case's days lie, and what lights and matches leave, apart from what built them."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.words import State

from .check_reader import TOP_CLASS, CheckReader
from .model import CaseSession, Kind


class SpacingChecks(CheckReader):
    """One rule each, over days beside each other."""

    def heavy_days_apart(self) -> bool:
        """Top-class days, and top and next-to-top of one kind, two days apart; one strength session a day."""
        sessions = [one for one in self.own if one.kind is Kind.STRENGTH]
        if len({one.date for one in sessions}) < len(sessions):
            return False
        apart = self.limits.class_spacing_days
        if any(0 <= (day - one).days < apart for day in self.heavy_days() for one in self.heavy_before()):
            return False
        for index, one in enumerate(sessions):
            for other in sessions[index + 1 :]:
                if (other.date - one.date).days < apart and self._heavy_pair(one, other):
                    return False
        return True

    def _heavy_pair(self, one: CaseSession, other: CaseSession) -> bool:
        for first in one.items:
            for second in other.items:
                classes = {self.worked(first), self.worked(second)}
                alike = self.emphasis(first) == self.emphasis(second)
                if classes == {TOP_CLASS} or (alike and classes == {TOP_CLASS, TOP_CLASS - 1}):
                    return True
        return False

    def sprints_apart(self) -> bool:
        rung, apart = self.limits.max_sprint_rung, self.limits.max_sprint_spacing_days
        before = {one.date - dt.timedelta(1) for one in self.own if one.top_rung >= rung}
        is_clear = before.isdisjoint([*self.heavy_days(), *self.heavy_before()])
        return is_clear and self.days_apart(rung, apart) and self.runs_come_first()

    def runs_come_first(self) -> bool:
        order = {one.key: place for place, one in enumerate(self.programme.sessions)}
        runs = {one.date: order[one.key] for one in self.own if one.kind is Kind.RUNNING}
        return all(
            runs[one.date] < order[one.key]
            for one in self.own
            if one.kind is Kind.STRENGTH and one.date in runs
        )

    def clear_before_matches(self) -> bool:
        """Three days clear: nobody knows of two such sessions in the 14 days before."""
        clear = self.limits.match_before_days_unaccustomed
        return not any(0 <= (m - day).days < clear for m in self.matches() for day in self.heavy_days())

    def clear_after_matches(self) -> bool:
        after = self.limits.match_after_days
        played = {past.on for past in self.now.sessions if past.competition}
        matches = {*self.matches(), *played}
        return not any(0 <= (day - m).days < after for m in matches for day in self.heavy_days())

    def light_is_kept(self) -> bool:
        if self.is_clear:
            return True
        last = max(self.now.light_on or self.now.day, self.now.day) + dt.timedelta(1)
        for one in self.own:
            if (self.is_red or one.date <= last) and (self.top_class(one) >= 2 or one.top_rung >= 5):
                return False
            if self.is_red and one.top_rung > 0:
                return False
        return not any(one.plays and (self.is_red or one.date <= last) for one in self.programme.sessions)

    def day_off_is_kept(self) -> bool:
        """Nothing of one's own, no team and no match played on a day off."""
        taken = [one.date for one in self.programme.sessions if one.plays or one.kind is not Kind.MATCH]
        return not self.now.day_off or self.now.day not in taken

    def no_fast_days_in_a_row(self) -> bool:
        limits = self.rules.limits
        rung = limits.consecutive_rung_fast_track if self.now.is_fast_track else limits.consecutive_rung
        return self.days_apart(rung, 2)

    def matches_rise_slowly(self) -> bool:
        """No match before S7; in S7 minutes by turn, and so many hours between the first two."""
        played = self.matches()
        start = self.rules.stages[self.now.state].first_rung
        until = self.now.cleared_until
        away = [one.date for one in self.programme.sessions if one.plays or one.kind is Kind.TEAM]
        if any(until is None or day > until for day in away):
            return False
        if played and self.now.rung_lowered and self.now.rung < start:
            return False
        if played and not self.is_from(State.S7):
            return False
        if self.now.state is not State.S7:
            return True
        last = max((past.on for past in self.now.sessions if past.competition), default=None)
        apart = self.rules.limits.first_matches_apart_hours
        for turn, day in enumerate(played, start=self.now.matches_played):
            if turn == 1 and last is not None and (day - last).days * 24 < apart:
                return False
            if (one := self.match_on(day)).match_minutes != self.minutes_of_turn(turn):
                return False
            last = one.date
        return True

    def match_on(self, day: dt.date) -> CaseSession:
        return next(one for one in self.programme.sessions if one.plays and one.date == day)

    def minutes_of_turn(self, turn: int) -> tuple[int, int] | None:
        steps = self.rules.match_minutes
        return steps[turn] if turn < len(steps) else None
