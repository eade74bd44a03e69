"""The injury as a condition, the answers it rests on, and the request to whoever should examine it."""

from __future__ import annotations

from screening.domain.answers import NOT_SURE, Answer
from screening.domain.case.events import GradeSet
from screening.domain.case.standing import Noted
from screening.domain.case.words import ENDED, State
from screening.domain.reporting.answered import answer_words
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.case_handover import span_words
from screening.domain.reporting.case_words import MECHANISM, SEVERITY
from screening.domain.reporting.words import capital

from .base import OWN, Book, Resource, coded, own

CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def add_condition(book: Book) -> dict[str, str]:
    """The injury: provisional until a clinician has set the grade and the code."""
    sheet, state = book.sheet, book.sheet.state
    grade = state.grades[-1] if state.grades else None
    evidence = [{"detail": [_answers(book)]}] if sheet.screening is not None else None
    return book.add(
        "Condition",
        "injury",
        {
            "clinicalStatus": {
                "coding": [{"system": CLINICAL, "code": _clinical(state.state, state.recurrent)}]
            },
            "verificationStatus": {
                "coding": [
                    {"system": VERIFICATION, "code": "confirmed" if grade and state.code else "provisional"}
                ]
            },
            "code": _code(book),
            "bodySite": [{"text": f"Back of the {state.opened.side} thigh"}],
            "subject": book.patient,
            "onsetDateTime": state.opened.injury_on.isoformat(),
            "recordedDate": sheet.log[0].at.isoformat(),
            "recorder": book.person(sheet.log[0].by),
            "asserter": book.person(grade.by) if grade is not None else None,
            "stage": [{"summary": own("severity", state.severity.value, capital(SEVERITY[state.severity]))}],
            "evidence": evidence,
            "note": _notes(book, grade),
        },
    )


def _clinical(state: State, recurrent: bool) -> str:
    if state in ENDED:
        return "resolved" if state is State.CLOSED else "inactive"
    return "recurrence" if recurrent else "active"


def _code(book: Book) -> Resource:
    """The injury code, confirmed or as proposed, and the pattern in words."""
    sheet, state = book.sheet, book.sheet.state
    text = span_words(state.low, state.high, state.tags) + f", {state.opened.side} leg"
    kept, proposed = state.code, sheet.code
    meanings = proposed.meanings if proposed is not None else {}
    if kept is not None:
        found = kept.body.system, kept.body.version, kept.body.code
    elif proposed is not None:
        found = proposed.system, proposed.version, proposed.code
    else:
        return {"text": text}
    system, version, code = found
    slice_ = coded(f"{OWN}code-system:{system.lower()}", code, meanings.get(code, code), version=version)
    return {**slice_, "text": text}


def _notes(book: Book, grade: Noted[GradeSet] | None) -> list[Resource]:
    state, notice = book.sheet.state, book.sheet.code.notice if book.sheet.code else ""
    opened = state.opened
    lines = [f"How it happened: {MECHANISM[opened.mechanism]}. {opened.mechanism_note}".strip()]
    lines.append(
        f"Proposed: {span_words(opened.proposed_low, opened.proposed_high, opened.tags)}; "
        f"{SEVERITY[opened.severity]}."
    )
    if grade is not None and grade.body.reason:
        lines.append(f"Why a clinician set another grade: {grade.body.reason}")
    if grade is not None and grade.body.imaging:
        lines.append(f"Imaging as written: {grade.body.imaging}")
    if notice and state.code is None:
        lines.append(f"About the code: {notice}")
    return [{"text": line} for line in lines]


def _answers(book: Book) -> dict[str, str]:
    """The screening as answered; "not sure" is an answer."""
    found = book.sheet.screening
    assert found is not None  # noqa: S101 - asked for only with a screening
    wording, questions = required_wording(found.rulebook), found.rulebook.questionnaire.questions
    items: list[Resource] = []
    for name, answer in found.answers.items():
        question = questions.get(name)
        words = answer_words(question, answer, wording) if question is not None else str(answer)
        label = question.short_label if question is not None else name
        items.append({"linkId": name, "text": label, "answer": _values(answer, words)})
    return book.add(
        "QuestionnaireResponse",
        "screening",
        {
            "questionnaire": f"{OWN}questionnaire|{found.rulebook.version}",
            "status": "completed",
            "subject": book.patient,
            "authored": found.answered_at.isoformat(),
            "item": items,
        },
    )


def _values(answer: Answer, words: str) -> list[Resource]:
    if isinstance(answer, bool):
        return [{"valueBoolean": answer}]
    if isinstance(answer, int):
        return [{"valueInteger": answer}]
    if isinstance(answer, float):
        return [{"valueDecimal": answer}]
    if isinstance(answer, tuple):
        labels = words.split("; ")
        named = labels if len(labels) == len(answer) else list(answer)
        return [_choice(str(one), label) for one, label in zip(answer, named, strict=True)]
    return [_choice(str(answer), "Not sure" if answer == NOT_SURE else words)]


def _choice(code: str, label: str) -> Resource:
    return {"valueCoding": {"system": f"{OWN}answer", "code": code, "display": label}}


def add_referral(book: Book, condition: dict[str, str]) -> None:
    """The request to examine, for every time the case was referred; the newest is open while it waits."""
    state = book.sheet.state
    referred = [one for one in state.moves if one.body.after is State.REFERRED]
    for place, one in enumerate(referred, start=1):
        waits = place == len(referred) and state.state is State.REFERRED
        why = "; ".join(part for part in (one.body.reason, ", ".join(one.body.rules)) if part)
        book.add(
            "ServiceRequest",
            f"referral/{one.number}",
            {
                "status": "active" if waits else "completed",
                "intent": "order",
                "code": {"text": "Examination by a clinician before any load goes on"},
                "subject": book.patient,
                "authoredOn": one.at.isoformat(),
                "requester": book.person(one.by),
                "performer": [book.person(state.responsible)],
                "reasonReference": [condition],
                "reasonCode": [{"text": why}] if why else None,
            },
        )
