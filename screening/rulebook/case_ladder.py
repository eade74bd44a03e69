"""Reads the running ladder of a return to training."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.case.week.rules import LadderException, Rung, RungPart
from screening.domain.plan.exercises import Exercise
from screening.rulebook.context import Context
from screening.rulebook.exercises import one_unit, within
from screening.rulebook.plan_weeks import MOST_SETS
from screening.rulebook.reading import Block
from screening.rulebook.sourced_numbers import hard_rule

HIGHEST_RUNG = 9
LEAST_CUES = 3
DAYS_A_WEEK = 7
_FULL_SPEED = 100


def read_ladder(block: Block, context: Context, exercises: Mapping[str, Exercise]) -> tuple[Rung, ...]:
    """All rungs from 0 up, without a gap."""
    ladder = tuple(_rung(row, context, exercises) for row in block.children("ladder"))
    if [rung.number for rung in ladder] != list(range(HIGHEST_RUNG + 1)):
        block.problem("ladder", "does not go from rung 0 to 9", "write each rung once, in order")
    return ladder


def read_exception(block: Block, context: Context) -> LadderException:
    """The hard rule that the ladder may go beyond."""
    row = block.child("exception")
    return LadderException(
        rule=hard_rule(row),
        runs_a_week=within(row, "runs_a_week", 1, DAYS_A_WEEK),
        slower_rung=within(row, "slower_rung", 0, HIGHEST_RUNG),
        reason=row.text("reason"),
        sources=context.sources_of(row),
    )


def _rung(row: Block, context: Context, exercises: Mapping[str, Exercise]) -> Rung:
    return Rung(
        number=within(row, "rung", 0, HIGHEST_RUNG),
        name=row.text("name"),
        speed=_pair(row, "speed", _FULL_SPEED) if row.has("speed") else None,
        passing=row.text("pass"),
        parts=tuple(_part(one, exercises) for one in row.children("parts")),
        sources=context.sources_of(row),
    )


def _part(row: Block, exercises: Mapping[str, Exercise]) -> RungPart:
    exercise = _exercise(row, exercises)
    unit = one_unit(row)
    cues = row.optional_texts("cues") or (exercise.cues if exercise else ())
    if len(cues) < LEAST_CUES:
        row.problem("cues", "are fewer than three", "write three, or name an exercise of the library")
    return RungPart(
        exercise=exercise,
        name=row.optional_text("name") or (exercise.name if exercise else ""),
        sets=within(row, "sets", 1, MOST_SETS),
        unit=unit,
        amount=_pair(row, unit.value, 60),
        distance=row.optional_text("distance") or "",
        tempo=row.text("tempo"),
        rest=row.text("rest"),
        rest_seconds=row.integer("rest_seconds"),
        seconds_each=row.integer("seconds_each"),
        metres=row.optional_integer("metres") or 0,
        cues=cues,
        stop_rule=row.optional_text("stop_rule") or (exercise.stop_rule if exercise else ""),
    )


def _exercise(row: Block, exercises: Mapping[str, Exercise]) -> Exercise | None:
    name = row.optional_text("exercise")
    if name is None:
        return None
    if name not in exercises:
        row.problem("exercise", f"{name!r} is not an exercise", "fix the id or add the exercise")
    return exercises.get(name)


def _pair(row: Block, key: str, most: int) -> tuple[int, int]:
    """Fewest and most, both inside 1 to `most`."""
    numbers = [int(number) for number in row.numbers(key)]
    if len(numbers) != 2 or not 1 <= numbers[0] <= numbers[1] <= most:
        row.problem(key, "is not a lowest and a highest number", f"write two numbers up to {most}")
        return (1, 1)
    return numbers[0], numbers[1]
