"""How often one address may ask: wide for a changing room behind one address, narrow for guessing codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

if TYPE_CHECKING:
    from screening.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "screening_limits"

PAGES = "1500 per minute"
"""Forty athletes at once, each a page and a form every few seconds."""


def everybody() -> str:
    """One key for all addresses."""
    return "everybody"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests, counted for each key."""

    amount: str
    key: Callable[[], str] = get_remote_address


NEW_DRAFTS = Limit("120 per minute;1000 per hour")
REPORTS = Limit("60 per minute")
CODES_BY_ADDRESS = Limit("10 per minute;60 per hour")
CODES_BY_ALL = Limit("300 per minute", everybody)
"""Over all addresses: a code has about 40 random bits, so guessing stays hopeless."""


def limited(*limits: Limit) -> Callable[[View], View]:
    """Declare limits of a view of its own; none at all for files that a page loads beside itself."""

    def mark(view: View) -> View:
        setattr(view, _MARK, limits)
        return view

    return mark


def configure_limits(app: Flask, settings: Settings) -> None:
    """Put the declared limits, or the one for pages, on every view. Counted in the memory of this process."""
    limiter = Limiter(
        get_remote_address,
        app=app,
        default_limits=[PAGES],
        storage_uri="memory://",
        strategy="fixed-window",
        enabled=settings.rate_limits,
    )
    app.extensions["screening_limiter"] = limiter  # the wrapped views know it by a weak reference only
    for endpoint in list(app.view_functions):
        view: Callable[..., Any] = app.view_functions[endpoint]
        declared: tuple[Limit, ...] | None = getattr(view, _MARK, None)
        if declared == ():
            limiter.exempt(view)
        for limit in declared or ():
            view = limiter.limit(limit.amount, key_func=limit.key)(view)
        app.view_functions[endpoint] = view
