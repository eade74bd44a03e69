"""The list of rounds, the form for a new one, and the page of one with who has answered."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, Problem
from screening.services.rounds import REPEATS, RoundWish, open_round
from screening.services.rounds_dates import USUAL_LENGTH
from screening.services.rounds_view import round_lines, round_page, squads_to_choose
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

rounds = Blueprint("rounds", __name__)

DONE = frozenset({"opened", "extended", "closed", "revoked", "renewed", "invited", "schedule", "queued"})


@rounds.get("/rounds")
@policy(Policy.STAFF)
def overview() -> Response:
    """The rounds of the squads somebody looks after."""
    store = parts().store
    found = round_lines(store, actor(), club_id(), now())
    return page("rounds/overview.html", rounds=found, squads=squads_to_choose(store, actor(), club_id()))


@rounds.get("/rounds/new")
@policy(Policy.STAFF)
def ask() -> Response:
    """The form for a new round, with the usual days filled in."""
    today = now().date()
    wish = RoundWish(
        squad=request.args.get("squad", "")[:20],
        name=f"{today:%B %Y}",
        opens=today.isoformat(),
        closes=(today + USUAL_LENGTH).isoformat(),
    )
    return _form(wish)


@rounds.post("/rounds/new")
@policy(Policy.STAFF)
def make() -> Response:
    """Open a round, and go to its page."""
    wish = RoundWish(typed("squad", 20), typed("name"), typed("opens"), typed("closes"), typed("repeat", 10))
    try:
        made = open_round(parts().store, actor(), club_id(), wish, now())
    except InvalidAnswers as error:
        return _form(wish, *error.problems)
    return redirect(url_for("rounds.show", round_id=made, done="opened"), code=303)


@rounds.get("/rounds/<int:round_id>")
@policy(Policy.STAFF)
def show(round_id: int) -> Response:
    """Who has answered, who has begun, who has not, and what can be done."""
    return draw_round(round_id)


def draw_round(round_id: int, *problems: Problem) -> Response:
    """The page of a round, with what is wrong with a form on it."""
    shown = request.args.get("page", 1, type=int)
    found = round_page(parts().store, actor(), club_id(), round_id, now(), page=shown)
    done = request.args.get("done", "")
    return page(
        "rounds/round.html",
        problems,
        round=found,
        repeats=_repeats(),
        done=done if done in DONE else "",
        amount=request.args.get("amount", 0, type=int),
        as_of=f"{now():%H:%M} UTC",
    )


def _form(wish: RoundWish, *problems: Problem) -> Response:
    squads = squads_to_choose(parts().store, actor(), club_id())
    return page("rounds/new.html", problems, wish=wish, squads=squads, repeats=_repeats())


def _repeats() -> list[tuple[str, str]]:
    return [(str(weeks), f"Every {weeks} weeks") for weeks in REPEATS]
