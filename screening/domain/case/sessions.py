"""What the sessions and check-ins of a case come to: green sessions, rungs done, days without amber."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .events import CheckIn, SessionRecorded
from .people import RED, WORSE_THAN_GREEN
from .rules import CaseRules
from .stage_rules import Count, Counted
from .standing import CaseState
from .words import Light, Part, SessionKind, State

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Done:
    """A day of training: everything recorded for it, taken together."""

    on: dt.date
    sessions: tuple[SessionRecorded, ...]
    pain: int | None
    """The worst that anybody wrote down for the day; None: nobody did."""
    is_green: bool
    """Green a day later: both halves answered in time and the morning after no worse."""

    def has(self, test: Callable[[SessionRecorded], bool]) -> bool:
        return any(test(session) for session in self.sessions)


def days_done(state: CaseState, rules: CaseRules, since: dt.date, number: int) -> tuple[Done, ...]:
    """The training days from a day on, of sessions recorded after the event `number`, by date."""
    found: dict[dt.date, list[SessionRecorded]] = {}
    for session in state.sessions:
        if session.number > number and session.body.on >= since:
            found.setdefault(session.body.on, []).append(session.body)
    return tuple(
        Done(on, tuple(sessions), pain_of(state, on), is_green(state, rules, on))
        for on, sessions in sorted(found.items())
    )


def in_stage(state: CaseState, rules: CaseRules, day: dt.date) -> tuple[Done, ...]:
    """The training days that count now: of the present stage, or at triage of the last days."""
    if state.state is State.TRIAGE:
        return days_done(state, rules, day - DAY * rules.times.placement_days, 0)
    return days_done(state, rules, state.entered_on, state.entered_number)


def pain_of(state: CaseState, on: dt.date) -> int | None:
    """The worst pain of the day's sessions, from every answer: a better one later hides no worse one."""
    halves = (half for part in Part if (half := state.diary.halves.get((on, part))))
    asked = [one.check_in.pain_during_max for half in halves for one in half.versions]
    seen = [session.pain_max for session in state.diary.sessions.get(on, ())]
    return max((pain for pain in (*asked, *seen) if pain is not None), default=None)


def check_ins_in_time(state: CaseState, rules: CaseRules, on: dt.date, part: Part) -> list[CheckIn]:
    """The answers for one half of one day that were not entered too late, in the order recorded."""
    late, half = rules.times.late_after_days, state.diary.halves.get((on, part))
    versions = half.versions if half else ()
    return [one.check_in for one in versions if 0 <= (one.day - on).days < late]


def has_morning(state: CaseState, rules: CaseRules, on: dt.date) -> bool:
    """Whether the morning of that day was answered in time, with its pain."""
    found = check_ins_in_time(state, rules, on, Part.MORNING)
    return bool(found) and found[-1].pain_morning is not None


def has_recent_morning(state: CaseState, rules: CaseRules, day: dt.date, within: int) -> bool:
    """Whether one of the last mornings was answered; `within` 1: today or yesterday."""
    return any(has_morning(state, rules, day - DAY * back) for back in range(within + 1))


def is_green(state: CaseState, rules: CaseRules, on: dt.date) -> bool:
    """Whether the sessions of that day are green a day later.

    The light has to say so. Late answers never are, nor a day that had a worse light as well.
    """
    shown = state.lights_of(on)
    if not shown or not shown[-1].counts_green or shown[-1].light is not Light.GREEN:
        return False
    if any(light.light in WORSE_THAN_GREEN for light in shown):
        return False
    answered = check_ins_in_time(state, rules, on, Part.SESSION)
    return bool(answered) and has_morning(state, rules, on) and has_morning(state, rules, on + DAY)


def green_row(done: Sequence[Done]) -> int:
    """How many of the latest training days are green in a row. One that is not yet known ends the row."""
    count = 0
    for day in reversed(done):
        if not day.is_green:
            break
        count += 1
    return count


def most_apart(days: Iterable[dt.date], apart: int) -> int:
    """How many of the days can be chosen so that each is `apart` days or more after the one before."""
    count, last = 0, None
    for day in sorted(days):
        if last is None or (day - last).days >= apart:
            count, last = count + 1, day
    return count


def counted(state: CaseState, rules: CaseRules, day: dt.date, count: Count) -> int | None:
    """What the log holds of something, since the stage began; None: it cannot be known yet."""
    done = in_stage(state, rules, day)
    match count.what:
        case Counted.DAYS_WITHOUT_AMBER:
            return days_without_amber(state, rules, day)
        case Counted.RED_DAYS:
            return red_days(state, state.entered_on)
        case Counted.COMPETITIONS:
            return len(competitions(done))
        case Counted.DAYS_SINCE_COMPETITION:
            played = competitions(done)
            return (day - played[0]).days if played else None
    fitting = [one.on for one in done if one.is_green and _fits(one, count)]
    return most_apart(fitting, count.days_apart)


def _fits(done: Done, count: Count) -> bool:
    if count.pain_max is not None and (done.pain is None or done.pain > count.pain_max):
        return False
    match count.what:
        case Counted.RUNG_SESSIONS:
            return done.has(lambda session: (session.rung or 0) >= (count.rung or 0))
        case Counted.STRENGTH_SESSIONS:
            return done.has(lambda session: session.strength)
        case Counted.SPEED_SESSIONS:
            return done.has(lambda session: (session.top_speed_pct or 0) >= (count.speed_pct or 100))
        case Counted.FATIGUE_SESSIONS:
            return done.has(lambda session: session.max_effort_under_fatigue)
    return False


def competitions(done: Iterable[Done]) -> list[dt.date]:
    return [one.on for one in done if one.has(lambda session: session.kind is SessionKind.COMPETITION)]


def full_sessions(state: CaseState, rules: CaseRules, day: dt.date) -> int:
    """Full, unrestricted team sessions of the stage, green a day later."""
    done = in_stage(state, rules, day)
    return sum(
        one.is_green and one.has(lambda session: session.kind is SessionKind.TEAM_FULL) for one in done
    )


def days_without_amber(state: CaseState, rules: CaseRules, day: dt.date) -> int:
    """Days in a row up to yesterday with a check-in and nothing worse than green; 0 where today is worse."""
    lights = state.days_by_light
    if lights.get(day, frozenset()) & WORSE_THAN_GREEN:
        return 0
    count, on = 0, day - DAY
    while has_morning(state, rules, on) and not lights.get(on, frozenset()) & WORSE_THAN_GREEN:
        count, on = count + 1, on - DAY
    return count


def red_days(state: CaseState, since: dt.date) -> int:
    return sum(bool(lights & RED) for on, lights in state.days_by_light.items() if on >= since)
