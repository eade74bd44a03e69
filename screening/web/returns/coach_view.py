"""What a coach reads of athletes on the way back, as plain data: one sentence each, and one page each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.case.events import Agreed
from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import Noted
from screening.domain.case.words import Availability
from screening.domain.reporting.case_log_words import LogNames
from screening.domain.reporting.return_sheet import AVAILABILITY, coach_facts
from screening.domain.reporting.words import day
from screening.services.cases import CoachCase
from screening.services.cases.for_coach import CoachCasePage

from .coach_form import KINDS, ways_to_do_less

ASKED = "Do you take them into full training?"
ALWAYS = "Clearance is given by a named person, not by software."


@dataclass(frozen=True, slots=True)
class ReturningLine:
    """One athlete in a list. `more` says until when it was looked at."""

    case_id: int
    athlete_id: int
    name: str
    availability: str
    is_cleared: bool
    sentence: str
    more: str


@dataclass(frozen=True, slots=True)
class CoachPage:
    """The page of one athlete. `asked` is empty where nothing is asked of the coach."""

    case_id: int
    name: str
    person: str
    availability: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    asked: str
    said: str
    less: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    always: str
    is_ended: bool


def returning_lines(cases: Iterable[CoachCase]) -> tuple[ReturningLine, ...]:
    """The athletes as a coach reads them in a list."""
    return tuple(
        ReturningLine(
            case_id=one.case_id,
            athlete_id=one.whose.athlete_id,
            name=one.whose.name,
            availability=AVAILABILITY[one.allowed.availability],
            is_cleared=one.allowed.availability in {Availability.FULL, Availability.MODIFIED},
            sentence=one.allowed.coach,
            more=f"Looked at again on {day(one.review_on)}." if one.review_on else "",
        )
        for one in cases
    )


def coach_page(found: CoachCasePage, names: LogNames) -> CoachPage:
    """The page of one athlete."""
    person = f"{found.whose.born}, {found.whose.code}"
    return CoachPage(
        case_id=found.case_id,
        name=found.whose.name,
        person=person[:1].upper() + person[1:],
        availability=AVAILABILITY[found.allowed.availability].lower(),
        sentence=found.allowed.coach,
        facts=_facts(found, names),
        asked=ASKED if found.is_asked else "",
        said=_said(found.said),
        less=tuple((one.value, one.words) for one in ways_to_do_less(found.rung, speeds_of(found.rules))),
        kinds=tuple(KINDS.items()),
        always=ALWAYS,
        is_ended=found.is_ended,
    )


def speeds_of(rules: CaseRules) -> dict[int, float]:
    """The highest speed of each rung, in percent of the best."""
    return {number: rung.speed_pct for number, rung in rules.running.rungs.items()}


def _facts(found: CoachCasePage, names: LogNames) -> tuple[tuple[str, str], ...]:
    rows = coach_facts(found.state, found.since, found.allowed, found.scope, found.review_on, names)
    return tuple((row.head, row.text) for row in rows)


def _said(said: tuple[Noted[Agreed], ...]) -> str:
    if not said:
        return ""
    newest = said[-1]
    words = "takes them into full training" if newest.body.agrees else "does not yet"
    return f"{newest.by.name} {words}, said on {day(newest.day)}."
