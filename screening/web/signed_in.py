"""Who is signed in, and whether they may use the route they ask for: decided before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from screening.domain.clubs import Role
from screening.domain.errors import NotFound
from screening.services.access import CLINICIANS, STAFF, Actor
from screening.services.accounts import sessions, set_up
from screening.services.accounts.hashing import Cost
from screening.services.accounts.known_browsers import Browser
from screening.services.accounts.sessions import OWN_LIFE, Standing, Visit
from screening.services.accounts.tools import AccountTools
from screening.web.devices import device_label
from screening.web.limits import one_address
from screening.web.local_paths import local_path
from screening.web.parts import now, parts
from screening.web.policies import OPEN, ROLES, Policy, policy_of

if TYPE_CHECKING:
    from screening.settings import Settings

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_KEY = "screening_accounts"
TOKEN, CLUB = "sign_in", "club"
"""What the browser's session holds: the token of its sign-in, and the club it works in."""
LONGEST_TOKEN = 128
MARK_DAYS = 400
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One line of the navigation of people who are signed in: shown to these roles, once its page exists."""

    words: str
    endpoint: str
    roles: frozenset[Role]


NAVIGATION = (
    NavigationItem("Care list", "care.care_list", CLINICIANS),
    NavigationItem("Cases", "cases.case_list", CLINICIANS),
    NavigationItem("Squads", "squads.overview", STAFF),
    NavigationItem("Returning", "returns.overview", frozenset({Role.COACH})),
    NavigationItem("Rounds", "rounds.overview", CLINICIANS | {Role.COACH}),
    NavigationItem("Athletes", "athletes.overview", STAFF),
    NavigationItem("My results", "mine.overview", frozenset({Role.ATHLETE, Role.GUARDIAN})),
    NavigationItem("My return", "my_return.overview", frozenset({Role.ATHLETE, Role.GUARDIAN})),
    NavigationItem("Club", "club.people", frozenset({Role.ADMINISTRATOR})),
    NavigationItem("Account", "account.overview", frozenset()),
)
"""No role means everybody. The first page of a person is where signing in leads."""
PART_OF = {
    "factors": "account",
    "case_files": "cases",
    "record": "athletes",
    "findings": "athletes",
    "case_opening": "athletes",
    "acting": "cases",
    "case_tests": "cases",
    "case_link": "cases",
    "squad": "squads",
    "changing_rounds": "rounds",
    "handing_out": "rounds",
    "outbox": "rounds",
}
"""Pages that belong to another line of the navigation than their own name says."""


def configure_signed_in(app: Flask, settings: Settings) -> None:
    """Look at the policy of each route before its view runs, and tell templates who is signed in."""
    cost = Cost(settings.password_memory_kib, settings.password_passes)
    store = app.extensions["screening"].store
    app.extensions[_KEY] = AccountTools.under(store, settings.secret_keys, cost)
    app.config.update(
        PERMANENT_SESSION_LIFETIME=OWN_LIFE,
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.before_request(enforce_policy)
    app.context_processor(lambda: {"visit": _known_visit(), "navigation": navigation()})


def tools() -> AccountTools:
    """What the services about accounts work with."""
    return cast("AccountTools", current_app.extensions[_KEY])


def visit() -> Visit | None:
    """Who is asking; None for somebody who is not signed in. Found once for each request."""
    if "visit" not in g:
        token = session.get(TOKEN)
        usable = isinstance(token, str) and len(token) <= LONGEST_TOKEN
        g.visit = sessions.find(tools(), token, now(), club=session.get(CLUB)) if usable and token else None
    return cast("Visit | None", g.visit)


def the_visit() -> Visit:
    """Who is asking, in a view whose policy lets only people in who are known.

    Raises:
        NotFound: nobody is.
    """
    found = visit()
    if found is None:
        raise NotFound("nobody is signed in")
    return found


def actor() -> Actor:
    """Who is asking, as the services judge it; raises as `the_visit` does."""
    return the_visit().actor


def club_id() -> int:
    """The club this person works in at the moment.

    Raises:
        NotFound: they belong to none.
    """
    found = actor().club_id
    if found is None:
        raise NotFound("no club")
    return found


def browser() -> Browser:
    """Where this request comes from."""
    return Browser(one_address(), request.cookies.get(mark_name()), device_label(request.user_agent.string))


def enforce_policy() -> Response | None:
    """Let a request through, send it to sign in, or answer as if the page did not exist."""
    kind = policy_of(current_app, request.endpoint or "")
    if kind is None:
        return None
    if kind is Policy.SETUP and not set_up.is_open(parts().store):
        raise NotFound("set up already")
    if kind in OPEN:
        return None
    found = visit()
    if found is None:
        return to_sign_in()
    if kind is Policy.SIGNING_IN:
        return None
    if found.standing is Standing.SECOND_FACTOR_DUE:
        return redirect(url_for("sign_in.second_factor", next=path_asked_for()), code=303)
    if kind is Policy.ENROLLING:
        return None
    if found.standing is Standing.ENROLMENT_DUE:
        return redirect(url_for("factors.first", next=path_asked_for()), code=303)
    if kind in ROLES and not found.actor.roles & ROLES[kind]:
        raise NotFound("not for this role")
    g.actor = found.actor
    return None


def fresh_proof(view: Callable[Given, Answer]) -> Callable[Given, Answer | Response]:
    """Have the decorated view ask for a proof of identity that is no older than five minutes.

    Put it below the policy. After the proof a page is opened again; a form has to be sent again.
    """

    @wraps(view)
    def asked(*given: Given.args, **named: Given.kwargs) -> Answer | Response:
        found = the_visit()
        if found.standing is Standing.FULL and not found.proved_recently(now()):
            return redirect(url_for("account.prove", next=path_asked_for()), code=303)
        return view(*given, **named)

    return asked


def to_sign_in() -> Response:
    """To the page to sign in, and from there back to what was asked for."""
    return redirect(url_for("sign_in.form", next=path_asked_for() or None), code=303)


def path_asked_for() -> str | None:
    """The page this request asks for, to come back to; for a form, the page that the form is on."""
    wanted = request.full_path.rstrip("?") if request.method in SAFE else request.form.get("page", "")
    return local_path(wanted, "") or None


def remember(token: str, *, stays: bool) -> None:
    """Have the browser hold a new sign-in and nothing of what was there before.

    Args:
        stays: whether it outlives the browser's window; for athletes only.
    """
    chosen = session.get(CLUB)
    session.clear()
    session[TOKEN] = token
    if chosen is not None:
        session[CLUB] = chosen
    session.permanent = stays
    g.pop("visit", None)


def renewed(token: str) -> None:
    """Have the browser hold the new token of the same sign-in, and go on under it."""
    remember(token, stays=session.permanent)
    visit()


def forget() -> None:
    """Have the browser hold nothing any more."""
    session.clear()
    g.pop("visit", None)


def mark_name() -> str:
    """The cookie by which a browser is known for an account."""
    return "__Host-known-browser" if parts().settings.https else "known-browser"


def with_mark(response: Response, mark: str) -> Response:
    """The response that has the browser keep its mark."""
    response.set_cookie(
        mark_name(),
        mark,
        max_age=MARK_DAYS * 24 * 60 * 60,
        path="/",
        secure=parts().settings.https,
        httponly=True,
        samesite="Lax",
    )
    return response


def navigation() -> tuple[tuple[str, str, bool], ...]:
    """Words, address and whether it is the page one is on, of every page for this person."""
    found = _known_visit()
    if found is None or found.standing is not Standing.FULL:
        return ()
    asked = (request.endpoint or "").partition(".")[0]
    here = PART_OF.get(asked, asked)
    return tuple(
        (item.words, url_for(item.endpoint), item.endpoint.partition(".")[0] == here)
        for item in NAVIGATION
        if item.endpoint in current_app.view_functions and (not item.roles or found.actor.roles & item.roles)
    )


def _known_visit() -> Visit | None:
    """Who is asking, as far as this request had to find out."""
    return cast("Visit | None", g.get("visit"))
