"""A page for each exercise, and what is said where there is none of that name."""

from __future__ import annotations

import difflib

from flask import Response, make_response, render_template, url_for

from screening.domain.reporting.exercise_page import Neighbour, exercise_page
from screening.web.exercises.blueprint import exercises
from screening.web.parts import parts
from screening.web.policies import Policy, policy

MOST_GUESSES = 3


@exercises.get("/exercises/<exercise:exercise>")
@policy(Policy.PUBLIC)
def show(exercise: str) -> str | Response:
    """One exercise: how it is done, how much, when not, what comes before and after it."""
    found = parts().rulebook.plan.exercises.get(exercise)
    if found is None:
        return unknown(exercise)
    return render_template("exercises/exercise.html", page=exercise_page(found, parts().rulebook))


def exercise_address(exercise: str) -> str | None:
    """Where an exercise is shown, for other pages; None where an old result names one that is gone."""
    if exercise not in parts().rulebook.plan.exercises:
        return None
    return url_for("exercises.show", exercise=exercise)


def unknown(exercise: str) -> Response:
    """Not found, with the exercises whose ids are most like it."""
    library = parts().rulebook.plan.exercises
    alike = difflib.get_close_matches(exercise, library, MOST_GUESSES)
    guesses = [Neighbour(name, library[name].name) for name in alike]
    page = render_template("exercises/unknown.html", guesses=guesses, count=len(library))
    return make_response(page, 404)
