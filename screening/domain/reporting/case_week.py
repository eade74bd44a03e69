"""The days ahead of a case as a page: what is on which day, and each different session once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass

from screening.domain.case.week.model import CaseItem, CaseProgramme, CaseSession, Kind

from .day_words import day_of, many, short_day, span_of
from .view import Row

KINDS = {Kind.RUNNING: "Run", Kind.STRENGTH: "Strength", Kind.TEAM: "Team", Kind.MATCH: "Match"}
_LETTERS = "ABCDEFGHIJKLMN"
REST = "Rest"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One exercise of a session."""

    exercise: str | None
    """Its id in the library; None where there is no card."""
    name: str
    dose: str
    how: str
    """Tempo and rest in one line."""
    speed: str
    """"60 to 70% of the best speed"; empty where nothing is run."""
    note: str
    cues: tuple[str, ...]
    stop: str
    sources: tuple[str, ...]
    is_told_above: bool = False
    """Whether an earlier session of the page says how it is done, in the same words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One session on one day. `sheet` is where the page tells it in full; empty: it is told here."""

    kind: str
    label: str
    minutes: str
    sheet: str
    note: str


@dataclass(frozen=True, slots=True)
class DayLine:
    day: str
    short: str
    iso: str
    is_today: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session told once, with the days it is on."""

    id: str
    title: str
    days: str
    minutes: str
    warm_up: str
    items: tuple[ItemLine, ...]
    note: str
    soreness: str


@dataclass(frozen=True, slots=True)
class CaseWeek:
    """Frozen view. Without days `why` says why."""

    title: str
    span: str
    lead: str
    why: str
    days: tuple[DayLine, ...]
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    pain_rule: tuple[str, ...]
    limits: tuple[Row, ...]
    """For clinicians: the caps these days keep to."""
    conflicts: tuple[str, ...]
    sources: tuple[str, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoachDay:
    """What a coach is told of one day: kind, speed and minutes, nothing of pain or exercises."""

    day: str
    lines: tuple[str, ...]


def case_week(programme: CaseProgramme, today: dt.date) -> CaseWeek:
    """The page of the days ahead."""
    sheets, labels = _sheets(programme.sessions)
    return CaseWeek(
        title=programme.title,
        span=span_of(programme.first, programme.last),
        lead=programme.lead,
        why=programme.why,
        days=_days(programme, labels, today) if programme.sessions else (),
        sheets=sheets,
        notes=programme.notes,
        pain_rule=programme.pain_rule if programme.sessions else (),
        limits=_limits(programme),
        conflicts=programme.conflicts,
        sources=programme.sources,
        warnings=programme.warnings,
    )


def coach_week(programme: CaseProgramme) -> tuple[CoachDay, ...]:
    """The same days for a coach; days without anything are left out."""
    days: dict[dt.date, list[str]] = {}
    for session in programme.sessions:
        days.setdefault(session.date, []).append(_coach_line(session))
    return tuple(CoachDay(day_of(date), tuple(lines)) for date, lines in days.items())


def _coach_line(session: CaseSession) -> str:
    if session.kind is Kind.TEAM:
        return session.title
    if session.kind is Kind.MATCH:
        return _match_minutes(session)
    speed = max((item.speed[1] for item in session.items if item.speed), default=None)
    minutes = many(session.minutes, "minute")
    if session.kind is Kind.STRENGTH:
        return f"Strength of their own, {minutes}"
    return f"Running up to {speed}% of top speed, {minutes}" if speed else f"Walking, {minutes}"


def _match_minutes(session: CaseSession) -> str:
    if not session.plays:
        return "Match: not available"
    if session.match_minutes is None:
        return "Match: all of it"
    least, most = session.match_minutes
    return f"Match: {least} to {most} minutes"


def _days(
    programme: CaseProgramme, labels: dict[str, tuple[str, str]], today: dt.date
) -> tuple[DayLine, ...]:
    length = (programme.last - programme.first).days + 1
    dates = [programme.first + dt.timedelta(place) for place in range(length)]
    return tuple(
        DayLine(
            day=day_of(date),
            short=short_day(date),
            iso=date.isoformat(),
            is_today=date == today,
            entries=tuple(_entry(one, labels) for one in programme.sessions if one.date == date),
        )
        for date in dates
    )


def _entry(session: CaseSession, labels: dict[str, tuple[str, str]]) -> Entry:
    label, sheet = labels.get(session.key, (session.title, ""))
    return Entry(
        kind=KINDS[session.kind],
        label=label,
        minutes=f"{session.minutes} min" if session.minutes else "",
        sheet=sheet,
        note="" if sheet else session.note or "",
    )


def _sheets(sessions: Sequence[CaseSession]) -> tuple[tuple[Sheet, ...], dict[str, tuple[str, str]]]:
    """Each different session once, and for every session its label and the sheet that tells it."""
    alike: dict[tuple[object, ...], list[CaseSession]] = {}
    for session in sessions:
        if session.items:
            told = (session.kind, session.title, session.items, session.warm_up, session.note)
            alike.setdefault(told, []).append(session)
    titles = [group[0].title for group in alike.values()]
    seen: dict[str, int] = {}
    sheets, labels, explained = [], dict[str, tuple[str, str]](), set[tuple[str, ...]]()
    for place, group in enumerate(alike.values(), start=1):
        one = group[0]
        letter = ""
        if titles.count(one.title) > 1:
            letter = f" {_LETTERS[seen.get(one.title, 0) % len(_LETTERS)]}"
            seen[one.title] = seen.get(one.title, 0) + 1
        sheet = f"session-{place}"
        labels |= {session.key: (f"{one.title}{letter}", sheet) for session in group}
        sheets.append(_sheet(sheet, f"{one.title}{letter}", group, explained))
        explained |= {_how_to(item) for item in one.items}
    return tuple(sheets), labels


def _how_to(item: CaseItem) -> tuple[str, ...]:
    return (item.exercise or item.name, item.stop_rule, *item.cues)


def _sheet(id: str, title: str, group: Sequence[CaseSession], told: Set[tuple[str, ...]]) -> Sheet:
    one = group[0]
    return Sheet(
        id=id,
        title=title,
        days=", ".join(short_day(session.date) for session in group),
        minutes=f"{one.minutes} min",
        warm_up=one.warm_up or "",
        items=tuple(_item(item, is_told_above=_how_to(item) in told) for item in one.items),
        note=one.note or "",
        soreness=one.soreness,
    )


def _item(item: CaseItem, *, is_told_above: bool) -> ItemLine:
    rest = "" if item.rest == "none" else f" Rest: {item.rest}."
    return ItemLine(
        exercise=item.exercise,
        name=item.name,
        dose=item.dose,
        how=f"{item.tempo}.{rest}",
        speed=_speed(item),
        note=item.note or "",
        cues=item.cues,
        stop=item.stop_rule,
        sources=item.sources,
        is_told_above=is_told_above,
    )


def _speed(item: CaseItem) -> str:
    if item.speed is None:
        return ""
    least, most = item.speed
    span = f"{least} to {most}%" if least < most else f"{most}%"
    return f"{span} of the best speed"


def _limits(programme: CaseProgramme) -> tuple[Row, ...]:
    if programme.why and not programme.is_clinician_built:
        return ()
    return (
        Row(
            "Running",
            f"Rung R{programme.rung} in these days; this stage goes up to R{programme.highest_rung}",
        ),
        Row("Lowering work", f"Class E{programme.class_cap} at most"),
        Row("Exercise level", f"{programme.level}, and one above it"),
        Row("One session", f"{programme.minutes} minutes at most"),
    )
