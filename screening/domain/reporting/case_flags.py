"""The red flags of a case on paper: asked with every answer, not asked, and reported since."""

from __future__ import annotations

from screening.domain.answers import NONE_OPTION, Answer
from screening.domain.case.standing import CaseState
from screening.domain.case.words import Flag
from screening.domain.reporting.athlete import required_wording

from .answered import sign_rows
from .case_log_words import in_order, who
from .case_sheet import CaseSheet
from .case_words import FLAG
from .view import Row
from .words import day, listed

ANSWERED = {True: "YES", False: "No", None: "Not known"}
NOT_ASKED = "Not asked"
DENIED: tuple[Answer, ...] = (False, NONE_OPTION, (NONE_OPTION,), ())
"""Answers that deny a sign, whatever words the option has ("Yes, as usual" to lifting the foot)."""
URGENT_FLAGS = frozenset({
    Flag.POP, Flag.NUMBNESS, Flag.SADDLE_OR_BLADDER, Flag.CALF_SWELLING, Flag.BREATHLESSNESS, Flag.FEVER,
})  # fmt: skip
MOST_REPORTED = 4


def flags_title(state: CaseState) -> str:
    """What came of the questions, and whether anything alarming was reported since."""
    since = "; SOMETHING REPORTED SINCE" if reported_flags(state) else ""
    if state.screened is None:
        return f"Red flags: NOT YET ASKED{since}"
    asked = f"asked by {who(state.screened.by)} on {day(state.screened.day)}"
    answers = state.screened.body.answers
    if any(answers.values()):
        return f"Red flags, {asked}: AT LEAST ONE YES{since}"
    unknown = sum(1 for said in answers.values() if said is None)
    return f"Red flags, {asked}: {f'{unknown} not known, no yes' if unknown else 'none'}{since}"


def asked_flags(sheet: CaseSheet) -> tuple[Row, ...]:
    """Every question of the rules with its answer, a yes first; those nobody asked say so."""
    screened = sheet.state.screened
    answers = screened.body.answers if screened is not None else {}
    ids = in_order({**dict.fromkeys(sheet.names.questions), **answers}, sheet.names)
    return tuple(
        Row(
            sheet.names.questions.get(one, one.replace("_", " ")),
            ANSWERED[answers[one]] if one in answers else NOT_ASKED,
        )
        for one in ids
    )


def screening_signs(sheet: CaseSheet) -> tuple[Row, ...]:
    """The warning signs of the screening: every one denied by name, then every other answer."""
    found = sheet.screening
    if found is None:
        return ()
    wording = required_wording(found.rulebook)
    rows = sign_rows(found.answers, found.rulebook.questionnaire, wording)
    fields = [field for field in wording.signs if field in found.answers]
    denied = [row.head for row, field in zip(rows, fields, strict=True) if found.answers[field] in DENIED]
    others = [
        f"{row.head}: {row.text.upper()}"
        for row, field in zip(rows, fields, strict=True)
        if found.answers[field] not in DENIED
    ]
    parts = (Row("No, or none", "; ".join(denied)), Row("Anything else", "; ".join(others) or "Nothing"))
    return tuple(row for row in parts if row.text)


def reported_flags(state: CaseState) -> str:
    """Alarming flags of the check-ins: they came after the questions were asked. Empty without any."""
    found = [one for one in state.check_ins if one.body.flags & URGENT_FLAGS]
    return "; ".join(
        f"{listed([FLAG[flag] for flag in sorted(one.body.flags & URGENT_FLAGS)])} on {day(one.body.for_day)}"
        for one in found[-MOST_REPORTED:]
    )


def flags_note(state: CaseState) -> str:
    """What the check-ins say about alarming signs."""
    reported = reported_flags(state)
    if reported:
        return f"REPORTED IN CHECK-INS: {reported}."
    return "No check-in reported an alarming sign since." if state.check_ins else "No check-in yet."
