"""From an athlete's situation and a request to a finished, dated programme."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .compose import Basis, compose, level_and_latest, withheld
from .model import LoggedSession, Programme, Request
from .offer import choose_protocol
from .past import Past, past_of, with_history
from .rules import ProgrammeRules
from .setting import kind_row


def make_programme(
    situation: Situation,
    request: Request,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
    *,
    after: Programme | None = None,
) -> Programme:
    """The programme somebody starts.

    Args:
        situation: what the screening says; see `screening.domain.plan.situation`.
        request: start, protocol, days, minutes, kit, matches, time away. Its log is read with `after` only.
        after: the programme followed before, with its reports in the request's log: what was done there
            counts for spacing, ramp and level.
    Returns:
        A programme without weeks where loading is withheld or nobody asked about pain; `why` says so. The
        same arguments always give the same programme.
    Raises:
        ValueError: the start is no Monday.
    Source:
        rules/programmes; programmes.md 2, 6, 7 and 9.
    """
    if request.start.isoweekday() != 1:
        raise ValueError(f"a programme starts on a Monday, not on {request.start}")
    row = kind_row(situation, plan_rules)
    choice = choose_protocol(situation, request, plan_rules, programme_rules)
    if choice is None:
        return withheld(row, request.start)
    basis = Basis(row, choice, situation, request, Past(request.start))
    if after is not None:
        log = _before(request.log, request.start)
        history = past_of(after, log, situation, plan_rules.exercises, request.start)
        levels, _ = level_and_latest(after, log, situation, request.start, plan_rules, programme_rules)
        basis = dataclasses.replace(basis, past=with_history(basis.past, history), levels=levels)
    return compose(basis, plan_rules, programme_rules)


def _before(log: Sequence[LoggedSession], start: dt.date) -> tuple[LoggedSession, ...]:
    return tuple([report for report in log if report.on < start])
