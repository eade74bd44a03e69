"""The appendix of the papers of a case: every answer as worded, every check-in, every event, what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from screening.domain.case.events import CaseEvent, CheckIn, LightGiven
from screening.domain.case.standing import Noted
from screening.domain.case.words import Light, Part, Party
from screening.domain.reporting.athlete import required_wording

from .answered import answer_groups
from .case_done_words import REST, is_rest
from .case_evidence import SEASON, groups_of
from .case_lights import SHAPE
from .case_log_words import told, who
from .case_long_logs import MOST_DAYS, MOST_WEEKS, in_full, weeks_of_days, weeks_of_events
from .case_paper_gate import methods_of
from .case_sheet import CaseSheet
from .case_sign_off import sign_off_table
from .case_view import Appendix, Table
from .case_week_paper import programme_tables
from .case_words import FLAG, WHERE
from .day_words import many
from .reasons import cited
from .view import Row
from .words import day, ended, listed, moment

MOST_AT_ONCE = 10
"""Events in one cell: a row is never cut, so that it has to stay well under a page."""
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
        gate_methods=methods_of(sheet.gate),
        sign_off=sign_off_table(sheet),
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
    events = [event for event in reversed(sheet.log) if not _is_daily(event)]
    groups = _together(events)
    rows = [_events_row(some, sheet) for some in groups]
    full = in_full(rows)
    earlier = [event for some in groups[full:] for event in some]
    weeks = weeks_of_events(earlier, sheet)
    return Table(
        title="Every event, newest first",
        heads=("When", "By", "What, with its number in the log"),
        rows=(*rows[:full], *weeks[:MOST_WEEKS]),
        empty="Nothing has happened yet.",
        note=(_earlier(len(earlier), "event", "case.json") + " " if weeks else "")
        + "Numbers that are missing here are check-ins and lights.",
    )


def _earlier(number: int, what: str, file: str) -> str:
    return f"{many(number, f'earlier {what}')} by the week; all are in the attached {file}."


def _together(events: Sequence[CaseEvent]) -> list[list[CaseEvent]]:
    """What one person wrote down on one day without anybody in between, in the order it happened."""
    found = [list(some) for _, some in groupby(events, key=lambda one: (one.day, one.by))]
    parts = [
        some[place : place + MOST_AT_ONCE] for some in found for place in range(0, len(some), MOST_AT_ONCE)
    ]
    return [sorted(some, key=lambda one: one.number) for some in parts]


def _events_row(events: Sequence[CaseEvent], sheet: CaseSheet) -> tuple[str, ...]:
    """One cell for all that somebody wrote down at once, each with its number."""
    first, last = events[0].at, events[-1].at
    until = f" to {last:%H:%M}" if f"{first:%H:%M}" != f"{last:%H:%M}" else ""
    text = "\n".join(f"({event.number}) {_event_text(event, sheet)}" for event in events)
    return (f"{day(events[0].day)}, {first:%H:%M}{until} UTC", who(events[0].by), text)


def _event_text(event: CaseEvent, sheet: CaseSheet) -> str:
    words = told(event, sheet.names)
    rules = f" [{', '.join(words.rules)}]" if words.rules else ""
    return " ".join(ended(line) for line in (words.head, *words.lines)) + rules


def _check_ins(sheet: CaseSheet) -> Table:
    """One row for each day with a check-in, the newest first, as answered; the earlier ones by the week."""
    days = sorted({one.body.for_day for one in sheet.state.check_ins}, reverse=True)
    lights = {one.body.for_day: one.body for one in sheet.state.lights}
    halves: dict[dt.date, list[Noted[CheckIn]]] = {}
    for one in sheet.state.check_ins:
        halves.setdefault(one.body.for_day, []).append(one)
    full = [_day_row(on, halves[on], lights.get(on)) for on in days[:MOST_DAYS]]
    weeks = weeks_of_days(days[MOST_DAYS:], sheet.state)
    return Table(
        title="Daily check-ins, newest first",
        heads=("Day", "Morning", "After the session", "Light", "Entered"),
        rows=(*full, *weeks[:MOST_WEEKS]),
        empty="No check-in yet.",
        note=_earlier(len(days) - MOST_DAYS, "day", "check-ins.csv") if weeks else "",
    )


def _day_row(on: dt.date, found: Sequence[Noted[CheckIn]], light: LightGiven | None) -> tuple[str, ...]:
    morning = [one.body for one in found if one.body.part is Part.MORNING]
    session = [one.body for one in found if one.body.part is Part.SESSION]
    shown = "None" if light is None else SHAPE[light.light][1]
    is_calm = light is None or light.light is Light.GREEN
    rules = "" if is_calm or light is None or not light.rules else f" ({', '.join(light.rules)})"
    sources = sorted({one.body.from_file for one in found if one.body.from_file})
    by = "" if found[-1].by.party is Party.ATHLETE else f", {found[-1].by.name}"
    entered = f"from {', '.join(sources)}" if sources else f"{found[-1].at:%H:%M} UTC{by}"
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
    if is_rest(body):
        return REST + _flags(body)
    minutes = f"{body.minutes} min" if body.minutes is not None else "minutes not answered"
    return ", ".join(
        [_of("worst pain", body.pain_during_max), _of("effort", body.session_rpe), minutes]
    ) + _flags(body)


def _of(word: str, value: float | None) -> str:
    return f"{word} not answered" if value is None else f"{word} {value:g}"


def _flags(body: CheckIn) -> str:
    return f"; UNUSUAL: {listed([FLAG[flag] for flag in sorted(body.flags)])}" if body.flags else ""
