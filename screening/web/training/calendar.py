"""The calendar: an address that a phone reads by itself, opened and closed by the athlete."""

from __future__ import annotations

import hashlib

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import Problem
from screening.domain.programme.reminder import Timing
from screening.services.training_feed import change_feed, close_feed, feed_of, open_feed
from screening.web.athlete.gates import feed, programme
from screening.web.limits import Limit, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.security import ASK_EACH_TIME
from screening.web.training.beside import above, beside
from screening.web.training.blueprint import training
from screening.web.training.calendar_file import calendar_file
from screening.web.training.starting import with_programmes
from screening.web.training.timing_form import (
    TypedTiming,
    read_timing,
    timing_view,
    typed_from,
    typed_timing,
)
from screening.web.training.withheld import held_words

FEEDS = Limit("60 per hour", lambda: request.path)
"""For one calendar: programs ask every few minutes at most, and some from many machines."""
FEEDS_BY_ADDRESS = Limit("600 per minute")
"""A calendar service asks for many athletes from few addresses."""


@training.get("/plan/<token:token>/calendar")
@policy(Policy.PROGRAMME_HOLDER)
def calendar(token: str) -> str:
    """The address to give to a calendar, or how to open one."""
    return _page(token)


@training.post("/plan/<token:token>/calendar")
@policy(Policy.PROGRAMME_HOLDER)
def open_calendar(token: str) -> Response | tuple[str, int]:
    """Open a new address; one that was open before ends."""
    typed = typed_timing(request.form)
    timing, problems = read_timing(typed)
    if timing is None:
        return _page(token, typed, problems), 400
    open_feed(parts().store, token, timing, now())
    return redirect(url_for("training.calendar", token=token), code=303)


@training.post("/plan/<token:token>/calendar/timing")
@policy(Policy.PROGRAMME_HOLDER)
def change_calendar(token: str) -> Response | tuple[str, int]:
    """Another time or reminder at the same address."""
    typed = typed_timing(request.form)
    timing, problems = read_timing(typed)
    if timing is None:
        return _page(token, typed, problems), 400
    change_feed(parts().store, token, timing)
    return redirect(url_for("training.calendar", token=token, saved=1), code=303)


@training.post("/plan/<token:token>/calendar/close")
@policy(Policy.PROGRAMME_HOLDER)
def close_calendar(token: str) -> Response:
    """Close the address; calendars that read it find nothing there from now on."""
    close_feed(parts().store, token, now())
    return redirect(url_for("training.calendar", token=token), code=303)


@training.get("/calendar/<token:token>.ics")
@limited(FEEDS, FEEDS_BY_ADDRESS)
@policy(Policy.CALENDAR_HOLDER)
def calendar_feed(token: str) -> Response:  # noqa: ARG001 - the gate has opened the feed of this token
    """The sessions for a calendar program: asked about each time, sent only when something changed."""
    current = feed().followed
    made = calendar_file(
        feed(), is_withheld=held_words(current, with_programmes(current.rulebook_digest), now()) is not None
    )
    response = make_response(made)
    response.content_type = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="training.ics"'
    response.headers["Cache-Control"] = ASK_EACH_TIME
    response.set_etag(hashlib.sha256(made).hexdigest()[:32])
    response.make_conditional(request)
    return response


def _page(token: str, typed: TypedTiming | None = None, problems: tuple[Problem, ...] = ()) -> str:
    current = programme()
    feed = feed_of(parts().store, current)
    address = url_for("training.calendar_feed", token=feed.token, _external=True) if feed else None
    return render_template(
        "training/calendar.html",
        token=token,
        address=address,
        subscribe=f"webcal:{address.partition(':')[2]}" if address else None,
        is_held=held_words(current, with_programmes(current.rulebook_digest), now()) is not None,
        is_saved="saved" in request.args,
        view=timing_view(typed or typed_from(feed.timing if feed else Timing())),
        problems=above(problems),
        wrong=beside(problems),
    )
