"""Who may use a route. Every route says so, and the application does not start while one does not."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask

from screening.domain.clubs import Role
from screening.domain.errors import ScreeningError
from screening.services.access import CLINICIANS, STAFF

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "screening_policy"
UNTYPED_CONVERTERS = frozenset({"UnicodeConverter", "PathConverter"})


class Policy(enum.StrEnum):
    """The closed list of who may use a route."""

    PUBLIC = "public"
    """Anybody; shows nothing of any person."""

    DRAFT_HOLDER = "draft_holder"
    """Whoever holds the link of one unfinished questionnaire."""

    RESULT_HOLDER = "result_holder"
    """Whoever holds the link of one result."""

    PROGRAMME_HOLDER = "programme_holder"
    """Whoever holds the link of one programme that is followed."""

    CALENDAR_HOLDER = "calendar_holder"
    """Whoever holds the open address of one calendar feed; it leads to the sessions and nothing else."""

    INVITATION_HOLDER = "invitation_holder"
    """Whoever holds the link or the code of an invitation to answer."""

    CHECK_IN_HOLDER = "check_in_holder"
    """Whoever holds the link to the daily check-in of one case."""

    PASSWORD_LINK_HOLDER = "password_link_holder"  # noqa: S105 - names a policy
    """Whoever holds a link that sets a password once."""

    SETUP = "setup"
    """Whoever holds the secret of the first start; afterwards the page does not exist."""

    SIGNING_IN = "signing_in"
    """Whoever gave the right password, whether or not a second factor is still due."""

    ENROLLING = "enrolling"
    """Whoever is signed in, or gave the password of an account that has yet to get its second factor."""

    SIGNED_IN = "signed_in"
    """Anybody who is signed in; shows nothing of others."""

    ATHLETE = "athlete"
    """Athletes and guardians of the club of the moment."""

    STAFF = "staff"
    """Coach, physio, doctor or administrator of the club of the moment."""

    COACH = "coach"
    """Coaches of the club of the moment."""

    CLINICIAN = "clinician"
    """Physios and doctors of the club of the moment."""

    ADMINISTRATOR = "administrator"
    """Administrators of the club of the moment."""


OPEN = frozenset(
    {
        Policy.PUBLIC,
        Policy.DRAFT_HOLDER,
        Policy.RESULT_HOLDER,
        Policy.PROGRAMME_HOLDER,
        Policy.CALENDAR_HOLDER,
        Policy.INVITATION_HOLDER,
        Policy.CHECK_IN_HOLDER,
        Policy.PASSWORD_LINK_HOLDER,
        Policy.SETUP,
    }
)
"""Need no sign-in: a secret in the address opens what they show, and the view looks at it."""

ROLES: Mapping[Policy, frozenset[Role]] = {
    Policy.ATHLETE: frozenset({Role.ATHLETE, Role.GUARDIAN}),
    Policy.STAFF: STAFF,
    Policy.COACH: frozenset({Role.COACH}),
    Policy.CLINICIAN: CLINICIANS,
    Policy.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
}
"""The roles of the club of the moment of which a policy asks for one."""


class UndeclaredRoute(ScreeningError):
    """Some routes do not say who may use them, or take a parameter of no particular type."""


def policy(kind: Policy) -> Callable[[View], View]:
    """Declare who may use the decorated view."""

    def mark(view: View) -> View:
        setattr(view, _MARK, kind)
        return view

    return mark


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """What the view of an endpoint declares; None where it declares nothing."""
    declared = getattr(app.view_functions.get(endpoint), _MARK, None)
    return declared if isinstance(declared, Policy) else None


def require_policies(app: Flask) -> None:
    """Refuse to go on while a route declares no policy or has an untyped parameter.

    Raises:
        UndeclaredRoute: naming every route that is wrong.
    """
    wrong: list[str] = []
    for rule in app.url_map.iter_rules():
        if policy_of(app, rule.endpoint) is None:
            wrong.append(f"{rule.rule} declares no policy")
        for name, converter in rule._converters.items():
            if type(converter).__name__ in UNTYPED_CONVERTERS:
                wrong.append(f"{rule.rule} takes {name} of no particular type")
    if wrong:
        raise UndeclaredRoute("; ".join(sorted(wrong)))
