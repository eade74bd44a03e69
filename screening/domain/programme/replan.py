"""Makes what lies ahead of a programme anew: what was done, and what is past, stays as it is."""

from __future__ import annotations

import dataclasses
import datetime as dt

from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .compose import Basis, compose, level_and_latest, withheld
from .draft import DAYS_A_WEEK
from .log import done_by_session, reports_since
from .model import DatedWeek, Programme, Request
from .offer import choose_protocol
from .past import past_of
from .rules import ProgrammeRules
from .setting import kind_row


def replan(
    programme: Programme,
    situation: Situation,
    request: Request,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
    *,
    today: dt.date,
) -> Programme:
    """The same programme after life has had its say: a missed week, a moved match, less time, pain, soreness.

    Sessions before `today` and all sessions in the log stay as they are. A session nobody reported counts as
    not done where load is built on it, and as done where distance is kept to it.

    Args:
        request: as it is now, with the whole log; its start counts only where there are no weeks yet.
    Returns:
        The programme with what lies ahead made anew. After a red light, or where the situation now withholds
        loading, nothing lies ahead; `notes` or `why` say so.
    Source:
        rules/programmes/following.yaml and reports.yaml; programmes.md 5 and 9.4.
    """
    start = programme.start if programme.weeks else request.start
    request = dataclasses.replace(request, start=start)
    row = kind_row(situation, plan_rules)
    choice = choose_protocol(situation, request, plan_rules, programme_rules, programme.protocol)
    log = reports_since(request.log, start)
    if choice is None:
        return withheld(row, start, _what_stands(programme, set(done_by_session(log)), today))
    past = past_of(programme, log, situation, plan_rules.exercises, today)
    if choice.protocol.id != programme.protocol:
        past = past.for_another_protocol()
    levels, latest = level_and_latest(programme, log, situation, today, plan_rules, programme_rules)
    basis = Basis(row, choice, situation, request, past, levels, latest)
    return compose(basis, plan_rules, programme_rules)


def _what_stands(programme: Programme, reported: set[str], today: dt.date) -> tuple[DatedWeek, ...]:
    weeks = []
    for week in programme.weeks:
        if week.start + dt.timedelta(DAYS_A_WEEK) <= today:
            weeks.append(week)
            continue
        kept = tuple([s for s in week.sessions if s.date < today or s.key in reported])
        if kept:
            weeks.append(dataclasses.replace(week, sessions=kept))
    return tuple(weeks)
