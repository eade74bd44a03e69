"""Rounds of a squad: open them, hand out the way in, see who has answered."""

from __future__ import annotations

from flask import Flask

from screening.web.rounds.changing import changing
from screening.web.rounds.handing_out import handing_out
from screening.web.rounds.mailing import mailing, outbox
from screening.web.rounds.pages import rounds

__all__ = ["configure_rounds"]


def configure_rounds(app: Flask) -> None:
    """Make the routes about rounds known."""
    for blueprint in (rounds, changing, handing_out, mailing, outbox):
        app.register_blueprint(blueprint)
