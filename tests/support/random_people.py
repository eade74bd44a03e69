"""Any number of people who answer at random what a questionnaire allows, mostly calm; the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Question, Questionnaire, QuestionType
from screening.domain.refitting import fitted


def random_people(questionnaire: Questionnaire, count: int, seed: int) -> Iterator[Answers]:
    """Answers to a random share of the questions, each allowed and going with the others."""
    chance = random.Random(seed)  # noqa: S311 - test data, not a secret
    for _ in range(count):
        share = chance.choice((0.2, 0.5, 0.9))
        given = {
            question.id: _answer(question, chance)
            for question in questionnaire.questions.values()
            if question.required or chance.random() < share
        }
        yield fitted(Answers(given), questionnaire)[0]


def _answer(question: Question, chance: random.Random) -> Answer:
    if question.takes_not_sure and chance.random() < 0.15:
        return NOT_SURE
    low, high = int(question.minimum or 0), int(question.maximum or 100)
    match question.type:
        case QuestionType.BOOLEAN:
            return chance.random() < (0.5 if question.id == "has_problem" else 0.05)
        case QuestionType.CHOICE:
            calm = NONE_OPTION in question.option_values and chance.random() < 0.8
            return NONE_OPTION if calm else chance.choice(question.option_values)
        case QuestionType.LIST:
            ticks = [value for value in question.option_values if value not in {NONE_OPTION, NOT_SURE}]
            some = tuple(chance.sample(ticks, chance.choice((*[0] * 12, 1, 2)) if len(ticks) > 1 else 0))
            return some or (NONE_OPTION,)
        case QuestionType.INTEGER:
            return chance.randint(low, high)
        case QuestionType.NUMBER:
            return float(chance.randint(low, high))
        case QuestionType.TEXT:
            return "2b"
