"""Page 1 of the papers of a case: who, which leg, what was asked, what it fits, who has seen it."""

from __future__ import annotations

from screening.domain.case.events import GradeSet, Opened
from screening.domain.case.rules import required_case_rules
from screening.domain.case.standing import CaseState
from screening.domain.case.words import Side
from screening.domain.reporting.athlete import required_wording
from screening.domain.vocabulary import Grade, Tag

from .answered import answer_words
from .case_findings import examined_rows
from .case_flags import asked_flags, flags_note, flags_title, screening_signs
from .case_letter import letter_of
from .case_log_words import who
from .case_not_known import not_known
from .case_sheet import CaseSheet
from .case_view import CodeBox, HandOver
from .case_words import MECHANISM, SEVERITY
from .charts.model import BodyMap
from .day_words import many, short_day
from .identity import printable_name
from .injury import REGIONS
from .view import Possibility, Row
from .words import capital, day, ended, listed

MOST_MATCHES = 3


def handover_page(sheet: CaseSheet) -> HandOver:
    """Everything of the first page."""
    state = sheet.state
    return HandOver(
        headline=f"{capital(state.opened.side)} leg: {sheet.names.stage(state.state)}",
        facts=facts_of(sheet),
        conflict=_conflict(sheet),
        letter=letter_of(sheet),
        flags_title=flags_title(state),
        flags=asked_flags(sheet),
        signs_title=f"Asked in the screening of {day(sheet.screening.answered_at.date())}"
        if sheet.screening
        else "",
        signs=screening_signs(sheet),
        flags_note=flags_note(state),
        pattern=(
            *_pattern_rows(state),
            *examined_rows(state, required_case_rules(sheet.rulebook), sheet.names),
        ),
        alternatives=_alternatives(sheet),
        no_screening=""
        if sheet.screening
        else "No screening stands behind this case: a clinician opened it, so there is no proposed pattern "
        "beyond what is entered here.",
        body_map=_body_map(sheet),
        code=code_box(sheet),
        not_known=not_known(sheet),
        seen=sheet.seen,
        seen_none="Nobody but those who act on the case has opened it.",
        consents=sheet.consents,
    )


def facts_of(sheet: CaseSheet) -> tuple[Row, ...]:
    """Who, which leg, when, how, and who answers for it."""
    state, opened = sheet.state, sheet.state.opened
    rows = [
        Row(
            "Athlete",
            ", ".join(part for part in (_name(sheet), sheet.person.born, sheet.person.key) if part),
        ),
        Row("Injured leg", f"{opened.side.upper()} (the {_other(opened.side)} leg is not part of this case)"),
        Row("Injured on", f"{day(opened.injury_on)}, day {(sheet.today - opened.injury_on).days} today"),
        Row("While", _mechanism(opened)),
        Row("Plays", _plays(sheet)),
        Row("Next matches", listed([short_day(on) for on in sheet.matches[:MOST_MATCHES]]) or "Not recorded"),
        Row(
            "Same leg before",
            "Yes, within 12 months" if state.recurrent else "Not within 12 months as recorded",
        ),
        Row("Responsible", who(state.responsible)),
    ]
    return tuple(rows)


def _name(sheet: CaseSheet) -> str:
    return printable_name(sheet.person.name) or "No name given"


def _conflict(sheet: CaseSheet) -> str:
    """Whether the screening names another leg than the case."""
    side = sheet.state.opened.side
    answered = sheet.screening.answers.known("problem_side") if sheet.screening else None
    if answered not in {"left", "right"} or answered == side.value:
        return ""
    return (
        f"Two legs: the case is about the {side.upper()} leg, the screening behind it about the "
        f"{str(answered).upper()} leg. Ask the athlete before anything else."
    )


def _other(side: Side) -> str:
    return "right" if side is Side.LEFT else "left"


def _mechanism(opened: Opened) -> str:
    note = f": {opened.mechanism_note}" if opened.mechanism_note else ""
    return capital(MECHANISM[opened.mechanism]) + note


