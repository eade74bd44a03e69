"""The form of one page, built fresh for each request from the questions it asks.

A field kind owns how its input is read; what an answer must look like is decided by the questionnaire's
own checks, so that forms, files and the command line refuse the same things in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField, StringField

from screening.domain.answers import NOT_SURE, Answer, Answers
from screening.domain.checking import check_texts
from screening.domain.errors import Problem
from screening.domain.path import answers_from_ticks
from screening.domain.questionnaire import Layout, Page, PageKind, Question, QuestionType
from screening.web.athlete.journey import Journey

REST = "rest_of_group"
"""What a tick group says about everything left unticked: none of it applies, or not sure."""

SURE = "sure"
"""What a person was asked about once and kept, as `field=text`; no text is a blank left on purpose."""

UNSURE = "__not_sure"
"""Behind the name of a number: the tick "I'm not sure" beside the input."""

ASKED = "asked"
"""The fields that were on the page when it was drawn."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one posted page says."""

    answers: Answers
    """The typed answers of the fields that were asked and can be read."""

    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    """To be asked once: unusual values, and questions left blank."""


class PageForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """Base of every page's form: CSRF, the fields that were asked, and what was kept on purpose."""

    asked = StringField()
    rest_of_group = SelectMultipleField(validate_choice=False)
    sure = SelectMultipleField(validate_choice=False)


def form_for(asked: Sequence[Question]) -> PageForm:
    """The form of these questions, bound to the request it is built in."""
    fields: dict[str, Field] = {}
    for question in asked:
        fields[question.id] = _field(question)
        if is_number(question) and question.not_sure:
            fields[question.id + UNSURE] = StringField(question.not_sure)
    form: PageForm = type("QuestionPageForm", (PageForm,), fields)()
    return form


def _field(question: Question) -> Field:
    if question.type is QuestionType.LIST:
        return SelectMultipleField(question.label, validate_choice=False)
    return StringField(question.label)


def given_texts(form: PageForm, asked: Sequence[Question]) -> dict[str, str | Sequence[str]]:
    """What was typed or ticked, field by field; blanks are left out."""
    texts: dict[str, str | Sequence[str]] = {}
    for question in asked:
        data = form[question.id].data
        if question.id + UNSURE in form and form[question.id + UNSURE].data and not (data or "").strip():
            data = NOT_SURE
        if isinstance(data, list):
            if data:
                texts[question.id] = data
        elif data is not None and data.strip():
            texts[question.id] = data
    return texts


def read_page(form: PageForm, page: Page, asked: Sequence[Question], journey: Journey) -> Reading:
    """Check a posted page.

    Args:
        asked: the questions that were on the page when it was drawn, in order.
    Returns:
        Typed answers, what must be put right, and what to ask about once.
    """
    texts = given_texts(form, asked)
    if page.kind is PageKind.TICK_GROUP:
        answers, found = answers_from_ticks(
            page, {*texts, *(form.rest_of_group.data or ())}, [question.id for question in asked]
        )
    else:
        answers, found = check_texts(texts, journey.questionnaire, [question.id for question in asked])
    problems = list(found)
    # One list of ticks is one question: what is wrong with it is not also a blank on each of its lines.
    group_is_wrong = page.kind is PageKind.TICK_GROUP and bool(problems)
    unreadable = {question.id for question in asked} if group_is_wrong else {p.field for p in problems}
    kept = frozenset(form.sure.data or ())
    doubts = []
    for question in asked:
        text = texts.get(question.id, "")
        if question.id in answers and question.id in texts:
            if is_unusual(question, answers[question.id]) and f"{question.id}={text}" not in kept:
                doubts.append(Problem(question.id, unusual_message(question, str(text))))
        elif question.id not in answers and question.id not in unreadable:
            if question.id in journey.must:
                problems.append(Problem(question.id, blank_message(question)))
            elif f"{question.id}=" not in kept:
                doubts.append(
                    Problem(question.id, "Answer this too, or press Continue again to leave it out")
                )
    if page.kind is PageKind.TICK_GROUP:
        problems, doubts = _once_for_the_group(page, problems), _once_for_the_group(page, doubts)
    return Reading(answers, tuple(problems), tuple(doubts))


def _once_for_the_group(page: Page, found: list[Problem]) -> list[Problem]:
    """One list of ticks is one question: a blank is named once, at its first line."""
    if len(found) < 2:
        return found
    return [Problem(found[0].field, f"Tick what applies, or “{page.none_label}”")]


def is_number(question: Question) -> bool:
    """Whether the answer is typed as a number, not chosen from a scale."""
    return question.layout is Layout.NUMBER


def blank_message(question: Question) -> str:
    """What to say at a blank that must be filled."""
    if question.layout in {Layout.NUMBER, Layout.TEXT}:
        return f"Enter {question.thing or question.short_label.lower()}"
    way_out = f", or “{question.not_sure}”" if question.not_sure else ""
    if question.type is QuestionType.LIST:
        return f"Tick what applies, or “None of these”{way_out}"
    if question.thing:
        return f"Choose {question.thing}{way_out}"
    return f"Choose an answer{way_out}"


def is_unusual(question: Question, answer: Answer) -> bool:
    """Whether a number is possible but rare enough to ask "is that right?"."""
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return False
    below = question.soft_minimum is not None and answer < question.soft_minimum
    above = question.soft_maximum is not None and answer > question.soft_maximum
    return below or above


def unusual_message(question: Question, text: str) -> str:
    """The question asked once about a rare number."""
    unit = f" {question.unit}" if question.unit else ""
    return f"You entered {text.strip()}{unit}. Is that right? Change it, or press Continue again to keep it"
