"""Who fills the places of a session, what a week still lacks, and where fast running goes."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Sequence

from screening.domain.plan.draft import ENOUGH_HALVES, coverage
from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .draft import DatedDraft, DraftDay, DraftWeek, drafted
from .rules import Note, ProgrammeRules, ProtocolItem
from .setting import Setting

_LONGER_LOOK = 2
_NEEDED = (ENOUGH_HALVES, ENOUGH_HALVES, 1)
"""Halves of knee flexion and of hip extension, and the front of the thigh; as `coverage` counts them."""


def candidates(rule: ProtocolItem, situation: Situation, plan: PlanRules) -> tuple[Exercise, ...]:
    """Everybody who may fill the place, best first, whatever day it is."""
    found = situation.permitted.get(rule.slot)
    if found is None:
        found = tuple([one for one in plan.slots[rule.slot].exercises if situation.may_do(one)])
        situation.permitted[rule.slot] = found
    named = plan.exercises[rule.exercise] if rule.exercise else None
    if named is not None and situation.may_do(named):
        return (named, *found)
    return found


def choose(
    rule: ProtocolItem, day: DraftDay, plan: PlanRules, stale: Collection[str] = ()
) -> Exercise | None:
    """The first who may do it on that day; one that was there for weeks makes room for another like it."""
    fitting = [
        exercise
        for exercise in candidates(rule, day.situation, plan)
        if (exercise.is_running or exercise.eccentric_class <= day.class_cap)
        and not day.holds_exercise(exercise.id)
    ]
    if not fitting:
        return None
    first = fitting[0]
    if first.id in stale and first.id != rule.exercise:
        alike = [one for one in fitting if one.id not in stale and _alike(one, first)]
        return alike[0] if alike else first
    return first


def _alike(one: Exercise, other: Exercise) -> bool:
    return (one.emphasis, one.eccentric_class) == (other.emphasis, other.eccentric_class)


def add(rule: ProtocolItem, day: DraftDay, plan: PlanRules, stale: Collection[str] = ()) -> bool:
    """Put the item into the session; False where nobody can fill it or the slot is taken."""
    if rule.slot in [item.slot for item in day.items]:
        return False
    exercise = choose(rule, day, plan, stale)
    if exercise is None:
        return False
    day.items.append(drafted(rule, exercise, plan.slots[rule.slot].exercises[0]))
    return True


def wanted_class(items: Collection[ProtocolItem], situation: Situation, plan: PlanRules) -> int:
    """The highest eccentric class a session would hold on a day without limits."""
    top = 0
    for rule in items:
        best = next(iter(candidates(rule, situation, plan)), None)
        if best is not None and not best.is_running:
            top = max(top, min(best.eccentric_class, situation.class_cap))
    return top


def top_up(week: DraftWeek, setting: Setting) -> None:
    """Add what every week must hold, where somebody can fill it."""
    if setting.situation.stage is Stage.S1:
        return
    for place, (rule, needed) in enumerate(zip(setting.rules.top_ups, _NEEDED, strict=True)):
        for day in reversed(week.open_days()):
            if coverage(list(week.items()))[place] >= needed:
                break
            add(rule, day, setting.plan)


def say_what_is_missing(day: DraftDay, rules: Collection[ProtocolItem], setting: Setting) -> None:
    """Note on each item that stands in for another, where the usual kit is not there."""
    usual = setting.usual_kit | setting.situation.kit
    if usual <= day.situation.kit:
        return
    for item in day.items:
        rule = next((one for one in rules if one.slot == item.slot), None)
        first = _first_with(usual, rule, day, setting.plan) if rule and item.note is None else None
        if first is not None and first.id != item.exercise.id and not first.fits_kit(day.situation.kit):
            item.note = setting.rules.wording.notes[Note.INSTEAD].format(name=first.name)


def _first_with(kit: frozenset[str], rule: ProtocolItem, day: DraftDay, plan: PlanRules) -> Exercise | None:
    """Who would have filled the place with that kit."""
    at_home = dataclasses.replace(day.situation, kit=kit)
    named = (plan.exercises[rule.exercise],) if rule.exercise else ()
    everybody: tuple[Exercise, ...] = (*named, *plan.slots[rule.slot].exercises)
    for exercise in everybody:
        if exercise.eccentric_class <= day.class_cap and at_home.may_do(exercise):
            return exercise
    return None


def order_items(day: DraftDay) -> None:
    """Fast running first, then the heaviest lowering, then the rest as it came, stretches last."""
    if day.situation.stage is Stage.P:
        day.items.sort(key=_place_in_session)


def _place_in_session(item: DatedDraft) -> tuple[int, int]:
    exercise = item.exercise
    if exercise.is_running:
        return (0, 0)
    if exercise.emphasis is Emphasis.MOBILITY:
        return (4, 0)
    if exercise.emphasis is Emphasis.TRUNK:
        return (3, 0)
    if exercise.knee_flexion_halves or exercise.hip_extension_halves:
        return (1, -exercise.eccentric_class) if exercise.eccentric_class >= 2 else (2, 0)
    return (2, 1)


def stale_exercises(weeks: Sequence[DraftWeek], rules: ProgrammeRules) -> frozenset[str]:
    """What stood in nearly all of the last weeks; the longer look keeps a change for more than one week.

    What is on the ladder stays: it changes along it, and a change for its own sake would be a step back.
    """
    most, stays = rules.following.stale_after_weeks, rules.on_ladder
    recent = weeks[-(most + _LONGER_LOOK) :]
    counts = Counter(name for week in recent for name in {item.exercise.id for item in week.items()})
    return frozenset([name for name, count in counts.items() if count >= most and name not in stays])
