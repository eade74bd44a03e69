"""The answers as they were worded to the athlete."""

from __future__ import annotations

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Question, Questionnaire
from screening.domain.reporting.view import AnswerGroup, Row
from screening.domain.reporting.wording import Wording

PAIN_SCALE = "NPRS"


def short_label(field: str, questionnaire: Questionnaire) -> str:
    """A few words for a question, for lists after a colon."""
    question = questionnaire.questions.get(field)
    if question is None:
        return field.replace("_", " ")
    return question.short_label


def answer_words(question: Question, answer: Answer, wording: Wording) -> str:
    """An answer in the words of its options, with its unit."""
    if answer == NOT_SURE:
        return question.not_sure or wording.say("answers.not_sure")
    if isinstance(answer, bool):
        return question.yes_label if answer else question.no_label
    if isinstance(answer, tuple):
        if not answer or answer == (NONE_OPTION,):
            return _label(question, NONE_OPTION) or wording.say("answers.none")
        return "; ".join(_label(question, item) or item for item in answer)
    if isinstance(answer, str):
        return _label(question, answer) or answer
    if question.unit == PAIN_SCALE and question.maximum is not None:
        return f"{answer:g} out of {question.maximum:g}"
    return _measured(answer, question.unit)


def _measured(number: float, unit: str | None) -> str:
    """A number with its unit, in the singular for one: 1 week, 2 weeks."""
    if unit is None:
        return f"{number:g}"
    first, space, rest = unit.partition(" ")
    one = f"{first[:-3]}y" if first.endswith("ies") else first.removesuffix("s")
    return f"{number:g} {one if number == 1 else first}{space}{rest}"


def _label(question: Question, value: str) -> str | None:
    return next((option.label for option in question.options if option.value == value), None)


def answer_groups(
    answers: Answers, questionnaire: Questionnaire, wording: Wording
) -> tuple[AnswerGroup, ...]:
    """Every recorded answer, in the order of the questionnaire."""
    groups = []
    for section in questionnaire.sections:
        rows = tuple(
            Row(head=question.short_label, text=answer_words(question, answers[question.id], wording))
            for question in questionnaire.questions.values()
            if question.section == section.id and question.id in answers
        )
        if rows:
            groups.append(AnswerGroup(title=section.title, rows=rows))
    return tuple(groups)


def sign_rows(answers: Answers, questionnaire: Questionnaire, wording: Wording) -> tuple[Row, ...]:
    """Every warning sign that was asked with its answer, the negatives included."""
    return tuple(
        Row(head=question.short_label, text=answer_words(question, answers[field], wording))
        for field in wording.signs
        if field in answers
        for question in (questionnaire.question(field),)
    )
