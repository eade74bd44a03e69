"""From an invitation to the first question: whose it is, who fills it in, who sees what, what is allowed."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.answers import Answers
from screening.domain.clubs import FilledBy, Purpose
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.invitations_beginning import AlreadyBegun, GuardianSaid, Start, begin
from screening.services.invitations_opening import Door, Opened, draft_token_of, look
from screening.web.account.answering import page, typed
from screening.web.limits import NEW_DRAFTS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.this_browser import held, hold, tablet_poster

invited = Blueprint("invited", __name__)

GONE = 410
YES, NO = "yes", "no"
NOBODY = "Choose who is filling this in"


@invited.get("/check/<invitation:token>")
@policy(Policy.INVITATION_HOLDER)
def welcome(token: str) -> Response:
    """Whose invitation it is, and who fills it in; or why it no longer works."""
    return _welcome(token, look(parts().store, token, now()))


@invited.post("/check/<invitation:token>")
@policy(Policy.INVITATION_HOLDER)
def say_who(token: str) -> Response:
    """On to what is asked of whoever fills it in. Nothing is kept yet."""
    found = look(parts().store, token, now())
    who = _who(found, typed("who", 20))
    if found.door is not Door.OPEN:
        return _welcome(token, found)
    if who is None:
        return _welcome(token, found, Problem("who", NOBODY))
    return redirect(url_for("invited.agree", token=token, who=who.value, again=_again()), code=303)


@invited.get("/check/<invitation:token>/agree")
@policy(Policy.INVITATION_HOLDER)
def agree(token: str) -> Response:
    """Who can see what, and what is asked to be allowed."""
    found = look(parts().store, token, now())
    who = _who(found, request.args.get("who", ""))
    if who is None or not _is_free(found):
        return redirect(url_for("invited.welcome", token=token), code=303)
    return _agree(token, found, who)


@invited.post("/check/<invitation:token>/agree")
@limited(NEW_DRAFTS)
@policy(Policy.INVITATION_HOLDER)
def start(token: str) -> Response:
    """Keep what is allowed, and go to the first question."""
    found = look(parts().store, token, now())
    who = _who(found, request.args.get("who", ""))
    if who is None or not _is_free(found):
        return redirect(url_for("invited.welcome", token=token), code=303)
    try:
        handle = begin(parts().store, token, _start(found, who), parts().rulebook.questionnaire, now())
    except InvalidAnswers as error:
        return _agree(token, found, who, *error.problems)
    except AlreadyBegun:
        return redirect(url_for("invited.welcome", token=token), code=303)
    hold(handle.token)
    first = parts().journey.pages(Answers())[0]
    return redirect(url_for("questions.ask", token=handle.token, page_id=first.id), code=303)


def _who(found: Opened, chosen: str) -> FilledBy | None:
    """Who fills it in, where that is one of those who may."""
    return next((one for one in found.may_fill if one.value == chosen), None)


def _again() -> int | None:
    """Whether somebody chose to begin anew, as it stands in an address."""
    return 1 if "again" in request.args else None


def _is_free(found: Opened) -> bool:
    """Whether answers can be begun: the door is open, and none are under way or they are to be left."""
    return found.door is Door.OPEN and (found.draft_digest is None or _again() is not None)


def _welcome(token: str, found: Opened, *problems: Problem) -> Response:
    if found.door is not Door.OPEN:
        response = page("invited/closed.html", (), invitation=found, tablet=tablet_poster())
        response.status_code = GONE if found.door is not Door.NOT_YET else response.status_code
        return response
    begun = found.draft_digest
    if begun is not None and _again() is None:
        if begun in held():
            return redirect(url_for("check.go_on", token=draft_token_of(parts().store, token)), code=303)
        return page("invited/begun.html", (), invitation=found, token=token)
    return page("invited/welcome.html", problems, invitation=found, token=token, again=_again())


def _agree(token: str, found: Opened, who: FilledBy, *problems: Problem) -> Response:
    given = {name: request.form.get(name, "")[:300] for name in request.form}
    return page(
        "invited/agree.html",
        problems,
        invitation=found,
        questions=found.questions(who),
        who=who.value,
        token=token,
        given=given,
        again=_again(),
        page_count=parts().journey.healthy_page_count(),
    )


def _start(found: Opened, who: FilledBy) -> Start:
    """What the form says; only purposes that were asked about are looked at."""
    asked = [state.purpose for state in found.questions(who)]
    for purpose in asked:
        if request.form.get(purpose.value, NO) not in {YES, NO}:
            raise NotFound("not a form of ours")
    return Start(
        who=who,
        wishes={purpose: request.form.get(purpose.value) == YES for purpose in asked},
        shown={purpose: typed(_version_field(purpose), 40) for purpose in asked},
        guardian=GuardianSaid(
            typed("guardian_name"), typed("guardian_email"), "guardian_is_responsible" in request.form
        ),
        again=_again() is not None,
        on_shared_device=tablet_poster() is not None,
    )


def _version_field(purpose: Purpose) -> str:
    return f"{purpose.value}_version"
