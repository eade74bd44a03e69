"""How often one address may ask: wide for a changing room behind one address, narrow for guessing codes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

if TYPE_CHECKING:
    from screening.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "screening_limits"


def one_address() -> str:
    """The address a request came from, as far as the settings trust what stands in front."""
    return request.remote_addr or "unknown"


def everybody() -> str:
    """One key for all addresses."""
    return "everybody"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests, counted for each key."""

    amount: str
    key: Callable[[], str] = one_address


PAGES = Limit("1500 per minute")
"""Forty athletes at once, each a page and a form every few seconds."""
NEW_DRAFTS = Limit("120 per minute;1000 per hour")
REPORTS = Limit("60 per minute")
CODES_BY_ADDRESS = Limit("10 per minute;60 per hour")
SIGN_INS_BY_ALL = Limit("10 per 2 second", everybody)
"""Each costs a tenth of a second of one core; a burst is answered at once instead of holding up the rest."""
CODES_BY_ALL = Limit("300 per minute", everybody)
"""Over all addresses: a code has about 40 random bits, so guessing stays hopeless."""


def limited(*limits: Limit) -> Callable[[View], View]:
    """Declare limits of a view of its own; none at all for files that a page loads beside itself."""

    def mark(view: View) -> View:
        setattr(view, _MARK, limits)
        return view

    return mark


@dataclass(frozen=True, slots=True)
class _Counted:
    """One window of one limit of one view."""

    window: RateLimitItem
    endpoint: str
    key: Callable[[], str]


def configure_limits(app: Flask, settings: Settings) -> None:
    """Put the declared limits, or the one for pages, on every view. Counted in the memory of this process."""
    if not settings.rate_limits:
        return
    counter = FixedWindowRateLimiter(MemoryStorage())
    counted = {
        endpoint: [
            _Counted(window, endpoint, limit.key)
            for limit in getattr(view, _MARK, (PAGES,))
            for window in parse_many(limit.amount)
        ]
        for endpoint, view in app.view_functions.items()
    }

    def refuse_too_many() -> None:
        for one in counted.get(request.endpoint or "", ()):
            key = one.key()
            if not counter.hit(one.window, one.endpoint, key):
                resets_at = counter.get_window_stats(one.window, one.endpoint, key).reset_time
                raise TooManyRequests(retry_after=max(1, math.ceil(resets_at - time.time())))

    # Before every other hook, so that a refused request costs nothing more.
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_too_many)
