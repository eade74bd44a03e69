"""What is not known of a case: a paper that leaves it out reads as if all were well."""

from __future__ import annotations

from collections.abc import Iterator

from screening.domain.answers import NOT_SURE

from .answered import short_label
from .case_sheet import CaseSheet
from .day_words import many
from .words import capital, listed

MOST_NAMED = 5
NOTHING = "Nothing that this paper asks for is missing."


def not_known(sheet: CaseSheet) -> str:
    """Everything open in one sentence, the most telling first."""
    found = list(_found(sheet))
    return capital("; ".join(found)) + "." if found else NOTHING


def _found(sheet: CaseSheet) -> Iterator[str]:
    state, opened = sheet.state, sheet.state.opened
    yield from _red_flags(sheet)
    if not state.grades:
        yield "no clinician has confirmed the grade"
    if not any(one.body.imaging for one in state.grades):
        yield "no imaging is recorded"
    if state.code is None:
        yield "the injury code is not confirmed"
    if not any(one.body.baseline is not None for one in state.tests):
        yield "no test has a value from before the injury"
    if opened.best_speed_m_s is None:
        yield "the best speed before the injury is not recorded"
    if opened.age_years is None:
        yield "the age is not known and counts as under 18"
    if not sheet.matches:
        yield "no next match is recorded"
    yield from _gate(sheet)
    yield from _answers(sheet)


def _red_flags(sheet: CaseSheet) -> Iterator[str]:
    screened = sheet.state.screened
    if screened is None:
        yield "the red flags have not been asked"
        return
    answers = screened.body.answers
    open_ = [one for one in dict.fromkeys((*sheet.names.questions, *answers)) if answers.get(one) is None]
    if open_:
        yield f"{many(len(open_), 'red flag')} without a yes or no"


def _gate(sheet: CaseSheet) -> Iterator[str]:
    rows = sheet.gate.rows if sheet.gate is not None else ()
    open_ = [row for row in rows if row.met is None and not row.advisory]
    if open_:
        yield f"{len(open_)} of {many(len(rows), 'criterion', 'criteria')} of the gate not tested"


def _answers(sheet: CaseSheet) -> Iterator[str]:
    """What the athlete answered with "not sure"."""
    found = sheet.screening
    if found is None:
        return
    questions = found.rulebook.questionnaire
    unsure = [
        short_label(field, questions).lower()
        for field in questions.questions
        if field in found.answers and found.answers[field] == NOT_SURE
    ]
    named = unsure[:MOST_NAMED]
    if len(unsure) > MOST_NAMED:
        named.append(f"{len(unsure) - MOST_NAMED} more")
    if named:
        yield f"the athlete was not sure about {listed(named)}"
