"""What has to be true of an exercise and of the library as a whole, each breach with its advice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.plan.exercises import Code, Exercise, Stage, Unit
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FEWEST_CUES = 3
FAST_RUNG = 7
"""From this rung of running on a drill is fast; below it nothing needs to be counted in metres."""
_NAMED_AFTER = re.compile(r"Our version, after .+\.")


@dataclass(frozen=True, slots=True)
class StageCap:
    """The most that a stage of a return to training allows."""

    eccentric_class: int
    rung: int


def read_stage_caps(top: Block, context: Context) -> Mapping[Stage, StageCap]:
    """Cap by stage; a stage that is not named has none."""
    caps = {}
    for block in top.children("stage_caps"):
        context.sources_of(block)
        cap = StageCap(block.integer("eccentric_class"), block.integer("rung"))
        caps[block.choice("stage", Stage)] = cap
    return caps


def check_exercise(exercise: Exercise, block: Block, caps: Mapping[Stage, StageCap]) -> None:
    """What shows in one entry alone."""
    if len(exercise.cues) < FEWEST_CUES:
        block.problem("cues", f"has {len(exercise.cues)} cues", f"write at least {FEWEST_CUES}")
    if exercise.name in exercise.also:
        block.problem("also", f"repeats the name {exercise.name!r}", "leave it out")
    if not exercise.evidence.endswith("."):
        block.problem("evidence", "is not a sentence", "say what was found, with a full stop")
    if Code.C1 not in exercise.contraindications:
        block.problem("contraindications", "has no C1", "every exercise stops for pain and red flags")
    if exercise.dose.note is not None and not _NAMED_AFTER.fullmatch(exercise.dose.note):
        block.problem("dose", "has a note of another kind", "write `Our version, after` and the study")
    if exercise.is_running and exercise.rung is None:
        block.problem("rung", "is missing", "say which rung of running it needs, 0 to 9")
    if not exercise.is_running and exercise.rung is not None:
        block.problem("rung", "belongs to running only", "leave it out")
    if exercise.dose.unit is Unit.RUNS and (exercise.rung or 0) >= FAST_RUNG and exercise.dose.metres is None:
        block.problem("dose", "says nothing of metres", "write how many metres of one run are fast")
    _check_stages(exercise, block, caps)


def _check_stages(exercise: Exercise, block: Block, caps: Mapping[Stage, StageCap]) -> None:
    for stage in sorted(exercise.stages & caps.keys()):
        cap = caps[stage]
        if exercise.eccentric_class > cap.eccentric_class:
            block.problem(
                "stages",
                f"holds {stage}, which allows class {cap.eccentric_class} and not {exercise.eccentric_class}",
                "take the stage out",
            )
        if exercise.rung is not None and exercise.rung > cap.rung:
            block.problem(
                "stages",
                f"holds {stage}, which allows rung {cap.rung} and not {exercise.rung}",
                "take the stage out",
            )


def check_library(found: Mapping[str, Exercise], blocks: Mapping[str, Block]) -> None:
    """What only shows when all exercises are read."""
    _check_names(found, blocks)
    _check_neighbours(found, blocks)
    _check_no_cycle(found, blocks)


def _check_names(found: Mapping[str, Exercise], blocks: Mapping[str, Block]) -> None:
    """Two exercises with one name could not be told apart on a page."""
    owners: dict[str, str] = {}
    for exercise in found.values():
        owner = owners.setdefault(exercise.name, exercise.id)
        if owner != exercise.id:
            blocks[exercise.id].problem("name", f"is that of {owner!r} too", "find another name")


def _check_neighbours(found: Mapping[str, Exercise], blocks: Mapping[str, Block]) -> None:
    """Each neighbour exists and names this exercise back."""
    for exercise in found.values():
        pairs = (("easier", exercise.easier, "harder"), ("harder", exercise.harder, "easier"))
        for key, neighbours, back in pairs:
            for name in neighbours:
                if name not in found:
                    blocks[exercise.id].problem(key, f"{name!r} is not an exercise", "fix the id")
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
