"""The appendix of the papers of a case: every answer as worded, every check-in, every event, what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from screening.domain.case.events import CaseEvent, CheckIn, LightGiven
from screening.domain.case.words import Part
from screening.domain.reporting.athlete import required_wording

from .answered import answer_groups
from .case_evidence import SEASON, groups_of
from .case_lights import SHAPE
from .case_log_words import told
from .case_sheet import CaseSheet
from .case_view import Appendix, Table
from .case_week_paper import programme_tables
from .case_words import FLAG, WHERE
from .day_words import many
from .reasons import cited
from .view import Row
from .words import day, ended, listed, moment

MOST_LINES = 300
"""Of the events, as printed: what goes beyond stands in the attached file, so that a paper stays a paper."""
LINE = 88
"""Letters to a line of an event."""
MOST_DAYS = 60
ATTACHED = (
    Row("bundle.json", "The case as FHIR R4 resources: condition, observations, plan, who decided what."),
    Row("case.json", "Every event as it was recorded, with the answers and the result of the screening."),
    Row("check-ins.csv", "Every check-in, one row for each part."),
    Row("sessions.csv", "Every session, one row each."),
    Row("tests.csv", "Every test, one row for each result."),
)
"""The files inside the paper, by name."""


def appendix_of(sheet: CaseSheet) -> Appendix:
    """Everything behind the four pages."""
    screening = sheet.screening
    reasons = groups_of(screening)
    wording = required_wording(screening.rulebook) if screening is not None else None
    return Appendix(
        answered=f"Answered {moment(screening.answered_at)}, {screening.filled_by}."
        if screening is not None
        else "No screening stands behind this case.",
        answers=answer_groups(screening.answers, screening.rulebook.questionnaire, wording)
        if screening is not None and wording is not None
        else (),
        programme=programme_tables(sheet.programme) if sheet.programme is not None else (),
        check_ins=_check_ins(sheet),
        events=_events(sheet),
        reasons=tuple(group for group in reasons if group.title not in SEASON),
        other_reasons=tuple(group for group in reasons if group.title in SEASON),
        changes_title=f"What is new since the report of {day(sheet.since)}" if sheet.since else "What is new",
        changes=changes_of(sheet),
        attachments=ATTACHED,
        references=cited(reasons, screening.rulebook) if screening is not None else (),
    )


def changes_of(sheet: CaseSheet) -> tuple[str, ...]:
    """Every event since the last report but check-ins and lights, which are counted."""
    if sheet.since is None:
        return ("This is the first report of this case.",)
    new = [event for event in sheet.log if event.day >= sheet.since]
    daily = [event for event in new if isinstance(event.body, CheckIn)]
    heads = [f"{day(event.day)}: {told(event, sheet.names).head}." for event in new if not _is_daily(event)]
    counted = f"{many(len(daily), 'check-in')} since then." if daily else "No check-in since then."
    left_out = len(heads) - 20
    more = [f"{many(left_out, 'more event')} in the list of events."] if left_out > 0 else []
    rules = sorted({event.rulebook.split(" ")[0] for event in new})
    changed = [f"Rules used since then: {listed(rules)}."] if rules else []
    return (*heads[:20], *more, counted, *changed)


def _is_daily(event: CaseEvent) -> bool:
    return isinstance(event.body, CheckIn | LightGiven)


def _events(sheet: CaseSheet) -> Table:
    """What happened, the newest first; check-ins and lights stand in the table of days."""
    events = [event for event in sheet.log if not _is_daily(event)]
    rows = _within([_event_row(event, sheet) for event in reversed(events)])
    left_out = len(events) - len(rows)
    return Table(
        title="Every event, newest first",
        heads=("No.", "When", "By", "What"),
        rows=rows,
        empty="Nothing has happened yet.",
        note=(f"{many(left_out, 'earlier event')} in the attached case.json. " if left_out > 0 else "")
        + "Numbers that are missing here are check-ins and lights.",
    )


def _within(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """As many of the rows as fit on a few pages."""
    lines = 0
    for place, row in enumerate(rows):
        lines += max(2, -(-len(row[-1]) // LINE))
        if lines > MOST_LINES:
            return tuple(rows[:place])
    return tuple(rows)


def _event_row(event: CaseEvent, sheet: CaseSheet) -> tuple[str, ...]:
    words = told(event, sheet.names)
    rules = f" [{', '.join(words.rules)}]" if words.rules else ""
    text = " ".join(ended(line) for line in (words.head, *words.lines)) + rules
    return (str(event.number), moment(event.at), words.by, text)


def _check_ins(sheet: CaseSheet) -> Table:
    """One row for each day with a check-in, the newest first, as answered."""
    days = sorted({one.body.for_day for one in sheet.state.check_ins}, reverse=True)
    lights = {one.body.for_day: one.body for one in sheet.state.lights}
    left_out = len(days) - MOST_DAYS
    return Table(
        title="Daily check-ins, newest first",
        heads=("Day", "Morning", "After the session", "Light", "Entered"),
        rows=tuple(_day_row(on, sheet, lights.get(on)) for on in days[:MOST_DAYS]),
        empty="No check-in yet.",
        note=f"{many(left_out, 'earlier day')} in the attached check-ins.csv." if left_out > 0 else "",
    )


def _day_row(on: dt.date, sheet: CaseSheet, light: LightGiven | None) -> tuple[str, ...]:
    found = [one for one in sheet.state.check_ins if one.body.for_day == on]
    morning = [one.body for one in found if one.body.part is Part.MORNING]
    session = [one.body for one in found if one.body.part is Part.SESSION]
    shown = "None" if light is None else SHAPE[light.light][1]
    rules = f" ({', '.join(light.rules)})" if light is not None and light.rules else ""
    sources = sorted({one.body.from_file for one in found if one.body.from_file})
    entered = f"from {', '.join(sources)}" if sources else f"{found[-1].by.name}, {found[-1].at:%H:%M} UTC"
    return (day(on), _morning(morning), _session(session), shown + rules, entered)


def _morning(parts: Sequence[CheckIn]) -> str:
    if not parts:
        return "not answered"
    body = parts[-1]
    where = f" ({WHERE[body.soreness_where]})" if body.soreness_where else ""
    said = [
        _of("pain", body.pain_morning),
        _of("soreness", body.soreness_hamstring) + where,
        _of("fatigue", body.fatigue),
        f"sleep {body.sleep_hours:g} h" if body.sleep_hours is not None else "sleep not answered",
    ]
    return ", ".join(said) + _flags(body)


def _session(parts: Sequence[CheckIn]) -> str:
    if not parts:
        return "not answered"
    body = parts[-1]
    minutes = f"{body.minutes} min" if body.minutes is not None else "minutes not answered"
    return ", ".join(
        [_of("worst pain", body.pain_during_max), _of("effort", body.session_rpe), minutes]
    ) + _flags(body)


def _of(word: str, value: float | None) -> str:
    return f"{word} not answered" if value is None else f"{word} {value:g}"


def _flags(body: CheckIn) -> str:
    return f"; UNUSUAL: {listed([FLAG[flag] for flag in sorted(body.flags)])}" if body.flags else ""
