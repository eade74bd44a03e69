"""The way back as a care plan with a goal for each criterion, and who moved it as provenance."""

from __future__ import annotations

from screening.domain.case.events import Criterion, GradeSet, Moved
from screening.domain.case.standing import Noted
from screening.domain.case.words import State
from screening.domain.reporting.case_words import PARTY
from screening.domain.reporting.words import capital

from .base import OWN, Book, Resource, own

ACHIEVED = "http://terminology.hl7.org/CodeSystem/goal-achievement"
STATUS = {State.CLOSED: "completed", State.CLOSED_REINJURY: "revoked", State.WITHDRAWN: "revoked"}


def add_plan(book: Book, condition: dict[str, str]) -> dict[str, str]:
    """The stage now with what is allowed, and the gate to the next as goals."""
    sheet, state = book.sheet, book.sheet.state
    rows = sheet.gate.rows if sheet.gate is not None else ()
    goals = [_goal(book, row) for row in rows]
    stopped = state.is_held or state.state is State.REFERRED
    status = STATUS.get(state.state, "on-hold" if stopped else "active")
    text = sheet.caps.allowed or capital(sheet.names.stage(state.state))
    return book.add(
        "CarePlan",
        "return",
        {
            "status": status,
            "intent": "plan",
            "title": f"Return to training: {sheet.names.stage(state.state)}",
            "description": sheet.supports,
            "subject": book.patient,
            "period": {"start": state.opened.injury_on.isoformat()},
            "created": sheet.log[0].at.isoformat(),
            "author": book.person(state.responsible),
            "addresses": [condition],
            "goal": goals,
            "activity": [
                {
                    "detail": {
                        "status": "on-hold" if stopped else "completed" if state.is_ended else "in-progress",
                        "code": own("stage", state.state.value, sheet.names.stage(state.state)),
                        "description": text,
                    }
                }
            ],
        },
    )


def _goal(book: Book, row: Criterion) -> dict[str, str]:
    """One criterion; not tested is neither met nor failed."""
    word = {True: "achieved", False: "not-achieved", None: "no-progress"}[row.met]
    return book.add(
        "Goal",
        f"criterion/{row.id}",
        {
            "lifecycleStatus": "active",
            "achievementStatus": {"coding": [{"system": ACHIEVED, "code": word}]},
            "description": {"text": row.text},
            "subject": book.patient,
            "target": [
                {"measure": own("criterion", row.id, row.text), "detailString": row.threshold or row.text}
            ],
            "note": [{"text": f"Result: {row.result or 'not tested'}"}],
        },
    )


def add_provenance(book: Book, condition: dict[str, str], plan: dict[str, str]) -> None:
    """Who moved the case and who set a grade, when and in which part."""
    for move in book.sheet.state.moves:
        reason = "; ".join(part for part in (move.body.reason, ", ".join(move.body.rules)) if part)
        _provenance(book, move, plan, _moved(book, move.body), reason)
    for grade in book.sheet.state.grades:
        _provenance(book, grade, condition, "Grade set by a clinician", grade.body.reason)


def _moved(book: Book, body: Moved) -> str:
    names = book.sheet.names
    return f"{capital(names.stage(body.before))} to {names.stage(body.after)} ({body.move})"


def _provenance(
    book: Book, found: Noted[Moved] | Noted[GradeSet], target: dict[str, str], activity: str, reason: str
) -> None:
    by: Resource = {"type": {"text": PARTY[found.by.party]}, "who": book.person(found.by)}
    book.add(
        "Provenance",
        f"event/{found.number}",
        {
            "target": [target],
            "occurredDateTime": found.day.isoformat(),
            "recorded": found.at.isoformat(),
            "policy": [f"{OWN}rulebook:{book.sheet.rulebook.digest.removeprefix('sha256:')}"],
            "activity": {"text": activity},
            "reason": [{"text": reason}] if reason else None,
            "agent": [by],
        },
    )
