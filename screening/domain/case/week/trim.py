"""Brings a week inside its sets, its slow lowering and its minutes by taking away."""

from __future__ import annotations

import math

from screening.domain.case.words import Light, Side
from screening.domain.rounding import settled

from .dates import Calendar
from .draft import Draft, DraftSession, DraftWeek, coverage
from .fill import choose
from .model import Kind

_LOAD_CLASS = 4


def keep_to_sets(week: DraftWeek, calendar: Calendar) -> None:
    """No more hamstring sets than a session, a week and the stage may hold (plan.HC11)."""
    limits, bounds = calendar.plan.limits, calendar.bounds.week.sets
    for session in week.strength:
        while session.hamstring_sets > limits.sets_per_session and _lose_one(week, session):
            pass
    most = limits.sets_per_week
    if bounds is not None:
        most = min(most, bounds[1] + limits.tier_tolerance)
    while week.hamstring_sets > most and any(_lose_one(week, one) for one in reversed(week.strength)):
        pass


def _lose_one(week: DraftWeek, session: DraftSession) -> bool:
    """One hamstring set less, from the exercise with most of them; False where none can go."""
    items = [item for item in session.items if item.hamstring_sets]
    item = max(reversed(items), key=lambda one: one.sets, default=None)
    return item is not None and _lose_set(week, session, item)


def _lose_set(week: DraftWeek, session: DraftSession, item: Draft) -> bool:
    """One set less, unless the week would then lack something it must hold."""
    if item.sets > 1:
        item.sets -= 1
        return True
    before = coverage(week.strength)
    rest = [other for other in session.items if other is not item]
    if not rest:
        return False
    held, session.items = session.items, rest
    if all(left >= now for left, now in zip(coverage(week.strength), before, strict=True)):
        return True
    session.items = held
    return False


def top_reps_budget(highest_before: int, calendar: Calendar) -> int:
    """How many repetitions of the top class one week may hold (plan.HC12, HC13, HC24)."""
    limits = calendar.plan.limits
    ramp = (
        max(
            highest_before + limits.top_reps_step, math.floor(settled(highest_before * limits.top_reps_ratio))
        )
        if highest_before
        else limits.top_reps_first_week
    )
    most = min(ramp, limits.top_reps_per_week)
    return min(most, limits.child_top_reps_per_week) if calendar.bounds.is_child else most


def keep_to_ramp(week: DraftWeek, highest_before: int, calendar: Calendar) -> None:
    """Fewer repetitions, then fewer sets, then an exercise of a lower class."""
    limits = calendar.plan.limits
    budget = top_reps_budget(highest_before, calendar)
    heavy = [
        (one, item) for one in week.strength for item in one.items if item.eccentric_class >= limits.top_class
    ]
    for _, item in heavy:
        while item.repetitions > limits.top_reps_per_session and item.sets > 1:
            item.sets -= 1
    while week.top_reps(limits.top_class) > budget and heavy:
        session, item = max(heavy, key=lambda pair: (pair[1].repetitions, pair[0].number))
        if item.amount > item.fewest:
            item.amount -= 1
        elif item.sets > 1:
            item.sets -= 1
        else:
            _lighten(session, item, limits.top_class - 1, calendar)
            heavy = [pair for pair in heavy if pair[1] is not item]


def _lighten(session: DraftSession, item: Draft, most: int, calendar: Calendar) -> None:
    """Another of the same slot whose class is lower, or nothing."""
    slot, cap = calendar.rules.slots[item.slot], session.class_cap
    session.class_cap = min(cap, most)
    other = choose(slot, session, calendar.bounds)
    session.class_cap = cap
    if other is None:
        session.items = [one for one in session.items if one is not item]
        return
    item.exercise, item.unit = other, other.dose.unit
    item.amount = other.dose.amount[0]


