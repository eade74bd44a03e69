"""The charts of a case, from its state and log: pain, running rung, strength, both legs, the ladder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.case.events import Log, RungSet
from screening.domain.case.standing import CaseState
from screening.domain.case.words import STAGES, Part, Side

from .case_lights import SHAPE
from .case_log_words import LogNames
from .charts.ladder import Stage, StageLadder, stage_ladder
from .charts.symmetry import Pair, SymmetryBars, symmetry_bars
from .charts.trend import Scale, Series, TrendLine, trend_line
from .words import day

LONGEST = 42
"""Days of a daily trend: more cannot be told apart on a page."""
HIGHEST_RUNG = 9


@dataclass(frozen=True, slots=True)
class Measured:
    """A test of both legs: its id, what it is called, its unit and what the next gate asks of it."""

    test: str
    name: str
    unit: str
    target: float | None = None
    lower_is_better: bool = False


def pain_trend(state: CaseState, today: dt.date, limit: int | None = None) -> TrendLine | None:
    """Pain in the morning and the worst of the session, with the light of each day; None without an entry.

    Args:
        limit: pain in a session that the pain mode allows, drawn dashed.
    """
    morning = {
        one.body.for_day: one.body.pain_morning for one in state.check_ins if one.body.part is Part.MORNING
    }
    session = {
        one.body.for_day: one.body.pain_during_max for one in state.check_ins if one.body.part is Part.SESSION
    }
    entered = [
        on for days in (morning, session) for on, pain in days.items() if pain is not None and on <= today
    ]
    if not entered:
        return None
    first = max(min(entered), today - dt.timedelta(days=LONGEST - 1))
    lights = {one.body.for_day: SHAPE[one.body.light][0] for one in state.lights}
    return trend_line(
        name="Pain, 0 to 10",
        finding=" ".join(_pain_words(name, days, today) for name, days in _of_both(morning, session)),
        series=[
            Series("In the morning", tuple(morning.items())),
            Series("Worst in the session", tuple(session.items()), is_daily=False),
        ],
        scale=Scale(0, 10, (0, 5, 10)),
        first=first,
        last=today,
        targets=[] if limit is None else [(limit, f"limit in a session {limit}")],
        marks=sorted(lights.items()),
    )


def rung_trend(state: CaseState, log: Log, today: dt.date, cap: int | None = None) -> TrendLine:
    """The running rung from the opening on.

    Args:
        cap: the highest rung of the stage now, drawn dashed.
    """
    opened = log[0].day
    changes: dict[dt.date, float | None] = {opened: 0}
    changes |= {event.day: event.body.rung for event in log if isinstance(event.body, RungSet)}
    changes[today] = state.rung
    return trend_line(
        name="Running rung, R0 to R9",
        finding=f"Running rung R{state.rung} is set"
        + (f"; this stage goes up to R{cap}." if cap is not None else "."),
        series=[Series("Running rung", tuple(changes.items()), is_daily=False, is_stepped=True)],
        scale=Scale(0, HIGHEST_RUNG, (0, 3, 6, 9)),
        first=opened,
        last=max(today, opened),
        targets=[] if cap is None else [(cap, f"most in this stage: R{cap}")],
    )


def share_trend(state: CaseState, measured: Measured, today: dt.date) -> TrendLine | None:
    """One test of both legs over time, as percent of the other leg (of the stored value from before the
    injury where there is one); None before the first result."""
    found: dict[dt.date, float | None] = {}
    for result in state.tests:
        body = result.body
        against = body.baseline or body.other
        if body.test == measured.test and body.tested and body.injured is not None and against:
            found[body.on] = round(100 * body.injured / against)
    if not found:
        return None
    values = [value for value in found.values() if value is not None]
    low, high = min(60.0, 20 * (min(values) // 20)), max(100.0, 20 * (max(values) // 20 + 1))
    newest = found[max(found)]
    return trend_line(
        name=f"{measured.name}, percent of the other leg",
        finding=f"{measured.name}: now {newest:g}% of the other leg"
        + (f", target {measured.target:g}%." if measured.target is not None else "."),
        series=[Series(measured.name, tuple(found.items()), is_daily=False)],
        scale=Scale(low, high, (low, (low + high) / 2, high), "%"),
        first=min(found),
        last=max(today, *found),
        targets=[] if measured.target is None else [(measured.target, f"target {measured.target:g}%")],
    )


def symmetry_of(
    state: CaseState, measures: Sequence[Measured], most: int | None = None
) -> SymmetryBars | None:
    """The newest result of each test of both legs, left and right as they are; None without any.

    Args:
        most: how many, those the next gate asks for first; None: all.
    """
    pairs = []
    for one in measures:
        newest = state.latest_test(one.test)
        body = newest.body if newest is not None else None
        if body is None or not body.tested or body.injured is None or body.other is None:
            continue
        left, right = (
            (body.injured, body.other) if state.opened.side is Side.LEFT else (body.other, body.injured)
        )
        pairs.append(Pair(one.name, left, right, one.unit, one.target, one.lower_is_better))
    shown = sorted(pairs, key=lambda pair: pair.target is None)[:most]
    return symmetry_bars(shown, state.opened.side.value) if shown else None


def ladder_of(state: CaseState, names: LogNames, gate_is_open: bool | None) -> StageLadder:
    """The eight stages with the days on which they were entered last.

    Args:
        gate_is_open: of the next move up; None where there is none.
    """
    stages = []
    for stage in STAGES:
        entered = state.entered(stage)
        when = day(entered).rpartition(" ")[0] if entered else ""
        stages.append(Stage(stage.value, names.stages.get(stage.value, ""), when))
    now = state.state.value if state.stage is not None else None
    return stage_ladder(stages, now, gate_is_open=gate_is_open, held=state.is_held)


def _of_both(
    morning: dict[dt.date, int | None], session: dict[dt.date, int | None]
) -> tuple[tuple[str, dict[dt.date, int | None]], ...]:
    return (("Pain in the morning", morning), ("Worst in a session", session))


def _pain_words(name: str, days: dict[dt.date, int | None], today: dt.date) -> str:
    """From what to what, in a sentence."""
    entered = [pain for on in sorted(days) if (pain := days[on]) is not None and on <= today]
    if not entered:
        return f"{name}: not entered."
    if len(entered) == 1:
        return f"{name}: {entered[0]} of 10, once."
    return f"{name}: {entered[0]} to {entered[-1]} of 10, at most {max(entered)}."
