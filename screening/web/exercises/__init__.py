"""The exercise library on the web: its list, a page, a figure and a card for every exercise."""

from __future__ import annotations

from flask import Flask

from screening.web.exercises import cards, figures, library, pages, principles
from screening.web.exercises.blueprint import exercises

WITH_VIEWS = (cards, figures, library, pages, principles)
"""Importing these has put their views on the blueprint."""


def configure_exercises(app: Flask) -> None:
    """Register the pages and tell all templates where a figure and an exercise are."""
    app.register_blueprint(exercises)
    app.jinja_env.globals.update(
        figure_address=figures.figure_address,
        figure_picture=figures.picture,
        exercise_address=pages.exercise_address,
    )
