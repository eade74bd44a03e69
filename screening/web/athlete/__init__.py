"""The athlete's journey: before you start, the questions, the check, the result."""

from __future__ import annotations

from flask import Flask

from screening.web.athlete.again import again
from screening.web.athlete.check import check
from screening.web.athlete.finish import finish
from screening.web.athlete.gates import configure_gates
from screening.web.athlete.questions import questions
from screening.web.athlete.results import results
from screening.web.athlete.resume import resume
from screening.web.athlete.what_if import what_if


def configure_athlete(app: Flask) -> None:
    """Register the journey and the doors in front of it."""
    configure_gates(app)
    for part in (check, questions, finish, resume, results, what_if, again):
        app.register_blueprint(part)
