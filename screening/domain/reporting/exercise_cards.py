"""Exercises as cards on paper: one of A6 size, or a sheet of A4 with four to cut out of each page."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.plan.exercises import Exercise
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.exercise_page import ExercisePage, exercise_page
from screening.domain.reporting.pictograms.draw import draw
from screening.domain.rulebook import Rulebook


class Paper(enum.StrEnum):
    CARD = "card"
    SHEET = "sheet"


CARDS_ON_A_PAGE = {Paper.CARD: 1, Paper.SHEET: 4}


@dataclass(frozen=True, slots=True)
class ExerciseCards:
    """Frozen view of the cards."""

    language: str
    document_title: str
    paper: Paper
    pages: tuple[tuple[ExercisePage, ...], ...]
    foot: str


def exercise_cards(chosen: Sequence[Exercise], rulebook: Rulebook, paper: Paper) -> ExerciseCards:
    """The cards of these exercises, in this order."""
    cards = [exercise_page(one, rulebook) for one in chosen]
    step = CARDS_ON_A_PAGE[paper]
    return ExerciseCards(
        language="en-GB",
        document_title=cards[0].name if len(cards) == 1 else "Exercise cards",
        paper=paper,
        pages=tuple(tuple(cards[at : at + step]) for at in range(0, len(cards), step)),
        foot=_foot(rulebook),
    )


def card_figures(chosen: Sequence[Exercise], rulebook: Rulebook) -> dict[str, str]:
    """SVG by exercise id, start and end side by side; an exercise without poses has none."""
    known = rulebook.plan.figures
    return {one.id: draw(known, one.id) for one in chosen if one.id in known}


def _foot(rulebook: Rulebook) -> str:
    checked = f"checked by {rulebook.checked_by}" if rulebook.checked_by else "not yet checked by a clinician"
    aid = required_wording(rulebook).say("aid")
    return f"{aid}. Rules {rulebook.version}, {checked}."
