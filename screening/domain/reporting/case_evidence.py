"""Page 2 of the papers of a case: what was measured, how it moved, what was loaded, why it was judged so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from screening.domain.case.events import CheckIn, SessionRecorded, TestRecorded
from screening.domain.case.standing import CaseState, Noted
from screening.domain.case.words import Part, Side
from screening.domain.reporting.athlete import required_wording

from .case_charts import Measured, pain_trend, rung_trend, share_trend, symmetry_of
from .case_log_words import result, with_unit
from .case_sheet import CaseScreening, CaseSheet
from .case_view import Evidence, Table
from .day_words import many
from .reasons import KINDS, MULTIPLIED, PARTS_OF_RISK, reason_groups
from .view import ReasonGroup
from .words import day

SEASON = frozenset({MULTIPLIED, *PARTS_OF_RISK.values(), dict(KINDS)["plan"]})
"""Groups of reasons about the season and its plan: the stages have taken their place, so they stand in the
appendix."""
WEEKS = 4
MOST_SHARES = 2
MOST_TESTS = 12


def evidence_page(sheet: CaseSheet) -> Evidence:
    """Everything of the second page."""
    state = sheet.state
    shares = [share_trend(state, one, sheet.today) for one in _by_results(state, sheet.measures)]
    found = [one for one in shares if one is not None][:MOST_SHARES]
    return Evidence(
        symmetry=symmetry_of(state, sheet.measures),
        tests=tests_table(sheet),
        forces=_forces(sheet),
        pain=pain_trend(state, sheet.today, sheet.caps.pain_limit),
        rung=rung_trend(state, sheet.log, sheet.today, sheet.caps.rung),
        shares=tuple(found),
        load=_load(state, sheet.today),
        load_words=_load_words(state, sheet.today),
        reasons=tuple(group for group in groups_of(sheet.screening) if group.title not in SEASON),
        no_reasons=""
        if sheet.screening
        else "This case was opened without a screening, so no rule has judged answers of a questionnaire.",
    )


def groups_of(screening: CaseScreening | None) -> tuple[ReasonGroup, ...]:
    """Every reason of the screening, as its own rules put it."""
    if screening is None:
        return ()
    wording = required_wording(screening.rulebook)
    return reason_groups(screening.assessment, screening.answers, screening.rulebook, wording)


def _by_results(state: CaseState, measures: Sequence[Measured]) -> list[Measured]:
    """Those with the most results first; a trend of one value comes last."""
    counts = {
        one.test: sum(1 for result_ in state.tests if result_.body.test == one.test and result_.body.tested)
        for one in measures
    }
    return sorted(measures, key=lambda one: -counts[one.test])


def tests_table(sheet: CaseSheet) -> Table:
    """The newest result of each test, left and right in words, the newest first."""
    newest: dict[str, Noted[TestRecorded]] = {}
    for found in sorted(sheet.state.tests, key=lambda one: (one.body.on, one.number)):
        newest[found.body.test] = found
    ordered = sorted(newest.values(), key=lambda one: (one.body.on, one.number), reverse=True)
    left_out = len(ordered) - MOST_TESTS
    return Table(
        title="Newest result of each test",
        heads=("Test", "Left", "Right", "Result", "Pain", "Day", "By, device"),
        rows=tuple(_test_row(one, sheet) for one in ordered[:MOST_TESTS]),
        empty="No test has been recorded yet. Not tested never counts as met.",
        note=f"{many(left_out, 'older test')} in the attached tests.csv." if left_out > 0 else "",
    )


def _test_row(found: Noted[TestRecorded], sheet: CaseSheet) -> tuple[str, ...]:
    body, unit = found.body, sheet.names.units.get(found.body.test, "")
    left, right = sides_of(body, sheet.state.opened.side, unit)
    said = share_words(body)
    if body.injured is None and body.other is None:
        left = right = ""
        said = result(replace(body, pain=None), sheet.names)
    by = ", ".join(part for part in (found.by.name, body.device) if part)
    pain = "" if body.pain is None else f"{body.pain} of 10"
    return (
        sheet.names.tests.get(body.test, body.test), left, right, said, pain, day(body.on), by,
    )  # fmt: skip


def sides_of(body: TestRecorded, injured: Side, unit: str) -> tuple[str, str]:
    """The values of the left and the right leg as printed; a dash where one was not measured."""
    mine = "–" if body.injured is None else with_unit(body.injured, unit)
    other = "–" if body.other is None else with_unit(body.other, unit)
    if not body.tested:
        mine = other = "not tested"
    return (mine, other) if injured is Side.LEFT else (other, mine)


def share_words(body: TestRecorded) -> str:
    """Percent of the other leg, or of the stored value from before the injury, which is preferred."""
    if body.injured is None or not body.tested:
        return ""
    if body.baseline:
        return f"{100 * body.injured / body.baseline:.0f}% of before"
    return f"{100 * body.injured / body.other:.0f}% of other leg" if body.other else ""


def _forces(sheet: CaseSheet) -> Table:
    """Every force that came from a device: newtons, for each kilogram, imbalance."""
    found = [
        one
        for one in sheet.state.tests
        if one.body.device and one.body.tested and sheet.names.units.get(one.body.test) == "N"
    ]
    found.sort(key=lambda one: (one.body.on, one.number), reverse=True)
    mass = sheet.body_mass_kg
    return Table(
        title="Forces by device",
        heads=("Day", "Test, device", "Left", "Right", "Imbalance", "Note"),
        rows=tuple(_force_row(one, sheet, mass) for one in found[:8]),
        empty="No force has been measured with a device.",
        note=("" if mass else "Body mass is not known, so no force for each kilogram. ")
        + "Imbalance: difference over the stronger leg. The calibration of the device is not checked here.",
    )


def _force_row(found: Noted[TestRecorded], sheet: CaseSheet, mass: float | None) -> tuple[str, ...]:
    body = found.body
    left, right = _forced(body, sheet.state.opened.side, mass)
    stronger = max(body.injured or 0.0, body.other or 0.0)
    uneven = ""
    if stronger and body.injured is not None and body.other is not None:
        uneven = f"{100 * abs(body.injured - body.other) / stronger:.0f}%"
    name = sheet.names.tests.get(body.test, body.test)
    return (day(body.on), f"{name}, {body.device}", left, right, uneven, body.note)


def _forced(body: TestRecorded, injured: Side, mass: float | None) -> tuple[str, str]:
    def printed(force: float | None) -> str:
        if force is None:
            return "–"
        return f"{force:g} N" + (f", {force / mass:.1f} N/kg" if mass else "")

    mine, other = printed(body.injured), printed(body.other)
    return (mine, other) if injured is Side.LEFT else (other, mine)


def _load(state: CaseState, today: dt.date) -> Table:
    """The last weeks, the newest first: sessions, minutes, effort times minutes, fast running."""
    efforts = {one.body.for_day: one.body for one in state.check_ins if one.body.part is Part.SESSION}
    sessions = [one.body for one in state.sessions]
    rows = []
    for back in range(WEEKS):
        end = today - dt.timedelta(days=7 * back)
        start = end - dt.timedelta(days=6)
        if end < state.opened.injury_on:
            break
        rows.append(_week_row(start, end, sessions, efforts))
    return Table(
        title="Load by week",
        heads=("Seven days to", "Sessions", "Minutes", "Load", "Fastest", "Above 5.5 m/s"),
        rows=tuple(rows),
        empty="No session recorded.",
        note="Load is effort (0 to 10) times minutes. Ratios of weeks decide nothing here.",
    )


def _week_row(
    start: dt.date, end: dt.date, sessions: Sequence[SessionRecorded], efforts: Mapping[dt.date, CheckIn]
) -> tuple[str, ...]:
    week = [one for one in sessions if start <= one.on <= end]
    loads = [load for one in week if (load := load_of(one, efforts.get(one.on))) is not None]
    minutes = [one.minutes for one in week if one.minutes is not None]
    speeds = [one.top_speed_pct for one in week if one.top_speed_pct is not None]
    metres = [one.hsr_m for one in week if one.hsr_m is not None]
    missing = len(week) - len(loads)
    return (
        day(end),
        str(len(week)),
        str(sum(minutes)) if minutes else "–",
        (f"{sum(loads):g}" if loads else "–") + (f" ({missing} not known)" if missing and week else ""),
        f"{max(speeds):g}%" if speeds else "–",
        f"{sum(metres):g} m" if metres else "–",
    )


def load_of(session: SessionRecorded, told: CheckIn | None) -> float | None:
    """Effort times minutes, from the record or else from the athlete's own check-in; None: not known."""
    effort = session.session_rpe if session.session_rpe is not None else told.session_rpe if told else None
    minutes = session.minutes if session.minutes is not None else told.minutes if told else None
    return None if effort is None or minutes is None else effort * minutes


def _load_words(state: CaseState, today: dt.date) -> str:
    files = sorted({one.body.from_file for one in state.sessions if one.body.from_file})
    week = [one for one in state.sessions if (today - one.body.on).days < 7]
    read = f" Read from files: {', '.join(files[:3])}." if files else ""
    return f"{many(len(week), 'session')} in the last seven days.{read}"
