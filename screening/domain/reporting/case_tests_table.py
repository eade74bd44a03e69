"""The newest result of each test on paper: both legs in a table, what was seen or counted by the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from screening.domain.case.events import TestRecorded
from screening.domain.case.standing import Noted
from screening.domain.case.words import Side

from .case_done_words import with_unit
from .case_sheet import CaseSheet
from .case_view import Table
from .day_words import many
from .view import Row
from .words import day, ended

NEWTON = "N"
MOST_OBSERVED = 4
"""Days of tests without sides on the page."""


def tests_table(sheet: CaseSheet) -> Table:
    """The tests of both legs, the newest first."""
    two_legs = {one.test for one in sheet.measures}
    rows = [one for one in _newest(sheet) if one.body.test in two_legs or _has_sides(one.body)]
    return Table(
        title="Newest result of each test of both legs",
        heads=("Test", "Left", "Right", "Result", "Pain", "Day, by, how"),
        rows=tuple(_test_row(one, sheet) for one in rows),
        empty="No test of both legs has been recorded yet. Not tested never counts as met.",
        note="Imbalance: difference over the stronger leg. The calibration of a device is not checked here."
        if rows
        else "",
    )


def observed_rows(sheet: CaseSheet) -> tuple[Row, ...]:
    """The tests that were passed, counted or asked as one value: a row for each day and person."""
    two_legs = {one.test for one in sheet.measures}
    found: dict[tuple[dt.date, str], list[TestRecorded]] = {}
    for one in _newest(sheet):
        if one.body.test not in two_legs and not _has_sides(one.body):
            found.setdefault((one.body.on, one.by.name), []).append(one.body)
    rows = [Row(f"{day(on)}, {name}", _seen(bodies, sheet)) for (on, name), bodies in found.items()]
    earlier = sum(len(bodies) for bodies in list(found.values())[MOST_OBSERVED:])
    more = [Row("Before that", f"{many(earlier, 'more test')}, each in the attached tests.csv.")]
    return (*rows[:MOST_OBSERVED], *(more if earlier else []))


def _seen(bodies: Sequence[TestRecorded], sheet: CaseSheet) -> str:
    """Everything of one day: what was done without pain by name alone, the rest with its result."""
    own_words = sheet.names.passed
    calm = [one for one in bodies if one.passed and one.pain == 0 and one.test not in own_words]
    names = "; ".join(_named(one, sheet) for one in calm)
    others = [f"{_named(one, sheet)}: {sheet.names.result(one)}" for one in bodies if one not in calm]
    parts = [f"Done, pain 0 of 10: {names}" if calm else "", "; ".join(others)]
    return " ".join(ended(part) for part in parts if part)


def _named(body: TestRecorded, sheet: CaseSheet) -> str:
    how = f" ({how_words(body)})" if how_words(body) else ""
    return sheet.names.tests.get(body.test, body.test) + how


def how_words(body: TestRecorded) -> str:
    """How and with what, as far as it was written down."""
    return ", ".join(part for part in (body.method, body.device) if part)


def _newest(sheet: CaseSheet) -> list[Noted[TestRecorded]]:
    """The newest result of each test, the newest first."""
    newest: dict[str, Noted[TestRecorded]] = {}
    for found in sorted(sheet.state.tests, key=lambda one: (one.body.on, one.number)):
        newest[found.body.test] = found
    return sorted(newest.values(), key=lambda one: (one.body.on, one.number), reverse=True)


def _has_sides(body: TestRecorded) -> bool:
    return body.injured is not None or body.other is not None


def _test_row(found: Noted[TestRecorded], sheet: CaseSheet) -> tuple[str, ...]:
    body, unit = found.body, sheet.names.units.get(found.body.test, "")
    left, right = sides_of(body, sheet.state.opened.side, unit, sheet.body_mass_kg)
    said = share_words(body, unit) + _imbalance(body, unit)
    if not _has_sides(body):
        left = right = ""
        said = sheet.names.result(replace(body, pain=None))
    by = ", ".join(part for part in (day(body.on), found.by.name, how_words(body)) if part)
    pain = "" if body.pain is None else f"{body.pain} of 10"
    name = sheet.names.tests.get(body.test, body.test)
    return (name, left, right, said, pain, by)


def sides_of(body: TestRecorded, injured: Side, unit: str, mass_kg: float | None = None) -> tuple[str, str]:
    """The values of the left and the right leg as printed; a dash where one was not measured.

    Args:
        mass_kg: of the body: forces get a value for each kilogram beside them.
    """
    mine, other = _value(body.injured, unit, mass_kg), _value(body.other, unit, mass_kg)
    if not body.tested:
        mine = other = "not tested"
    return (mine, other) if injured is Side.LEFT else (other, mine)


def _value(value: float | None, unit: str, mass_kg: float | None) -> str:
    if value is None:
        return "–"
    per_kilogram = f", {value / mass_kg:.1f} N/kg" if unit == NEWTON and mass_kg else ""
    return with_unit(value, unit) + per_kilogram


def _imbalance(body: TestRecorded, unit: str) -> str:
    """Of a force: the difference over the stronger leg, as devices print it."""
    if unit != NEWTON or body.injured is None or body.other is None or not body.tested:
        return ""
    stronger = max(body.injured, body.other)
    return f", imbalance {100 * abs(body.injured - body.other) / stronger:.0f}%" if stronger else ""


def share_words(body: TestRecorded, unit: str = "") -> str:
    """Percent of the other leg, or of the stored value from before the injury, which is preferred."""
    if body.injured is None or not body.tested:
        return ""
    if body.baseline:
        return f"{100 * body.injured / body.baseline:.0f}% of before ({with_unit(body.baseline, unit)})"
    return f"{100 * body.injured / body.other:.0f}% of other leg" if body.other else ""
