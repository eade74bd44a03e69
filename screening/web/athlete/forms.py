"""The form of one page, built fresh for each request from the questions it asks.

A field kind owns how its input is read; what an answer must look like is decided by the questionnaire's
own checks, so that forms, files and the command line refuse the same things in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField, StringField

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.checking import check_texts
from screening.domain.errors import Problem
from screening.domain.questionnaire import Layout, Page, PageKind, Question, Questionnaire, QuestionType

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


class PageForm(FlaskForm):
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


def given_texts(form: PageForm, page: Page, asked: Sequence[Question]) -> dict[str, str | Sequence[str]]:
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
    if page.kind is PageKind.TICK_GROUP:
        _complete_group(texts, asked, form.rest_of_group.data or ())
    return texts


def _complete_group(
    texts: dict[str, str | Sequence[str]], asked: Sequence[Question], rest: Sequence[str]
) -> None:
    """One list of ticks stands for several yes-no questions: say what the unticked ones mean.

    With nothing ticked and nothing said about the rest, nothing was answered: untouched is never "no".
    """
    ticked = any(question.id in texts for question in asked)
    if NOT_SURE in rest:
        filler = NOT_SURE
    elif NONE_OPTION in rest or ticked:
        filler = "no"
    else:
        return
    for question in asked:
        texts.setdefault(question.id, filler)


def read_page(form: PageForm, page: Page, asked: Sequence[Question], questionnaire: Questionnaire) -> Reading:
    """Check a posted page.

    Args:
        asked: the questions that were on the page when it was drawn, in order.
    Returns:
        Typed answers, what must be put right, and what to ask about once.
    """
    texts = given_texts(form, page, asked)
    answers, found = check_texts(texts, questionnaire, tuple(question.id for question in asked))
    problems = list(found)
    if page.kind is PageKind.TICK_GROUP and NONE_OPTION in (form.rest_of_group.data or ()):
        problems += _none_beside_ticks(asked, answers, form.rest_of_group.data)
    unreadable = {problem.field for problem in problems}
    kept = frozenset(form.sure.data or ())
    doubts = []
    for question in asked:
        if question.id in unreadable:
            continue
        if question.id not in answers:
            if must_answer(question):
                problems.append(Problem(question.id, blank_message(question)))
            elif f"{question.id}=" not in kept:
                doubts.append(
                    Problem(question.id, "Answer this too, or press Continue again to leave it out")
                )
        else:
            text = str(texts[question.id])
            if is_unusual(question, answers[question.id]) and f"{question.id}={text}" not in kept:
                doubts.append(Problem(question.id, unusual_message(question, text)))
    return Reading(answers, tuple(problems), tuple(doubts))


def _none_beside_ticks(
    asked: Sequence[Question], answers: Mapping[str, Answer], rest: Sequence[str]
) -> list[Problem]:
    if len(rest) == 1 and not any(answers.get(question.id) is True for question in asked):
        return []
    return [Problem(asked[0].id, "Tick what applies, or “None of these”, but not both")]


def is_number(question: Question) -> bool:
    """Whether the answer is typed as a number, not chosen from a scale."""
    return question.layout is Layout.NUMBER


def must_answer(question: Question) -> bool:
    """Whether a blank is refused: required questions, and those that decide about safety."""
    return question.required or question.required_in_form


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
