"""What follows from an event by the rules alone: lights, holds, steps down and referrals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from . import events as ev
from .day_rules import DayRules
from .diary import Diary
from .events import Body
from .examination import newly_referred
from .lights import About, Decided, Judged, decide, judge_in
from .people import pain_mode
from .rules import CaseRules
from .rungs import rung_cap
from .sessions import DAY
from .standing import CaseState
from .stepping import absence, after_step_down, follow, refer
from .words import Light, Part, Party, SeverityClass
from .worse import worse_than_before

SPRINT_FROM_RUNG = 6


def before_event(state: CaseState, body: Body, day: dt.date, rules: CaseRules) -> Iterator[Body]:
    """What follows from how long nothing was heard, once something is."""
    match body:
        case ev.CheckIn() if 0 <= (day - body.for_day).days < rules.times.late_after_days:
            yield from absence(state, day, body.for_day, rules)
        case ev.SessionRecorded() if body.key not in {one.body.key for one in state.sessions}:
            yield from absence(state, day, body.on, rules)


def lights_after(state: CaseState, body: Body, rules: CaseRules) -> tuple[Decided, ...]:
    """The days an event throws a light on, judged anew. Without a check-in only a bad one is shown.

    A morning decides whether the day before counts, and a late answer whether later days are still as judged.

    Args:
        state: as it is after the event.
    """
    match body:
        case ev.CheckIn():
            first, on = body.for_day - DAY * (body.part is Part.MORNING), body.for_day
        case ev.SessionRecorded():
            first, on = body.on, body.on
        case _:
            return ()
    last = on + DAY * (rules.regress["regress.RG2"].window_days or 0)
    within = [first + DAY * place for place in range((last - first).days + 1)]
    answered = {day for day in within if state.diary.is_answered(day)}
    painful = {day for day in within if _is_painful(state.diary, day)}
    seen = _days_of(state, rules)
    judged = [decide(seen, day) for day in sorted(answered | painful)]
    return tuple(one for one in judged if one.day in answered or one.light is not Light.OPEN)


def _is_painful(diary: Diary, day: dt.date) -> bool:
    return any(session.pain_max is not None for session in diary.sessions.get(day, ()))


def judged_day(state: CaseState, rules: CaseRules, on: dt.date) -> Judged:
    """The light of one day with its words, from everything recorded so far."""
    return judge_in(state.diary, on, _about(state, rules), rules.checkin)


def _days_of(state: CaseState, rules: CaseRules) -> DayRules:
    return DayRules(state.diary, _about(state, rules), rules.checkin)


def _about(state: CaseState, rules: CaseRules) -> About:
    return About(
        pain_mode(state, rules),
        state.opened.age_years,
        state.opened.side,
        state.recurrent,
        state.severity,
        sprint_day=min(state.rung, rung_cap(state.state, rules)) > SPRINT_FROM_RUNG,
    )


def light_events(state: CaseState, judged: tuple[Decided, ...]) -> Iterator[ev.LightGiven]:
    """A light for every day on which it is new or has changed."""
    for one in judged:
        given = ev.LightGiven(one.day, one.light, one.rules, one.counts_green)
        if given not in state.lights_of(one.day)[-1:]:
            yield given


def after_light(
    before: CaseState, state: CaseState, body: Body, judged: Decided, day: dt.date, rules: CaseRules
) -> Iterator[Body]:
    """What a day's light leads to, without what the same day has led to already. A new tick always counts.

    Args:
        before: as it was before the event that threw the light.
        body: that event.
    """
    ticked = isinstance(body, ev.CheckIn) and body.for_day == judged.day and bool(body.flags)
    if not (judged.refers or judged.follows):
        return
    was = decide(_days_of(before, rules), judged.day) if before.light_on(judged.day) is not None else None
    if judged.refers and (ticked or not (was and was.refers)):
        yield from refer(state, day, judged.rules)
    elif not judged.refers:
        done = set(was.follows) if was else set()
        yield from follow(state, day, [rule for rule in judged.follows if rule not in done], rules)


def after_event(
    before: CaseState, state: CaseState, body: Body, by: ev.Who, day: dt.date, rules: CaseRules
) -> Iterator[Body]:
    """What follows at once from anything but a check-in."""
    match body:
        case ev.Screened() if any(body.answers.values()):
            flags = tuple(f"redflag.{name}" for name, present in body.answers.items() if present)
            yield from refer(state, day, flags)
        case ev.GradeSet() if body.severity is SeverityClass.AV and before.severity is not SeverityClass.AV:
            yield from refer(state, day, ("class.AV",))
        case ev.TestRecorded():
            found = newly_referred(before, body, rules)
            worse = () if found else worse_than_before(before, body, rules)
            yield from refer(state, day, found) if found else follow(state, day, worse, rules)
        case ev.Agreed(agrees=False) if by.party in {Party.ATHLETE, Party.GUARDIAN}:
            yield from follow(state, day, ("hold.HD6",), rules)
        case ev.Moved() if (body.after.number or 9) < (body.before.number or 0):
            yield from after_step_down(state, day, rules)
        case ev.Moved(move="move.TR0"):
            yield from _at_opening(state, day)


def _at_opening(state: CaseState, day: dt.date) -> Iterator[Body]:
    urgency = state.opened.urgency
    if state.severity is SeverityClass.AV:
        yield from refer(state, day, ("class.AV",))
    elif urgency is not None and urgency.rank <= 3:
        yield from refer(state, day, (f"urgency.{urgency}",))
