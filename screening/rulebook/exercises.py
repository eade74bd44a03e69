"""Reads the exercise library: rules/exercises."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from screening.domain.plan.exercises import Code, Dose, Emphasis, Exercise, Stage, Tempo, Unit
from screening.rulebook.context import Context
from screening.rulebook.exercise_checks import check_exercise, check_library, read_stage_caps
from screening.rulebook.reading import Block

E = TypeVar("E", bound=enum.StrEnum)

FOLDER = "exercises"
HIGHEST_CLASS = 4
HIGHEST_LEVEL = 5
HIGHEST_RUNG = 9
LONGEST_PHASE = 10
"""Seconds; nobody lowers more slowly."""


def read_exercises(context: Context) -> Mapping[str, Exercise]:
    """Every exercise by id, in the order of the files, with the graph of easier and harder checked."""
    index = context.open(f"{FOLDER}/index.yaml")
    if index is None:
        return {}
    top = index.block()
    caps = read_stage_caps(top, context)
    kit = _kit(top, context)
    found: dict[str, Exercise] = {}
    blocks: dict[str, Block] = {}
    for name in top.texts("files"):
        file = context.open(f"{FOLDER}/{name}.yaml")
        for block in file.block().children("exercises") if file is not None else ():
            exercise = _read_exercise(block, context, kit)
            if exercise.id in found:
                block.problem("id", f"{exercise.id!r} is there twice", "keep one")
            check_exercise(exercise, block, caps)
            found[exercise.id], blocks[exercise.id] = exercise, block
    check_library(found, blocks)
    return found


def _kit(top: Block, context: Context) -> frozenset[str]:
    """What an exercise may ask for: the options of the question, and kit that nobody is asked about."""
    question = context.names.get("equipment")
    asked = (question.values if question is not None else None) or frozenset()
    special = top.optional_texts("special_kit")
    for name in special:
        if name in asked:
            top.problem("special_kit", f"{name!r} is an option of equipment", "take it out of this list")
    return asked.union(special)


def _read_exercise(block: Block, context: Context, kit: frozenset[str]) -> Exercise:
    dose = _dose(block.child("dose"))
    return Exercise(
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
        equipment=_equipment(block, kit),
        each_leg=block.flag("each_leg", default=False),
        each_side=block.flag("each_side", default=False),
        dose=dose,
        easier=block.optional_texts("easier"),
        harder=block.optional_texts("harder"),
        contraindications=frozenset(words(block, "contraindications", Code)),
        cues=block.texts("cues"),
        faults=block.text("faults"),
        stop_rule=block.text("stop_rule"),
        evidence=block.text("evidence"),
        sources=context.sources_of(block),
        focus=block.optional_text("focus"),
        tempo_seconds=_tempo(block, dose),
    )


def _equipment(block: Block, kit: frozenset[str]) -> tuple[frozenset[str], ...]:
    groups = []
    for group in block.optional_children("equipment"):
        options = group.texts("any")
        for option in options:
            if kit and option not in kit:
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
        often=block.optional_text("often"),
        note=block.optional_text("note"),
        metres=_metres(block, unit),
    )


def _metres(block: Block, unit: Unit) -> tuple[int, int] | None:
    if not block.has("metres"):
        return None
    if unit is not Unit.RUNS:
        block.problem("metres", f"stands beside a dose in {unit}", "only runs have metres")
    return _range(block, "metres")


def _tempo(block: Block, dose: Dose) -> Tempo | None:
    """The seconds of one repetition, where the exercise is counted in repetitions and has a rhythm."""
    child = block.optional_child("tempo_s")
    if child is None:
        return None
    tempo = Tempo(
        lower=within(child, "lower", 1, LONGEST_PHASE),
        pause=within(child, "pause", 0, LONGEST_PHASE),
        lift=within(child, "lift", 1, LONGEST_PHASE),
        lowers_first=child.flag("lowers_first", default=False),
    )
    if dose.unit is not Unit.REPS:
        block.problem("tempo_s", f"stands beside a dose in {dose.unit}", "only repetitions have a tempo")
    elif tempo.total > dose.seconds_each:
        block.problem(
            "tempo_s",
            f"adds up to {tempo.total} seconds, the dose says {dose.seconds_each}",
            "make them agree",
        )
    return tempo


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
