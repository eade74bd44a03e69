"""Page 2 of the papers of a case: what was measured, how it moved, what was loaded, why it was judged so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from screening.domain.case.events import CheckIn, RungSet, SessionRecorded
from screening.domain.case.standing import CaseState
from screening.domain.case.words import Part
from screening.domain.reporting.athlete import required_wording

from .case_charts import Measured, pain_trend, rung_trend, share_trend, symmetry_of
from .case_sheet import CaseScreening, CaseSheet
from .case_tests_table import observed_rows, tests_table
from .case_view import Evidence, Table
from .day_words import many
from .reasons import KINDS, MULTIPLIED, PARTS_OF_RISK, reason_groups
from .view import ReasonGroup, Row
from .words import day

SEASON = frozenset({MULTIPLIED, *PARTS_OF_RISK.values(), dict(KINDS)["plan"]})
"""Groups of reasons about the season and its plan: the stages have taken their place, so they stand in the
appendix."""
WEEKS = 4
NONE = "0"
NOTHING_YET = (
    "Nothing has been measured yet: no check-in, no test and no session. This case was opened without a "
    "screening, so no rule has judged answers of a questionnaire."
)
MOST_SHARES = 1
MOST_PAIRS = 4


def evidence_page(sheet: CaseSheet) -> Evidence:
    """Everything of the second page."""
    state = sheet.state
    shares = [share_trend(state, one, sheet.today) for one in _by_results(state, sheet.measures)]
    found = [one for one in shares if one is not None][:MOST_SHARES]
    return Evidence(
        none="" if _has_any(sheet) else NOTHING_YET,
        symmetry=symmetry_of(state, sheet.measures, MOST_PAIRS),
        tests=tests_table(sheet),
        observed=observed_rows(sheet),
        pain=pain_trend(state, sheet.today, sheet.caps.pain_limit),
        rung=rung_trend(state, sheet.log, sheet.today, sheet.caps.rung) if _ran(sheet) else None,
        shares=tuple(found),
        load=_load(state, sheet.today),
        reasons=_in_short(groups_of(sheet.screening)),
        no_reasons=""
        if sheet.screening
        else "This case was opened without a screening, so no rule has judged answers of a questionnaire.",
    )


def _has_any(sheet: CaseSheet) -> bool:
    """Whether anything has been measured, entered or judged that a page could show."""
    state = sheet.state
    return bool(state.tests or state.check_ins or state.sessions or sheet.screening is not None)


def _ran(sheet: CaseSheet) -> bool:
    """Whether a rung has ever been set."""
    return any(isinstance(event.body, RungSet) for event in sheet.log)


def _in_short(groups: Sequence[ReasonGroup]) -> tuple[Row, ...]:
    """Each rule about this injury with what it says and rests on; the appendix has what it looked at."""
    return tuple(
        Row(row.rule, f"{row.sentence} {row.result}".strip() + f" [{', '.join(row.sources) or 'expert'}]")
        for group in groups
        if group.title not in SEASON
        for row in group.rows
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
    while len(rows) > 1 and rows[-1][1] == NONE:
        rows.pop()
    return Table(
        title="Load by week",
        heads=("Seven days to", "Sessions", "Minutes", "Load", "Fastest", "Above 5.5 m/s"),
        rows=tuple(rows),
        empty="No session recorded.",
        note=f"Load is effort (0 to 10) times minutes; ratios decide nothing. {_load_words(state, today)}",
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
