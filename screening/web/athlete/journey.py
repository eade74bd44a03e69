"""Where somebody is in the questionnaire and what comes next. Pure: answers and pages done in, place out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.path import pages_for, visible_fields
from screening.domain.questionnaire import Page, Question, Questionnaire
from screening.web.athlete.forms import must_answer


@dataclass(frozen=True, slots=True)
class Settled:
    """Answers without those whose question no longer applies."""

    answers: Answers
    removed: tuple[str, ...]


def all_pages_of(answers: Answers, questionnaire: Questionnaire) -> tuple[Page, ...]:
    """The pages that apply, in order, with those that are asked on request only."""
    return tuple(pages_for(answers, questionnaire))


def pages_of(answers: Answers, questionnaire: Questionnaire) -> tuple[Page, ...]:
    """The pages of the path that these answers lead along, in order."""
    return tuple(page for page in all_pages_of(answers, questionnaire) if not page.extra)


def questions_on(page: Page, answers: Answers, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions of a page that apply, in order."""
    visible = frozenset(visible_fields(answers, questionnaire))
    return tuple(questionnaire.question(field) for field in page.fields if field in visible)


def settle(answers: Answers, questionnaire: Questionnaire) -> Settled:
    """Drop answers to questions that no longer apply; dropping one may hide another."""
    kept = answers
    while True:
        visible = frozenset(visible_fields(kept, questionnaire))
        hidden = [field for field in kept if field not in visible]
        if not hidden:
            return Settled(kept, tuple(field for field in answers if field not in kept))
        kept = kept.without(*hidden)


def open_questions(page: Page, answers: Answers, questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions of a page that must be answered and are not."""
    return tuple(
        question
        for question in questions_on(page, answers, questionnaire)
        if question.id not in answers and must_answer(question)
    )


def is_done(page: Page, answers: Answers, done: Collection[str], questionnaire: Questionnaire) -> bool:
    """Whether a page was confirmed and nothing on it still needs an answer."""
    return page.id in done and not open_questions(page, answers, questionnaire)


def first_open(answers: Answers, done: Collection[str], questionnaire: Questionnaire) -> Page | None:
    """The first page that was not confirmed yet; None when all are."""
    pages = pages_of(answers, questionnaire)
    return next((page for page in pages if not is_done(page, answers, done, questionnaire)), None)


def first_must(answers: Answers, questionnaire: Questionnaire, *, alarmed: bool = False) -> Page | None:
    """The first page without which there is no result; None when the result can be shown.

    Args:
        alarmed: an answer is alarming already. Then only required questions hold the result back:
            whoever should be on the way to a doctor is not kept for more signs.
    """
    for page in pages_of(answers, questionnaire):
        missing = open_questions(page, answers, questionnaire)
        if any(question.required for question in missing) or (missing and not alarmed):
            return page
    return None


def page_before(page: Page, answers: Answers, questionnaire: Questionnaire) -> Page | None:
    """The page that Back leads to."""
    pages = pages_of(answers, questionnaire)
    place = pages.index(page) if page in pages else 0
    return pages[place - 1] if place else None


def page_after(
    page: Page, answers: Answers, done: Collection[str], questionnaire: Questionnaire, *, changing: bool
) -> Page | None:
    """The page that Continue leads to; None for the list of answers.

    Somebody who changes one answer goes back to the list, by way of questions that the change has opened.
    """
    if changing:
        return first_open(answers, done, questionnaire)
    pages = pages_of(answers, questionnaire)
    after = pages[pages.index(page) + 1 :] if page in pages else ()
    return after[0] if after else first_open(answers, done, questionnaire)


def step_words(page: Page, answers: Answers, questionnaire: Questionnaire) -> str:
    """Where this page is among those that apply so far."""
    pages = pages_of(answers, questionnaire)
    if page not in pages:
        return "Not on the short path"
    return f"Question {pages.index(page) + 1} of about {len(pages)}"
