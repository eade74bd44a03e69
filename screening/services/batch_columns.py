"""Which column of a table is which: field ids, the athlete's id and name, and what nobody here knows."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.numbers import words
from screening.domain.questionnaire import Question, Questionnaire, QuestionType
from screening.domain.wellformed import shown
from screening.services.batch_rows import TableRefused

ATHLETE_ID = "athlete_id"
ATHLETE_NAME = "athlete_name"
IDENTITY = (ATHLETE_ID, ATHLETE_NAME)
COLUMN_FACTS = ("column", "type", "unit", "minimum", "maximum", "answers", "meaning")


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """The columns to read, by their place in the header."""

    questions: tuple[tuple[int, Question], ...]
    athlete_id: int | None
    athlete_name: int | None
    ignored: tuple[str, ...]


def known_columns(questionnaire: Questionnaire) -> frozenset[str]:
    """Every name a column may have."""
    return frozenset((*IDENTITY, *questionnaire.questions))


def plan_columns(
    header: Sequence[str], questionnaire: Questionnaire, *, ignore_unknown: bool = False
) -> ColumnPlan:
    """The columns a header names.

    A column that is there twice is refused even with `ignore_unknown`: nobody can say which one counts.

    Raises:
        TableRefused: every column that cannot be used, not only the first.
    """
    known = known_columns(questionnaire)
    problems = list(_repeated(header, known))
    unknown = [(place, name) for place, name in enumerate(header) if name not in known]
    if not ignore_unknown:
        problems.extend(_unknown(place, name, known) for place, name in unknown)
    if not any(name in questionnaire.questions for name in header):
        problems.append("no column holds an answer; the header has to name fields, for example age_years")
    if problems:
        raise TableRefused(*problems)
    places = {name: place for place, name in enumerate(header)}
    return ColumnPlan(
        questions=tuple(
            (place, questionnaire.questions[name])
            for place, name in enumerate(header)
            if name in questionnaire.questions
        ),
        athlete_id=places.get(ATHLETE_ID),
        athlete_name=places.get(ATHLETE_NAME),
        ignored=tuple(shown(name) or f"column {place + 1}" for place, name in unknown),
    )


def column_facts(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    """What each column may hold, in the order of COLUMN_FACTS: for whoever makes the table."""
    yield (ATHLETE_ID, "text", "", "", "", "", "your own key of the athlete; handed through")
    yield (ATHLETE_NAME, "text", "", "", "", "", "the name for lists and reports; handed through")
    for question in questionnaire.questions.values():
        yield (
            question.id,
            str(question.type),
            question.unit or "",
            "" if question.minimum is None else words(question.minimum),
            "" if question.maximum is None else words(question.maximum),
            ";".join(_answers(question)),
            question.short_label,
        )


def _answers(question: Question) -> tuple[str, ...]:
    given = ("yes", "no") if question.type is QuestionType.BOOLEAN else question.option_values
    not_sure = ("not_sure",) if question.takes_not_sure and "not_sure" not in given else ()
    return (*given, *not_sure)


def _repeated(header: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    for name, count in Counter(header).items():
        if count > 1 and name in known:
            yield f"{name}: this column is there {count} times; keep one"


def _unknown(place: int, name: str, known: frozenset[str]) -> str:
    if not name:
        return f"column {place + 1}: has no name; name it or remove it"
    plain = name.lower().replace(" ", "_").replace("-", "_")
    near = difflib.get_close_matches(plain, sorted(known), n=1, cutoff=0.75)
    hint = f"did you mean {near[0]}?" if near else "correct it, remove it, or use --ignore-unknown"
    return f"{shown(name)}: no such column (column {place + 1}); {hint}"
