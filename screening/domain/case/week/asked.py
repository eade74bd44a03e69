"""The terms of a case's days ahead: as a clinician kept them last, else as the screening was answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.case.events import DaysSaid, Log, ProgrammeMade
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .model import Terms


def terms_kept(log: Log, entered: int) -> tuple[Terms, ProgrammeMade] | None:
    """The terms of the programme that was kept last, with it; None where nobody kept one.

    Args:
        entered: the number of the event with which the present stage began. That a clinician builds it counts
            for the stage it was said in.
    """
    for event in reversed(log):
        if isinstance(event.body, ProgrammeMade):
            terms = event.body.terms
            return replace(terms, is_clinicians=terms.is_clinicians and event.number > entered), event.body
    return None


def days_said(log: Log) -> DaysSaid | None:
    """What the athlete said last of days and minutes; None where a clinician has kept a programme since."""
    newest = (event.body for event in reversed(log) if isinstance(event.body, DaysSaid | ProgrammeMade))
    found = next(newest, None)
    return found if isinstance(found, DaysSaid) else None


def narrowed(terms: Terms, said: DaysSaid | None, kept: Terms | None) -> Terms:
    """The terms with what the athlete said: only days that a clinician kept, and no more minutes.

    Args:
        kept: the terms that a clinician kept; None where nobody has, and the athlete's word alone counts.
    """
    if said is None:
        return terms
    days, minutes = said.days or terms.days, said.minutes or terms.minutes
    if kept is not None and kept.days:
        days = tuple(day for day in days if day in kept.days) or kept.days
    if kept is not None and kept.minutes is not None and minutes is not None:
        minutes = min(minutes, kept.minutes)
    return replace(terms, days=tuple(sorted(days)), minutes=minutes)


def terms_answered(situation: Situation | None, plan: PlanRules, matches: tuple[dt.date, ...] = ()) -> Terms:
    """What somebody said in the screening about days, minutes and kit; without one nothing is known."""
    if situation is None:
        return Terms(match_dates=matches)
    ask, facts = plan.situations, situation.facts
    return Terms(
        sessions_a_week=situation.days if facts.get(ask.days) is not None else None,
        minutes=situation.minutes if facts.get(ask.minutes) is not None else None,
        kit=situation.kit if facts.get(ask.kit) is not None else None,
        codes=situation.codes,
        level=situation.level,
        match_dates=matches,
    )
