"""What is good to have and no must, counted over a finished programme (programmes.md 9.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from screening.domain.plan.exercises import Exercise, Stage

from .model import DatedSession, DatedWeek, ScoreLine
from .setting import Setting
from .sided import ASYMMETRY

_Counted = tuple[int, int]
"""How many met the wish, of how many."""
_OUT_OF_SEASON = ("pre_season", "off_season")


def score(weeks: Sequence[DatedWeek], setting: Setting) -> tuple[ScoreLine, ...]:
    """One line for each wish that applies, in the order of the rules; none for a programme without weeks."""
    if not weeks or setting.situation.stage is not Stage.P:
        return ()
    counting = _Counting(weeks, setting)
    lines = []
    for name, text in setting.rules.wishes.texts.items():
        met, of = counting.by_name[name]()
        if of:
            lines.append(ScoreLine(name, round(met / of, 3), text.format(met=met, of=of)))
    return tuple(lines)


class _Counting:
    def __init__(self, weeks: Sequence[DatedWeek], setting: Setting) -> None:
        self.weeks, self.setting = weeks, setting
        self.sessions = sorted((s for week in weeks for s in week.sessions), key=lambda s: s.date)
        self.by_name: dict[str, Callable[[], _Counted]] = {
            "variety": self.variety,
            "kit": self.kit,
            "one_leg": self.one_leg,
            "long_length": self.long_length,
            "short_in_season": self.short_in_season,
            "same_days": self.same_days,
            "balance": self.balance,
            "day_before_match": self.day_before_match,
            "rest_between": self.rest_between,
        }

    def exercises(self, sessions: Sequence[DatedSession]) -> list[Exercise]:
        library = self.setting.plan.exercises
        return [library[i.exercise] for s in sessions for i in s.items if i.exercise in library]

    def variety(self) -> _Counted:
        """Exercises beside the ladder that stand in no more than so many weeks running."""
        stays, names = self.setting.rules.on_ladder, set[str]()
        runs, longest = dict[str, int](), dict[str, int]()
        for week in self.weeks:
            names = {one.id for one in self.exercises(week.sessions) if one.id not in stays}
            runs = {name: runs.get(name, 0) + 1 for name in names}
            longest = {name: max(longest.get(name, 0), runs.get(name, 0)) for name in {*longest, *runs}}
        most = self.setting.rules.following.stale_after_weeks
        return len([name for name, weeks in longest.items() if weeks <= most]), len(longest)

    def kit(self) -> _Counted:
        """Sessions that need at most two different pieces of kit."""
        return self._of(self.sessions, lambda session: len(self._kit_of(session)) <= 2)

    def _kit_of(self, session: DatedSession) -> set[frozenset[str]]:
        return {group for one in self.exercises([session]) for group in one.equipment}

    def one_leg(self) -> _Counted:
        found = self.setting.situation.facts.get(ASYMMETRY)
        if not isinstance(found, int | float) or found <= self.setting.rules.wishes.asymmetry_pct:
            return 0, 0
        return self._weeks_with(lambda one: one.each_leg and one.loads_hamstring)

    def long_length(self) -> _Counted:
        return self._weeks_with(lambda one: "long" in one.length and one.loads_hamstring)

    def _weeks_with(self, test: Callable[[Exercise], bool]) -> _Counted:
        met = [week for week in self.weeks if any(test(one) for one in self.exercises(week.sessions))]
        return len(met), len(self.weeks)

    def short_in_season(self) -> _Counted:
        if self.setting.situation.facts.get("season_phase") in _OUT_OF_SEASON:
            return 0, 0
        most = self.setting.rules.wishes.long_minutes
        return self._of(self.sessions, lambda session: session.minutes <= most)

    def same_days(self) -> _Counted:
        """Sessions that have a session on the same weekday a week earlier; the first week is not asked."""
        dates = {session.date for session in self.sessions}
        later = [s for week in self.weeks[1:] for s in week.sessions]
        return self._of(later, lambda session: session.date - dt.timedelta(7) in dates)

    def balance(self) -> _Counted:
        wishes = self.setting.rules.wishes
        loaded = [week for week in self.weeks if all(self._sets(week))]
        ratios = [knee / hip for knee, hip in map(self._sets, loaded)]
        return len([r for r in ratios if wishes.balance_least <= r <= wishes.balance_most]), len(self.weeks)

    def _sets(self, week: DatedWeek) -> tuple[float, float]:
        """Sets for the knee and for the hip; an exercise of both kinds is half of each."""
        library, knee, hip = self.setting.plan.exercises, 0.0, 0.0
        for item in (item for session in week.sessions for item in session.items):
            one = library.get(item.exercise)
            if one is not None:
                knee += item.sets * one.knee_flexion_halves / 2
                hip += item.sets * one.hip_extension_halves / 2
        return knee, hip

    def day_before_match(self) -> _Counted:
        strength = {s.date for s in self.sessions if any(i.eccentric_class >= 1 for i in s.items)}
        before = [match - dt.timedelta(1) for week in self.weeks for match in week.match_dates]
        return len([day for day in before if day not in strength]), len(before)

    def rest_between(self) -> _Counted:
        dates = {session.date for session in self.sessions}
        return self._of(self.sessions, lambda session: session.date - dt.timedelta(1) not in dates)

    @staticmethod
    def _of(sessions: Sequence[DatedSession], test: Callable[[DatedSession], bool]) -> _Counted:
        return len([session for session in sessions if test(session)]), len(sessions)
