"""The way back of oneself, or of whom one answers for: to read, to agree to, to ask about, to leave."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import Agreed, Body, Moved
from screening.domain.case.happen import Refused
from screening.domain.case.words import State
from screening.domain.errors import InvalidAnswers, Problem
from screening.services.cases import (
    CaseLog,
    new_check_in_link,
    own_case,
    own_cases,
    record,
    who_looked,
    working_link,
)
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

from .blueprint import my_return
from .standing_page import DONE, LONGEST, standing_page, wish_typed

WITHDRAW = "move.TR16"
OWN_DECISION = "The athlete decides about this consent alone"
SURE = "Tick the box to say that you want this"


@my_return.get("", endpoint="overview")
@policy(Policy.ATHLETE)
def overview() -> Response:
    """One's own cases; straight on where there is one."""
    found = own_cases(parts().store, actor(), club_id(), now())
    if len(found) == 1:
        return redirect(url_for("my_return.show", case_id=found[0].case_id), code=303)
    return page("checkin/own_list.html", (), cases=found)


@my_return.get("/<int:case_id>")
@policy(Policy.ATHLETE)
def show(case_id: int) -> Response:
    """Where it stands."""
    return _page(case_id)


@my_return.post("/<int:case_id>/agree")
@policy(Policy.ATHLETE)
def agree(case_id: int) -> Response:
    """Say yes or no to the next move; it opens nothing alone."""
    body = Agreed(typed("move", 40), request.form.get("agrees") == "yes")
    return _kept(case_id, body, "agreed", "main")


@my_return.post("/<int:case_id>/ask")
@policy(Policy.ATHLETE)
def ask(case_id: int) -> Response:
    """Ask for something, or say that one disagrees."""
    found = own_case(parts().store, actor(), club_id(), case_id, parts().rulebook, now())
    wish = wish_typed(found)
    if wish.body is None:
        return _page(case_id, wish.problem)
    return _kept(case_id, wish.body, wish.done, wish.field, found.read)


@my_return.post("/<int:case_id>/withdraw")
@policy(Policy.ATHLETE)
def withdraw(case_id: int) -> Response:
    """Take the consent to this return back; nobody has to agree to that."""
    found = own_case(parts().store, actor(), club_id(), case_id, parts().rulebook, now())
    if not found.may_leave:
        return _page(case_id, Problem("main", OWN_DECISION))
    if request.form.get("sure") != "yes":
        return _page(case_id, Problem("sure", SURE))
    body = Moved(WITHDRAW, found.state.state, State.WITHDRAWN)
    return _kept(case_id, body, "withdrawn", "sure", found.read)


@my_return.post("/<int:case_id>/check-in")
@policy(Policy.ATHLETE)
def to_check_in(case_id: int) -> Response:
    """On to the check-in; a link for it is made where none works."""
    store, who, club = parts().store, actor(), club_id()
    link = working_link(store, who, club, case_id, now()) or new_check_in_link(
        store, who, club, case_id, now()
    )
    return redirect(url_for("check_in.ask", token=link.token), code=303)


def _kept(case_id: int, body: Body, done: str, field: str, read: CaseLog | None = None) -> Response:
    try:
        record(
            parts().store,
            actor(),
            club_id(),
            case_id,
            body,
            None,
            typed("key", 64),
            parts().rulebook,
            now(),
            read=read,
        )
    except Refused as refused:
        return _page(case_id, *(Problem(field, reason.text) for reason in refused.reasons))
    except InvalidAnswers as error:
        return _page(case_id, *error.problems)
    return redirect(url_for("my_return.show", case_id=case_id, done=done), code=303)


def _page(case_id: int, *problems: Problem) -> Response:
    found = own_case(parts().store, actor(), club_id(), case_id, parts().rulebook, now())
    looked = who_looked(parts().store, actor(), club_id(), case_id, now())
    here = {name: url_for(f"my_return.{name}", case_id=case_id) for name in ("agree", "ask", "withdraw")}
    if not found.may_leave:
        del here["withdraw"]
    here |= {
        "page": url_for("my_return.show", case_id=case_id),
        "days": url_for("my_return.show", case_id=case_id, change="days", _anchor="days-ahead"),
    }
    here["check_in"] = url_for("my_return.to_check_in", case_id=case_id)
    return standing_page(
        found,
        problems,
        layout="signed_in.html",
        typed={name: request.form.get(name, "")[:LONGEST] for name in ("step_down", "step_up", "disagree")},
        done=DONE.get(request.args.get("done", ""), ""),
        looked=looked,
        send_to=here,
    )
