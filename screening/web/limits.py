"""How often one address may ask: wide for a changing room behind one address, narrow for guessing codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

if TYPE_CHECKING:
    from screening.settings import Settings

PAGES = "1500 per minute"
"""Forty athletes at once, each a page and a form every few seconds."""

NEW_DRAFTS = "120 per minute;1000 per hour"
REPORTS = "60 per minute"
CODES_BY_ADDRESS = "10 per minute;60 per hour"
CODES_BY_ALL = "300 per minute"
"""Over all addresses: a code has about 40 random bits, so guessing stays hopeless."""

limiter = Limiter(key_func=get_remote_address, default_limits=[PAGES], headers_enabled=False)


def everybody() -> str:
    """One key for all addresses."""
    return "everybody"


def configure_limits(app: Flask, settings: Settings) -> None:
    """Count requests in the memory of this process."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", "memory://")
    app.config.setdefault("RATELIMIT_STRATEGY", "fixed-window")
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    limiter.init_app(app)
