"""What a report takes from the sessions ahead. It only takes away: more pain or soreness never adds load."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from screening.domain.plan.rules import PlanRules
from screening.domain.rounding import settled

from .draft import DatedDraft, DraftDay, DraftWeek, as_drafts
from .respond import Latest, Response
from .rules import Effect, ReportLimits
from .setting import Setting
from .sprints import keep_metres
from .trim import ease, keep_ramp, keep_to_time

_Taking = Callable[[DraftDay, Latest, Setting], None]


def soften(weeks: Sequence[DraftWeek], latest: Latest, setting: Setting) -> list[DraftWeek]:
    """The weeks with the next session made easier as the last report asks, and what follows from that.

    After a red light nothing is left ahead of what stands.
    """
    response = latest.response
    if Effect.REST in response.effects:
        return [week for week in weeks if _only_standing(week)]
    day = _next_open(weeks)
    if day is not None and response.effects != (Effect.GO_ON,):
        _change(day, latest, setting)
    _keep_quiet(weeks, response, setting)
    for place, week in enumerate(weeks):
        if not week.is_past:
            week.days = [day for day in week.days if day.items or not day.is_open]
            keep_to_time(week, setting)
            ease(week, weeks[place - 1] if place else None, setting)
            keep_ramp(week, weeks[:place], setting)
            keep_metres(week, weeks[place - 1] if place else None, setting)
    return list(weeks)


def _only_standing(week: DraftWeek) -> bool:
    week.days = [day for day in week.days if not day.is_open]
    return bool(week.days) or week.is_past


def _next_open(weeks: Sequence[DraftWeek]) -> DraftDay | None:
    ahead = [day for week in weeks for day in week.open_days()]
    return min(ahead, key=lambda day: day.date, default=None)


def _change(day: DraftDay, latest: Latest, setting: Setting) -> None:
    """Every effect in turn, the mildest first; the strongest says why."""
    for item in day.items:
        item.same_for_both()
    for effect in reversed(latest.response.effects):
        _TAKING[effect](day, latest, setting)
    day.remark = setting.rules.effects[latest.response.effect].session_note or None


def _repeat(day: DraftDay, latest: Latest, setting: Setting) -> None:
    """No exercise harder than in the session reported, and about a quarter less of the rest."""
    reported = as_drafts(latest.session, setting.plan.exercises)
    most = max([item.exercise.eccentric_class for item in reported], default=0)
    lower_class(day, most, setting)
    for item in day.items:
        before = next((one for one in reported if one.exercise.id == item.exercise.id), None)
        if before is not None:
            item.set_amount(min(item.amount, before.amount))
            _keep_sets(item, before.sets)
    _cut(day, setting.rules.reports.amber_cut)


def _halve(day: DraftDay, _: Latest, setting: Setting) -> None:
    _cut(day, setting.rules.reports.halving, round_up=0)


def _lighter(day: DraftDay, _: Latest, setting: Setting) -> None:
    lower_class(day, max(day.top_class - 1, 0), setting)
    _cut(day, setting.rules.reports.lighter_cut)


def _no_lowering(day: DraftDay, _: Latest, setting: Setting) -> None:
    lower_class(day, setting.rules.reports.no_lowering_class, setting)
    _leave_out_fast(day, setting.rules.reports)


def _nothing(day: DraftDay, latest: Latest, setting: Setting) -> None:
    """Go on."""


_TAKING: dict[Effect, _Taking] = {
    Effect.GO_ON: _nothing,
    Effect.REPEAT: _repeat,
    Effect.HALVE: _halve,
    Effect.LIGHTER: _lighter,
    Effect.NO_LOWERING: _no_lowering,
}


def _cut(day: DraftDay, share: float, round_up: float = 0.5) -> None:
    """That share of each hamstring exercise's sets, to the nearest set; one stays. Runs become fewer."""
    for item in day.items:
        if item.exercise.is_running and item.amount > 1:
            item.set_amount(max(1, math.floor(item.amount * (1 - share))))
        elif item.exercise.loads_hamstring:
            _keep_sets(item, max(1, math.floor(settled(item.sets * (1 - share)) + round_up)))


def _keep_sets(item: DatedDraft, most: int) -> None:
    while item.sets > most:
        item.lose_set()


def lower_class(day: DraftDay, most: int, setting: Setting) -> None:
    """Heavier exercises make room for the first of their slot that is light enough and no more work."""
    day.class_cap = min(day.class_cap, most)
    changed = []
    for item in day.items:
        if item.exercise.is_running or item.exercise.eccentric_class <= most:
            changed.append(item)
            continue
        easier = _stand_in(item, [*day.items, *changed], day, setting.plan)
        if easier is not None:
            changed.append(easier)
    day.items = changed or [item for item in day.items if item.exercise.eccentric_class <= most]


def _stand_in(
    item: DatedDraft, beside: Sequence[DatedDraft], day: DraftDay, plan: PlanRules
) -> DatedDraft | None:
    names = {other.exercise.id for other in beside}
    for exercise in plan.slots[item.slot].exercises if item.slot in plan.slots else ():
        fits = exercise.eccentric_class <= day.class_cap and exercise.id not in names
        if not fits or exercise.is_running or not day.situation.may_do(exercise):
            continue
        lowest, highest = exercise.dose.amount
        amount = min(max(item.amount, lowest), highest) if exercise.dose.unit is item.unit else lowest
        other = DatedDraft(item.slot, exercise, item.sets, exercise.dose.unit, amount)
        while other.load > item.load and other.sets > 1:
            other.lose_set()
        if other.load <= item.load:
            return other
    return None


def _keep_quiet(weeks: Sequence[DraftWeek], response: Response, setting: Setting) -> None:
    """No slow lowering and nothing fast until the light allows it (plan.HC17)."""
    until, limits = response.quiet_until, setting.rules.reports
    if until is None:
        return
    for week in weeks:
        for day in week.open_days():
            if day.date <= until:
                _quieten(day, response, setting, limits)


def _quieten(day: DraftDay, response: Response, setting: Setting, limits: ReportLimits) -> None:
    if day.top_class > limits.quiet_class or day.top_rung > limits.quiet_rung:
        lower_class(day, limits.quiet_class, setting)
        _leave_out_fast(day, limits)
        day.remark = day.remark or setting.rules.effects[response.effect].session_note or None


def _leave_out_fast(day: DraftDay, limits: ReportLimits) -> None:
    day.items = [item for item in day.items if (item.exercise.rung or 0) <= limits.quiet_rung]
