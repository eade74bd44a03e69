"""The coach's sheet of an athlete on the way back: what they may do, and when. Nothing clinical is in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.today import Allowed
from screening.domain.case.week.model import CaseProgramme
from screening.domain.case.words import Availability, State

from .athlete import LANGUAGE
from .case_log_words import LogNames
from .case_week import CoachDay, coach_week
from .identity import printable_name, short_code
from .view import Row
from .words import capital, day

AVAILABILITY = {
    Availability.FULL: "Full",
    Availability.MODIFIED: "Modified",
    Availability.NOT_CLEARED: "Not cleared",
    Availability.UNKNOWN: "Unknown",
}
CHANGES = "It changes with every check-in and every day: print it again on the day you use it."
LEFT_OUT = (
    "Left out on purpose: notes, symptoms, tests and what it fits. They stay between the athlete and the "
    "physio or doctor. More than stands here is not a coach's to allow; less always is."
)


@dataclass(frozen=True, slots=True)
class Returning:
    """One athlete on one day, as a coach of theirs may know them. `rules`: the line at the foot."""

    name: str
    club: str
    case_id: int
    state: State
    since: dt.date
    allowed: Allowed
    scope: str
    review_on: dt.date | None
    always: str
    rules: str


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """Frozen view of the sheet."""

    language: str
    document_title: str
    made_on: str
    name: str
    foot: str
    rules: str
    aid: str
    headline: str
    """Today, 14 November 2026: modified."""
    sentence: str
    facts: tuple[Row, ...]
    days: tuple[CoachDay, ...]
    changes: str
    left_out: str
    supports: str


def return_sheet(found: Returning, names: LogNames, programme: CaseProgramme, aid: str) -> ReturnSheet:
    """The sheet as it stands today.

    Args:
        programme: the days ahead, of which kind, speed and minutes are told.
        aid: what this product is, in a few words, for the foot of the page.
    """
    today = found.allowed.day
    name = printable_name(found.name) or "No name given"
    code = short_code(f"{found.case_id} {today} {found.allowed.coach} {found.rules}")
    rows = coach_facts(found.state, found.since, found.allowed, found.scope, found.review_on, names)
    return ReturnSheet(
        language=LANGUAGE,
        document_title=f"For the coach: {name}, {day(today)}",
        made_on=today.isoformat(),
        name=name,
        foot=f"{name}. {printable_name(found.club) or ''}, as of {day(today)}. Sheet code {code}",
        rules=found.rules,
        aid=aid,
        headline=f"Today, {day(today)}: {AVAILABILITY[found.allowed.availability].lower()}",
        sentence=found.allowed.coach,
        facts=(
            *rows,
            *([Row("Cleared by", found.allowed.cleared_by)] if found.allowed.cleared_by else []),
        ),
        days=coach_week(programme),
        changes=CHANGES,
        left_out=LEFT_OUT,
        supports=found.always,
    )


def coach_facts(
    state: State,
    since: dt.date,
    allowed: Allowed,
    scope: str,
    review_on: dt.date | None,
    names: LogNames,
) -> tuple[Row, ...]:
    """What a coach is told of a return, on the page as on paper."""
    speed = f"{allowed.speed_pct}% of best speed" if allowed.speed_pct else "No running"
    rows = (
        Row("Stage", capital(names.stage(state))),
        Row("Since", day(since)),
        Row("Highest speed", speed),
        Row("Agreed", scope),
        Row("Looked at again", day(review_on) if review_on else "No day is set"),
    )
    return tuple(row for row in rows if row.text)
