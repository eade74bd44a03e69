"""Checks a finished programme against the hard constraints, apart from the code that made it."""

from __future__ import annotations

import datetime as dt

from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .check_sessions import session_checks
from .check_spacing import spacing_checks
from .check_weeks import week_checks
from .model import Programme, Request
from .offer import LOADING
from .programme_reader import ProgrammeReader
from .rules import ProgrammeRules


def check_programme(
    programme: Programme,
    situation: Situation,
    request: Request,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
    *,
    today: dt.date | None = None,
    after: Programme | None = None,
) -> list[str]:
    """The ids of the hard constraints that the programme breaks; empty where it holds.

    Args:
        today: sessions before it, and reported ones, stand as they are; a rule is broken only where a session
            planned now has part in it. None: everything was planned now.
        after: the programme followed before, as for `make_programme`.
    Source:
        programmes.md 9.2. A rule the programme itself names in `conflicts` is not counted. HC28 is a property
        of making and not of one programme.
    """
    reader = ProgrammeReader(programme, situation, request, plan_rules, programme_rules, today, after)
    if reader.row.kind not in LOADING:
        return ["plan.HC18"] if reader.open_entries() else []
    checks = (*session_checks(reader), *week_checks(reader), *spacing_checks(reader))
    broken = {rule for rule, holds in checks if not holds()}
    return sorted(broken - set(programme.conflicts))
