"""Acts that record what was found: red flags, the grade, the injury code, notes and letters."""

from __future__ import annotations

from screening.domain.case.events import (
    Body,
    CodeSet,
    GradeSet,
    NoteWritten,
    Screened,
)
from screening.domain.case.words import SeverityClass
from screening.domain.reporting.case_words import SEVERITY
from screening.domain.reporting.words import capital
from screening.domain.vocabulary import Grade, Tag

from .acts import Act, Known, is_open
from .asks import Ask, Kind, Typed

GROUP = "Findings"
KNOWN_OR_NOT = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))
ANSWER = {"yes": True, "no": False, "not_known": None}
TAGS = {
    Tag.AVULSION_SUSPECTED: "Avulsion suspected",
    Tag.RUPTURE_SUSPECTED: "Rupture suspected",
    Tag.STRETCH_PROXIMAL: "Stretch type, close to the sit bone",
    Tag.INTRATENDINOUS: "Into the tendon",
    Tag.RECURRENCE: "Recurrence",
}


def _flag_asks(known: Known) -> tuple[Ask, ...]:
    return tuple(
        Ask(
            one.id.replace(".", "-"),
            Kind.CHOICE,
            one.ask,
            needed=f"{one.ask} Choose yes, no or not known",
            options=KNOWN_OR_NOT,
        )
        for one in known.rules.red_flags
    )


def _flag_body(typed: Typed, known: Known) -> Body:
    return Screened({one.id: ANSWER[typed.text(one.id.replace(".", "-"))] for one in known.rules.red_flags})


def _grade_asks(known: Known) -> tuple[Ask, ...]:
    state = known.state
    grades = tuple((grade.value, f"Grade {grade.value}") for grade in Grade)
    return (
        Ask(
            "severity",
            Kind.SELECT,
            "Severity class",
            f"Proposed: {SEVERITY[state.opened.severity]}. The minimum times and stages go by it."
            + ("" if known.is_doctor else " Only a doctor makes it milder."),
            needed="Choose the class",
            options=tuple((one.value, capital(words)) for one, words in SEVERITY.items()),
            start=state.severity.value,
        ),
        Ask("low", Kind.SELECT, "Grade, from", options=grades, start=_value(state.low)),
        Ask("high", Kind.SELECT, "Grade, to", options=grades, start=_value(state.high)),
        Ask(
            "tags",
            Kind.TICKS,
            "It shows",
            options=tuple((tag.value, words) for tag, words in TAGS.items()),
            ticked=tuple(tag.value for tag in state.tags),
        ),
        Ask(
            "recurrent",
            Kind.CHOICE,
            "Was the same leg injured in the last 12 months?",
            options=KNOWN_OR_NOT[:2],
            start="yes" if state.recurrent else "no",
        ),
        Ask(
            "imaging",
            Kind.LINE,
            "Imaging, as whoever read it wrote it",
            "In its own system, such as BAMIC 2b. It is never converted.",
        ),
        Ask("reason", Kind.AREA, "Reason", "Needed where it differs from what was proposed."),
    )


def _value(grade: Grade | None) -> str:
    return grade.value if grade is not None else ""


def _grade_body(typed: Typed, _: Known) -> Body:
    return GradeSet(
        severity=SeverityClass(typed.text("severity")),
        low=_grade(typed, "low"),
        high=_grade(typed, "high"),
        tags=tuple(Tag(one) for one in typed.several("tags")),
        reason=typed.text("reason"),
        recurrent=ANSWER.get(typed.text("recurrent")),
        imaging=typed.text("imaging"),
    )


def _grade(typed: Typed, name: str) -> Grade | None:
    return Grade(typed.text(name)) if typed.text(name) else None


def _code_asks(known: Known) -> tuple[Ask, ...]:
    proposed, codes = known.proposed_code, known.rules.codes
    checked = codes.checked_against or "not compared with the official file yet"
    return (
        Ask(
            "code",
            Kind.SELECT,
            "Injury code",
            f"{codes.system} {codes.version}, {checked}. Proposed: {proposed}.",
            needed="Choose the code",
            options=tuple((one.code, f"{one.code}, {one.meaning}") for one in codes.codes),
            start=proposed,
        ),
    )


def _code_body(typed: Typed, known: Known) -> Body:
    codes = known.rules.codes
    return CodeSet(codes.system, codes.version, typed.text("code"), known.proposed_code)


def _note_asks(known: Known) -> tuple[Ask, ...]:
    asks = [
        Ask(
            "text",
            Kind.AREA,
            "Note",
            "Every physio and doctor of the club reads it.",
            needed="Write the note",
        ),
        Ask(
            "clears",
            Kind.TICK,
            "I looked into the red flags, and the case may go on",
            "Only tick it with the findings in the note.",
        ),
    ]
    if known.is_doctor:
        asks.append(Ask("minutes", Kind.TICK, "The minimum time before the next step may be shorter"))
    return tuple(asks)


def _note_body(typed: Typed, _: Known) -> Body:
    return NoteWritten(
        typed.text("text"),
        clears_red_flags=typed.ticked("clears"),
        minutes_allowed=typed.ticked("minutes"),
    )


def _letter_asks(_: Known) -> tuple[Ask, ...]:
    return (
        Ask(
            "to",
            Kind.LINE,
            "To",
            "Name, profession and place, as on an envelope.",
            needed="Write whom the letter is for",
        ),
        Ask(
            "text",
            Kind.AREA,
            "What you ask of them",
            "The report brings everything else: findings, red flags, tests, stage and who decided.",
            needed="Write what you ask",
        ),
    )


def _letter_body(typed: Typed, _: Known) -> Body:
    return NoteWritten(typed.text("text"), to=typed.text("to"))


FINDING = (
    Act(
        "questions",
        "Ask the red flags",
        "Keep the answers",
        GROUP,
        _flag_asks,
        _flag_body,
        is_open,
        "The answers are kept, with every no.",
        "One by one. A yes stops everything at once and refers; only a clinician lets the case go on.",
    ),
    Act(
        "class",
        "Confirm or change the grade",
        "Set the grade",
        GROUP,
        _grade_asks,
        _grade_body,
        is_open,
        "The grade is set. What was proposed stays beside it.",
        "What was proposed is kept and shown beside what you set.",
    ),
    Act(
        "code",
        "Confirm the injury code",
        "Set the code",
        GROUP,
        _code_asks,
        _code_body,
        is_open,
        "The injury code is set.",
    ),
    Act(
        "note",
        "Write a note",
        "Keep the note",
        GROUP,
        _note_asks,
        _note_body,
        is_open,
        "The note is kept.",
    ),
    Act(
        "letter",
        "Write to a colleague",
        "Keep the letter",
        GROUP,
        _letter_asks,
        _letter_body,
        is_open,
        "The letter stands on the first page of the report.",
        "For whoever is asked to look: a surgeon, a doctor, another physio. It is printed with the report.",
    ),
)
