"""Reporting a session: written down once, and what lies ahead follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.errors import Busy, InvalidAnswers, NotFound, Problem
from screening.domain.programme.model import DatedSession, Done
from screening.domain.rulebook import Rulebook
from screening.services.training import Followed, load_programme
from screening.services.training import followed as followed_of
from screening.services.training_change import checked_key, planned_anew, put
from screening.services.training_log import LONGEST_SCALE, SessionReport, folded, to_row
from screening.store import Store
from screening.store.queries import audit
from screening.store.queries import training as rows
from screening.store.tables.audit import Event

TRIES = 4
"""How often a report starts again because somebody else changed the plan at that moment."""
SCALES = ("pain_during", "pain_next_morning", "soreness")


def report(
    store: Store,
    token: str,
    reports: tuple[SessionReport, ...],
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
) -> Followed:
    """Keep what was reported and make the sessions ahead anew from it; the same however often it is called.

    Args:
        reports: of one press of a button; all are kept, or none.
        key: made by the client and sent again with every repeat.
        rulebook: that of the programme.
    Raises:
        NotFound: no such programme or session.
        InvalidAnswers: a figure off its scale, or a day on which the session cannot have been.
        Busy: others changed the plan again and again; nothing was kept, and trying again is safe.
    """
    checked_key(key)
    for _ in range(TRIES):
        current = load_programme(store, token)
        for one in reports:
            _check(one, current.session(one.session), now)
        keys = [
            store.tokens.report_key(current.token_digest, f"{key}/{place}") for place in range(len(reports))
        ]
        wished = replace(current.request, log=folded((*current.reports, *reports)))
        programme = planned_anew(current, wished, rulebook, now)
        with store.write() as tx:
            row = rows.programme_by_token(tx, current.token_digest, for_update=True)
            if row is None:
                raise NotFound("no such programme")
            if not reports or rows.has_report(tx, keys[0]):
                return followed_of(tx, row)
            if row.version != current.version:
                continue
            for one, its_key in zip(reports, keys, strict=True):
                tx.add(to_row(one, row.id, its_key, now))
            put(row, wished, programme, now)
            tx.flush()
            audit.record(tx, Event.SESSION_REPORTED, now, screening_id=row.screening_id, amount=len(reports))
            return followed_of(tx, row)
    raise Busy("the plan is being changed elsewhere; try again")


def not_done(current: Followed, today: dt.date) -> tuple[SessionReport, ...]:
    """That every session of past days without a report was not done."""
    return tuple(
        SessionReport(session=session.key, on=session.date, done=Done.NOT)
        for session in without_report(current, today)
    )


def without_report(current: Followed, today: dt.date) -> tuple[DatedSession, ...]:
    """Sessions of past days that nobody has said anything about."""
    told = {entry.session for entry in current.log}
    return tuple(each for each in current.sessions if each.date < today and each.key not in told)


def _check(one: SessionReport, session: DatedSession, now: dt.datetime) -> None:
    problems = [
        Problem(name, f"choose a number from 0 to {LONGEST_SCALE}")
        for name in SCALES
        if (value := getattr(one, name)) is not None and not 0 <= value <= LONGEST_SCALE
    ]
    if one.on > now.date():
        problems.append(Problem("on", "choose today or a day before"))
    known = {item.exercise for item in session.items}
    if not known.issuperset(one.skipped):
        problems.append(Problem("skipped", "choose from the exercises of this session"))
    if problems:
        raise InvalidAnswers(tuple(problems))
