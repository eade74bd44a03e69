"""The pictures of the exercises a report names."""

from __future__ import annotations

from screening.domain.reporting.pictograms.draw import draw
from screening.domain.reporting.view import AthleteReport
from screening.domain.rulebook import Rulebook


def figures_of(view: AthleteReport, rulebook: Rulebook) -> dict[str, str]:
    """SVG by exercise id, for print: start and end side by side. An exercise without poses has none.

    A figure that stands on the ladder and on a card is the same text; the second drawing gets ids of its own.
    """
    known = rulebook.plan.figures
    named = dict.fromkeys(
        [rung.exercise for rung in view.plan.ladder] + [card.exercise for card in view.plan.cards]
    )
    return {exercise: draw(known, exercise) for exercise in named if exercise in known}
