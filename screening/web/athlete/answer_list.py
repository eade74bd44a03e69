"""The answers as a list to check: sections, words as they were offered, and what was not provided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.questionnaire import Page, Question
from screening.domain.reporting.answered import answer_words
from screening.domain.reporting.wording import Wording
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


def answer_sections(
    answers: Answers, done: Collection[str], journey: Journey, wording: Wording
) -> tuple[AnswerSection, ...]:
    """Every question of the pages seen so far, under the titles of their sections, in page order.

    The answers are worded as in the report, so that both can be held side by side.
    """
    titles = {section.id: section.title for section in journey.questionnaire.sections}
    rows: dict[str, list[AnswerRow]] = {}
    for page in journey.all_pages(answers):
        seen = page.id in done
        for question in journey.questions_on(page, answers):
            if seen or question.id in answers:
                rows.setdefault(question.section, []).append(_row(page, question, answers, wording))
    return tuple(AnswerSection(titles.get(section, section), tuple(found)) for section, found in rows.items())


def _row(page: Page, question: Question, answers: Answers, wording: Wording) -> AnswerRow:
    given = question.id in answers
    value = answer_words(question, answers[question.id], wording) if given else NOT_PROVIDED
    return AnswerRow(question.id, question.short_label, value, given, page.id)
