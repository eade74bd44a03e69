"""Seeded answers to the whole questionnaire, and the same athlete seen in a mirror."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Question, Questionnaire, QuestionType

OTHER = {"left": "right", "right": "left"}
SIDE_IN_ID = re.compile(r"(?<=_)(left|right)(?=_|$)")
SIDE_IN_WORDS = re.compile(
    r"\b(?<!nothing )(?<!is )(?<!left and )(left|right)\b(?! (?:out|open|over|alone|away|now|and right))",
    re.IGNORECASE,
)
"""Left and right as sides; what is left out or left open, and "left and right", stays."""
OFTEN_BLANK, UNSURE = 0.4, 0.07
CODED_CLASSES = ("0a", "1", "2b", "3A", "4c", "tear")


def drawn_answers(questionnaire: Questionnaire, seed: int) -> Answers:
    """Answers to some of the questions; the same seed always draws the same."""
    chance = random.Random(seed)  # noqa: S311 - for repeatable cases, not for secrets
    given: dict[str, Answer] = {}
    blank = chance.choice((0.0, 0.1, OFTEN_BLANK, 0.8))
    for question in questionnaire.questions.values():
        if chance.random() >= blank:
            given[question.id] = _drawn(question, chance)
    if given.get("has_problem") is True and chance.random() < 0.7:
        _calm(given, questionnaire, chance)
    return Answers(given)


def _drawn(question: Question, chance: random.Random) -> Answer:
    if question.takes_not_sure and chance.random() < UNSURE:
        return NOT_SURE
    match question.type:
        case QuestionType.BOOLEAN:
            return chance.random() < 0.5
        case QuestionType.CHOICE:
            return chance.choice(question.option_values)
        case QuestionType.LIST:
            options = [value for value in question.option_values if value not in {NONE_OPTION, NOT_SURE}]
            ticked = chance.sample(options, chance.randint(0, min(2, len(options))))
            return tuple(ticked) or (NONE_OPTION,)
        case QuestionType.TEXT:
            return chance.choice(CODED_CLASSES)
        case QuestionType.INTEGER:
            return chance.randint(int(question.minimum or 0), int(question.maximum or 100))
        case QuestionType.NUMBER:
            return float(chance.randint(int(question.minimum or 0), int(question.maximum or 100)))


def _calm(given: dict[str, Answer], questionnaire: Questionnaire, chance: random.Random) -> None:
    """Take back most warning signs, so that results of every urgency come up."""
    spared = chance.choice(sorted(given))
    for field in sorted(given):
        question = questionnaire.questions[field]
        if field == spared or question.section not in {"problem", "clinical_findings"}:
            continue
        if question.type is QuestionType.BOOLEAN and field != "has_problem":
            given[field] = False
        elif question.type is QuestionType.LIST or NONE_OPTION in question.option_values:
            given[field] = (NONE_OPTION,) if question.type is QuestionType.LIST else NONE_OPTION
    if "days_since_onset" in given:
        given["days_since_onset"] = chance.choice((0, 1, 2, 3, 4, 6, 8, 14, 15, 22, 43, 85))


def sided_fields(questionnaire: Questionnaire) -> Iterator[str]:
    """Every question about a side: by its options, or by its name."""
    for question in questionnaire.questions.values():
        if OTHER.keys() & set(question.option_values) or SIDE_IN_ID.search(question.id):
            yield question.id


def mirrored(answers: Mapping[str, Answer]) -> Answers:
    """The answers of the same athlete with left and right in each other's place."""
    return Answers({_other_id(field): _other_value(value) for field, value in answers.items()})


def in_the_mirror(told: Any) -> Any:
    """JSON or plain data with every left and right exchanged: in names, in values and in sentences."""
    if isinstance(told, dict):
        return {_other_id(key): in_the_mirror(value) for key, value in told.items()}
    if isinstance(told, list):
        return [in_the_mirror(item) for item in told]
    return _other_words(told) if isinstance(told, str) else told


def _other_id(name: str) -> str:
    return OTHER.get(name) or SIDE_IN_ID.sub(lambda found: OTHER[found.group()], name)


def _other_value(value: Answer) -> Answer:
    return OTHER.get(value, value) if isinstance(value, str) else value


def _other_words(text: str) -> str:
    return _other_id(SIDE_IN_WORDS.sub(_turned, text))


def _turned(found: re.Match[str]) -> str:
    word = found.group()
    return OTHER[word] if word in OTHER else OTHER[word.lower()].capitalize()
