"""Who fills the places of the sessions, and what a week still lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from screening.domain.plan.exercises import Exercise

from .bounds import Bounds, rung_of
from .dates import Calendar
from .draft import ENOUGH_HALVES, Draft, DraftSession, DraftWeek, coverage
from .model import Choice, Kind
from .rules import CaseWeekRules, Line, Rung, RungPart, Slot

_NEEDED = (ENOUGH_HALVES, ENOUGH_HALVES, 1)
_FRONT = 2
NO_SPACE = "plan.HC05"


def choose(slot: Slot, session: DraftSession, bounds: Bounds, wanted: str | None = None) -> Exercise | None:
    """The first of the slot, whoever is wanted before the others, that may be done and is not there yet."""
    for exercise in sorted(slot.exercises, key=lambda one: one.id != wanted):
        if bounds.may_do(exercise, session.class_cap) and not session.holds_exercise(exercise):
            return exercise
    return None


def drafted(line: Line, exercise: Exercise, first: Exercise) -> Draft:
    """The line as written; whoever else fills the slot than the first keeps to a range of their own."""
    lowest, highest = exercise.dose.amount
    amount = line.amount
    if exercise.dose.unit is not line.unit:
        amount = lowest
    elif exercise is not first:
        amount = min(max(amount, lowest), highest)
    return Draft(
        line.slot,
        exercise,
        line.sets,
        exercise.dose.unit,
        amount,
        line.extra,
        rung=exercise.rung,
        note=line.note,
    )


def strength_session(
    day: dt.date, number: int, lines: Sequence[Line], calendar: Calendar, *, is_after_run: bool
) -> DraftSession:
    """One session with its lines, each filled by the best that fits the day."""
    session = DraftSession(day, Kind.STRENGTH, number, calendar.class_cap(day), is_after_run=is_after_run)
    if calendar.bounds.is_short:
        session.is_after_run = False
    for line in lines:
        _add(line, session, calendar)
    return session


def lines_of(number: int, sessions: int, lines: Sequence[Line]) -> list[Line]:
    """The lines of one session; the last takes those of sessions there is no day for, extras apart."""
    is_last = number == sessions
    return [
        line
        for line in lines
        if number in line.on or (is_last and not line.extra and min(line.on) > sessions)
    ]


def running_session(day: dt.date, number: int, calendar: Calendar) -> DraftSession:
    """Drills and the parts of the rung; a walk where nothing of it can be done."""
    bounds, rules = calendar.bounds, calendar.rules
    session = DraftSession(day, Kind.RUNNING, number, bounds.class_cap)
    rung = rung_of(bounds.rung, rules)
    runs = runs_of(rung, bounds)
    if runs and rung.number > 0:
        for line in bounds.week.drills:
            _add(line, session, calendar)
    session.items += _few(runs, bounds) or walks(rules)
    return session


def _few(runs: list[Draft], bounds: Bounds) -> list[Draft]:
    """Beside training with the team the first part alone, and only so many runs of it."""
    most = bounds.fast_runs
    if most is None:
        return runs
    for run in runs[:1]:
        run.amount = min(run.amount, most)
    return runs[:1]


def runs_of(rung: Rung, bounds: Bounds) -> list[Draft]:
    """The parts of a rung that can be done, each at its fewest."""
    return [run_of(part, rung) for part in rung.parts if _can_run(part, bounds)]


def walks(rules: CaseWeekRules) -> list[Draft]:
    """The walk of rung 0."""
    rung = rung_of(0, rules)
    return [run_of(part, rung) for part in rung.parts]


def run_of(part: RungPart, rung: Rung) -> Draft:
    return Draft("running", part.exercise, part.sets, part.unit, part.amount[0], part=part, rung=rung.number)


def _can_run(part: RungPart, bounds: Bounds) -> bool:
    """As for any exercise, but by the rung of the ladder and not by that of the drill."""
    exercise = part.exercise
    return exercise is None or (
        bounds.stage in exercise.stages
        and exercise.level <= bounds.level + bounds.level_margin
        and exercise.fits_kit(bounds.kit)
        and not exercise.contraindications & bounds.codes
    )


def _add(line: Line, session: DraftSession, calendar: Calendar) -> bool:
    slot, choice = calendar.rules.slots[line.slot], calendar.terms.choice_for(line.slot)
    if choice is not None and choice.left_out:
        return False
    exercise = choose(slot, session, calendar.bounds, choice.exercise if choice else None)
    if exercise is None or (session.kind is Kind.RUNNING and not exercise.is_running):
        return False
    draft = drafted(line, exercise, slot.exercises[0])
    if choice is not None:
        _dose_chosen(draft, exercise, choice)
    session.items.append(draft)
    return True


def _dose_chosen(draft: Draft, exercise: Exercise, choice: Choice) -> None:
    """The sets and repetitions somebody chose, inside the range of the exercise."""
    if choice.sets is not None:
        draft.sets = min(max(choice.sets, 1), max(draft.sets, exercise.dose.sets[1]))
    if choice.amount is not None and choice.exercise in (None, exercise.id):
        lowest, highest = exercise.dose.amount
        draft.amount = min(max(choice.amount, lowest), highest)


def top_up(week: DraftWeek, calendar: Calendar) -> None:
    """Add what every week must hold, where somebody can fill it (plan.HC10, plan.HC23)."""
    has_front = any(line.slot == calendar.rules.top_ups[_FRONT].slot for line in calendar.bounds.week.items)
    for place, (line, needed) in enumerate(zip(calendar.rules.top_ups, _NEEDED, strict=True)):
        if place == _FRONT and not has_front:
            continue
        for session in sorted(week.strength, key=lambda one: (one.hamstring_sets, one.number)):
            if coverage(week.strength)[place] >= needed:
                break
            _add(line, session, calendar)


def is_gentle(exercise: Exercise) -> bool:
    """Whether it loads the back of the thigh in no way: a hold elsewhere, balance, free movement."""
    return not exercise.knee_flexion_halves and not exercise.hip_extension_halves and not exercise.is_running
