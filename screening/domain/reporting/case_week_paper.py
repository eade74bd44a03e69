"""The coming days of a case as tables on paper."""

from __future__ import annotations

from screening.domain.case.week.model import CaseProgramme

from .case_view import Table
from .case_week import REST, CaseWeek, Sheet, case_week
from .view import Row

DAYS = 7


def programme_tables(programme: CaseProgramme) -> tuple[Table, ...]:
    """One of the days, then one of each different session; where nothing is planned the first says why."""
    week = case_week(programme, programme.first)
    title = f"Programme, {week.span}: {week.title[:1].lower()}{week.title[1:]}"
    note = " ".join((*week.warnings, *week.pain_rule, *week.notes))
    return (Table(title, ("Day", "What"), _days(week), week.why, note), *map(_session, week.sheets))


def programme_now(programme: CaseProgramme) -> Row:
    """The next seven days in a line: what is on which, and where it is told in full."""
    week = case_week(programme, programme.first)
    if not week.days:
        return Row("Programme now", f"None. {week.why}")
    days = [f"{on} {what[:1].lower()}{what[1:]}" for on, what in _days(week)[:DAYS]]
    return Row("Programme now", f"{'; '.join(days)}. In full in the appendix.")


def _session(sheet: Sheet) -> Table:
    return Table(
        title=f"{sheet.title}, {sheet.minutes}: {sheet.days}",
        heads=("Exercise", "Dose", "How"),
        rows=tuple((item.name, item.dose, f"{item.how} {item.note}".strip()) for item in sheet.items),
        empty="",
        note=" ".join(
            part for part in (f"Warm up: {sheet.warm_up}." if sheet.warm_up else "", sheet.note) if part
        ),
    )


def _days(week: CaseWeek) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (day.short, "; ".join(_entry(one.label, one.minutes, one.note) for one in day.entries) or REST)
        for day in week.days
    )


def _entry(label: str, minutes: str, note: str) -> str:
    return ", ".join(part for part in (label, minutes, note.rstrip(".")) if part)
