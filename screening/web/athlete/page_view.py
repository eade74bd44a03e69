"""One page as drawn: its heading, its questions, and what has to be put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.errors import Problem
from screening.domain.path import suggestions, ticks_from_answers
from screening.domain.questionnaire import Page, PageKind, Question
from screening.web.athlete.fields import FieldView, Shown, as_text, field_view, stored_texts
from screening.web.athlete.journey import Journey


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the error summary; `target` is the id it leads to."""

    target: str
    message: str


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything the page's template draws."""

    id: str
    kind: str
    title: str
    step: str
    hint: str | None
    why: tuple[str, ...]
    fields: tuple[FieldView, ...]
    asked: str
    problems: tuple[SummaryLine, ...]
    doubtful: bool
    rest: tuple[str, ...]
    """In a tick group: what was said about everything left unticked."""
    none_label: str
    not_sure_label: str
    sure: tuple[str, ...]
    can_skip: bool
    side: str
    """Which leg a body map is about: left, right or both."""
    prefilled: bool

    @property
    def is_single(self) -> bool:
        """Whether the page's heading is the question itself."""
        return len(self.fields) == 1 and self.kind == PageKind.SINGLE


def fresh_view(
    page: Page, asked: Sequence[Question], answers: Answers, confirmed: bool, journey: Journey
) -> PageView:
    """The page as it is first seen, or seen again, with stored answers in it."""
    shown = dict(stored_texts(answers, [question.id for question in asked]))
    prefilled = False
    if not confirmed:
        asked_ids = {question.id for question in asked}
        suggested = {field: text for field, text in suggestions(page, answers).items() if field in asked_ids}
        prefilled = page.prefill is not None and bool(suggested)
        shown.update(suggested)
    rest = tuple(ticks_from_answers(page, answers) - set(page.fields))
    return page_view(
        page, asked, shown=shown, answers=answers, rest=rest, journey=journey, prefilled=prefilled
    )


def page_view(
    page: Page,
    asked: Sequence[Question],
    *,
    shown: Shown,
    answers: Answers,
    journey: Journey,
    problems: Sequence[Problem] = (),
    doubts: Sequence[Problem] = (),
    rest: Sequence[str] = (),
    sure: Sequence[str] = (),
    prefilled: bool = False,
) -> PageView:
    """Put one page together.

    Args:
        asked: the questions on it; `shown`: what stands in their inputs; `answers`: everything known, for
        options that depend on other answers.
    """
    errors = _first_of_each(problems)
    to_ask = _first_of_each(doubts)
    fields = tuple(
        field_view(question, shown, answers, errors.get(question.id), to_ask.get(question.id))
        for question in asked
    )
    targets = {field.id: field.target for field in fields}
    lines = [
        SummaryLine(targets.get(field, "main"), message) for field, message in {**to_ask, **errors}.items()
    ]
    return PageView(
        id=page.id,
        kind=page.kind.value,
        title=asked[0].label if page.kind is PageKind.SINGLE else page.title,
        step=journey.step_words(page, answers),
        hint=page.hint,
        why=(page.why,) if page.why else tuple(dict.fromkeys(question.why for question in asked)),
        fields=fields,
        asked=" ".join(question.id for question in asked),
        problems=tuple(lines),
        doubtful=bool(doubts) and not problems,
        rest=tuple(rest),
        none_label=page.none_label,
        not_sure_label=page.not_sure_label,
        sure=(*sure, *(_kept(problem.field, shown) for problem in doubts)),
        can_skip=not any(question.id in journey.must for question in asked),
        side=str(answers.get("problem_side", "both")),
        prefilled=prefilled,
    )


def _kept(field: str, shown: Shown) -> str:
    """How the form says "I was asked about this once and keep it"."""
    text = shown.get(field, "")
    return f"{field}={text if isinstance(text, str) else as_text(tuple(text))}"


def _first_of_each(problems: Sequence[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, problem.message)
    return found
