"""The people of a club and what is set for it, for its administrators."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.countries import COUNTRIES
from screening.domain.errors import InvalidAnswers, Problem
from screening.services.accounts import clubs, people
from screening.services.accounts.clubs import ClubWish
from screening.services.accounts.people import INVITABLE, Invited
from screening.services.club_day import zone_names
from screening.web.account.answering import page, typed
from screening.web.addresses import link_to
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id, fresh_proof, tools

club = Blueprint("club", __name__, url_prefix="/club")


@club.get("", endpoint="people")
@policy(Policy.ADMINISTRATOR)
def show_people() -> Response:
    """Who has which role."""
    return _people()


@club.get("/invite")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def ask_whom() -> Response:
    """Ask for a name, an address and a role."""
    return page("account/invite.html", roles=INVITABLE, email="", name="", role="")


@club.post("/invite")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def invite() -> Response:
    """Give somebody a role, and show the link to hand on."""
    email, name, role = typed("email"), typed("name"), typed("role", 20)
    try:
        invited = people.invite(tools(), actor(), club_id(), email, name, role, now())
    except InvalidAnswers as error:
        return page("account/invite.html", error.problems, roles=INVITABLE, email=email, name=name, role=role)
    return _invited(invited)


@club.get("/people/<int:membership_id>")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def person(membership_id: int) -> Response:
    """One role of one person, and what can be done about it."""
    return _person(membership_id)


@club.post("/people/<int:membership_id>/role")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def change_role(membership_id: int) -> Response:
    """Give that person another role."""
    try:
        people.change_role(tools(), actor(), club_id(), membership_id, typed("role", 20), now())
    except InvalidAnswers as error:
        return _person(membership_id, *error.problems)
    return _to_people("changed")


@club.post("/people/<int:membership_id>/end")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def end_role(membership_id: int) -> Response:
    """End that role."""
    try:
        people.end_role(tools(), actor(), club_id(), membership_id, now())
    except InvalidAnswers as error:
        return _person(membership_id, *error.problems)
    return _to_people("ended")


@club.post("/people/<int:membership_id>/link")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def new_link(membership_id: int) -> Response:
    """Show a new link to set the password; the one of before stops working."""
    return _invited(people.new_link(tools(), actor(), club_id(), membership_id, now()))


@club.get("/settings")
@policy(Policy.ADMINISTRATOR)
def settings() -> Response:
    """Name, country, time zone and responsible clinician."""
    return _settings(clubs.club_as_set(tools(), actor(), club_id()))


@club.post("/settings")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def change_settings() -> Response:
    """Set them."""
    wish = ClubWish(
        typed("club"), typed("country", 2), typed("responsible_clinician"), typed("time_zone", 64)
    )
    try:
        clubs.change_club(tools(), actor(), club_id(), wish, now())
    except InvalidAnswers as error:
        return _settings(wish, *error.problems)
    return _to_people("settings")


def _people() -> Response:
    found = people.people_of(tools(), actor(), club_id())
    return page("account/people.html", people=found, done=request.args.get("done", "")[:40])


def _person(membership_id: int, *problems: Problem) -> Response:
    found = people.person_of(tools(), actor(), club_id(), membership_id)
    return page("account/person.html", problems, person=found, roles=INVITABLE)


def _settings(wish: ClubWish, *problems: Problem) -> Response:
    names = clubs.clinicians_of(tools(), actor(), club_id())
    return page(
        "account/club_settings.html",
        problems,
        wish=wish,
        countries=COUNTRIES.items(),
        zones=[(name, name) for name in zone_names()],
        clinicians=names,
    )


def _invited(invited: Invited) -> Response:
    """The link is drawn in this answer, because nobody can read it again."""
    found = invited.link
    link = link_to(parts().settings, url_for("password_link.form", token=found.token)) if found else None
    return page(
        "account/invited.html", email=invited.email, link=link, ends=found.expires_at if found else None
    )


def _to_people(done: str) -> Response:
    return redirect(url_for("club.people", done=done), code=303)
