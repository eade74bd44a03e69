"""A case as data for other programs: one JSON document and three tables, with the whole log in them."""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.assessment_json import assessment_to_json, plain
from screening.domain.case.events import (
    CaseEvent,
    CheckIn,
    Criterion,
    LightGiven,
    SessionRecorded,
    TestRecorded,
)
from screening.domain.case.log_json import log_to_json
from screening.domain.case.words import Side

from .case_sheet import CaseSheet

SCHEMA, SCHEMA_VERSION = "hamstring-screening.case", 1
"""The name and version of the JSON document. A field is only ever added within a version."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of texts; `name` is that of its file without the ending."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def case_json(sheet: CaseSheet) -> str:
    """The whole case; reading `events` back gives the log it was made from."""
    state = sheet.state
    document: dict[str, object] = {
        "schema": {"name": SCHEMA, "version": SCHEMA_VERSION},
        "made_on": sheet.today.isoformat(),
        "rulebook": {"version": sheet.rulebook.version, "digest": sheet.rulebook.digest},
        "club": sheet.club,
        "case": {
            "number": sheet.case_id,
            "athlete": {"name": sheet.person.name, "born": sheet.person.born_iso, "key": sheet.person.key},
            "injured_side": state.opened.side.value,
            "injured_on": state.opened.injury_on.isoformat(),
            "state": state.state.value,
            "severity": state.severity.value,
            "severity_confirmed": state.severity_confirmed,
            "running_rung": state.rung,
            "pain_mode": state.pain_mode.value,
            "is_held": state.is_held,
        },
        "gate": _gate(sheet),
        "events": log_to_json(sheet.log),
        "screening": _screening(sheet),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _gate(sheet: CaseSheet) -> dict[str, object] | None:
    gate = sheet.gate
    if gate is None:
        return None
    return {
        "title": gate.title,
        "is_open": gate.is_open,
        "missing": list(gate.missing),
        "rows": [_criterion(row) for row in gate.rows],
    }


def _criterion(row: Criterion) -> dict[str, object]:
    return {
        "id": row.id,
        "text": row.text,
        "threshold": row.threshold,
        "result": row.result,
        "met": row.met,
        "advisory": row.advisory,
        "on": row.on.isoformat() if row.on else None,
        "by": row.by,
        "sources": list(row.sources),
    }


def _screening(sheet: CaseSheet) -> dict[str, object] | None:
    found = sheet.screening
    if found is None:
        return None
    return {
        "number": found.number,
        "answered_at": found.answered_at.isoformat(),
        "filled_by": found.filled_by,
        "answers": {name: plain(value) for name, value in found.answers.items()},
        "assessment": assessment_to_json(found.assessment),
    }


def data_tables(sheet: CaseSheet) -> tuple[DataTable, ...]:
    """Check-ins, sessions and tests: every one that was recorded, also those that a later one took the place
    of."""
    return (check_ins_table(sheet), sessions_table(sheet), tests_data(sheet))


BEFORE = ("event", "recorded_at")
AFTER = ("from_file", "by", "role", "rules")


def check_ins_table(sheet: CaseSheet) -> DataTable:
    lights = {
        event.body.for_day: event.body.light for event in sheet.log if isinstance(event.body, LightGiven)
    }
    rows = []
    for event in sheet.log:
        body = event.body
        if not isinstance(body, CheckIn):
            continue
        cells = (
            body.for_day, body.part, body.pain_morning, body.soreness_hamstring, body.soreness_where,
            body.fatigue, body.sleep_hours, body.pain_during_max, body.session_rpe, body.minutes, body.ran,
            " ".join(sorted(body.flags)), lights.get(body.for_day),
        )  # fmt: skip
        rows.append(_row(event, cells, body.from_file))
    heads = (
        "for_day", "part", "pain_morning", "soreness_hamstring", "soreness_where", "fatigue", "sleep_hours",
        "pain_during_max", "session_rpe", "minutes", "ran", "flags", "light_of_the_day",
    )  # fmt: skip
    return DataTable("check-ins", (*BEFORE, *heads, *AFTER), tuple(rows))


def sessions_table(sheet: CaseSheet) -> DataTable:
    rows = []
    for event in sheet.log:
        body = event.body
        if not isinstance(body, SessionRecorded):
            continue
        cells = (
            body.key, body.on, body.kind, body.rung, body.minutes, body.session_rpe, body.pain_max,
            body.top_speed_pct, body.speed_measured, body.sprints_ge90, body.hsr_m, body.planned_au,
            body.strength, body.max_effort_under_fatigue,
        )  # fmt: skip
        rows.append(_row(event, cells, body.from_file))
    heads = (
        "session", "on", "kind", "rung", "minutes", "session_rpe", "pain_max", "top_speed_pct",
        "speed_measured", "sprints_ge90", "hsr_m", "planned_au", "strength", "max_effort_under_fatigue",
    )  # fmt: skip
    return DataTable("sessions", (*BEFORE, *heads, *AFTER), tuple(rows))


def tests_data(sheet: CaseSheet) -> DataTable:
    side = sheet.state.opened.side
    rows = []
    for event in sheet.log:
        body = event.body
        if not isinstance(body, TestRecorded):
            continue
        left, right = (body.injured, body.other) if side is Side.LEFT else (body.other, body.injured)
        cells = (
            body.on, body.test, sheet.names.tests.get(body.test, ""), body.tested, side, left, right,
            body.baseline, body.number, body.passed, sheet.names.units.get(body.test, ""), body.pain,
            body.method, body.device, body.note, body.corrects, sheet.names.result(body),
        )  # fmt: skip
        rows.append(_row(event, cells, None))
    heads = (
        "on", "test", "name", "tested", "injured_side", "left", "right", "injured_before_injury", "value",
        "passed", "unit", "pain", "method", "device", "note", "takes_place_of_event", "in_words",
    )  # fmt: skip
    return DataTable("tests", (*BEFORE, *heads, *AFTER), tuple(rows))


def _row(event: CaseEvent, cells: Iterable[object], from_file: str | None) -> tuple[str, ...]:
    facts = (event.number, event.at.astimezone(dt.UTC), *cells, from_file)
    people = (event.by.name, event.by.party, event.rulebook)
    return tuple(_cell(value) for value in (*facts, *people))


def _cell(value: object) -> str:
    """A value as text: nothing for the unknown, days year first, numbers with a decimal point."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case enum.StrEnum():
            return value.value
        case dt.date():
            return value.isoformat()
        case float():
            return f"{value:.10g}"
    return str(value)
