"""What a request makes of an athlete's situation: days, minutes and kit, and what changes while away."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass, field

from screening.domain.answers import Known
from screening.domain.conditions import holds
from screening.domain.facts import Facts
from screening.domain.plan.rules import KindRow, PlanRules
from screening.domain.plan.situation import ANCHORS, Situation

from .draft import DAYS_A_WEEK
from .model import Request
from .rules import ProgrammeRules, Protocol

EQUIPMENT = "equipment"


def kind_row(situation: Situation, plan: PlanRules) -> KindRow:
    """The row of the table of kinds that the situation was made from."""
    return next(row for row in plan.kinds if holds(row.when, situation.facts))


def facts_asked(situation: Situation, request: Request) -> Facts:
    """The facts as the request changes them, for the conditions of protocols."""
    kit = kit_asked(situation, request)
    changes: dict[str, Known | None] = {
        "programme.days": days_asked(situation, request),
        "programme.minutes": minutes_asked(situation, request),
        "plan.has_anchor": bool(kit & ANCHORS),
    }
    if request.kit is not None:
        changes[EQUIPMENT] = kit
    return situation.facts.plus(changes)


def kit_asked(situation: Situation, request: Request) -> frozenset[str]:
    return situation.kit if request.kit is None else frozenset(request.kit)


def minutes_asked(situation: Situation, request: Request) -> int:
    return situation.minutes if request.minutes is None else request.minutes


def days_asked(situation: Situation, request: Request) -> int:
    """How many days a week; the days somebody names are the days there are."""
    named = set(request.days) & set(range(1, DAYS_A_WEEK + 1))
    return len(named) if named else situation.days


@dataclass(frozen=True, slots=True)
class Setting:
    """An athlete, a request and a protocol together; `situation` is as asked for at home."""

    situation: Situation
    request: Request
    protocol: Protocol
    plan: PlanRules
    rules: ProgrammeRules
    days: int
    usual_kit: frozenset[str]
    """As answered in the screening."""
    _variants: dict[tuple[bool, int], Situation] = field(default_factory=dict, repr=False, compare=False)

    def on(self, day: dt.date, level: int) -> Situation:
        """The situation on one day at an exercise level; away, only what travels is there."""
        away = self.is_away(day)
        found = self._variants.get((away, level))
        if found is None:
            kit = self.situation.kit & self.rules.bag if away else self.situation.kit
            found = dataclasses.replace(self.situation, kit=kit, level=level)
            self._variants[away, level] = found
        return found

    def is_away(self, day: dt.date) -> bool:
        return any(away.first <= day <= away.last for away in self.request.away)

    def may_train(self, day: dt.date) -> bool:
        """Whether the athlete has that weekday for training."""
        return not self.request.days or day.isoweekday() in self.request.days


def setting_of(
    situation: Situation, request: Request, protocol: Protocol, plan: PlanRules, rules: ProgrammeRules
) -> Setting:
    """The setting for one protocol, with its own ceiling on minutes and the warm-up it shares."""
    facts, limits = facts_asked(situation, request), plan.limits
    minutes = minutes_asked(situation, request)
    if protocol.minutes is not None:
        minutes = min(minutes, protocol.minutes)
    with_team = situation.has_team_warm_up or protocol.with_team
    is_short = not with_team and minutes < limits.short_session_minutes
    cap = kind_row(situation, plan).class_cap
    asked = dataclasses.replace(
        situation,
        facts=facts,
        kit=kit_asked(situation, request),
        minutes=minutes,
        has_team_warm_up=with_team,
        is_short=is_short,
        class_cap=min(cap, limits.short_session_class) if is_short else cap,
        wants_sprints=holds(plan.situations.wants_sprints, facts),
    )
    return Setting(asked, request, protocol, plan, rules, days_asked(situation, request), situation.kit)
