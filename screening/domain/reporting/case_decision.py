"""Page 4 of the papers of a case: the shared decision, who moved what, and lines to sign on."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.case.events import Agreed, CaseEvent, DecisionRecorded, Moved, Who
from screening.domain.case.standing import Noted
from screening.domain.case.words import Party, State

from .case_lights import lights_in_words
from .case_log_words import who
from .case_sheet import CaseSheet
from .case_view import DecisionPage, DecisionPart, Signature, Table
from .case_words import PARTY, STATE
from .day_words import many
from .view import Row
from .words import capital, day, ended, moment

AGREES = {True: "Agrees.", False: "Does not agree.", None: "Has not said."}
MOST_MOVES, MOST_OVERRIDES = 14, 10
STEPS = ("1 Tissue health", "2 Tissue stresses", "3 What changes the risk that is acceptable")
VIEWS = ("Athlete", "Physio or doctor", "Coach")
BLANK_OUTCOMES = 3


def decision_page(sheet: CaseSheet) -> DecisionPage:
    """Everything of the fourth page."""
    newest = sheet.state.decisions[-1] if sheet.state.decisions else None
    return DecisionPage(
        decision=_part(newest, sheet) if newest is not None else None,
        none="No shared decision has been recorded yet. It is needed before competition.",
        clearance=clearance_words(sheet),
        overrides=_overrides(sheet),
        moves=_moves(sheet),
        signatures=_signatures(sheet),
    )


def clearance_words(sheet: CaseSheet) -> str:
    """Who cleared for what and until when, or that nobody has."""
    clearance = sheet.state.clearance
    if clearance is None:
        return "No clearance holds: nobody has cleared this athlete for full training or competition."
    said = f"Clearance was given by {clearance.by.name}, not by software."
    scope = f" It covers: {ended(clearance.scope)}" if clearance.scope else ""
    if clearance.review_on is None:
        return f"{said} No review date was set, so it does not hold.{scope}"
    if not clearance.holds_on(sheet.today):
        return f"{said} It ended on {day(clearance.review_on)} and does not hold any more.{scope}"
    return f"{said} Given on {day(clearance.on)}, to be reviewed on {day(clearance.review_on)}.{scope}"


def _part(found: Noted[DecisionRecorded], sheet: CaseSheet) -> DecisionPart:
    body = found.body
    texts = (body.tissue_health, body.tissue_stress, body.modifiers)
    return DecisionPart(
        title=f"Shared decision of {day(found.day)}: {_move_name(body.for_move, sheet)}",
        steps=tuple(Row(step, ended(text)) for step, text in zip(STEPS, texts, strict=True)),
        outcomes=_outcomes(
            (
                one.name,
                f"{one.risk} ({one.risk_basis or 'a judgement'})",
                one.tolerance,
                "Yes" if one.acceptable else "NO",
            )
            for one in body.outcomes
        ),
        limiting=f"The most limiting outcome wins: {ended(body.most_limiting)}",
        views=tuple(
            Row(f"{capital(PARTY[one.party])}: {one.name}", f"{ended(one.text)} {AGREES[one.agrees]}")
            for one in body.views
        ),
        scope=ended(body.scope),
        review=day(body.review_on),
    )


def blank_decision(sheet: CaseSheet) -> DecisionPart:
    """The same to be filled in by hand, for people around a table."""
    names = (sheet.person.name, "", "")
    return DecisionPart(
        title="Shared decision, to be filled in together",
        steps=tuple(Row(step, "") for step in STEPS),
        outcomes=_outcomes([("", "", "", "")] * BLANK_OUTCOMES),
        limiting="The most limiting outcome wins:",
        views=tuple(Row(f"{who_}: {name}".rstrip(": "), "") for who_, name in zip(VIEWS, names, strict=True)),
        scope="",
        review="",
        is_blank=True,
    )


def _outcomes(rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(
        title="Risk by outcome",
        heads=("Outcome", "Risk, and where it comes from", "Tolerance", "Acceptable"),
        rows=tuple(rows),
        empty="No outcome was named.",
    )


def _move_name(move: str, sheet: CaseSheet) -> str:
    """What a move is called, with its id."""
    name = sheet.rule_texts.get(move)
    return f"{name} ({move})" if name else move


def _overrides(sheet: CaseSheet) -> Table:
    rows = [
        (day(move.day), f"{over.criterion}: {_text(move.body, over.criterion)}", over.reason, who(move.by))
        for move in sheet.state.moves
        for over in move.body.overrides
    ]
    return Table(
        title="Criteria passed without being met",
        heads=("Day", "Criterion", "Reason", "By"),
        rows=tuple(rows[-MOST_OVERRIDES:]),
        note=f"{many(len(rows) - MOST_OVERRIDES, 'earlier one')} in the attached case.json."
        if len(rows) > MOST_OVERRIDES
        else "",
        empty="None: every criterion was met when a person moved the case up.",
    )


def _text(move: Moved, criterion: str) -> str:
    return next((row.text for row in move.gate if row.id == criterion), "")


def _moves(sheet: CaseSheet) -> Table:
    """Every move: from where to where, when, by whom with role and registration."""
    moves = sheet.state.moves
    return Table(
        title="Who moved which stage, and when",
        heads=("Move", "When", "By", "Criteria, lights of seven days; scope, review, reason"),
        rows=tuple(_move_row(move) for move in moves[-MOST_MOVES:]),
        empty="The case has not been moved yet.",
        note=f"The first {len(moves) - MOST_MOVES} moves stand in the events."
        if len(moves) > MOST_MOVES
        else "",
    )


def _move_row(move: Noted[Moved]) -> tuple[str, ...]:
    body = move.body
    met = sum(1 for row in body.gate if row.met)
    by = who(move.by)
    if move.by.party is Party.SYSTEM:
        by = f"The software, as a safety stop ({', '.join(body.rules) or body.move})"
    facts = [
        f"{met} of {len(body.gate)} met" if body.gate else "",
        lights_in_words(light.light for light in body.lights),
    ]
    facts += [body.scope, f"review {day(body.review_on)}" if body.review_on else "", body.reason]
    return (
        f"{capital(_short(body.before))} to {_short(body.after)}, {body.move}",
        moment(move.at),
        by,
        "; ".join(part for part in facts if part) or "–",
    )


def _short(state: State) -> str:
    """S4, or the words of a state that is no stage."""
    return STATE.get(state, state.value)


def _signatures(sheet: CaseSheet) -> tuple[Signature, ...]:
    """Clinician, athlete and coach, and a guardian beside a child: with what each said on screen."""
    opened = sheet.state.opened
    roles = [Party.DOCTOR, Party.PHYSIO, Party.ATHLETE, Party.COACH]
    if opened.age_years is None or opened.age_years < 18:
        roles.insert(3, Party.GUARDIAN)
    return tuple(_signature(role, sheet) for role in roles)


def _signature(role: Party, sheet: CaseSheet) -> Signature:
    said = next((event for event in reversed(sheet.log) if event.by.party is role and _is_sign(event)), None)
    name = said.by if said is not None else _known(role, sheet)
    given = ""
    if said is not None and isinstance(said.body, Moved):
        given = f"On screen {day(said.day)}: {_short(said.body.before)} to {_short(said.body.after)}"
    elif said is not None and isinstance(said.body, Agreed):
        answer = "agrees to" if said.body.agrees else "does not agree to"
        move = sheet.rule_texts.get(said.body.move, said.body.move)
        given = f"On screen {day(said.day)}: {answer} “{move}”"
    return Signature(capital(PARTY[role]), _named(name), given)


def _is_sign(event: CaseEvent) -> bool:
    """A signature under a move between stages, or an answer to one; opening a case signs nothing."""
    body = event.body
    return isinstance(body, Agreed) or (isinstance(body, Moved) and body.after.number is not None)


def _known(role: Party, sheet: CaseSheet) -> Who | None:
    if role is Party.ATHLETE:
        return Who(Party.ATHLETE, sheet.person.name)
    return sheet.state.responsible if sheet.state.responsible.party is role else None


def _named(by: Who | None) -> str:
    return ", ".join(part for part in (by.name, by.registration or "") if part) if by is not None else ""
