"""What a light that is not green takes away from days that were planned (plan.HC17), and only ever takes."""

from __future__ import annotations

from screening.domain.plan.exercises import Unit

from .dates import NOT_GREEN, RED, Calendar, is_quiet
from .draft import Draft, DraftSession, DraftWeek
from .fill import is_gentle, walks
from .model import Kind


def soften(week: DraftWeek, calendar: Calendar) -> None:
    """The week as it was planned, made lighter by the last light."""
    light = calendar.now.light
    if light not in NOT_GREEN:
        return
    for session in week.sessions:
        if session.kind is Kind.RUNNING:
            _soften_run(session, calendar, is_red=light in RED)
        else:
            _soften_strength(session, calendar, is_red=light in RED)
    week.strength = [session for session in week.strength if session.items]


def _soften_run(session: DraftSession, calendar: Calendar, *, is_red: bool) -> None:
    if session.top_rung == 0:
        return
    is_fast = session.top_rung > calendar.rules.limits.quiet_rung
    if is_red or (is_fast and is_quiet(session.date, calendar.now, calendar.rules)):
        session.items = walks(calendar.rules)
        for item in session.items:
            item.amount = min(item.amount, calendar.bounds.minutes)
        session.say("walk_instead")
        return
    for item in session.items:
        less(item, calendar)
    session.say("lighter")


def _soften_strength(session: DraftSession, calendar: Calendar, *, is_red: bool) -> None:
    is_early = is_quiet(session.date, calendar.now, calendar.rules)
    if is_red and is_early:
        session.items = [item for item in session.items if item.exercise and is_gentle(item.exercise)]
        session.say("gentle")
        return
    cap = calendar.rules.limits.quiet_class if is_red or is_early else None
    kept = []
    for item in session.items:
        if cap is not None and item.eccentric_class > cap and not _swap(item, cap, session, calendar):
            continue
        if item.hamstring_sets:
            less(item, calendar)
        kept.append(item)
    session.items = kept
    session.say("lighter" if cap is None else "gentle")


def _swap(item: Draft, cap: int, session: DraftSession, calendar: Calendar) -> bool:
    """Another of the slot within the cap and no more load than before; False where there is none."""
    before = item.load
    for exercise in calendar.rules.slots[item.slot].exercises:
        if not calendar.bounds.may_do(exercise, cap) or session.holds_exercise(exercise):
            continue
        amount, each = exercise.dose.amount[0], exercise.eccentric_class
        if each * amount > before:
            continue
        item.exercise, item.unit, item.amount = exercise, exercise.dose.unit, amount
        item.extra_sets, item.extra_side = 0, None
        while item.load > before:
            item.sets -= 1
        return True
    return False


def less(item: Draft, calendar: Calendar) -> None:
    """About a quarter less, at least one repetition, run or second left; stretches stay as they are."""
    share = 1 - calendar.rules.limits.amber_cut
    least = 1 if item.unit is not Unit.SECONDS else 5
    item.amount = max(min(least, item.amount), round(item.amount * share))
