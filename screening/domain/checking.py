"""Turns what somebody sent into checked answers, or says everything that is wrong with it at once.

`check_answers` takes typed values, as JSON has them; `check_texts` takes what forms and CSV deliver.
Both are about shape: type, range, options. Clinical meaning belongs to the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .answers import NONE_OPTION, NOT_SURE, Answer, Answers
from .conditions import Truth
from .errors import InvalidAnswers, Problem
from .facts import Facts
from .messages import choose_one, enter_number, enter_text, tick_from
from .numbers import BadNumber, NotANumber, plain, read_number
from .questionnaire import Question, Questionnaire, QuestionType
from .wellformed import shown, wrong_characters

_NUMERIC = (QuestionType.INTEGER, QuestionType.NUMBER)
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}


class _Wrong(Exception):
    """One value cannot be read; the message is for the person who sent it."""


def check_answers(raw: Mapping[str, object], questionnaire: Questionnaire) -> Answers:
    """Checked answers from typed values. None stands for "not asked", like a field that is not there.

    Raises:
        InvalidAnswers: with every problem, in the order the fields were given.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for field, value in raw.items():
        question = questionnaire.questions.get(field)
        if question is None:
            problems.append(_unknown(field))
        elif value is not None:
            try:
                answers[field] = _typed(question, value)
            except _Wrong as wrong:
                problems.append(Problem(field, str(wrong)))
    checked = Answers(answers)
    problems.extend(misplaced(checked, questionnaire))
    if problems:
        raise InvalidAnswers(problems)
    return checked


def check_texts(
    raw: Mapping[str, str | Sequence[str]],
    questionnaire: Questionnaire,
    fields: Collection[str] | None = None,
) -> tuple[Answers, tuple[Problem, ...]]:
    """Checked answers from texts, and the problems of the rest.

    Args:
        raw: a text per field, or a list of texts where several may be ticked. An empty text, and a list
            without items, is "not answered". A CSV cell joins its items with ";".
        fields: the fields that may be there, by default all; others are problems, never ignored.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    for field, value in raw.items():
        question = questionnaire.questions.get(field)
        if question is None or (fields is not None and field not in fields):
            problems.append(_unknown(field))
            continue
        try:
            answer = _from_text(question, value)
        except _Wrong as wrong:
            problems.append(Problem(field, str(wrong)))
            continue
        if answer is not None:
            answers[field] = answer
    checked = Answers(answers)
    problems.extend(misplaced(checked, questionnaire))
    return checked, tuple(problems)


def misplaced(answers: Answers, questionnaire: Questionnaire) -> list[Problem]:
    """Options that make no sense beside another answer, such as a position of another sport."""
    facts = Facts.of(answers)
    found: list[Problem] = []
    for field, value in answers.items():
        question = questionnaire.questions[field]
        given = value if isinstance(value, tuple) else (value,)
        for option in question.options:
            if option.value in given and option.only_when.judge(facts) is Truth.FALSE:
                others = ", ".join(sorted(set(option.only_when.names())))
                found.append(Problem(field, f"{option.value} does not go with your answer to {others}"))
    return found


def _unknown(field: str) -> Problem:
    return Problem(shown(field), "This is not a field we know here; check its spelling or remove it")


# typed values ------------------------------------------------------------------------------------


def _typed(question: Question, value: object) -> Answer:
    if value == NOT_SURE and isinstance(value, str) and question.takes_not_sure:
        return NOT_SURE
    match question.type:
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return _number(question, value)
        case QuestionType.BOOLEAN:
            if not isinstance(value, bool):
                raise _Wrong('Answer true, false or "not_sure"')
            return value
        case QuestionType.CHOICE:
            if not isinstance(value, str) or value not in question.option_values:
                raise _Wrong(choose_one(question))
            return value
        case QuestionType.LIST:
            return _list(question, value)
        case QuestionType.TEXT:
            return _text(question, value)


def _number(question: Question, value: object) -> int | float:
    if isinstance(value, BadNumber):
        raise _Wrong(f"{enter_number(question)}: {value.reason}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong(f"{enter_number(question)}, as a number without quotes")
    return _within(question, value)


def _within(question: Question, value: float) -> int | float:
    try:
        number = plain(value)
    except NotANumber as reason:
        raise _Wrong(f"{enter_number(question)}: {reason}") from None
    too_low = question.minimum is not None and number < question.minimum
    too_high = question.maximum is not None and number > question.maximum
    if too_low or too_high or (question.type is QuestionType.INTEGER and not isinstance(number, int)):
        raise _Wrong(enter_number(question))
    return number


def _list(question: Question, value: object) -> Answer:
    if not isinstance(value, list | tuple):
        raise _Wrong(f"{tick_from(question)}, as a list")
    items = [item for item in value if isinstance(item, str)]
    if len(items) < len(value) or any(item not in (*question.option_values, NOT_SURE) for item in items):
        raise _Wrong(tick_from(question))
    if items == [NOT_SURE] and question.takes_not_sure:
        return NOT_SURE
    if NOT_SURE in items:
        raise _Wrong("Choose either “not sure” or what applies, not both")
    if NONE_OPTION in items and len(set(items)) > 1:
        raise _Wrong("Choose either “none” or what applies, not both")
    repeated = sorted({item for item in items if items.count(item) > 1})
    if repeated:
        raise _Wrong(f"Give {', '.join(repeated)} only once")
    return tuple(items)


def _text(question: Question, value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong(enter_text(question))
    text = value.strip()
    if not text:
        raise _Wrong(f"{enter_text(question)}, or leave it out")
    if question.max_length is not None and len(text) > question.max_length:
        raise _Wrong(f"{enter_text(question)}; it has {len(text)}")
    wrong = wrong_characters(text)
    if wrong:
        raise _Wrong(f"{enter_text(question)} without {wrong}")
    return text


# texts -------------------------------------------------------------------------------------------


def _from_text(question: Question, value: str | Sequence[str]) -> Answer | None:
    if question.type is QuestionType.LIST:
        items = value.split(";") if isinstance(value, str) else list(value)
        items = [item.strip() for item in items]
        if not any(items):
            return None
        return _list(question, items)
    if not isinstance(value, str):
        if len(value) > 1:
            raise _Wrong("Give one answer, not several")
        value = value[0] if value else ""
    text = value.strip()
    if not text:
        return None
    if text == NOT_SURE and question.takes_not_sure:
        return NOT_SURE
    match question.type:
        case QuestionType.INTEGER | QuestionType.NUMBER:
            try:
                return _within(question, read_number(text))
            except NotANumber as reason:
                raise _Wrong(f"{enter_number(question)}: {reason}") from None
        case QuestionType.BOOLEAN:
            if text.lower() not in _BOOLEANS:
                raise _Wrong("Answer yes, no or not_sure")
            return _BOOLEANS[text.lower()]
        case _:
            return _typed(question, text)
