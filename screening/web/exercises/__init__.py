"""The exercise library on the web: its list, a page, a figure and a card for every exercise."""

from __future__ import annotations

from flask import Flask

from screening.web.exercises import figures  # brings its views to the blueprint
from screening.web.exercises.blueprint import exercises


def configure_exercises(app: Flask) -> None:
    """Register the pages and tell templates the address of a figure."""
    app.register_blueprint(exercises)
    app.jinja_env.globals["figure_address"] = figures.figure_address
