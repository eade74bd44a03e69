"""What people change about the days ahead: who fills a place, how much of it, or that it is left out.

A change is kept as a wish for a slot. The days are made from it anew, so that no wish ever outweighs a limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from screening.domain.case.refused import Refused, refuse
from screening.domain.case.words import STAGES, Party
from screening.domain.plan.exercises import Exercise
from screening.domain.plan.rules import PlanRules

from .bounds import Bounds, bounds_of
from .model import CaseProgramme, Choice, Kind, PlannedSession, StageNow, Terms
from .rules import CaseWeekRules, Line, Slot

CHANGE = "may.programme"
TOP_CLASS = 4
_NEARLY = 1
"""An athlete may go one level up or down."""
_MAY_RAISE = frozenset({Party.COACH, Party.PHYSIO, Party.DOCTOR})


def adjusted(
    terms: Terms, choice: Choice, by: Party, now: StageNow, rules: CaseWeekRules, plan: PlanRules
) -> Terms:
    """The terms with one wish more, in place of an earlier one for the same slot.

    Raises:
        Refused: the slot is not part of the stage, the exercise is beyond it or beyond what this party may
            change, or the dose is outside the range of the exercise.
    """
    if now.state not in STAGES:
        raise refuse(CHANGE, "There is no programme outside the stages.")
    if by in (Party.SYSTEM, Party.GUARDIAN):
        raise refuse(CHANGE, "Only the athlete and the staff change a programme.")
    bounds = bounds_of(now, terms, rules, plan)
    line = _line_of(choice.slot, bounds)
    if line is None:
        raise refuse(CHANGE, "This is no part of the stage.")
    slot = rules.slots[choice.slot]
    usual = next((one for one in slot.exercises if bounds.may_do(one, bounds.class_cap)), None)
    wanted = _wanted(choice, slot, usual, bounds)
    if wanted is not None and usual is not None:
        _check_party(choice, wanted, usual, line, by)
        _check_dose(choice, wanted, line)
    kept = tuple(one for one in terms.choices if one.slot != choice.slot)
    return replace(terms, choices=(*kept, choice))


def swaps(
    slot: Slot, now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules
) -> tuple[Exercise, ...]:
    """Everybody who may take a place of this slot in the stage, best first."""
    bounds = bounds_of(now, terms, rules, plan)
    return tuple(one for one in slot.exercises if bounds.may_do(one, bounds.class_cap))


def planned_sessions(programme: CaseProgramme) -> Iterator[PlannedSession]:
    """The sessions of a programme in short, for the log of the case."""
    for session in programme.sessions:
        if session.kind in (Kind.RUNNING, Kind.STRENGTH):
            yield PlannedSession(
                date=session.date,
                kind=session.kind.value,
                title=session.title,
                minutes=session.minutes,
                lines=tuple(f"{item.name}, {item.dose}" for item in session.items),
                top_reps=sum(
                    item.sets * item.amount for item in session.items if item.eccentric_class >= TOP_CLASS
                ),
            )


def _line_of(slot: str, bounds: Bounds) -> Line | None:
    return next((one for one in (*bounds.week.items, *bounds.week.drills) if one.slot == slot), None)


def _wanted(choice: Choice, slot: Slot, usual: Exercise | None, bounds: Bounds) -> Exercise | None:
    """Who would fill the place; raises Refused with the limit that stands against it."""
    if choice.exercise is None:
        return usual
    found = next((one for one in slot.exercises if one.id == choice.exercise), None)
    if found is None:
        raise refuse(CHANGE, f"It does not stand in for the others under “{slot.name}”.")
    if not found.is_running and found.eccentric_class > bounds.class_cap:
        raise refuse(
            "plan.HC02",
            f"{found.name} is class E{found.eccentric_class}; E{bounds.class_cap} is the most now.",
        )
    if not bounds.may_do(found, bounds.class_cap):
        raise _ruled_out(found, bounds)
    return found


def _ruled_out(exercise: Exercise, bounds: Bounds) -> Refused:
    if bounds.stage not in exercise.stages or (exercise.rung or 0) > bounds.rung:
        return refuse("plan.HC01", f"{exercise.name} is not for this stage.")
    if exercise.contraindications & bounds.codes:
        return refuse("plan.HC04", f"{exercise.name} is ruled out for this athlete.")
    if not exercise.fits_kit(bounds.kit):
        return refuse("plan.HC05", f"{exercise.name} needs kit that is not there.")
    if bounds.is_child and exercise.id in bounds.child_never:
        return refuse("plan.HC24", f"{exercise.name} is not for anybody under 16.")
    return refuse("plan.HC19", f"{exercise.name} is more than one level above where the athlete is.")


def _check_party(choice: Choice, wanted: Exercise, usual: Exercise, line: Line, by: Party) -> None:
    """An athlete stays near what was planned and only does less of it."""
    if by in _MAY_RAISE:
        return
    if abs(wanted.level - usual.level) > _NEARLY or wanted.eccentric_class > usual.eccentric_class:
        raise refuse(CHANGE, "You may go one level up or down. Ask your physio for more.")
    raises_sets = choice.sets is not None and choice.sets > line.sets
    raises_amount = choice.amount is not None and choice.amount > line.amount
    if raises_sets or raises_amount:
        raise refuse(CHANGE, "You may do less. Ask your physio for more.")


def _check_dose(choice: Choice, exercise: Exercise, line: Line) -> None:
    most = max(line.sets, exercise.dose.sets[1])
    if choice.sets is not None and not 1 <= choice.sets <= most:
        raise refuse(CHANGE, f"Give {exercise.name} 1 to {most} sets.")
    lowest, highest = exercise.dose.amount
    if choice.amount is not None and not lowest <= choice.amount <= highest:
        unit = exercise.dose.unit.value
        raise refuse(CHANGE, f"Give {exercise.name} {lowest} to {highest} {unit} in a set.")
