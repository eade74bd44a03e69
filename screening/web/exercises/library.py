"""The list of exercises, narrowed by an address that can be shared; an empty one says what to loosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.reporting.exercise_page import Grade, grade_of, required_words
from screening.domain.reporting.exercise_words import ExerciseWords, Meaning
from screening.domain.reporting.words import capital
from screening.web.exercises.blueprint import exercises
from screening.web.exercises.filters import LEVELS, Asked, Filter, admits, read_filter, things
from screening.web.parts import parts
from screening.web.policies import Policy, policy


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise of the list."""

    exercise: str
    name: str
    emphasis: str
    kit: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Group:
    meaning: Meaning
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the form, with how many exercises it would leave."""

    value: str
    word: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Loosened:
    """One part of the filter to take out, and what is found then."""

    part: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Library:
    """The page."""

    wanted: Filter
    has_unknown: bool
    groups: tuple[Group, ...]
    count: int
    total: int
    emphases: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    things: tuple[Choice, ...]
    loosened: tuple[Loosened, ...]


@exercises.get("/exercises")
@policy(Policy.PUBLIC)
def library() -> str | Response:
    """The list, narrowed to what the address asks for."""
    given = request.args
    if "" in [value for name in given for value in given.getlist(name)]:
        # A form sends its empty fields too; the address to share has only what was chosen.
        return redirect(address_of(read_filter(given, _things()).wanted), code=303)
    return render_template("exercises/library.html", list=library_of(read_filter(given, _things())))


def address_of(wanted: Filter) -> str:
    """The address of the list that shows this."""
    query: dict[str, Any] = wanted.query()
    return url_for("exercises.library", **query)


def library_of(asked: Asked) -> Library:
    """The page for a filter."""
    wanted, words = asked.wanted, required_words(parts().rulebook)
    found = _found(wanted, words)
    by_emphasis = {
        kind: sorted((one for one in found if one.emphasis is kind), key=_from_easy) for kind in Emphasis
    }
    return Library(
        wanted=wanted,
        has_unknown=asked.has_unknown,
        groups=tuple(
            Group(words.emphasis[kind], tuple(entry_of(one, words) for one in members))
            for kind, members in by_emphasis.items()
            if members
        ),
        count=len(found),
        total=len(parts().rulebook.plan.exercises),
        emphases=tuple(
            Choice(
                kind,
                words.emphasis[kind].word,
                _count(replace(wanted, emphasis=kind)),
                kind is wanted.emphasis,
            )
            for kind in Emphasis
        ),
        stages=tuple(
            Choice(
                stage, _stage_word(stage, words), _count(replace(wanted, stage=stage)), stage is wanted.stage
            )
            for stage in (Stage.P, *(one for one in Stage if one is not Stage.P))
        ),
        levels=tuple(
            Choice(
                str(level),
                words.level(level).word,
                _count(replace(wanted, level=level)),
                level == wanted.level,
            )
            for level in LEVELS
        ),
        things=tuple(
            Choice(name, capital(word), _count(replace(wanted, kit=wanted.kit | {name})), name in wanted.kit)
            for name, word in _things().items()
        ),
        loosened=() if found else _loosened(wanted),
    )


def entry_of(exercise: Exercise, words: ExerciseWords) -> Entry:
    """What the list says about an exercise."""
    return Entry(
        exercise=exercise.id,
        name=exercise.name,
        emphasis=words.emphasis[exercise.emphasis].word,
        kit=capital(words.kit_of(exercise)),
        grade=grade_of(exercise, words),
    )


def _from_easy(exercise: Exercise) -> tuple[int, int, str]:
    return exercise.level, exercise.eccentric_class, exercise.name


def _stage_word(stage: Stage, words: ExerciseWords) -> str:
    word = words.stages[stage].word
    return word if stage is Stage.P else f"{stage} {word}"


def _things() -> dict[str, str]:
    rulebook = parts().rulebook
    return things(rulebook.plan.exercises.values(), required_words(rulebook))


def _found(wanted: Filter, words: ExerciseWords) -> list[Exercise]:
    return [one for one in parts().rulebook.plan.exercises.values() if admits(wanted, one, words)]


def _count(wanted: Filter) -> int:
    return len(_found(wanted, required_words(parts().rulebook)))


_PARTS = {
    "q": "the words you typed",
    "emphasis": "the emphasis",
    "stage": "the stage",
    "level": "the level",
    "kit": "what you have",
}


def _loosened(wanted: Filter) -> tuple[Loosened, ...]:
    """Each part that alone stands in the way, the one that gives most first."""
    ways = [Loosened(_PARTS[name], address_of(one), _count(one)) for name, one in wanted.loosened().items()]
    return _most_first([way for way in ways if way.count])


def _most_first(ways: Sequence[Loosened]) -> tuple[Loosened, ...]:
    return tuple(sorted(ways, key=lambda way: -way.count))
