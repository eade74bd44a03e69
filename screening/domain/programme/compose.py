"""Puts a programme together: what it is called, its weeks, what follows them, and what has to be said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from screening.domain.plan.rules import KindRow, PlanRules
from screening.domain.plan.situation import Situation

from .conflicts import conflicts_of
from .draft import DraftWeek
from .log import levels_gained, reports_since
from .matches import matches_of
from .model import DatedSession, DatedWeek, LoggedSession, Programme, Request
from .offer import Choice
from .past import Past
from .present import cards_of, dated_weeks
from .respond import Latest, latest_response
from .rules import Effect, Note, ProgrammeRules
from .setting import Setting, setting_of
from .soften import soften
from .weeks import Making, build_weeks, horizon
from .wishes import score


def compose(
    choice: Choice,
    row: KindRow,
    situation: Situation,
    request: Request,
    past: Past,
    latest: Latest | None,
    levels: int,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
) -> Programme:
    """The programme for one protocol, with what stands of it as it was.

    Args:
        latest: what the last reports ask for.
        levels: exercise levels gained so far.
    """
    setting = setting_of(situation, request, choice.protocol, plan_rules, programme_rules)
    level = min(situation.level + levels, programme_rules.following.highest_level)
    matches = matches_of(setting, request.start, horizon(setting, past, request.start))
    making = Making(setting, past, request.start, level, matches, list(past.weeks))
    weeks: Sequence[DraftWeek] = build_weeks(making)
    if latest is not None:
        weeks = soften(weeks, latest, setting)
    dated = dated_weeks(weeks, past.dated, setting)
    conflicts = conflicts_of(weeks, setting, past.today)
    protocol = choice.protocol
    texts = programme_rules.wording.notes
    said = {**plan_rules.wording.conflicts, **programme_rules.wording.conflicts}
    if setting.situation.is_short:
        said = {**said, **plan_rules.wording.conflicts}  # there the minutes are the reason
    stopped = latest is not None and latest.response.effect is Effect.REST
    notes = [
        latest.response.text if stopped and latest else None,
        choice.refused,
        texts[Note.LEVEL_UP] if levels and level > situation.level else None,
        texts[Note.MATCHES_ASSUMED].format(date=_in_words(matches.assumed_after))
        if matches.assumed_after
        else None,
        *row.notes,
        None if stopped else protocol.review,
        *(said[rule] for rule in conflicts if rule in said),
    ]
    return Programme(
        protocol=protocol.id,
        title=protocol.title,
        why=" ".join(part for part in (row.why, protocol.about, _credit(protocol.credit)) if part),
        start=request.start,
        weeks=dated,
        maintenance=protocol.maintenance,
        cards=cards_of(dated, plan_rules),
        score=score(dated, setting),
        conflicts=conflicts,
        notes=tuple(note for note in notes if note),
        sources=_sources(dated, row, setting),
    )


def withheld(row: KindRow, start: dt.date, weeks: tuple[DatedWeek, ...] = ()) -> Programme:
    """No weeks ahead: `why` says why. What was done stands."""
    return Programme(None, row.title or "", row.why, start, weeks, sources=row.sources, notes=row.notes)


def level_and_latest(
    programme: Programme,
    log: Iterable[LoggedSession],
    situation: Situation,
    today: dt.date,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
) -> tuple[int, Latest | None]:
    """What the reports about a programme have changed: levels gained, and what the last ones ask for."""
    found = reports_since(log, programme.start)
    sessions: dict[str, DatedSession] = {
        session.key: session for week in programme.weeks for session in week.sessions
    }
    latest = latest_response(sessions, found, situation, plan_rules, programme_rules)
    return levels_gained(programme, found, programme_rules.following, today), latest


def _credit(credit: str | None) -> str | None:
    return f"{credit}." if credit else None


def _in_words(date: dt.date | None) -> str:
    return f"{date.day} {_MONTHS[date.month - 1]}" if date else ""


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _sources(weeks: Sequence[DatedWeek], row: KindRow, setting: Setting) -> tuple[str, ...]:
    items = (item.sources for week in weeks for session in week.sessions for item in session.items)
    groups = (row.sources, setting.protocol.sources, *items, setting.rules.wording.sources)
    return tuple(dict.fromkeys(source for group in groups for source in group))
