"""The programme for everybody this week, on the days of the squad."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from screening.domain.plan.rules import PlanRules
from screening.domain.programme.model import DatedSession, Programme
from screening.domain.reporting.day_words import day_of, many
from screening.domain.reporting.squad_view import BaseDay, BasePart
from screening.domain.reporting.words import ended, listed, weekday
from screening.domain.squad.model import BaseProgramme
from screening.domain.squad.rules import SquadRules

WEEK = dt.timedelta(days=7)


def base_part(base: BaseProgramme, rules: SquadRules, plan: PlanRules, on: dt.date) -> BasePart:
    """The week of a day; where it holds no session, why that is so."""
    say, sessions = rules.wording.say, _this_week(base.programme, on)
    if not sessions:
        return BasePart(say("base.title"), say("base.none", why=ended(base.programme.why)), "", (), "")
    days = listed([weekday(session.date.isoweekday()) for session in sessions])
    kit = _kit(sessions, base.kit, rules, plan)
    return BasePart(
        title=say("base.title"),
        lead=say("base.when", days=days, minutes=max(session.minutes for session in sessions)),
        kit=say("base.kit", kit=kit) if kit else "",
        days=tuple(
            BaseDay(
                day=day_of(session.date),
                minutes=many(session.minutes, "minute"),
                items=tuple((item.name, item.dose) for item in session.items),
                note=session.note or "",
            )
            for session in sessions
        ),
        note=say("base.note"),
    )


def _this_week(programme: Programme, on: dt.date) -> Sequence[DatedSession]:
    """The sessions of the week of that day; those of the first week while it is still to come."""
    weeks = [week for week in programme.weeks if week.start + WEEK > on]
    return weeks[0].sessions if weeks else ()


def _kit(sessions: Sequence[DatedSession], there: frozenset[str], rules: SquadRules, plan: PlanRules) -> str:
    """What the exercises of the week use of what there is, in words; one thing where several would do."""
    needed: dict[str, None] = {}
    for session in sessions:
        for item in session.items:
            for group in plan.exercises[item.exercise].equipment:
                for thing in [thing for thing in rules.base.kit if thing in group & there][:1]:
                    needed.setdefault(thing, None)
    return listed([rules.base.kit[thing] for thing in needed])