def ease(week: DraftWeek, calendar: Calendar) -> None:
    """An easier week: so many sets fewer, from those with most, and no exercise less (plan.HC15)."""
    if not week.is_easier:
        return
    most = math.floor(settled(week.hamstring_sets * (1 - calendar.plan.limits.deload_cut[0])))
    while week.hamstring_sets > most:
        items = [item for one in week.strength for item in one.items if item.hamstring_sets and item.sets > 1]
        if not items:
            return
        max(reversed(items), key=lambda item: item.sets).sets -= 1


def keep_to_time(week: DraftWeek, calendar: Calendar) -> None:
    """Each session into its minutes (plan.HC25): extras first, then sets, then the ends of the session."""
    for session in week.sessions:
        fit(week, session, calendar)


def fit(week: DraftWeek, session: DraftSession, calendar: Calendar) -> None:
    """One session into its minutes."""
    budget = work_minutes(session, calendar)
    is_cut = False
    while session.minutes(calendar.plan.limits.change_over_seconds) > budget:
        if not _cut(week, session):
            break
        is_cut = True
    if is_cut:
        session.say("time")


def needs_warm_up(session: DraftSession, calendar: Calendar) -> bool:
    """Whether it starts with a warm-up of its own (plan.HC21)."""
    limits = calendar.plan.limits
    if session.is_after_run:
        return False
    return session.top_class >= limits.warm_up_class or session.top_rung >= limits.warm_up_rung


def work_minutes(session: DraftSession, calendar: Calendar) -> int:
    """The minutes of a session that are left for its items."""
    warm_up = calendar.plan.limits.warm_up_minutes if needs_warm_up(session, calendar) else 0
    return calendar.bounds.minutes - warm_up


def _cut(week: DraftWeek, session: DraftSession) -> bool:
    """Take the least important thing away; False where nothing more can go."""
    if session.kind is Kind.RUNNING:
        return _cut_run(session)
    extras = [item for item in session.items if item.is_extra]
    if extras:
        _drop(session, extras[-1])
        return True
    several = [item for item in session.items if item.sets > 1]
    if several:
        max(reversed(several), key=lambda item: item.sets).sets -= 1
        return True
    long = [item for item in session.items if item.amount > item.fewest]
    if long:
        long[-1].amount -= 1
        return True
    return _cut_last(week, session)


def _cut_last(week: DraftWeek, session: DraftSession) -> bool:
    """The last item the week can do without; else the last of all."""
    if len(session.items) == 1:
        return False
    for item in reversed(session.items):
        if _lose_set(week, session, item):
            return True
    session.items.pop()
    return True


def _cut_run(session: DraftSession) -> bool:
    """Drills first, then the later parts, then fewer runs."""
    if len(session.items) > 1:
        drills = [item for item in session.items if item.part is None]
        _drop(session, drills[-1] if drills else session.items[-1])
        return True
    item = session.items[0]
    if item.sets > 1:
        item.sets -= 1
    elif item.amount > 1:
        item.amount -= 1
    else:
        return False
    return True


def _drop(session: DraftSession, item: Draft) -> None:
    session.items = [other for other in session.items if other is not item]


def add_for_injured_leg(week: DraftWeek, side: Side, light: Light | None, calendar: Calendar) -> None:
    """One set more on the injured leg, where there is room for it (plan.HC20)."""
    extra, limits = calendar.bounds.week.injured_extra, calendar.plan.limits
    if not extra or week.is_easier or light in (Light.AMBER, Light.RED, Light.STOP):
        return
    for session in week.strength:
        item = next((one for one in session.items if _is_one_leg_work(one)), None)
        if item is None:
            continue
        item.extra_sets, item.extra_side = extra, side
        is_long = session.minutes(limits.change_over_seconds) > work_minutes(session, calendar)
        is_much = (
            session.hamstring_sets > limits.sets_per_session or week.hamstring_sets > limits.sets_per_week
        )
        if is_long or is_much:
            item.extra_sets, item.extra_side = 0, None


def _is_one_leg_work(item: Draft) -> bool:
    exercise = item.exercise
    return (
        exercise is not None
        and exercise.each_leg
        and not item.is_extra
        and bool(item.hamstring_sets)
        and exercise.eccentric_class < _LOAD_CLASS
    )
