"""When an exercise gets harder and when easier, in words."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.plan.exercises import Emphasis, Exercise, Unit
from screening.domain.plan.rules import PlanRules

from .rules import LadderStep, ProgrammeRules


def progress_of(exercise: Exercise, never: frozenset[str], plan: PlanRules, rules: ProgrammeRules) -> str:
    """How and when to go up from an exercise.

    Args:
        never: exercises this athlete is never given, so nothing points at them.
    """
    wording = rules.wording
    most = f"{exercise.dose.amount[1]}"
    if exercise.emphasis is Emphasis.MOBILITY:
        return wording.progress_stretch
    if exercise.is_running:
        return wording.progress_run.format(most=f"{most} {exercise.dose.unit.value}")
    if exercise.dose.unit is Unit.SECONDS:
        return wording.progress_hold.format(most=f"{most} seconds")
    step = _next_step(exercise.id, rules.ladder, never)
    if step is not None:
        return wording.ladder.format(harder=_inside(plan.exercises[step.exercise].name), entry=step.entry)
    harder = _first_name(exercise.harder, plan, never)
    if harder is None:
        return wording.progress_top.format(most=most)
    return wording.progress.format(most=most, harder=_inside(harder))


def regress_of(exercise: Exercise, plan: PlanRules, rules: ProgrammeRules) -> str:
    """How and when to go down from an exercise."""
    wording = rules.wording
    if exercise.emphasis is Emphasis.MOBILITY:
        return wording.regress_stretch
    if exercise.is_running:
        return wording.regress_run
    if exercise.dose.unit is Unit.SECONDS:
        return wording.regress_hold
    step = _step_before(exercise, plan, rules.ladder)
    easier = step or _first_name(exercise.easier, plan, frozenset())
    return wording.regress.format(easier=_inside(easier)) if easier else wording.regress_bottom


def _step_before(exercise: Exercise, plan: PlanRules, ladder: tuple[LadderStep, ...]) -> str | None:
    """The step of the ladder below, where it trains the same."""
    names = [step.exercise for step in ladder]
    if exercise.id not in names[1:]:
        return None
    below = plan.exercises[names[names.index(exercise.id) - 1]]
    return below.name if below.emphasis is exercise.emphasis else None


def _next_step(exercise: str, ladder: tuple[LadderStep, ...], never: frozenset[str]) -> LadderStep | None:
    names = [step.exercise for step in ladder]
    if exercise not in names[:-1]:
        return None
    after = ladder[names.index(exercise) + 1]
    return None if after.exercise in never else after


def _first_name(ids: Iterable[str], plan: PlanRules, never: frozenset[str]) -> str | None:
    return next(
        (plan.exercises[name].name for name in ids if name in plan.exercises and name not in never), None
    )


def _inside(name: str) -> str:
    """The name as it stands inside a sentence; proper names keep their capital."""
    proper = ("Nordic", "Romanian", "Askling", "Russian", "American")
    return name if name.startswith(proper) else name[:1].lower() + name[1:]
