"""Saying on which days a squad trains, when it plays and what it has to train with."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, OutOfDate, Problem
from screening.domain.reporting.words import weekday
from screening.domain.squad.picture import required_squad_rules
from screening.services.squad_week import DAYS, MOST_MATCHES, WeekForm, WeekWish, set_week, week_form
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id
from screening.web.squads.blueprint import squad_page

CHANGED = "The squad was changed in another window. Look at the days again, then save once more"


@squad_page.get("/squads/<int:squad_id>/week")
@policy(Policy.STAFF)
def week(squad_id: int) -> Response:
    """The days as they are kept."""
    found = _form(squad_id)
    return _page(squad_id, found, _as_kept(found))


@squad_page.post("/squads/<int:squad_id>/week")
@policy(Policy.STAFF)
def change_week(squad_id: int) -> Response:
    """Keep the days."""
    wish = WeekWish(
        days=tuple(request.form.getlist("days")[: len(DAYS)]),
        kit=tuple(request.form.getlist("kit")),
        matches=tuple(typed(f"match-{place}", 20) for place in range(1, MOST_MATCHES + 1)),
        starts_again="starts_again" in request.form,
    )
    version = typed("version", 9)
    try:
        set_week(
            parts().store,
            actor(),
            club_id(),
            squad_id,
            wish,
            int(version) if version.isascii() and version.isdigit() else 0,
            parts().rulebook,
            now(),
        )
    except InvalidAnswers as error:
        return _page(squad_id, _form(squad_id), wish, *error.problems)
    except OutOfDate:
        return _page(squad_id, _form(squad_id), wish, Problem("days", CHANGED))
    return redirect(url_for("squad.show", squad_id=squad_id, _anchor="everybody"), code=303)


def _form(squad_id: int) -> WeekForm:
    return week_form(parts().store, actor(), club_id(), squad_id)


def _as_kept(found: WeekForm) -> WeekWish:
    kept = found.week
    if kept is None:
        return WeekWish((), (), (), starts_again=False)
    today = now().date()
    matches = tuple(day.isoformat() for day in kept.matches if day >= today)
    return WeekWish(tuple(map(str, kept.days)), kept.kit, matches, starts_again=False)


def _page(squad_id: int, found: WeekForm, wish: WeekWish, *problems: Problem) -> Response:
    return page(
        "squads/week.html",
        problems,
        squad_id=squad_id,
        found=found,
        wish=wish,
        days=[(str(day), weekday(day)) for day in DAYS],
        kit=required_squad_rules(parts().rulebook).base.kit.items(),
        places=range(1, MOST_MATCHES + 1),
    )
