"""Who may use a route. Every route says so, and the application does not start while one does not."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

from screening.domain.errors import ScreeningError

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
