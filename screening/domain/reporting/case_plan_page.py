"""Page 3 of the papers of a case: where it stands, what the gate asks, what was given and how it answered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from screening.domain.case.events import PainModeSet, SessionRecorded
from screening.domain.case.standing import CaseState
from screening.domain.case.words import Light, Part

from .case_charts import ladder_of
from .case_evidence import load_of
from .case_holds import hold_rows
from .case_lights import SHAPE, DayLight, lights_of
from .case_log_words import who
from .case_paper_gate import gate_note, lines_of, paper_gate
from .case_sheet import CaseSheet, RungLine
from .case_view import PlanAndGates, Table
from .case_week_paper import programme_now
from .case_words import PAIN_MODE, SESSION
from .day_words import many, short_day
from .view import Row
from .words import MINUS, capital, day, ended, listed

DAYS = 14
MOST_SESSIONS = 4
OPEN = "Open"
MOST_LINES = 35
"""Of gate, holds, limits and doses on one page."""
HOLD_LETTERS, LIMIT_LETTERS = 78, 108
"""To a line."""
LADDER_ENDS = 6
"""The stage of full training."""


def plan_page(sheet: CaseSheet) -> PlanAndGates:
    """Everything of the third page."""
    state, gate = sheet.state, sheet.gate
    lights = tuple(_short(one) for one in reversed(lights_of(state, sheet.today, DAYS)))
    gate_shown, holds, settings = paper_gate(gate), hold_rows(state.holds), _settings(sheet)
    dose = _dose(sheet)
    limits = _lines(holds, HOLD_LETTERS) + _lines(settings, LIMIT_LETTERS)
    lines = lines_of(gate_shown) + limits + len(dose.rows)
    words = Counter(one.word.lower() for one in lights)
    return PlanAndGates(
        place=capital(sheet.names.stage(state.state)),
        since=f"Since {day(state.entered_on)}, {many((sheet.today - state.entered_on).days, 'day')}.",
        ladder=ladder_of(state, sheet.names, gate.is_open if gate is not None else None),
        holds=holds,
        gate=gate_shown,
        gate_note=gate_note(sheet),
        gate_needs=gate.missing if gate is not None else (),
        settings=settings,
        dose=dose,
        dose_on_next_page=lines > MOST_LINES,
        lights=lights,
        lights_words=f"{many(len(lights), 'day')}: "
        + listed([f"{number} {word}" for word, number in words.items()])
        + (". Open: something is missing, late or ticked" if any(one.word == OPEN for one in lights) else "")
        + ". Only a green day with both parts counts towards a gate.",
    )


def _lines(rows: Iterable[Row], letters: int) -> int:
    """About how many lines some rows take."""
    return sum(-(-len(row.text) // letters) for row in rows)


def _short(one: DayLight) -> DayLight:
    """A day under whose mark a short word fits."""
    return replace(one, word=OPEN) if one.word == SHAPE[Light.OPEN][1] else one


def _settings(sheet: CaseSheet) -> tuple[Row, ...]:
    """Pain mode with its reason, and the caps of the stage."""
    state, caps = sheet.state, sheet.caps
    rows = [Row("Pain mode", _pain_mode(sheet))]
    if caps.rung is not None:
        raised = " (raised by one for this stage)" if state.eccentric_raised else ""
        rows += [
            *caps.running,
            Row("Eccentric class", f"E{caps.eccentric} at most{raised}"),
        ]
    rows += _ladder_rows(sheet)
    if caps.allowed:
        rows.append(Row("Allowed today", ended(caps.allowed)))
    if sheet.programme is not None:
        rows.append(programme_now(sheet.programme))
    if caps.not_allowed:
        rows.append(Row("Not in this stage", ended("; ".join(caps.not_allowed))))
    return tuple(rows)


def _ladder_rows(sheet: CaseSheet) -> list[Row]:
    """The rung reached and the next one, as long as the ladder leads the running."""
    now, cap = sheet.state.rung, sheet.caps.rung
    found = {one.number: _rung_words(one) for one in sheet.rungs}
    if not _leads(sheet.state) or now not in found:
        return []
    rows = [Row("The rung set", found[now])]
    if now + 1 in found and cap is not None:
        rows.append(Row("Next rung", found[now + 1] + (" Not in this stage." if now + 1 > cap else "")))
    return rows


def _pain_mode(sheet: CaseSheet) -> str:
    counts = sheet.caps.pain_mode or sheet.state.pain_mode
    limit = (
        f", at most {sheet.caps.pain_limit} of 10 in a session" if sheet.caps.pain_limit is not None else ""
    )
    mode = capital(PAIN_MODE[counts]) + limit
    if counts is not sheet.state.pain_mode:
        return f"{mode}. Always so with a recurrence, a tendon involved, under 18 or an age not known."
    setting = next((one for one in reversed(sheet.log) if isinstance(one.body, PainModeSet)), None)
    if setting is None or not isinstance(setting.body, PainModeSet):
        return f"{mode}. From the start; nobody has changed it."
    return f"{mode}. Set by {who(setting.by)} on {day(setting.day)}: {ended(setting.body.reason)}"


def _dose(sheet: CaseSheet) -> Table:
    """The newest sessions: what was planned, what was done, how the leg answered a day later."""
    state = sheet.state
    done = sorted((one.body for one in state.sessions), key=lambda one: one.on, reverse=True)
    return Table(
        title="Dose and 24-hour response, newest first",
        heads=("Session", "Done", "Load, planned", "Worst pain", "Next morning", "Light"),
        rows=tuple(_dose_row(one, state) for one in done[:MOST_SESSIONS]),
        empty="No session has been recorded yet.",
        note=f"{many(len(done) - MOST_SESSIONS, 'earlier session')} in the attached sessions.csv."
        if len(done) > MOST_SESSIONS
        else "",
    )


def _dose_row(session: SessionRecorded, state: CaseState) -> tuple[str, ...]:
    told = next(
        (
            one.body
            for one in reversed(state.check_ins)
            if one.body.part is Part.SESSION and one.body.for_day == session.on
        ),
        None,
    )
    load = load_of(session, told)
    pains = [pain for pain in (session.pain_max, told.pain_during_max if told else None) if pain is not None]
    light = {one.on: one.word for one in lights_of(state, session.on, 1)}
    planned = f", planned {session.planned_au:g}" if session.planned_au is not None else ""
    done = [
        f"R{session.rung}" if session.rung is not None else "",
        f"{session.minutes} min" if session.minutes is not None else "",
        f"{session.top_speed_pct:g}%{'' if session.speed_measured else ' self-rated'}"
        if session.top_speed_pct is not None
        else "",
    ]
    return (
        f"{short_day(session.on)}, {SESSION[session.kind]}",
        ", ".join(part for part in done if part) or "–",
        (f"{load:g}" if load is not None else "not known") + planned,
        f"{max(pains)} of 10" if pains else "not entered",
        next_morning(state, session.on),
        light.get(session.on, "None"),
    )


def next_morning(state: CaseState, on: dt.date) -> str:
    """Pain in the morning after a day against the morning of that day; unknown is said, never zero."""
    mornings = {
        one.body.for_day: one.body.pain_morning for one in state.check_ins if one.body.part is Part.MORNING
    }
    before, after = mornings.get(on), mornings.get(on + dt.timedelta(days=1))
    if before is None or after is None:
        return "not known"
    change = after - before
    if change == 0:
        return f"{after} of 10, the same"
    return f"{after} of 10, {'+' if change > 0 else MINUS}{abs(change)}"


def _leads(state: CaseState) -> bool:
    """Whether the ladder still leads the running: with full training it has done its work."""
    return state.stage is not None and state.stage < LADDER_ENDS


def _rung_words(one: RungLine) -> str:
    parts = (one.what, one.speed, one.dose, "" if one.rest == "none" else f"rest {one.rest}")
    return f"R{one.number}: {', '.join(part for part in parts if part)}; passed by {one.passed_by}."
