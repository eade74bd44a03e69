"""Builds the weeks of a programme: fill the days, keep to the time, then say what did not fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from screening.domain.vocabulary import PlanKind

from .choose import add
from .draft import ENOUGH_HALVES, DraftItem, DraftSession, DraftWeek, coverage
from .exercises import Emphasis, Stage
from .rules import Layout, PlanRules, Programme, WeekRule
from .situation import Situation

MOST_SESSIONS = 3


@dataclass(frozen=True, slots=True)
class _Making:
    """What every week of one plan is made from."""

    programme: Programme
    situation: Situation
    rules: PlanRules


def build_weeks(programme: Programme, situation: Situation, rules: PlanRules) -> list[DraftWeek]:
    """The weeks of the programme for this athlete, in order."""
    plan, weeks = _Making(programme, situation, rules), list[DraftWeek]()
    for number, week_rule in enumerate(programme.weeks, start=1):
        layout = layout_of(number, programme, situation, rules)
        week = _fill(number, week_rule, layout, plan)
        _keep_to_time(week, situation, rules)
        if week_rule.deload and weeks:
            _make_easier(week, weeks[-1].hamstring_sets, rules)
        _repeat(week, layout, plan)
        weeks.append(week)
    return weeks


def layout_of(number: int, programme: Programme, situation: Situation, rules: PlanRules) -> Layout:
    """The days of one week: fixed by the programme, or by the matches that fall into it."""
    if programme.layout:
        return rules.layouts[programme.layout]
    if not situation.plays_in_week(number):
        return rules.layouts["no_match"]
    return rules.layouts["two_matches_a_week" if situation.plays_twice_a_week else "match_every_week"]


def wants_sprint(week: DraftWeek, situation: Situation) -> bool:
    """Whether the week needs fast running of its own: no match, room for it, and it belongs to the sport."""
    return situation.stage is Stage.P and situation.wants_sprints and not week.match_days


def _fill(number: int, week_rule: WeekRule, layout: Layout, plan: _Making) -> DraftWeek:
    """A week with everything its template asks for, whatever time it takes."""
    template = plan.rules.templates[week_rule.template]
    wanted = min(plan.situation.days, plan.programme.sessions, MOST_SESSIONS)
    main = [DraftSession(day, layout.class_caps[day - 1]) for day in layout.days[wanted][:wanted]]
    week = DraftWeek(
        number=number,
        template=template.id,
        name=week_rule.name or template.name,
        note=week_rule.note or template.note,
        deload=week_rule.deload,
        match_days=layout.match_days,
        sessions=main,
    )
    for item in template.items:
        add(item, main[min(item.session, len(main)) - 1], plan.situation, plan.rules)
    if coverage(list(week.items()))[0] < ENOUGH_HALVES and plan.situation.stage is not Stage.S1:
        any(add(plan.rules.top_up, session, plan.situation, plan.rules) for session in reversed(main))
    week.sessions = [session for session in main if session.items]
    if wants_sprint(week, plan.situation) and not plan.situation.is_short:
        _add_sprint(week, layout, plan.situation, plan.rules)
    return week


def _repeat(week: DraftWeek, layout: Layout, plan: _Making) -> None:
    """The same session on every further day that the layout names."""
    wanted = min(plan.situation.days, plan.programme.sessions, MOST_SESSIONS)
    week.sessions += [
        DraftSession(day, layout.class_caps[day - 1], [item.again() for item in week.sessions[0].items])
        for day in layout.days[wanted][wanted:]
    ]


def _add_sprint(week: DraftWeek, layout: Layout, situation: Situation, rules: PlanRules) -> None:
    """On a day of its own where there is one more, else first thing in the main session."""
    own = DraftSession(layout.sprint_day, layout.class_caps[layout.sprint_day - 1])
    if not add(rules.sprint, own, situation, rules):
        return
    if own.minutes(rules.limits.change_over_seconds) > situation.exercise_minutes:
        return
    if situation.days > len(week.sessions):
        week.sessions.append(own)
    else:
        week.sessions[0].items.insert(0, own.items[0])


def _keep_to_time(week: DraftWeek, situation: Situation, rules: PlanRules) -> None:
    """Take sets away until each session fits its minutes and its most sets."""
    for session in week.sessions:
        while not _fits(session, situation, rules):
            item = _first_to_go(week, session, rules)
            if item is None:
                _shorten(session, situation, rules)
                break
            week.lose_set(session, item)


def _fits(session: DraftSession, situation: Situation, rules: PlanRules) -> bool:
    limits = rules.limits
    if session.minutes(limits.change_over_seconds) > situation.exercise_minutes:
        return False
    return sum([item.hamstring_sets for item in session.items]) <= limits.sets_per_session


def _shorten(session: DraftSession, situation: Situation, rules: PlanRules) -> None:
    """Where one set of each is still too long: fewest repetitions, then no front of the thigh."""
    for item in session.items:
        item.amount = item.exercise.dose.amount[0]
    if not _fits(session, situation, rules):
        rest = [item for item in session.items if item.exercise.emphasis is not Emphasis.QUADRICEPS]
        session.items = rest or session.items


def _first_to_go(
    week: DraftWeek, session: DraftSession, rules: PlanRules, *, hamstring: bool = False
) -> DraftItem | None:
    """The item that loses a set first; the main lifts last, and never what the week must have."""
    candidates = [
        item
        for item in session.items
        if (item.exercise.loads_hamstring or not hamstring) and week.can_lose(session, item)
    ]
    return min(candidates, key=lambda item: _going(item, rules), default=None)


def _going(item: DraftItem, rules: PlanRules) -> tuple[bool, bool, int]:
    """Sort key: extras go whole and first; of the main lifts each keeps one set before any goes."""
    is_main = item.slot in rules.trim_last
    return is_main, is_main and item.sets == 1, rules.trim_rank.get(item.slot, len(rules.trim_rank))


def _make_easier(week: DraftWeek, sets_before: int, rules: PlanRules) -> None:
    """Cut hamstring sets to at most what a deload allows, later sessions first."""
    most = math.floor(round(sets_before * (1 - rules.limits.deload_cut[0]), 6))
    while week.hamstring_sets > most:
        for session in reversed(week.sessions):
            item = _first_to_go(week, session, rules, hamstring=True)
            if item is not None:
                week.lose_set(session, item)
                break
        else:
            return


def conflicts_of(
    week: DraftWeek, programme: Programme, kind: PlanKind, situation: Situation, rules: PlanRules
) -> tuple[str, ...]:
    """The rules this week cannot meet for lack of time, days or kit; the plan says so in words."""
    found: list[str] = []
    knee, hip, front, lowering = coverage(list(week.items()))
    if situation.stage is not Stage.S1 and (knee < ENOUGH_HALVES or hip < ENOUGH_HALVES):
        found.append("plan.HC10")
    if kind is PlanKind.PREVENTION:
        if not front:
            found.append("plan.HC23")
        if lowering < rules.limits.exposure_class:
            found.append("plan.HC14")
        if wants_sprint(week, situation) and not any(item.exercise.is_running for item in week.items()):
            found.append("plan.HC26")
        bounded = not rules.templates[week.template].is_protocol and not week.deload
        least = programme.sets[0] - rules.limits.tier_tolerance if programme.sets else 0
        if bounded and week.hamstring_sets < least:
            found.append("plan.HC11")
    return tuple(found)
