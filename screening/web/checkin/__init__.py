"""Pages of the athlete about the way back to training: the daily check-in, and where they stand."""

from __future__ import annotations

from flask import Flask

from screening.web.checkin import daily, own_return, way_back
from screening.web.checkin.blueprint import check_in, my_return

WITH_VIEWS = (daily, own_return, way_back)
"""Importing these has put their views on the blueprints."""


def configure_check_in(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(check_in)
    app.register_blueprint(my_return)
