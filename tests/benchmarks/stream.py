"""Different answer sets without end: healthy and hurt, with few answers and with many, as real ones come."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from screening.domain.answers import NOT_SURE, Answer, Answers
from screening.domain.checking import misplaced
from screening.domain.questionnaire import Question, Questionnaire, QuestionType
from tests.support.scenarios import boundary_cases, public_cases

REQUIRED = ("age_years", "sport", "level", "sex", "hamstring_history")
RARE = 0.1
"""How often a sign that most people do not have is reported."""


def answer_sets(questionnaire: Questionnaire, count: int, seed: int) -> list[Answers]:
    """That many of them."""
    return list(islice(endless(questionnaire, seed), count))


def endless(questionnaire: Questionnaire, seed: int) -> Iterator[Answers]:
    """Without end: in turn healthy with few and many answers, and hurt with few and many."""
    chance = random.Random(seed)  # noqa: S311 - made-up answers, no secret
    while True:
        for asked in (0.15, 1.0):
            yield _healthy(questionnaire, chance, asked)
            yield _hurt(questionnaire, chance, asked)


def _healthy(questionnaire: Questionnaire, chance: random.Random, asked: float) -> Answers:
    """Somebody without a problem, who answered the basic questions and that share of the others."""
    given: dict[str, Answer] = {"has_problem": False}
    for question in questionnaire.questions.values():
        about_now = question.section in {"problem", "clinical_findings"}
        if question.id in REQUIRED or (not about_now and chance.random() < asked):
            given[question.id] = _answer(question, chance)
    given["age_years"] = chance.randint(16, 40)
    given["exclusions"] = ()
    return _placed(given, questionnaire)


def _hurt(questionnaire: Questionnaire, chance: random.Random, asked: float) -> Answers:
    """A case of the scenarios with its story changed in places, and as many other answers as wanted."""
    given = dict(chance.choice(_cases()).items())
    for question in questionnaire.questions.values():
        if question.section == "problem" and question.id in given and chance.random() < RARE:
            given[question.id] = _answer(question, chance)
        elif question.id in REQUIRED or (question.section != "problem" and chance.random() < asked):
            given.setdefault(question.id, _answer(question, chance))
    return _placed(given, questionnaire)


@cache
def _cases() -> tuple[Answers, ...]:
    cases = [case.answers for case in (*boundary_cases(), *public_cases())]
    return tuple(answers for answers in cases if answers.get("has_problem") is True)


def _answer(question: Question, chance: random.Random) -> Answer:
    """Any answer, with signs that most people lack kept rare, and now and then "not sure"."""
    if question.takes_not_sure and chance.random() < RARE:
        return NOT_SURE
    least, most = int(question.minimum or 0), int(question.maximum or 100)
    match question.type:
        case QuestionType.BOOLEAN:
            return chance.random() < RARE
        case QuestionType.CHOICE:
            return chance.choice([value for value in question.option_values if value != NOT_SURE])
        case QuestionType.LIST:
            ticks = [value for value in question.option_values if value not in {"none", NOT_SURE}]
            return tuple(chance.sample(ticks, chance.choice([0, 0, 0, 1, 2]))) if len(ticks) > 2 else ()
        case QuestionType.INTEGER:
            return chance.randint(least, most)
        case QuestionType.NUMBER:
            return float(chance.randint(least, most))
        case QuestionType.TEXT:
            return "2b"


def _placed(given: Mapping[str, Answer], questionnaire: Questionnaire) -> Answers:
    """The same without answers that make no sense beside another."""
    answers = Answers(given)
    return answers.without(*(problem.field for problem in misplaced(answers, questionnaire)))
