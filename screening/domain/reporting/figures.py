"""The pictures of the exercises a report names."""

from __future__ import annotations

from screening.domain.reporting.pictograms.draw import draw
from screening.domain.reporting.view import PlanPage
from screening.domain.rulebook import Rulebook

ON_CARD = "#card"
"""Marks the second drawing of an exercise that stands on the ladder and on a card."""


def figures_of(plan: PlanPage | None, rulebook: Rulebook) -> dict[str, str]:
    """SVG by exercise id, for print: start and end side by side. An exercise without poses has none.

    What stands on the ladder and on a card is drawn twice, since ids may not repeat within a document.
    """
    if plan is None:
        return {}
    known = rulebook.plan.figures
    ladder = {rung.exercise for rung in plan.ladder} & set(known)
    cards = {card.exercise for card in plan.cards} & set(known)
    drawn = {exercise: draw(known, exercise) for exercise in sorted(ladder | cards)}
    again = {exercise + ON_CARD: draw(known, exercise, key="card") for exercise in sorted(ladder & cards)}
    return {**drawn, **again}
