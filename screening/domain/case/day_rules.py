"""Which rules of the check-in fire on a day, on its own and seen with the days before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from screening.domain.answers import Known
from screening.domain.conditions import holds
from screening.domain.facts import Facts

from .checkin_rules import CheckInRule, CheckInRules, Severity
from .day_facts import LEG_FACTS, Person, Values, day_facts, leg_facts, next_morning_facts, pain_delta
from .diary import DAY, Diary
from .words import Light

LEG_RED = frozenset({Severity.STOP, Severity.RED})
"""What counts as a red of the leg itself."""


@dataclass(slots=True)
class DayRules:
    """The rules of a case's days; a day is looked at once."""

    diary: Diary
    about: Person
    rules: CheckInRules
    _seen: dict[dt.date, tuple[Values, tuple[CheckInRule, ...]]] = field(default_factory=dict)

    def alone(self, day: dt.date) -> tuple[Values, tuple[CheckInRule, ...]]:
        """The values of a day and the rules that fire on it without looking at other lights."""
        if day not in self._seen:
            values = day_facts(self.diary, day, self.about, self.rules)
            self._seen[day] = values, self._firing(values)
        return self._seen[day]

    def seen_together(self, day: dt.date) -> tuple[Values, tuple[CheckInRule, ...]]:
        """The values of a day and every rule that fires on it, with the lights of the days before.

        Earlier lights are looked at only where this day adds an amber or red, so nothing fires twice for one.
        """
        values, fired = self.alone(day)
        before = self._before(day, values, fired)
        if not before:
            return values, fired
        values = {**values, **before}
        return values, self._firing(values)

    def counts(self, day: dt.date) -> bool:
        """Whether a green day counts towards a gate, which the morning after decides."""
        morning = self.diary.morning_only(day + DAY)
        before = {on: seen for on, seen in self._seen.items() if on <= day}
        light = light_of(DayRules(morning, self.about, self.rules, before).seen_together(day + DAY)[1])
        values = {**self.alone(day)[0], **next_morning_facts(morning, day, light, self.rules)}
        return holds(self.rules.green.counts_when, Facts(values))

    def _firing(self, values: Values) -> tuple[CheckInRule, ...]:
        fired = [rule for rule in self.rules.rules if rule.when.is_true(values)]
        return tuple(sorted(fired, key=_rank))

    def _before(self, day: dt.date, values: Values, fired: tuple[CheckInRule, ...]) -> Values:
        found: Values = {}
        of_a_session = values["checkin.session_today"] or _is_rise(values["checkin.pain_24h_delta"])
        if is_amber_or_worse(fired) and of_a_session:
            found["checkin.amber_sessions"] = self._amber_sessions(day)
        if is_leg_red(fired):
            found["checkin.reds_in_window"] = self._reds_in_window(day)
            found["checkin.reds_at_rung"] = self._reds_at_rung(day)
        return found

    def _amber_sessions(self, day: dt.date) -> int:
        """How many of the last sessions were amber or worse, or left more pain the morning after."""
        last = islice(self.diary.session_days(day), self.rules.figures.session_window)
        return sum(is_amber_or_worse(self._own(on)) or (on < day and self._rose(on + DAY)) for on in last)

    def _own(self, day: dt.date) -> tuple[CheckInRule, ...]:
        """What fires on a day but for the pain that the session of the day before left."""
        return self._firing({**self.alone(day)[0], "checkin.pain_24h_delta": None})

    def _reds_in_window(self, day: dt.date) -> int:
        window = (day - DAY * back for back in range(self.rules.figures.red_window_days))
        return sum(self.is_leg_red(on) for on in window)

    def _reds_at_rung(self, day: dt.date) -> int:
        """How many red days belong to a rung of today's red, today among them; 0 where no rung is known."""
        wanted = self._rungs(day)
        if not wanted:
            return 0
        rungs = [self._rungs(on) for on in self._days_at(wanted, day) if self.is_leg_red(on)]
        return max(sum(rung in found for found in rungs) for rung in wanted)

    def _days_at(self, rungs: frozenset[int], until: dt.date) -> Iterator[dt.date]:
        """Days on which, or on the day before which, one of the rungs was run: a red may be of it."""
        ran = {on for on, done in self.diary.sessions.items() if any(one.rung in rungs for one in done)}
        return (on for on in {*ran, *(on + DAY for on in ran)} if on <= until and self.diary.holds(on))

    def _rungs(self, day: dt.date) -> frozenset[int]:
        """The rungs run on a day, and the day before where this morning's pain comes from it."""
        days = [day, day - DAY] if self._rose(day) else [day]
        done = [session for on in days for session in self.diary.sessions.get(on, ())]
        return frozenset(session.rung for session in done if session.rung is not None)

    def _rose(self, day: dt.date) -> bool:
        return _is_rise(pain_delta(self.diary, day))

    def is_leg_red(self, day: dt.date) -> bool:
        """Whether a red of the leg itself fires on a day alone, which the facts of the leg mostly tell."""
        heavy = [rule for rule in self.rules.rules if rule.severity in LEG_RED]
        if day in self._seen or not all(LEG_FACTS.issuperset(rule.when.reads) for rule in heavy):
            return is_leg_red(self.alone(day)[1])
        values = leg_facts(self.diary, day, self.about, self.rules)
        return any(rule.when.is_true(values) for rule in heavy)


def light_of(fired: Sequence[CheckInRule]) -> Light:
    """The light of the heaviest rule, which comes first; open where none has a light."""
    lights = [light for rule in fired if (light := rule.severity.light) is not None]
    return lights[0] if lights else Light.OPEN


def is_amber_or_worse(fired: Sequence[CheckInRule]) -> bool:
    return any(rule.severity.rank <= Severity.AMBER.rank for rule in fired)


def is_leg_red(fired: Sequence[CheckInRule]) -> bool:
    return any(rule.severity in LEG_RED for rule in fired)


def _is_rise(delta: Known | None) -> bool:
    """Whether the pain of this morning is more than on the morning of yesterday's session."""
    return isinstance(delta, int) and delta > 0


def _rank(rule: CheckInRule) -> int:
    return rule.severity.rank
