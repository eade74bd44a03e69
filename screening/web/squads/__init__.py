"""The coach's page of a squad, and what goes out of it on paper and as tables."""

from __future__ import annotations

from flask import Flask

from screening.web.squads import files, picture, week
from screening.web.squads.blueprint import squad_page

WITH_VIEWS = (files, picture, week)
"""Importing these has put their views on the blueprint."""


def configure_squads(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(squad_page)
