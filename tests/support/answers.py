"""Generated answers: any the questionnaire allows, about a problem, with as many blanks as wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from hypothesis import strategies as st

from screening.domain.answers import NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Question, QuestionType
from tests.support.injury_rules import injury_rules
from tests.support.scenarios import boundary_cases

PROBLEM_SECTIONS = ("problem", "clinical_findings")
IMAGING_CLASSES = ("0a", "1", "2b", "2c", "3A", "3B", "4", "4c", "tear")


@cache
def questions(*sections: str) -> Mapping[str, Question]:
    """Questions by id; of all sections where none is named."""
    every = injury_rules().questionnaire.questions
    return {
        field: question for field, question in every.items() if not sections or question.section in sections
    }


def answer_to(question: Question, *, not_sure: bool = True) -> st.SearchStrategy[Answer]:
    """Any answer the question allows."""
    unsure = [NOT_SURE] if not_sure else []
    match question.type:
        case QuestionType.BOOLEAN:
            return st.sampled_from([True, False, *unsure])
        case QuestionType.CHOICE:
            return st.sampled_from([*question.option_values, *unsure])
        case QuestionType.LIST:
            options = [value for value in question.option_values if value not in {"none", NOT_SURE}]
            return st.lists(st.sampled_from(options), unique=True, max_size=3).map(tuple)
        case QuestionType.INTEGER:
            return st.integers(int(question.minimum or 0), int(question.maximum or 100))
        case QuestionType.NUMBER:
            return st.integers(int(question.minimum or 0), int(question.maximum or 100)).map(float)
        case QuestionType.TEXT:
            return st.sampled_from(IMAGING_CLASSES)


@st.composite
def answer_sets(
    draw: st.DrawFn,
    *,
    sections: Collection[str] = (*PROBLEM_SECTIONS, "profile", "history"),
    has_problem: bool | None = True,
    most: int = 20,
) -> Answers:
    """Answers to some of the questions, at most so many, in random order.

    Args:
        has_problem: None leaves it to chance, like any other question.
    """
    asked = [question for question in questions(*sections).values() if question.id != "has_problem"]
    chosen = draw(
        st.lists(st.sampled_from(asked), unique_by=lambda question: question.id, max_size=len(asked))
    )
    given: dict[str, Answer] = {question.id: draw(answer_to(question)) for question in chosen}
    if "days_since_onset" in given:
        given["days_since_onset"] = draw(st.sampled_from([0, 1, 2, 3, 4, 6, 8, 14, 15, 22, 43, 85, 400]))
    if has_problem is not None:
        given["has_problem"] = has_problem
    return Answers(given)


@st.composite
def near_benign(draw: st.DrawFn, *, changes: int = 6) -> Answers:
    """A complete mild strain with a few answers changed or withdrawn: the ground where T5 is near."""
    base = next(case.answers for case in boundary_cases() if case.rule == "triage.Q1")
    about = questions("problem")
    fields = draw(st.lists(st.sampled_from(sorted(about)), unique=True, max_size=changes))
    answers = base
    for field in fields:
        if field == "has_problem":
            continue
        if draw(st.booleans()):
            answers = answers.without(field)
        else:
            answers = answers.with_(**{field: draw(answer_to(about[field]))})
    return answers
