"""The way through the questionnaire: which pages, questions and options apply to these answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .answers import NONE_OPTION, NOT_SURE, Answer, Answers
from .checking import misplaced
from .conditions import holds
from .errors import Problem
from .facts import Facts
from .questionnaire import Option, Page, PageKind, Question, Questionnaire


def pages_for(answers: Answers, questionnaire: Questionnaire, *, extras: bool = False) -> tuple[Page, ...]:
    """The pages that apply, in order.

    Args:
        extras: also those that are only asked on request. A page of theirs that has an answer always counts.
    """
    facts = Facts.of(answers)
    return tuple(
        page
        for page in questionnaire.pages
        if holds(page.show_when, facts)
        and _visible_on(page, questionnaire, facts)
        and (extras or not page.extra or any(field in answers for field in page.fields))
    )


def visible_fields(answers: Answers, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Every field an athlete with these answers may be asked, the extra pages included."""
    facts = Facts.of(answers)
    pages = pages_for(answers, questionnaire, extras=True)
    return tuple(field for page in pages for field in _visible_on(page, questionnaire, facts))


def fields_on(page: Page, answers: Answers, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The fields of a page that apply to these answers, in order."""
    return _visible_on(page, questionnaire, Facts.of(answers))


def options_for(question: Question, answers: Answers) -> tuple[Option, ...]:
    """The options a form offers beside these answers."""
    facts = Facts.of(answers)
    return tuple(option for option in question.offered if holds(option.only_when, facts))


def relevant_answers(answers: Answers, questionnaire: Questionnaire) -> Answers:
    """The answers without those that no longer apply: a hidden question, a position of another sport.

    What somebody else measured stays. An alarming answer keeps its own page open, so it is not dropped.
    """
    seen = set(visible_fields(answers, questionnaire))
    asked = {field for page in questionnaire.pages for field in page.fields}
    hidden = (field for field in answers if field in asked and field not in seen)
    elsewhere = (problem.field for problem in misplaced(answers, questionnaire))
    return answers.without(*hidden, *elsewhere)


def suggestions(page: Page, answers: Answers) -> Mapping[str, str]:
    """Answers to fill in beforehand, as texts, where nothing was answered yet."""
    found: dict[str, str] = dict(page.suggested or {})
    sport = answers.get("sport")
    if page.prefill is not None and isinstance(sport, str):
        found.update(page.prefill.get(sport, {}))
    return {field: text for field, text in found.items() if field not in answers}


def answers_from_ticks(
    page: Page, ticked: Collection[str], fields: Collection[str]
) -> tuple[Answers, tuple[Problem, ...]]:
    """What ticks on a tick-group page say about each of its yes/no questions.

    Args:
        ticked: field ids, "none", "not_sure". Nothing ticked is "not answered". With something ticked,
            what is not is "no"; with "not_sure" besides it is "not sure".
        fields: the fields of the page that were shown.
    """
    name = page.fields[0]
    unknown = [item for item in ticked if item not in {*fields, NONE_OPTION, NOT_SURE}]
    if unknown:
        return Answers(), (Problem(name, "Choose from the list"),)
    if NONE_OPTION in ticked and len(set(ticked)) > 1:
        return Answers(), (Problem(name, f"Choose what applies, or “{page.none_label}”, not both"),)
    if not ticked:
        return Answers(), ()
    rest: Answer = NOT_SURE if NOT_SURE in ticked else False
    return Answers({field: True if field in ticked else rest for field in fields}), ()


def ticks_from_answers(page: Page, answers: Answers) -> frozenset[str]:
    """The other way round: what to show as ticked."""
    if page.kind is not PageKind.TICK_GROUP:
        return frozenset()
    given = {field: answers[field] for field in page.fields if field in answers}
    ticked = {field for field, value in given.items() if value is True}
    if NOT_SURE in given.values():
        ticked.add(NOT_SURE)
    elif given and not ticked:
        ticked.add(NONE_OPTION)
    return frozenset(ticked)


def _visible_on(page: Page, questionnaire: Questionnaire, facts: Facts) -> tuple[str, ...]:
    return tuple(field for field in page.fields if holds(questionnaire.questions[field].show_when, facts))
