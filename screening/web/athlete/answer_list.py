"""The answers as a list to check: sections, words as they were offered, and what was not provided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Page, Question, QuestionType
from screening.web.athlete.fields import NONE_LABEL
from screening.web.athlete.journey import Journey

NOT_PROVIDED = "Not provided"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer; `page_id` is where it is changed."""

    field: str
    label: str
    value: str
    given: bool
    page_id: str


@dataclass(frozen=True, slots=True)
class AnswerSection:
    title: str
    rows: tuple[AnswerRow, ...]


def answer_sections(answers: Answers, done: Collection[str], journey: Journey) -> tuple[AnswerSection, ...]:
    """Every question of the pages seen so far, under the titles of their sections, in page order."""
    titles = {section.id: section.title for section in journey.questionnaire.sections}
    rows: dict[str, list[AnswerRow]] = {}
    for page in journey.all_pages(answers):
        seen = page.id in done
        for question in journey.questions_on(page, answers):
            if seen or question.id in answers:
                rows.setdefault(question.section, []).append(_row(page, question, answers))
    return tuple(AnswerSection(titles.get(section, section), tuple(found)) for section, found in rows.items())


def _row(page: Page, question: Question, answers: Answers) -> AnswerRow:
    given = question.id in answers
    value = answer_words(question, answers[question.id]) if given else NOT_PROVIDED
    return AnswerRow(question.id, question.short_label, value, given, page.id)


def answer_words(question: Question, answer: Answer) -> str:
    """An answer in the words it was offered in."""
    if answer == NOT_SURE:
        return question.not_sure or "Not sure"
    if isinstance(answer, bool):
        return question.yes_label if answer else question.no_label
    labels = {option.value: option.label for option in question.options}
    if isinstance(answer, tuple):
        named = [labels.get(item, item) for item in answer if item != NONE_OPTION]
        return ", ".join(named) if named else labels.get(NONE_OPTION, NONE_LABEL)
    if question.type is QuestionType.CHOICE:
        return labels.get(str(answer), str(answer))
    number = f"{answer:g}" if isinstance(answer, float) else str(answer)
    return f"{number} {question.unit}" if question.unit and question.unit != "NPRS" else number