def _plays(sheet: CaseSheet) -> str:
    """Age, sport, position and level, as far as known."""
    opened = sheet.state.opened
    parts = [f"{opened.age_years} years" if opened.age_years is not None else "age not known"]
    screening = sheet.screening
    if screening is None:
        return ", ".join([*parts, opened.sport or "sport not recorded"])
    wording, questions = required_wording(screening.rulebook), screening.rulebook.questionnaire.questions
    parts += [
        answer_words(questions[field], screening.answers[field], wording).lower()
        for field in ("sport", "position", "level")
        if field in screening.answers and field in questions
    ]
    return ", ".join(parts)


def _pattern_rows(state: CaseState) -> tuple[Row, ...]:
    """What was proposed beside what a clinician set, by whom and why, and the imaging in its own system."""
    opened = state.opened
    proposed = span_words(opened.proposed_low, opened.proposed_high, opened.tags)
    rows = [Row("Proposed", f"{proposed}; {SEVERITY[opened.severity]}. Provisional."), _confirmed(state)]
    imaging = next((one.body.imaging for one in reversed(state.grades) if one.body.imaging), "")
    rows.append(Row("Imaging", f"{imaging} (as written by whoever read it)" if imaging else "None recorded"))
    if len(state.grades) > 1:
        rows.append(Row("Changed", f"{many(len(state.grades), 'time')}; every version is in the events."))
    return tuple(rows)


def _confirmed(state: CaseState) -> Row:
    if not state.grades:
        return Row("Confirmed", "Not yet by a clinician: the proposal stands.")
    newest = state.grades[-1]
    body: GradeSet = newest.body
    said = span_words(body.low, body.high, body.tags)
    reason = f" Reason: {ended(body.reason)}" if body.reason else ""
    return Row(
        "Set by a clinician" if body.reason else "Confirmed",
        f"{said}; {SEVERITY[body.severity]}, by {who(newest.by)} on {day(newest.day)}.{reason}",
    )


def span_words(low: Grade | None, high: Grade | None, tags: tuple[Tag, ...]) -> str:
    """Fits the pattern of a grade I to II strain, with its flags."""
    span = [grade.value for grade in dict.fromkeys((low, high)) if grade is not None]
    words = f"Fits the pattern of a grade {' to '.join(span)} strain" if span else "No grade proposed"
    flags = listed([tag.value.replace("_", " ").lower() for tag in tags])
    return f"{words} ({flags})" if flags else words


def _alternatives(sheet: CaseSheet) -> tuple[Possibility, ...]:
    if sheet.screening is None:
        return ()
    found = sheet.screening.assessment.injury.alternatives
    return tuple(Possibility(text=one.text, what_would_tell=one.what_would_tell) for one in found)


def _body_map(sheet: CaseSheet) -> BodyMap:
    """The injured leg, and the place where the screening named one."""
    side = sheet.state.opened.side
    answered = sheet.screening.answers.known("pain_location") if sheet.screening else None
    region = str(answered) if answered in REGIONS else None
    where = f", {region.replace('_', ' ')}" if region else ", place not recorded"
    return BodyMap(
        left=side is Side.LEFT,
        right=side is Side.RIGHT,
        region=region,
        title=f"Back of the {side} leg{where}",
    )


def code_box(sheet: CaseSheet) -> CodeBox:
    """The code as confirmed, or as proposed with a box to tick."""
    kept, now = sheet.state.code, sheet.code
    meanings = now.meanings if now is not None else {}
    if kept is not None:
        body = kept.body
        meaning = f", {meanings[body.code].lower()}" if body.code in meanings else ""
        proposed = f" Proposed: {body.proposed}." if body.proposed and body.proposed != body.code else ""
        confirmed = f"Confirmed by {who(kept.by)} on {day(kept.day)}.{proposed}"
        text = f"{body.code}{meaning} ({body.system} version {body.version}). {confirmed}"
        return CodeBox(text, is_confirmed=True, box="Confirmed")
    if now is None:
        return CodeBox("No code proposed.", is_confirmed=False, box="Code, name and date")
    meaning = meanings.get(now.code, "").lower()
    text = f"{now.code}, {meaning} ({now.system} version {now.version}). Proposed. {now.notice}"
    return CodeBox(
        text.strip(), is_confirmed=False, box="Confirmed as proposed, or another code; name and date"
    )
