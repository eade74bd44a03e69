"""Where the athlete stands, by the link of the check-in: to read, to ask, and without a sign-in to agree."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import Agreed, AskedFor, DaysSaid
from screening.domain.case.refused import Refused
from screening.domain.errors import InvalidAnswers, Problem
from screening.services.cases import OwnCase, ask_by_link
from screening.web.account.answering import typed
from screening.web.limits import limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

from .blueprint import check_in
from .daily import ENTRIES, TRY_AGAIN, closed, opened
from .standing_page import DONE, LONGEST, sign_in_way, standing_page, wish_typed


@check_in.get("/check-in/<token:token>/stand")
@policy(Policy.CHECK_IN_HOLDER)
def stand(token: str) -> Response:
    """The stages, today, and what opens the next one."""
    found = opened(token)
    return _page(found, token) if found is not None else closed()


@check_in.post("/check-in/<token:token>/stand")
@limited(ENTRIES)
@policy(Policy.CHECK_IN_HOLDER)
def say(token: str) -> Response:
    """Keep what the athlete asks for, or says to the next move."""
    found = opened(token)
    if found is None:
        return closed()
    if "agrees" in request.form:
        body = Agreed(typed("move", 40), request.form["agrees"] == "yes")
        return _kept(found, token, body, "agreed", "main")
    wish = wish_typed(found)
    if wish.body is None:
        return _page(found, token, wish.problem)
    return _kept(found, token, wish.body, wish.done, wish.field)


def _kept(found: OwnCase, token: str, body: AskedFor | Agreed | DaysSaid, done: str, field: str) -> Response:
    try:
        ask_by_link(parts().store, token, body, typed("key", 64), parts().rulebook, now(), read=found.read)
    except Refused as refused:
        return _page(found, token, *(Problem(field, reason.text) for reason in refused.reasons))
    except InvalidAnswers:
        return _page(found, token, Problem(field, TRY_AGAIN))
    return redirect(url_for("check_in.stand", token=token, done=done), code=303)


def _page(found: OwnCase, token: str, *problems: Problem) -> Response:
    form, here = url_for("check_in.ask", token=token), url_for("check_in.stand", token=token)
    days = url_for("check_in.stand", token=token, change="days", _anchor="days-ahead")
    return standing_page(
        found,
        problems,
        check_in_address=form,
        back=(form, "Check-in"),
        done=DONE.get(request.args.get("done", ""), ""),
        typed={name: request.form.get(name, "")[:LONGEST] for name in ("step_down", "step_up", "disagree")},
        send_to={"ask": here, "page": here, "days": days} | ({} if found.has_sign_in else {"agree": here}),
        ways=(sign_in_way(),) if found.has_sign_in else (),
    )
