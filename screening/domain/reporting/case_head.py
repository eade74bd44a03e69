"""The head of a case: who, which side in words, since when, where it stands, and what holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.case.events import GradeSet
from screening.domain.case.holding import BY_HAND, Holding
from screening.domain.case.standing import CaseState, Hold, Noted
from screening.domain.case.words import Party
from screening.domain.vocabulary import Grade

from .case_log_words import LogNames, who
from .case_words import MECHANISM, SEVERITY
from .day_words import many
from .words import capital, day, ended


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The head of the page; `side` and `place` stand on every form of the case too."""

    heading: str
    name: str
    apart: str
    """What tells the athlete apart."""
    opened: str
    grade: str
    grade_by: str
    notes: tuple[str, ...]
    side: str
    place: str
    since: str


@dataclass(frozen=True, slots=True)
class HoldShown:
    """One hold. `number` is what lifting it names; 0 for one that goes by the day."""

    number: int
    title: str
    text: str
    rule: str
    by: str
    who_may: str


def case_head(state: CaseState, names: LogNames, name: str, person: str, today: dt.date) -> CaseHead:
    """The head as it stands on a day.

    Args:
        person: what tells the athlete apart, such as birth year and code.
    """
    opened = state.opened
    days = (today - opened.injury_on).days
    grade, grade_by = _grade(state)
    in_stage = (today - state.entered_on).days
    return CaseHead(
        heading=f"{name}, {opened.side} hamstring",
        name=name,
        apart=person,
        opened=f"Injured {MECHANISM[opened.mechanism]} on {day(opened.injury_on)}, day {days}. "
        f"Responsible: {who(state.responsible)}",
        grade=grade,
        grade_by=grade_by,
        notes=_notes(state),
        side=f"{capital(opened.side)} leg injured",
        place=capital(names.stage(state.state)) + ".",
        since=f"Since {day(state.entered_on)}, {many(in_stage, 'day') if in_stage else 'today'}.",
    )


def _grade(state: CaseState) -> tuple[str, str]:
    """What it fits, and who said so; a proposal stays beside what a clinician set."""
    opened = state.opened
    proposed = _pattern(opened.proposed_low, opened.proposed_high)
    if not state.grades:
        proposal = proposed or "No grade is proposed"
        return ended(
            capital(proposal)
        ), f"Proposed, {SEVERITY[opened.severity]}. No clinician has confirmed it."
    newest: Noted[GradeSet] = state.grades[-1]
    body = newest.body
    said = _pattern(body.low, body.high) or SEVERITY[body.severity]
    beside = f" Proposed: {proposed or SEVERITY[opened.severity]}."
    reason = f" {ended(body.reason)}" if body.reason else ""
    words = f"Set by {newest.by.name} on {day(newest.day)}, {SEVERITY[body.severity]}.{reason}{beside}"
    return ended(capital(said)), words


def _pattern(low: Grade | None, high: Grade | None) -> str:
    span = [grade.value.replace("-", "–") for grade in dict.fromkeys((low, high)) if grade is not None]
    return f"fits the pattern of a grade {' to '.join(span)} strain" if span else ""


def _notes(state: CaseState) -> tuple[str, ...]:
    imaging = next((one.body.imaging for one in reversed(state.grades) if one.body.imaging), "")
    code = state.code.body if state.code is not None else None
    return tuple(
        line
        for line in (
            "The same leg was injured within 12 months." if state.recurrent else "",
            f"Imaging as written: {imaging}" if imaging else "",
            f"Injury code {code.code} ({code.system} {code.version})." if code else "",
        )
        if line
    )


def holds_shown(state: CaseState, held: Sequence[Holding]) -> tuple[HoldShown, ...]:
    """Everything that holds the case today, as banners; those that somebody has to lift say so."""
    by_number = {hold.number: hold for hold in state.holds}
    return tuple(
        HoldShown(
            number=one.number or 0,
            title="Every load on the leg stops" if one.stops_training else "Hold: no step up",
            text=ended(one.text),
            rule="" if one.rule == BY_HAND else one.rule,
            by=_set_by(by_number.get(one.number or 0)),
            who_may="A physio or doctor lifts it."
            if one.number
            else "It ends by itself with what is missing.",
        )
        for one in held
    )


def _set_by(hold: Hold | None) -> str:
    if hold is None:
        return "By the rules of today."
    setter = "the software" if hold.by.party is Party.SYSTEM else hold.by.name
    return f"Set by {setter} on {day(hold.day)}."
