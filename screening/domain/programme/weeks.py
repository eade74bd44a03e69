"""Builds the weeks of a programme one after the other: which step, which days, what on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .days import HEAVY, Place, Standing, WeekDays, place_sessions
from .draft import DAYS_A_WEEK, DraftDay, DraftWeek
from .fill import add, order_items, say_what_is_missing, stale_exercises, top_up, wanted_class
from .matches import Matches
from .past import WEEK, Past, go_on_from
from .rules import Note, ProtocolItem, ProtocolWeek
from .setting import Setting
from .sided import add_for_weaker_leg
from .sprints import add_sprint, metres_budget
from .trim import ease, keep_below, keep_bounds, keep_half, keep_ramp, keep_to_time

HEAVIEST = 4
_BESIDE_HEAVY = HEAVY - 1
_SPARE_WEEKS = 8
"""How far matches are looked for beyond the protocol's own length."""


@dataclass(slots=True)
class Making:
    """What every week of one programme is made from, and the weeks so far."""

    setting: Setting
    past: Past
    start: dt.date
    level: int
    matches: Matches
    weeks: list[DraftWeek]
    most_sets: Mapping[int, int] = field(default_factory=dict)
    """The most hamstring sets of a week, by its number, beside all other bounds."""

    def before(self, monday: dt.date) -> DraftWeek | None:
        """The week just before, where the programme had one."""
        return next((week for week in reversed(self.weeks) if week.start == monday - WEEK), None)

    def beside(self, monday: dt.date) -> list[DraftDay]:
        """Sessions of the week before, and those that stand in the week after already."""
        before = self.before(monday)
        after = self.past.stands_in((monday - self.start).days // DAYS_A_WEEK + 2)
        return [day for day in (*(before.days if before else ()), *after) if day.may_have_been]


def horizon(setting: Setting, past: Past, start: dt.date) -> int:
    """How many weeks from the start may come into it."""
    gone = max(0, (past.today - start).days // DAYS_A_WEEK)
    return gone + len(setting.protocol.weeks) + _SPARE_WEEKS


def build_weeks(making: Making) -> list[DraftWeek]:
    """All weeks from the first that is not over, after those that are."""
    setting, past = making.setting, making.past
    number = max(0, (past.today - making.start).days // DAYS_A_WEEK) + 1
    monday = making.start + WEEK * (number - 1)
    going_on = go_on_from(past, monday, number, setting)
    step, note = going_on.step, going_on.note
    steps, last = setting.protocol.weeks, number + len(setting.protocol.weeks) + _SPARE_WEEKS
    while step < len(steps) and number < last:
        step, rule, advances = _next_step(step, making, monday, number)
        if rule is None:
            break
        week = _week(number, monday, step, rule, making)
        if note is not None and advances:
            week.note, note = setting.rules.wording.notes[note], None
        making.weeks.append(week)
        number, monday = number + 1, monday + WEEK
        step += 1 if advances else 0
    return making.weeks


def _next_step(
    step: int, making: Making, monday: dt.date, number: int
) -> tuple[int, ProtocolWeek | None, bool]:
    """The step of a week, what it holds, and whether the protocol has moved on with it.

    An easier week comes after three full ones at the latest, and is left out after a week without work.
    """
    steps = making.setting.protocol.weeks
    standing = making.past.stands_in(number)
    run = _full_weeks_before(making, monday)
    if not standing and steps[step].deload and run == 0 and making.before(monday) is not None:
        step += 1
    if step >= len(steps):
        return step, None, False
    rule = steps[step]
    every = making.setting.plan.limits.deload_every_weeks
    if standing or rule.deload or run < every - 1:
        return step, rule, True
    items = steps[step - 1].items if step else rule.items
    note = making.setting.rules.wording.notes[Note.EASIER_WEEK]
    eased = next((week.name for week in steps if week.deload), rule.name)
    return step, ProtocolWeek(eased, items, deload=True, bounded=rule.bounded, note=note), False


def _full_weeks_before(making: Making, monday: dt.date) -> int:
    """Weeks in a row just before this one that held work and were no easier ones."""
    count, before = 0, making.before(monday)
    while before is not None and before.was_loaded and not before.deload:
        count, before = count + 1, making.before(before.start)
    return count


def _week(number: int, monday: dt.date, step: int, rule: ProtocolWeek, making: Making) -> DraftWeek:
    setting, past = making.setting, making.past
    standing = past.stands_in(number)
    was = past.dated.get(number)
    week = DraftWeek(
        number=number,
        start=monday,
        step=step,
        name=rule.name,
        deload=was.deload if was is not None and standing else rule.deload,
        bounded=rule.bounded,
        match_dates=making.matches.in_week(monday),
        days=list(standing),
        note=rule.note,
    )
    caps = _free_days(monday, standing, making)
    by_place = _items_by_place(rule, len(caps), standing, making)
    placed = _placed(by_place, caps, monday, standing, making)
    for number_of, date in placed:
        week.days.append(_filled(number_of, date, caps[date], by_place[number_of], week, making))
    top_up(week, setting)
    week.days = [day for day in week.days if day.items or not day.is_open]
    taken = {day.date for day in week.days}
    spare = [date for date in caps if date not in taken]
    before = making.before(monday)
    budget = metres_budget(before.fast_metres if before else 0, setting)
    add_sprint(week, spare, making.level, [*week.days, *making.beside(monday)], budget, setting)
    _trim(week, making)
    for day in week.open_days():
        order_items(day)
        say_what_is_missing(day, by_place.get(day.place, ()), setting)
    if len(placed) < len(by_place) or not week.days:
        week.note = setting.rules.wording.notes[Note.NO_ROOM]
    return week


def _free_days(monday: dt.date, standing: Sequence[DraftDay], making: Making) -> dict[dt.date, int]:
    """The days that may carry a session, with the class each may hold; days for none only at need."""
    setting, taken = making.setting, {day.date for day in standing}
    cap_of_all = setting.situation.class_cap
    caps = {}
    for offset in range(DAYS_A_WEEK):
        date = monday + dt.timedelta(offset)
        if date < making.past.today or date in taken or date in making.matches.dates:
            continue
        if setting.may_train(date):
            cap = making.matches.class_cap(date)
            caps[date] = cap_of_all if cap is None else min(cap, cap_of_all)
    useful = {date: cap for date, cap in caps.items() if cap > 0}
    if useful or cap_of_all == 0:
        return useful or caps
    return dict(list(caps.items())[:1])


def _items_by_place(
    rule: ProtocolWeek, free: int, standing: Sequence[DraftDay], making: Making
) -> dict[int, tuple[ProtocolItem, ...]]:
    """The lines of each session still to come; with fewer days, later sessions go into the last one."""
    setting = making.setting
    if setting.protocol.is_daily:
        taken = {day.place for day in standing}
        return {place: rule.items for place in range(1, DAYS_A_WEEK + 1) if place not in taken}
    most = min(setting.protocol.sessions, setting.days)
    count = most if standing else min(most, free)
    taken = {day.place for day in standing}
    return {
        place: tuple([item for item in rule.items if min(item.session, count) == place])
        for place in range(1, count + 1)
        if place not in taken and any(min(item.session, count) == place for item in rule.items)
    }


def _placed(
    by_place: dict[int, tuple[ProtocolItem, ...]],
    caps: dict[dt.date, int],
    monday: dt.date,
    standing: Sequence[DraftDay],
    making: Making,
) -> list[tuple[int, dt.date]]:
    """The days of the sessions, the most important first."""
    if making.setting.protocol.is_daily:
        return list(zip(by_place, sorted(caps), strict=False))
    setting, limits = making.setting, making.setting.plan.limits
    at_home = setting.on(dt.date.max, making.level)
    before = making.before(monday)
    weekdays = {day.place: day.date.isoweekday() for day in before.days} if before else {}
    places = [
        Place(place, wanted_class(items, at_home, setting.plan), weekdays.get(place))
        for place, items in by_place.items()
    ]
    beside = [day for day in (*standing, *making.beside(monday)) if day.may_have_been]
    found = place_sessions(
        places,
        WeekDays(
            caps=caps,
            standing=[Standing(day.date, day.top_class) for day in beside],
            exposure_due=_exposure_due(making, standing),
            exposure_class=limits.exposure_class,
        ),
    )
    return [(place.number, date) for place, date in found]


def _exposure_due(making: Making, standing: Sequence[DraftDay]) -> dt.date | None:
    limits = making.setting.plan.limits
    if making.setting.situation.class_cap < limits.exposure_class:
        return None
    days = [*standing, *(day for week in making.weeks for day in week.days)]
    lowered = [day.date for day in days if day.counts and day.lowers_knee(limits.exposure_class)]
    return max(lowered, default=making.start) + dt.timedelta(limits.exposure_gap_days)


def _filled(
    place: int, date: dt.date, cap: int, items: Sequence[ProtocolItem], week: DraftWeek, making: Making
) -> DraftDay:
    """One session with everything its lines ask for, whatever time it takes."""
    setting = making.setting
    day = DraftDay(date, place, setting.on(date, making.level), cap)
    if wanted_class(items, day.situation, setting.plan) > cap and making.matches.class_cap(date) is not None:
        day.because(Note.MATCH)
    if setting.is_away(date):
        day.because(Note.AWAY)
    for other in (*week.days, *making.beside(week.start)):
        is_close = 0 < abs((other.date - date).days) < setting.plan.limits.class_spacing_days
        if is_close and other.top_class >= HEAVY and other.may_have_been:
            day.class_cap = min(day.class_cap, _BESIDE_HEAVY)
    stale = stale_exercises(making.weeks, setting.rules)
    for item in items:
        add(item, day, setting.plan, stale)
    if making.matches.is_crowded(date):
        _leave_to_one_session(day, items)
    return day


def _leave_to_one_session(day: DraftDay, items: Sequence[ProtocolItem]) -> None:
    """Between two matches a day carries the work of one session, not that of others beside it."""
    main = min(item.session for item in items)
    later = {item.slot for item in items} - {item.slot for item in items if item.session == main}
    day.items = [one for one in day.items if one.slot not in later or not one.exercise.loads_hamstring]


def _trim(week: DraftWeek, making: Making) -> None:
    setting = making.setting
    keep_bounds(week, setting)
    _keep_below(week, making)
    keep_to_time(week, setting)
    before = making.before(week.start)
    ease(week, before, setting)
    keep_half(week, before, setting)
    keep_ramp(week, making.weeks, setting)
    _keep_below(week, making)
    add_for_weaker_leg(week, making.most_sets.get(week.number), setting)
    week.days = [day for day in week.days if day.items or not day.is_open]


def _keep_below(week: DraftWeek, making: Making) -> None:
    if week.number in making.most_sets:
        keep_below(week, making.most_sets[week.number], making.setting)
