"""Reads the exercise library: rules/exercises."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from screening.domain.plan.exercises import Code, Dose, Emphasis, Exercise, Stage, Unit
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

E = TypeVar("E", bound=enum.StrEnum)

FOLDER = "exercises"
HIGHEST_CLASS = 4
HIGHEST_LEVEL = 5
HIGHEST_RUNG = 9
FEWEST_CUES = 3


def read_exercises(context: Context) -> Mapping[str, Exercise]:
    """Every exercise by id, in file order, with the graph of easier and harder checked."""
    index = context.open(f"{FOLDER}/index.yaml")
    not_yet: frozenset[str] = frozenset()
    if index is not None:
        not_yet = frozenset(index.block().texts("not_yet"))
    found: dict[str, Exercise] = {}
    blocks: dict[str, Block] = {}
    for file in context.open_all(FOLDER):
        for block in file.block().children("exercises"):
            exercise = _read_exercise(block, context)
            if exercise.id in found:
                block.problem("id", f"{exercise.id!r} is there twice", "keep one")
            found[exercise.id], blocks[exercise.id] = exercise, block
    _check_neighbours(found, blocks, not_yet)
    _check_no_cycle(found, blocks)
    return found


def _read_exercise(block: Block, context: Context) -> Exercise:
    exercise = Exercise(
        id=block.text("id"),
        name=block.text("name"),
        also=block.optional_texts("also"),
        emphasis=block.choice("emphasis", Emphasis),
        contraction=block.text("contraction"),
        eccentric_class=within(block, "eccentric_class", 0, HIGHEST_CLASS),
        length=block.text("length"),
        rung=within(block, "rung", 0, HIGHEST_RUNG) if block.has("rung") else None,
        level=within(block, "level", 1, HIGHEST_LEVEL),
        stages=frozenset(words(block, "stages", Stage)),
        equipment=_equipment(block, context),
        each_leg=block.flag("each_leg", default=False),
        dose=_dose(block.child("dose")),
        easier=block.optional_texts("easier"),
        harder=block.optional_texts("harder"),
        contraindications=frozenset(words(block, "contraindications", Code)),
        cues=block.texts("cues"),
        faults=block.text("faults"),
        stop_rule=block.text("stop_rule"),
        sources=context.sources_of(block),
    )
    if len(exercise.cues) < FEWEST_CUES:
        block.problem("cues", f"has {len(exercise.cues)} cues", f"write at least {FEWEST_CUES}")
    return exercise


def _equipment(block: Block, context: Context) -> tuple[frozenset[str], ...]:
    question = context.names.get("equipment")
    known = question.values if question is not None else None
    groups = []
    for group in block.optional_children("equipment"):
        options = group.texts("any")
        for option in options:
            if known is not None and option not in known:
                group.problem("any", f"{option!r} is not an option of equipment", "use the option's id")
        groups.append(frozenset(options))
    return tuple(groups)


def _dose(block: Block) -> Dose:
    unit = one_unit(block)
    seconds = {Unit.SECONDS: 1, Unit.MINUTES: 60}
    return Dose(
        sets=_range(block, "sets"),
        unit=unit,
        amount=_range(block, unit.value),
        tempo=block.text("tempo"),
        rest=block.text("rest"),
        rest_seconds=block.integer("rest_seconds"),
        seconds_each=seconds[unit] if unit in seconds else within(block, "seconds_each", 1, 60),
    )


def one_unit(block: Block) -> Unit:
    """Which of reps, seconds, runs and minutes the block counts in; exactly one."""
    units = [unit for unit in Unit if block.has(unit.value)]
    if len(units) != 1:
        block.problem("dose", f"counts in {len(units)} units", f"use exactly one of {', '.join(Unit)}")
    return units[0] if units else Unit.REPS


def _range(block: Block, key: str) -> tuple[int, int]:
    numbers = block.numbers(key)
    if len(numbers) != 2 or numbers[0] > numbers[1] or numbers[0] < 1:
        block.problem(key, "is not a range", "write the lowest and the highest, such as [2, 3]")
        return 1, 1
    return int(numbers[0]), int(numbers[1])


def within(block: Block, key: str, lowest: int, highest: int) -> int:
    """A required whole number between two bounds."""
    value = block.integer(key)
    if not lowest <= value <= highest:
        block.problem(key, f"is {value}", f"write a number from {lowest} to {highest}")
    return value


def words(block: Block, key: str, closed: type[E]) -> tuple[E, ...]:
    """A required list of words from a closed list."""
    found = []
    for text in block.texts(key):
        if text in set(closed):
            found.append(closed(text))
        else:
            block.problem(key, f"holds {text!r}", f"use {', '.join(closed)}")
    return tuple(found)


def _check_neighbours(
    found: Mapping[str, Exercise], blocks: Mapping[str, Block], not_yet: frozenset[str]
) -> None:
    """Each neighbour exists or is declared as not there yet, and names this exercise back."""
    for exercise in found.values():
        pairs = (("easier", exercise.easier, "harder"), ("harder", exercise.harder, "easier"))
        for key, neighbours, back in pairs:
            for name in neighbours:
                if name not in found:
                    if name not in not_yet:
                        blocks[exercise.id].problem(
                            key, f"{name!r} is not an exercise", "fix the id or add it to not_yet"
                        )
                elif exercise.id not in getattr(found[name], back):
                    blocks[exercise.id].problem(
                        key, f"{name!r} does not name it back", f"add {exercise.id} to its {back}"
                    )


def _check_no_cycle(found: Mapping[str, Exercise], blocks: Mapping[str, Block]) -> None:
    """Going harder and harder never comes back to the same exercise."""
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            circle = " > ".join((*way[way.index(name) :], name))
            blocks[name].problem("harder", f"goes round in a circle: {circle}", "take one step out")
        elif name in found and name not in done:
            for harder in found[name].harder:
                visit(harder, (*way, name))
            done.add(name)

    for name in found:
        visit(name, ())
