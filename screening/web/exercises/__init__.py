"""The exercise library on the web: its list, a page, a figure and a card for every exercise."""

from __future__ import annotations

from flask import Flask

from screening.web.exercises import cards, figures, library, pages, principles
from screening.web.exercises.blueprint import exercises

WITH_VIEWS = (cards, figures, library, pages, principles)
"""Importing these has put their views on the blueprint."""


def configure_exercises(app: Flask) -> None:
    """Register the pages and tell all templates the addresses of a figure and of an exercise."""
    app.register_blueprint(exercises)
    app.jinja_env.globals["figure_address"] = figures.figure_address
    app.jinja_env.globals["exercise_address"] = pages.exercise_address
