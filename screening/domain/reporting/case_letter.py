"""The letter to whoever takes over: reason first, what is known, what is asked of them."""

from __future__ import annotations

from screening.domain.case.events import NoteWritten
from screening.domain.case.rules import required_case_rules
from screening.domain.case.standing import Noted
from screening.domain.case.words import ENDED, Party, State

from .case_findings import alarming_findings
from .case_flags import reported_flags
from .case_holds import holds_in_short, rules_in_words
from .case_log_words import who
from .case_sheet import CaseSheet
from .case_view import Letter
from .case_words import MECHANISM
from .words import capital, day, ended


def letter_of(sheet: CaseSheet) -> Letter | None:
    """A referral while the case waits for a clinician, a hand-over otherwise; None once it has ended."""
    state = sheet.state
    if state.state in ENDED:
        return None
    written = _written(sheet)
    to = written.body.to if written is not None else ""
    sender = f"{who(written.by if written is not None else state.responsible)}, {sheet.club}"
    if state.state is State.REFERRED:
        title, lines = "Referral: please examine before anything goes on", _referral(sheet)
        to = to or "______________________________ (name, profession, place)"
    else:
        title, lines = "Reason for this paper", _hand_over(sheet)
        to = to or "whoever takes over"
    asked = f"Asked on {day(written.day)}: {ended(written.body.text)}" if written is not None else ""
    return Letter(title, to, f"{sender}, {day(sheet.today)}", (*((asked,) if asked else ()), *lines))


def _written(sheet: CaseSheet) -> Noted[NoteWritten] | None:
    """The newest letter; while the case waits for a clinician, only one written since it was referred."""
    state = sheet.state
    since = 0
    if state.state is State.REFERRED:
        since = max((one.number for one in state.moves if one.body.after is State.REFERRED), default=0)
    return next((one for one in reversed(state.notes) if one.body.to and one.number > since), None)


def _referral(sheet: CaseSheet) -> tuple[str, ...]:
    state = sheet.state
    moved = next((one for one in reversed(state.moves) if one.body.after is State.REFERRED), None)
    lines = [f"Dear colleague, thank you for seeing {_whom(sheet)}."]
    if moved is not None:
        by = (
            "stopped at once by the software"
            if moved.by.party is Party.SYSTEM
            else f"referred by {who(moved.by)}"
        )
        rules = rules_in_words(moved.body.rules, sheet.rule_texts)
        reason = f" {ended(capital(moved.body.reason))}" if moved.body.reason else ""
        fired = f" {ended(capital(rules))}" if rules else ""
        lines.append(f"The case was {by} on {day(moved.day)}.{fired}{reason}")
    found = alarming_findings(state, required_case_rules(sheet.rulebook), sheet.names)
    if found:
        lines.append(f"FOUND ON EXAMINATION: {found}")
    reported = reported_flags(state)
    if reported:
        lines.append(f"REPORTED IN CHECK-INS: {reported}.")
    before = state.before_referral
    stood = f"Before that it stood on {sheet.names.stage(before)}. " if before is not None else ""
    lines.append(
        f"{stood}All training of the leg has stopped. It goes on only after a clinician's note that the red "
        "flags have been looked into, on a stage that the clinician chooses."
    )
    lines.append(
        "Please write: findings, whether the red flag is cleared, the grade, imaging if any, and what may "
        f"be loaded from when. To: {who(state.responsible)}, {sheet.club}."
    )
    return tuple(lines)


def _hand_over(sheet: CaseSheet) -> tuple[str, ...]:
    state = sheet.state
    lines = [f"{capital(_whom(sheet))}, is on the way back to training under {who(state.responsible)}."]
    if state.state is State.TRIAGE or state.stage is None:
        lines.append("No stage has begun.")
    else:
        lines.append(
            f"Since {day(state.entered_on)} on {sheet.names.stage(state.state)}; pages 2 to 4 hold the "
            "tests, the gate to the next stage and who decided what."
        )
    asked = state.asked_for[-1] if state.asked_for else None
    if asked is not None:
        lines.append(f"Asked for last, by {who(asked.by)} on {day(asked.day)}: {ended(asked.body.what)}")
    if sheet.caps.allowed:
        lines.append(f"Allowed today: {ended(sheet.caps.allowed)}")
    lines.append(holds_in_short(state.holds))
    return tuple(line for line in lines if line)


def _whom(sheet: CaseSheet) -> str:
    opened = sheet.state.opened
    age = f", {opened.age_years}" if opened.age_years is not None else ""
    sport = f", {opened.sport}" if opened.sport else ""
    return (
        f"{sheet.person.name}{age}{sport}, injured at the back of the {opened.side} thigh "
        f"on {day(opened.injury_on)}, {MECHANISM[opened.mechanism]}"
    )
