"""Cards on paper: one for an exercise, and a sheet of those somebody chose."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, make_response, render_template, request

from screening.domain.plan.exercises import Emphasis, Exercise
from screening.domain.reporting.exercise_cards import Paper, card_figures, exercise_cards
from screening.domain.reporting.exercise_page import Neighbour, required_words
from screening.web.exercises.blueprint import exercises
from screening.web.limits import REPORTS, limited
from screening.web.parts import parts
from screening.web.policies import Policy, policy

MOST_CARDS = 12
NONE_CHOSEN = "Tick at least one exercise"
TOO_MANY = f"Tick at most {MOST_CARDS} exercises; a second sheet can hold the others"
NOT_KNOWN = "One of these exercises is not in the library. Tick those you want again"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of one emphasis to choose from."""

    word: str
    cards: tuple[Neighbour, ...]


@exercises.get("/exercises/<exercise:exercise>/card.pdf")
@limited(REPORTS)
@policy(Policy.PUBLIC)
def card(exercise: str) -> Response:
    """One card of A6 size."""
    found = parts().rulebook.plan.exercises.get(exercise)
    if found is None:
        abort(404)
    return _file([found], Paper.CARD, f"{exercise.replace('_', '-')}.pdf")


@exercises.get("/exercises/cards")
@policy(Policy.PUBLIC)
def cards() -> str:
    """Choose the cards of a sheet; those the address names are ticked."""
    return _choosing(_asked(), error=None)


@exercises.get("/exercises/cards.pdf")
@limited(REPORTS)
@policy(Policy.PUBLIC)
def sheet() -> Response:
    """The chosen cards, four to a page."""
    library, asked = parts().rulebook.plan.exercises, _asked()
    problem = None
    if not asked:
        problem = NONE_CHOSEN
    elif len(asked) > MOST_CARDS:
        problem = TOO_MANY
    elif not library.keys() >= set(asked):
        problem = NOT_KNOWN
    if problem is not None:
        return make_response(_choosing(asked, error=problem), 400)
    return _file([library[name] for name in asked], Paper.SHEET, "exercise-cards.pdf")


def _asked() -> list[str]:
    """The exercises the address names, each once, in its order."""
    return list(dict.fromkeys(name for name in request.args.getlist("id") if name))


def _choosing(ticked: list[str], *, error: str | None) -> str:
    rulebook = parts().rulebook
    words = required_words(rulebook)
    shelves = []
    for kind in Emphasis:
        members = [one for one in rulebook.plan.exercises.values() if one.emphasis is kind]
        named = sorted((Neighbour(one.id, one.name) for one in members), key=lambda one: one.name)
        shelves.append(Shelf(words.emphasis[kind].word, tuple(named)))
    return render_template(
        "exercises/cards.html", shelves=shelves, ticked=ticked, error=error, most=MOST_CARDS
    )


def _file(chosen: list[Exercise], paper: Paper, name: str) -> Response:
    rulebook = parts().rulebook
    made = parts().reports.make(
        exercise_cards(chosen, rulebook, paper), figures=card_figures(chosen, rulebook)
    )
    response = make_response(made)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
