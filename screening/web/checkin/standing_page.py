"""The page about the way back, drawn for whoever may read it: by link, or signed in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import Agreed, AskedFor, DaysSaid
from screening.domain.case.gates import Gate
from screening.domain.case.holding import holding
from screening.domain.case.words import Party
from screening.domain.errors import Problem
from screening.domain.reporting.case_head import holds_shown
from screening.domain.reporting.case_names import log_names
from screening.domain.reporting.case_week import case_week
from screening.domain.reporting.words import listed
from screening.services.cases import OwnCase
from screening.services.cases.days_ahead import days_of_own
from screening.web.account.answering import page, typed
from screening.web.parts import parts

from .days_form import days_form, is_changing, read_days
from .way_back_view import Known, way_back

HEADING = "Your way back"
SEES = (
    "You, the physios and doctors of your club, and whoever you hand a link to. Until you are 18 your parent "
    "or guardian too, because their yes is needed beside yours.",
    "Coaching staff see whether you may train, what is allowed and when it is looked at again. No notes, no "
    "pain, no tests and no diagnosis.",
)
LONGEST = 1000
ASKS: Mapping[str, str] = {"step_down": "a step down", "step_up": "the next step"}
DISAGREE = "disagree"
DAYS = "days"
NO_REASON = "Say it in a few words"
DONE: Mapping[str, str] = {
    "agreed": "Kept. You can change it until the move is made.",
    "asked": "Kept. Your physio sees it.",
    "days": "Kept. The days ahead follow it.",
    "disagreed": "Kept. Nothing moves up until you have talked about it.",
    "withdrawn": "Your consent is taken back. The check-ins have ended.",
    "link": "A new link is made.",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, or what is missing of it. `done` says it was kept."""

    field: str
    body: AskedFor | Agreed | DaysSaid | None
    done: str
    problem: Problem


def wish_typed(found: OwnCase) -> Wish:
    """A wish of the page's forms: a step, other days, or that one disagrees with where it goes."""
    what = typed("what", 20)
    if what == DAYS:
        return _days_wish(found)
    field = what if what in {*ASKS, DISAGREE} else "step_down"
    why = typed(field, LONGEST).strip()
    problem = Problem(field, NO_REASON)
    if not why:
        return Wish(field, None, "", problem)
    if field == DISAGREE:
        move = found.gate.move if found.gate else ""
        return Wish(field, Agreed(move, agrees=False, text=why), "disagreed", problem)
    return Wish(field, AskedFor(ASKS[field], why), "asked", problem)


def _days_wish(found: OwnCase) -> Wish:
    said = read_days(days_of_own(parts().store, found, parts().rulebook))
    if isinstance(said, DaysSaid):
        return Wish(DAYS, said, "days", Problem(DAYS, ""))
    return Wish(said.field, None, "", said)


def standing_page(found: OwnCase, problems: Sequence[Problem] = (), /, **more: object) -> Response:
    """The page of one case; `more` says what may be sent from it and where."""
    is_self = found.acts_as is Party.ATHLETE
    ahead = None if found.state.is_ended else days_of_own(parts().store, found, parts().rulebook)
    view = way_back(found.state, _known(found), found.acts_as, found.state.responsible.name)
    values: dict[str, object] = {
        "layout": "base.html",
        "back": None,
        "done": "",
        "typed": {},
        "looked": (),
        "send_to": {},
        "check_in_address": None,
        "programme": case_week(ahead.programme, found.day) if ahead else None,
        "own_days": days_form(ahead) if ahead and is_changing() else None,
        "may_change": found.state.stage is not None,
        "ways": (),
    }
    return page(
        "checkin/way_back.html",
        problems,
        view=view,
        heading=HEADING if is_self else f"The way back of {found.name}",
        is_self=is_self,
        sees=SEES,
        always=found.rules.checkin.always,
        key=secrets.token_urlsafe(24),
        version=found.version,
        **{**values, **more},
    )


def _known(found: OwnCase) -> Known:
    gate = found.gate
    return Known(
        names=log_names(found.rules),
        today=found.day,
        sentence=found.allowed.athlete,
        move=gate.move if gate else None,
        after=gate.after if gate else None,
        rows=gate.rows if gate else (),
        is_open=gate.is_open if gate else False,
        signers=_signers(gate) if gate else "",
        agreements=gate.agreements if gate else (),
        holds=holds_shown(found.state, holding(found.state, found.rules, found.day)),
        cleared=found.allowed.cleared_by,
        not_allowed=found.allowed.not_allowed,
    )


def _signers(gate: Gate) -> str:
    """Who may sign, in words: "a physio or a doctor"."""
    return listed([f"a {party}" for party in Party if party in gate.signers], "or")


def sign_in_way() -> tuple[str, str]:
    """From the page of a link to the one with everything that is the athlete's to say."""
    return "Sign in to agree or to leave", url_for("my_return.overview")
