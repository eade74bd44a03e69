"""Where somebody is in the questionnaire and what comes next. Pure: answers and pages done in, place out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.conditions import Condition
from screening.domain.derived import DerivedFlag, DerivedNumber, DerivedValue
from screening.domain.path import fields_on, pages_for, relevant_answers
from screening.domain.questionnaire import Page, Question, Questionnaire
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency

PROBLEM = "problem"
"""The section of the vocabulary about pain now."""

SAME_DAY = Urgency.T2


@dataclass(frozen=True, slots=True)
class Settled:
    """Answers without those whose question no longer applies."""

    answers: Answers
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """The way through the pages. `must` are the fields whose blank is refused."""

    questionnaire: Questionnaire
    must: frozenset[str]

    @classmethod
    def through(cls, rulebook: Rulebook) -> Journey:
        """The way that a rulebook's questionnaire and urgent rules lay out."""
        questions = rulebook.questionnaire.questions
        demanded = {field for field, asked in questions.items() if asked.required or asked.required_in_form}
        urgent = {
            field
            for field in read_by_urgent_rules(rulebook)
            if field in questions and questions[field].section == PROBLEM
        }
        return cls(rulebook.questionnaire, frozenset(demanded | urgent))

    def all_pages(self, answers: Answers) -> tuple[Page, ...]:
        """The pages that apply, in order, with those that are asked on request only."""
        return pages_for(answers, self.questionnaire, extras=True)

    def pages(self, answers: Answers) -> tuple[Page, ...]:
        """The pages of the path that these answers lead along, in order."""
        return tuple(page for page in self.all_pages(answers) if not page.extra)

    def find(self, page_id: str, answers: Answers) -> Page | None:
        """The page of that name, if it applies to these answers."""
        return next((page for page in self.all_pages(answers) if page.id == page_id), None)

    def questions_on(self, page: Page, answers: Answers) -> tuple[Question, ...]:
        """The questions of a page that apply, in order."""
        return tuple(
            self.questionnaire.question(field) for field in fields_on(page, answers, self.questionnaire)
        )

    def settle(self, answers: Answers) -> Settled:
        """Drop answers to questions that no longer apply; dropping one may hide another."""
        kept = answers
        while True:
            still = relevant_answers(kept, self.questionnaire)
            if len(still) == len(kept):
                return Settled(kept, tuple(field for field in answers if field not in kept))
            kept = still

    def missing_on(self, page: Page, answers: Answers) -> tuple[Question, ...]:
        """The questions of a page that must be answered and are not."""
        return tuple(
            question
            for question in self.questions_on(page, answers)
            if question.id in self.must and question.id not in answers
        )

    def is_done(self, page: Page, answers: Answers, done: Collection[str]) -> bool:
        """Whether a page was confirmed and nothing on it still needs an answer."""
        return page.id in done and not self.missing_on(page, answers)

    def first_open(self, answers: Answers, done: Collection[str]) -> Page | None:
        """The first page that was not confirmed yet; None when all are."""
        return next((page for page in self.pages(answers) if not self.is_done(page, answers, done)), None)

    def first_must(self, answers: Answers, *, alarmed: bool = False) -> Page | None:
        """The first page without which there is no result; None when the result can be shown.

        With a problem the pages after those about the problem may wait: no risk is scored beside it.

        Args:
            alarmed: an answer is alarming already. Then nothing holds the result back: whoever should be on
                the way to a doctor is not kept for more signs.
        """
        if alarmed:
            return None
        pages = self.pages(answers)
        about_it = [place for place, page in enumerate(pages) if self._asks_about_the_problem(page)]
        if answers.get("has_problem") is True and about_it:
            pages = pages[: about_it[-1] + 1]
        return next((page for page in pages if self.missing_on(page, answers)), None)

    def leg_is_told(self, answers: Answers, done: Collection[str]) -> bool:
        """Whether somebody with a problem has been through every page about it: the rest may wait."""
        if answers.get("has_problem") is not True:
            return False
        asked = [page for page in self.pages(answers) if self._asks_about_the_problem(page)]
        return all(self.is_done(page, answers, done) for page in asked)

    def _asks_about_the_problem(self, page: Page) -> bool:
        return any(self.questionnaire.question(field).section == PROBLEM for field in page.fields)

    def before(self, page: Page, answers: Answers) -> Page | None:
        """The page that Back leads to."""
        pages = self.pages(answers)
        place = pages.index(page) if page in pages else 0
        return pages[place - 1] if place else None

    def after(self, page: Page, answers: Answers, done: Collection[str], *, changing: bool) -> Page | None:
        """The page that Continue leads to; None for the list of answers.

        Somebody who changes one answer goes back to the list, by way of questions that the change opened.
        """
        pages = self.pages(answers)
        if changing or page not in pages:
            return self.first_open(answers, done)
        after = pages[pages.index(page) + 1 :]
        return after[0] if after else self.first_open(answers, done)

    def step_words(self, page: Page, answers: Answers) -> str:
        """Where this page is among those that apply so far."""
        pages = self.pages(answers)
        if page not in pages:
            return "If you like: these make your result more certain"
        return f"Question {pages.index(page) + 1} of about {len(pages)}"

    def healthy_page_count(self) -> int:
        """How many pages somebody without pain and without an earlier strain answers."""
        return len(self.pages(Answers({"has_problem": False, "hamstring_history": "never"})))


def read_by_urgent_rules(rulebook: Rulebook) -> frozenset[str]:
    """Every field that a rule leading to a doctor today, or sooner, looks at."""
    defined = {value.id: value for value in rulebook.derived}
    found: set[str] = set()
    for row in rulebook.triage.rows:
        urgencies = [row.urgency, *(raised.urgency for raised in row.raised)]
        if any(urgency.is_at_least(SAME_DAY) for urgency in urgencies):
            for condition in (row.when, *(raised.when for raised in row.raised)):
                found.update(_fields_of(condition, defined))
    return frozenset(found)


def _fields_of(condition: Condition, defined: Mapping[str, DerivedValue]) -> Iterator[str]:
    for name in condition.names():
        yield from _fields_behind(name, defined)


def _fields_behind(name: str, defined: Mapping[str, DerivedValue]) -> Iterator[str]:
    """A field itself, or the fields that a derived value is worked out from."""
    match defined.get(name):
        case DerivedFlag(condition=inner):
            yield from _fields_of(inner, defined)
        case DerivedNumber(of=names):
            for part in names:
                yield from _fields_behind(part, defined)
        case None:
            yield name
