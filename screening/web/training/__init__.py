"""Following a programme: start it, do today's session, say how it was, change it, see it in the calendar."""

from __future__ import annotations

from flask import Flask

from screening.web.training import calendar, changes, overview, sessions, starting
from screening.web.training.blueprint import training

WITH_VIEWS = (calendar, changes, overview, sessions, starting)
"""Importing these has put their views on the blueprint."""


def configure_training(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(training)
