"""The twelve invariants of a return to training, checked on a log without the code that decides.

The figures are written down here once more, from the evidence, so that a slip in the rules shows.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from screening.domain.case import events as ev
from screening.domain.case.events import CaseEvent, Log
from screening.domain.case.words import Light, Party, SeverityClass, State

STAGES = tuple(State(f"S{number}") for number in range(1, 9))
UP = {*(f"move.TR{number}" for number in range(2, 11)), "move.TR14", "move.TR17"}
FLOORS = {
    "G0": (1, 2, 3, 4, 5, 7),
    "G1": (2, 3, 5, 7, 8, 10),
    "G2": (2, 5, 8, 11, 13, 16),
    "UNKNOWN": (2, 5, 8, 11, 13, 16),
    "G2c": (3, 7, 12, 18, 23, 27),
    "G3": (4, 10, 17, 24, 30, 35),
    "G3c": (4, 10, 17, 24, 30, 35),
}
RUNG_CAPS = (0, 2, 4, 6, 9, 9, 9, 9)
ECCENTRIC_CAPS = (0, 1, 2, 3, 4, 4, 4, 4)
CLINICIANS = {Party.PHYSIO, Party.DOCTOR}
LONGEST_CLEARANCE = 28


def broken(log: Log, new: tuple[CaseEvent, ...]) -> Iterator[str]:
    """What the latest events break. `log` ends with `new`."""
    for event in new:
        before = log[: event.number - 1]
        if event.by.party is Party.SYSTEM:
            yield from _system(event)
        if isinstance(event.body, ev.Moved):
            yield from _moved(before, event, event.body)
        elif isinstance(event.body, ev.HoldLifted | ev.ClearanceRenewed | ev.EccentricCapRaised):
            if event.by.party not in CLINICIANS:
                yield f"12: {type(event.body).__name__} by {event.by.party}"
            if _is_own(log, event.by):
                yield "nobody signs for themselves"
        elif isinstance(event.body, ev.LightGiven) and event.by.party is not Party.SYSTEM:
            yield "a light was given by a person"
        if isinstance(event.body, ev.ClearanceRenewed) and not _is_short(event.body.review_on, event.day):
            yield "a clearance was renewed for too long"


def _system(event: CaseEvent) -> Iterator[str]:
    match event.body:
        case ev.LightGiven():
            return
        case ev.HoldSet(rule=str()) | ev.RungSet(rule=str()):
            return
        case ev.Moved() as moved if moved.rules:
            if moved.move not in {"move.TR1", "move.TR11", "move.TR13"}:
                yield f"12: the system made {moved.move}"
        case _:
            yield f"12: the system did {event.body}"


def _moved(before: Log, event: CaseEvent, moved: ev.Moved) -> Iterator[str]:
    was, number, after = _state(before), moved.before.number, moved.after.number
    if was is not moved.before:
        yield f"10: {moved.move} from {moved.before}, but the log stood at {was}"
    if not event.by.name or not event.rulebook or event.at.tzinfo is None:
        yield "11: a move without actor, time or rules"
    if moved.move not in UP:
        if after is not None and number is not None and after >= number:
            yield f"1: {moved.move} went up"
        return
    if after is not None and number is not None and after != number + 1:
        yield f"1: {moved.move} from {moved.before} to {moved.after}"
    yield from _signed(before, event, moved)
    yield from _gate(before, event, moved)
    yield from _times(before, event, moved)
    yield from _flags(before, event, moved)


def _signed(before: Log, event: CaseEvent, moved: ev.Moved) -> Iterator[str]:
    by, opened = event.by, _opened(before)
    if by.party not in CLINICIANS or by.account_id is None:
        yield f"2, 5, 12: {moved.move} signed by {by.party}"
    if _is_own(before, by):
        yield "nobody signs for themselves"
    delegates = {one.body.account_id for one in before if isinstance(one.body, ev.Delegated)}
    tendon = _severity(before) in {SeverityClass.G2C, SeverityClass.G3C}
    if (
        moved.after is State.S7
        and by.party is not Party.DOCTOR
        and (tendon or by.account_id not in delegates)
    ):
        yield f"2: into S7 signed by a {by.party}"
    if tendon and (moved.after.number or 0) >= 5 and by.party is not Party.DOCTOR:
        yield f"2: a tendon into {moved.after} signed by a {by.party}"
    if moved.after in {State.S6, State.S7} and not _is_short(moved.review_on, event.day):
        yield "a clearance without an end"
    same_day = [one for one in before if isinstance(one.body, ev.Moved) and one.body.move in UP]
    if any(one.day == event.day for one in same_day):
        yield "two moves up in a day"
    if event.day < max(one.day for one in before):
        yield "a move up with a clock that went back"
    if moved.move == "move.TR17" and any(
        isinstance(one.body, ev.Moved) and one.body.after in STAGES for one in before
    ):
        yield "placed after a stage"
    if moved.move in {"move.TR7", "move.TR8", "move.TR17"} and not _said_yes(before, moved.move, opened):
        yield f"{moved.move} without the athlete"


def _gate(before: Log, event: CaseEvent, moved: ev.Moved) -> Iterator[str]:
    if not moved.gate:
        yield "11: a move up without its gate"
    reasons = {one.criterion: one.reason for one in moved.overrides}
    for row in moved.gate:
        if row.advisory or row.met is True:
            if row.met and row.event is not None:
                body = before[row.event - 1].body
                if isinstance(body, ev.TestRecorded) and not body.tested:
                    yield f"6: {row.id} is met without a test"
            continue
        if len(reasons.get(row.id, "").strip()) < 10:
            yield f"2: {row.id} is not met in {moved.move}"
        if row.id in {"guard.time", "guard.dwell"} and event.by.party is not Party.DOCTOR:
            yield f"3: {row.id} let pass by a {event.by.party}"
        if row.id.startswith(("hold", "regress", "guard.red", "guard.note", "guard.decision", "guard.one")):
            yield f"2: {row.id} was let pass"
    if _open_holds(before):
        yield "a move up under a hold"


def _times(before: Log, event: CaseEvent, moved: ev.Moved) -> Iterator[str]:
    if moved.after not in STAGES[1:7] or moved.move == "move.TR14":
        return
    opened = _opened(before)
    days = (event.day - opened.injury_on).days
    severity = _severity(before)
    floor = FLOORS.get(severity)
    if any(one.criterion == "guard.time" for one in moved.overrides) or _has_record(before, moved.move):
        return
    if floor is None:
        yield f"3: {severity} into {moved.after} without a doctor's record"
        return
    least = floor[(moved.after.number or 2) - 2]
    if _recurrent(before):
        least = math.ceil(least * 1.25)
    if days < least:
        yield f"3: {moved.after} after {days} days, at least {least}"


def _flags(before: Log, event: CaseEvent, moved: ev.Moved) -> Iterator[str]:
    danger = max(
        (
            one.number
            for one in before
            if (isinstance(one.body, ev.Screened) and any(one.body.answers.values()))
            or (isinstance(one.body, ev.LightGiven) and one.body.light is Light.STOP)
            or (isinstance(one.body, ev.Moved) and one.body.after is State.REFERRED)
        ),
        default=0,
    )
    notes = [one for one in before if isinstance(one.body, ev.NoteWritten) and one.body.clears_red_flags]
    cleared = any(one.number > danger and one.by.party in CLINICIANS for one in notes)
    if danger and not cleared:
        yield f"4: {moved.move} after a red flag at {danger}"


def within_caps(log: Log, rung: int, eccentric: int) -> bool:
    """7: what is allowed keeps to the caps of the stage, plus one class where a clinician raised it."""
    state = _state(log)
    if state not in STAGES:
        return rung == 0 and eccentric == 0
    place = STAGES.index(state)
    raised = any(isinstance(one.body, ev.EccentricCapRaised) for one in log)
    return rung <= RUNG_CAPS[place] and eccentric <= min(4, ECCENTRIC_CAPS[place] + raised)


def _opened(log: Log) -> ev.Opened:
    assert isinstance(log[0].body, ev.Opened)
    return log[0].body


def _state(log: Log) -> State:
    moves = [one.body for one in log if isinstance(one.body, ev.Moved)]
    return moves[-1].after if moves else State.INTAKE


def _severity(log: Log) -> SeverityClass:
    grades = [one.body for one in log if isinstance(one.body, ev.GradeSet)]
    return grades[-1].severity if grades else _opened(log).severity


def _recurrent(log: Log) -> bool:
    said = [one.body.recurrent for one in log if isinstance(one.body, ev.GradeSet)]
    known = [one for one in said if one is not None]
    return known[-1] if known else _opened(log).recurrent


def _has_record(log: Log, move: str) -> bool:
    return any(
        isinstance(one.body, ev.NoteWritten)
        and one.body.minutes_allowed
        and one.body.for_move == move
        and one.by.party is Party.DOCTOR
        for one in log
    )


def _said_yes(log: Log, move: str, opened: ev.Opened) -> bool:
    parties = {one.by.party for one in log if _is_yes(one, move)}
    minor = opened.age_years is None or opened.age_years < 18
    return Party.ATHLETE in parties and (not minor or Party.GUARDIAN in parties)


def _is_yes(event: CaseEvent, move: str) -> bool:
    return isinstance(event.body, ev.Agreed) and event.body.move == move and event.body.agrees


def _open_holds(log: Log) -> set[int]:
    held = {one.number for one in log if isinstance(one.body, ev.HoldSet)}
    return held - {one.body.hold for one in log if isinstance(one.body, ev.HoldLifted)}


def _is_own(log: Log, by: ev.Who) -> bool:
    return by.account_id is not None and by.account_id == _opened(log).athlete_account_id


def _is_short(until: dt.date | None, day: dt.date) -> bool:
    return until is not None and day < until <= day + dt.timedelta(days=LONGEST_CLEARANCE)
