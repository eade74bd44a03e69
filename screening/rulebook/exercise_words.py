"""Reads `rules/wording/exercises.yaml`: the words the exercise library is shown with."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import TypeVar

from screening.domain.plan.exercises import Code, Emphasis, Exercise, Stage
from screening.domain.reporting.exercise_words import CODE_PLACES, NOTHING, ExerciseWords, Meaning
from screening.domain.reporting.wording import placeholders_of
from screening.rulebook.context import Context
from screening.rulebook.exercises import HIGHEST_CLASS, HIGHEST_LEVEL
from screening.rulebook.reading import Block

FILE = "wording/exercises.yaml"

E = TypeVar("E", bound=enum.StrEnum)


def read_exercise_words(context: Context, library: Iterable[Exercise]) -> ExerciseWords | None:
    """Every word; None, with a problem noted in the context, where the file is missing.

    Args:
        library: the exercises that are to be shown; whatever they need must have words.
    """
    file = context.open(FILE)
    if file is None:
        return None
    block = file.block()
    block.text("id")
    block.optional_text("reviewed")
    context.sources_of(block, "codes_sources")
    return ExerciseWords(
        emphasis=_meanings(block.child("emphasis"), Emphasis, context),
        classes=_scale(block, "classes", HIGHEST_CLASS + 1),
        levels=_scale(block, "levels", HIGHEST_LEVEL),
        stages=_meanings(block.child("stages"), Stage),
        kit=_kit(block.child("kit"), library),
        codes=_codes(block.child("codes")),
    )


def _meanings(block: Block, kinds: type[E], context: Context | None = None) -> Mapping[E, Meaning]:
    """One meaning for each member; with its sources where a context is given."""
    found = {}
    for kind in kinds:
        one = block.child(kind.value)
        sources = context.sources_of(one) if context else ()
        found[kind] = Meaning(one.text("word"), one.text("text"), sources)
    return found


def _scale(block: Block, key: str, steps: int) -> tuple[Meaning, ...]:
    found = tuple(Meaning(one.text("word"), one.optional_text("text") or "") for one in block.children(key))
    if len(found) != steps:
        block.problem(key, f"has {len(found)} steps", f"write one for each of the {steps}")
        return (*found, *(Meaning("") for _ in range(steps)))[:steps]
    return found


def _kit(block: Block, library: Iterable[Exercise]) -> Mapping[str, str]:
    """A few words for nothing and for each thing to train with; none may be missing that an exercise uses."""
    found = {name: block.text(name) for name in block.keys()}  # noqa: SIM118 - not a mapping
    used = {name for exercise in library for group in exercise.equipment for name in group}
    for name in sorted(used | {NOTHING}):
        if name not in found:
            block.problem(name, "is missing, but an exercise needs it", f"add `{name}:`")
    return found


def _codes(block: Block) -> Mapping[Code, str]:
    found = {}
    for code in Code:
        text = block.text(code.value)
        try:
            unknown = placeholders_of(text) - CODE_PLACES
        except ValueError:
            block.problem(code.value, "has braces that do not match", "close every { with a }")
            continue
        if unknown:
            block.problem(
                code.value,
                f"has places nobody fills: {', '.join(sorted(unknown))}",
                f"use only {', '.join(sorted(CODE_PLACES))}",
            )
        found[code] = text
    return found
