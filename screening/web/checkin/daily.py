"""The daily check-in behind a link: two short pages, and at once what follows from what was entered."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.consequences import judged_day
from screening.domain.case.events import CheckIn
from screening.domain.case.happen import Refused
from screening.domain.case.standing import Noted
from screening.domain.case.words import Light, Part
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.domain.reporting.athlete import required_wording
from screening.services.case_stop import stop_card
from screening.services.cases import OwnCase, case_by_link, check_in_by_link
from screening.web.account.answering import page, typed
from screening.web.limits import Limit, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

from .answer_view import answer_page
from .blueprint import check_in
from .daily_view import Standing, daily_page
from .entry_form import Typed, read_entry, shown_again, typed_entry

ENTRIES = Limit("60 per minute")
OTHER_DAY = "This page was open since another day. Look at the day above, and send it again"
TRY_AGAIN = "This could not be kept. Try again, or tell your physio"


@check_in.get("/check-in/<token:token>")
@policy(Policy.CHECK_IN_HOLDER)
def ask(token: str) -> Response:
    """The half that is due, or the one that is asked for."""
    found = opened(token)
    if found is None:
        return closed()
    part, day = _wanted(found)
    before = _entries(found, part, day)
    return _form(found, token, part, day, shown_again(before[-1].body) if before else Typed())


@check_in.post("/check-in/<token:token>")
@limited(ENTRIES)
@policy(Policy.CHECK_IN_HOLDER)
def send(token: str) -> Response:
    """Keep it once, however often the button is pressed, and show what follows."""
    found = opened(token)
    if found is None:
        return closed()
    part, day = _wanted(found)
    given = typed_entry(request.form, part)
    if typed("day", 10) != day.isoformat():
        return _form(found, token, part, day, given, Problem("main", OTHER_DAY))
    entry, problems = read_entry(given, part, day)
    if entry is None:
        return _form(found, token, part, day, given, *problems)
    try:
        check_in_by_link(
            parts().store, token, entry, typed("key", 64), parts().rulebook, now(), read=found.read
        )
    except Refused as refused:
        told = [Problem("main", reason.text) for reason in refused.reasons]
        return _form(found, token, part, day, given, *told)
    except InvalidAnswers:
        return _form(found, token, part, day, given, Problem("main", TRY_AGAIN))
    except NotFound:
        return closed()
    return redirect(url_for("check_in.answer", token=token, **_place(found, part, day)), code=303)


@check_in.get("/check-in/<token:token>/answer")
@policy(Policy.CHECK_IN_HOLDER)
def answer(token: str) -> Response:
    """The light and everything beside it; with STOP the care card and nothing else."""
    found = opened(token)
    if found is None:
        return closed()
    part, day = _wanted(found)
    entries = [one for half in Part for one in _entries(found, half, day)]
    if not entries:
        return redirect(url_for("check_in.ask", token=token, **_place(found, part, day)), code=303)
    judged = judged_day(found.state, found.rules, day)
    last = max(entries, key=lambda one: one.number)
    entered_at = last.at.astimezone(found.zone)
    view = answer_page(judged, last.body.part, found.allowed.athlete, entered_at, found.day)
    if judged.light is not Light.STOP:
        return make_response(
            render_template("checkin/answer.html", view=view, ways=_ways(found, token, part, day))
        )
    flags = frozenset().union(*(one.body.flags for one in entries))
    case = found.state.opened
    card = stop_card(case, flags, case.age_years, found.day, parts().rulebook)
    correct = url_for("check_in.ask", token=token, **_place(found, last.body.part, day))
    return make_response(
        render_template(
            "checkin/care.html",
            view=view,
            card=card,
            kicker=required_wording(parts().rulebook).say(f"care.{card.urgency}"),
            ways=(("Correct what I entered", correct),),
        )
    )


def closed() -> Response:
    """A link that has ended, was taken back or never was; the page is the same for all."""
    return make_response(render_template("checkin/closed.html"), HTTPStatus.NOT_FOUND)


def opened(token: str) -> OwnCase | None:
    try:
        return case_by_link(parts().store, token, parts().rulebook, now())
    except NotFound:
        return None


def _wanted(found: OwnCase) -> tuple[Part, dt.date]:
    """Which half of which day; without a wish the morning, and once that is in the session."""
    day = found.day - dt.timedelta(days=1) if request.args.get("day") == "yesterday" else found.day
    asked = request.args.get("part", "")
    if asked in set(Part):
        return Part(asked), day
    return (Part.SESSION if _entries(found, Part.MORNING, day) else Part.MORNING), day


def _place(found: OwnCase, part: Part, day: dt.date) -> dict[str, Any]:
    """The same half of the same day as an address says it."""
    return {"part": part.value} | ({} if day == found.day else {"day": "yesterday"})


def _entries(found: OwnCase, part: Part, day: dt.date) -> list[Noted[CheckIn]]:
    return [one for one in found.state.check_ins if one.body.part is part and one.body.for_day == day]


def _form(found: OwnCase, token: str, part: Part, day: dt.date, given: Typed, *problems: Problem) -> Response:
    state = found.state
    standing = Standing(state.opened.side, state.state, state.responsible.name)
    is_correction = bool(_entries(found, part, day))
    view = daily_page(found.rules.checkin, standing, part, day, found.day, is_correction=is_correction)
    return page(
        "checkin/daily.html",
        problems,
        view=view,
        typed=given,
        flags=[{"value": a, "label": b, "checked": a in given.flags} for a, b in view.flags],
        send_to=url_for("check_in.send", token=token, **_place(found, part, day)),
        key=secrets.token_urlsafe(24),
        ways=_ways(found, token, part, day),
    )


def _ways(found: OwnCase, token: str, part: Part, day: dt.date) -> Sequence[tuple[str, str]]:
    """Where else this link leads from here."""
    today, yesterday = found.day, found.day - dt.timedelta(days=1)
    places = [
        ("Morning check-in", Part.MORNING, today),
        ("After the session", Part.SESSION, today),
        ("Yesterday’s morning, entered late", Part.MORNING, yesterday),
        ("Yesterday’s session, entered late", Part.SESSION, yesterday),
    ]
    is_answer = request.endpoint == "check_in.answer"
    ways = []
    for words, half, on in places:
        is_here = not is_answer and (half, on) == (part, day)
        if is_here or on < found.state.opened.injury_on:
            continue
        is_done = bool(_entries(found, half, on))
        if on == yesterday and is_done:
            continue
        shown = f"Correct: {words.lower()}" if is_done else words
        ways.append((shown, url_for("check_in.ask", token=token, **_place(found, half, on))))
    if not is_answer and any(_entries(found, half, today) for half in Part):
        ways.append(("Today’s answer", url_for("check_in.answer", token=token)))
    return (*ways, ("Where I stand", url_for("check_in.stand", token=token)))
