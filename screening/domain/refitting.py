"""Answers given to one questionnaire, as another one would take them."""

from __future__ import annotations

from .answers import Answer, Answers
from .checking import check_answers
from .errors import InvalidAnswers
from .questionnaire import Questionnaire


def fitted(answers: Answers, questionnaire: Questionnaire) -> tuple[Answers, tuple[str, ...]]:
    """The answers this questionnaire takes, and the fields it does not know or takes no longer as answered.

    What is left out counts as not answered, so nothing is guessed from an answer to another question.
    """
    kept = answers.without(*(field for field in answers if field not in questionnaire.questions))
    while True:
        try:
            return check_answers(_plain(kept), questionnaire), _lost(answers, kept)
        except InvalidAnswers as error:
            # Leaving one out may make another one misplaced, hence the loop; each round leaves out some.
            kept = kept.without(*(problem.field for problem in error.problems))


def _plain(answers: Answers) -> dict[str, Answer | list[str]]:
    return {field: list(value) if isinstance(value, tuple) else value for field, value in answers.items()}


def _lost(before: Answers, after: Answers) -> tuple[str, ...]:
    return tuple(field for field in before if field not in after)
