"""When an exercise gets harder and when easier, in words."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.plan.exercises import Emphasis, Exercise, Stage, Unit
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation

from .rules import LadderStep, ProgrammeRules


def progress_of(exercise: Exercise, situation: Situation, plan: PlanRules, rules: ProgrammeRules) -> str:
    """How and when to go up from an exercise, to one that this athlete may come to."""
    wording = rules.wording
    most = f"{exercise.dose.amount[1]}"
    if exercise.emphasis is Emphasis.MOBILITY:
        return wording.progress_stretch
    if exercise.is_running:
        return wording.progress_run.format(most=f"{most} {exercise.dose.unit.value}")
    if exercise.dose.unit is Unit.SECONDS:
        return wording.progress_hold.format(most=f"{most} seconds")
    step = _next_step(exercise.id, situation, plan, rules.ladder)
    if step is not None:
        return wording.ladder.format(harder=_inside(plan.exercises[step.exercise].name), entry=step.entry)
    harder = nearest_in_reach(exercise.harder, situation, plan)
    if harder is None:
        adds_weight = situation.stage is Stage.P and not situation.is_child
        return (wording.progress_top if adds_weight else wording.progress_stay).format(most=most)
    return wording.progress.format(most=most, harder=_inside(harder.name))


def regress_of(exercise: Exercise, situation: Situation, plan: PlanRules, rules: ProgrammeRules) -> str:
    """How and when to go down from an exercise, to one that this athlete may do."""
    wording = rules.wording
    if exercise.emphasis is Emphasis.MOBILITY:
        return wording.regress_stretch
    if exercise.is_running:
        return wording.regress_run
    if exercise.dose.unit is Unit.SECONDS:
        return wording.regress_hold
    easier = _step_before(exercise, situation, plan, rules.ladder)
    easier = easier or nearest_in_reach(exercise.easier, situation, plan)
    return wording.regress.format(easier=_inside(easier.name)) if easier else wording.regress_bottom


def _step_before(
    exercise: Exercise, situation: Situation, plan: PlanRules, ladder: tuple[LadderStep, ...]
) -> Exercise | None:
    """The step of the ladder below, where it trains the same."""
    names = [step.exercise for step in ladder]
    if exercise.id not in names[1:]:
        return None
    below = plan.exercises[names[names.index(exercise.id) - 1]]
    is_alike = below.emphasis is exercise.emphasis
    return below if is_alike and _is_in_reach(below, situation) else None


def _next_step(
    exercise: str, situation: Situation, plan: PlanRules, ladder: tuple[LadderStep, ...]
) -> LadderStep | None:
    names = [step.exercise for step in ladder]
    if exercise not in names[:-1]:
        return None
    after = ladder[names.index(exercise) + 1]
    return after if _is_in_reach(plan.exercises[after.exercise], situation) else None


def nearest_in_reach(ids: Iterable[str], situation: Situation, plan: PlanRules) -> Exercise | None:
    """The nearest neighbour that could take the place of an exercise; the library names the nearest first."""
    neighbours = (plan.exercises[name] for name in ids if name in plan.exercises)
    return next((one for one in neighbours if _is_in_reach(one, situation)), None)


def _is_in_reach(exercise: Exercise, situation: Situation) -> bool:
    """Whether nothing but its level stands between this athlete and the exercise."""
    is_spared = situation.is_child and exercise.id in situation.child_never
    is_for_now = situation.stage in exercise.stages and exercise.eccentric_class <= situation.class_cap
    is_ruled_out = is_spared or exercise.contraindications & situation.codes
    return is_for_now and not is_ruled_out and exercise.fits_kit(situation.kit)


def _inside(name: str) -> str:
    """The name as it stands inside a sentence; proper names keep their capital."""
    proper = ("Nordic", "Romanian", "Askling", "Russian", "American")
    return name if name.startswith(proper) else name[:1].lower() + name[1:]
