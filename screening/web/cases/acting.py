"""The forms of a case: each asks, checks, records and says what came of it; nothing typed is ever lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import Body, CaseEvent
from screening.domain.case.refused import Reason, Refused
from screening.domain.case.words import Party
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.domain.reporting.case_desk import NO_DOCTOR, sign_panel
from screening.domain.reporting.case_gate_table import gate_table
from screening.domain.reporting.case_log_words import ToldEvent, told
from screening.domain.reporting.words import listed
from screening.services.cases.doing import record
from screening.services.cases.problems import CaseMoved
from screening.web.care.listing import whole_number
from screening.web.cases.act_list import ACTS
from screening.web.cases.acts import Act
from screening.web.cases.asks import Ask, Kind, Typed, groups, read
from screening.web.cases.desk import OpenDesk, the_desk
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id
from screening.web.training.beside import Pointed

acting = Blueprint("acting", __name__, url_prefix="/cases/<int:case_id>")

KEY_LENGTH = range(16, 65)
ROUTE = "/<act:act>"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something was not kept."""

    problems: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()
    others: tuple[CaseEvent, ...] = ()

    @property
    def status(self) -> HTTPStatus:
        """As the page is answered."""
        return HTTPStatus.CONFLICT if self.others else HTTPStatus.BAD_REQUEST


NO_TROUBLE = Trouble()


@acting.get(ROUTE)
@policy(Policy.CLINICIAN)
def ask(case_id: int, act: str) -> Response:
    """One form."""
    wanted = _act(act)
    return _drawn(the_desk(case_id), wanted)


@acting.post(ROUTE)
@policy(Policy.CLINICIAN)
def do(case_id: int, act: str) -> Response:
    """Record what was entered, or show it again with what is wrong."""
    wanted = _act(act)
    desk = the_desk(case_id)
    typed = read(wanted.asks(desk.known), request.form)
    if typed.problems:
        return _drawn(desk, wanted, typed, Trouble(typed.problems))
    try:
        body = wanted.body(typed, desk.known)
    except InvalidAnswers as error:
        return _drawn(desk, wanted, typed, Trouble(error.problems))
    trouble = keep(desk, (body,))
    if trouble is not None:
        return _drawn(the_desk(case_id), wanted, typed, trouble)
    return redirect(url_for("cases.show", case_id=case_id, done=act), code=303)


def _act(name: str) -> Act:
    if name not in ACTS:
        raise NotFound("no such act")
    return ACTS[name]


def keep(desk: OpenDesk, bodies: Sequence[Body]) -> Trouble | None:
    """Record everything or nothing; None where it is kept."""
    try:
        record(
            parts().store,
            actor(),
            club_id(),
            desk.case_id,
            bodies,
            whole_number(request.form.get("version", "")),
            form_key(),
            parts().rulebook,
            now(),
            read=desk.page.read,
        )
    except Refused as error:
        return Trouble(reasons=error.reasons)
    except InvalidAnswers as error:
        return Trouble(error.problems)
    except CaseMoved as error:
        return Trouble(others=error.since)
    return None


def form_key() -> str:
    """The key of this press of the button; sending it twice records once."""
    key = request.form.get("key", "")
    if len(key) not in KEY_LENGTH or not key.isascii():
        abort(HTTPStatus.BAD_REQUEST)
    return key


def new_key() -> str:
    return secrets.token_urlsafe(24)


def lines_of(desk: OpenDesk, events: Sequence[CaseEvent]) -> list[ToldEvent]:
    """What others did, in words."""
    return [told(event, desk.known.names) for event in events]


def _drawn(desk: OpenDesk, act: Act, typed: Typed | None = None, trouble: Trouble = NO_TROUBLE) -> Response:
    asks = act.asks(desk.known)
    shown = groups(asks, typed, trouble.problems)
    gate = desk.known.gate if act.shows_gate else None
    sign = sign_panel(desk.known.state, gate, desk.known.names) if gate is not None else None
    page = render_template(
        "cases/act.html",
        act=act,
        head=desk.head,
        case_id=desk.case_id,
        groups=shown,
        problems=[pointed(asks, one) for one in trouble.problems],
        reasons=trouble.reasons,
        help=_help(desk, act, trouble.reasons),
        others=lines_of(desk, trouble.others),
        version=desk.version,
        key=new_key(),
        about=desk.known.about,
        gate=gate_table(desk.gate_title, gate.rows) if gate is not None else None,
        parties=sign.parties if sign is not None else (),
        can_act=act.fits(desk.known),
    )
    status = trouble.status if trouble is not NO_TROUBLE else HTTPStatus.OK
    return make_response(page, status)


@dataclass(frozen=True, slots=True)
class Help:
    """What somebody does who may not do it themselves."""

    who: str
    note_at: str
    """The address of the form for a note; empty where this is that form."""


def _help(desk: OpenDesk, act: Act, reasons: Sequence[Reason]) -> Help | None:
    """Who can do it, where only a doctor may and a physio tried."""
    if desk.known.is_doctor or not any(Party.DOCTOR in one.who for one in reasons):
        return None
    doctors = [one.name for one in desk.known.colleagues if one.party is Party.DOCTOR]
    who = f"In this club this is for {listed(doctors, 'or')}." if doctors else NO_DOCTOR
    note_at = "" if act.name == "note" else url_for("acting.ask", case_id=desk.case_id, act="note")
    return Help(who, note_at)


def pointed(asks: Sequence[Ask], problem: Problem) -> Pointed:
    """To the first input of the field: of a choice that is its first option."""
    found = next((one for one in asks if one.name == problem.field), None)
    is_several = found is not None and found.kind in {Kind.CHOICE, Kind.TICKS} and found.options
    if found is None:
        return Pointed("form", problem.message)
    return Pointed(f"{found.name}-{found.options[0][0]}" if is_several else found.name, problem.message)
