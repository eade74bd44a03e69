"""Squads whose athletes have answered: kept screenings of real answers, in a real store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from screening.domain.answers import Answer, Answers
from screening.domain.assess import assess
from screening.domain.clubs import FilledBy, Purpose
from screening.domain.squad.facts import facts_of
from screening.domain.squad.picture import required_squad_rules
from screening.store import Transaction
from screening.store.encoding import to_record
from screening.store.tables.athlete import AthleteRow, SquadPlaceRow
from screening.store.tables.invitation import ClubScreeningRow
from screening.store.tables.round import RoundRow
from screening.store.tables.screening import ScreeningRow
from tests.support.assessments import rulebook
from tests.support.clubs import add_consents
from tests.support.made_up_squad import CANNOT_WALK, FIT, NAMES, NOBODY_ASKED, STRAINED, habits
from tests.support.store_rows import screening_row, some_digest

OPENED = (Purpose.PROCESSING, Purpose.COACH_REASONS)
ALL = (*OPENED, Purpose.COACH_BAND, Purpose.PHYSIO_CLINICAL)
CLOSED = (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL)


def add_athlete(tx: Transaction, squad_id: int, name: str, at: dt.datetime, *, key: str | None = None) -> int:
    """An athlete with a place in a squad; gives the number."""
    row = AthleteRow(name=name, name_key=name.casefold(), birth_year=2000, club_key=key, joined_at=at)
    tx.add(row)
    tx.flush()
    tx.add(SquadPlaceRow(squad_id=squad_id, athlete_id=row.id, since=at))
    tx.flush()
    return row.id


def add_round_of(tx: Transaction, squad_id: int, name: str, at: dt.datetime, by: int) -> int:
    """A round of a week; gives the number."""
    ends = at + dt.timedelta(days=7)
    row = RoundRow(squad_id=squad_id, name=name, opens_at=at, closes_at=ends, created_by=by)
    tx.add(row)
    tx.flush()
    return row.id


def keep_answers(
    tx: Transaction,
    athlete_id: int,
    answers: Mapping[str, Answer],
    /,
    at: dt.datetime,
    *,
    round_id: int | None = None,
    with_facts: bool = True,
    change_record: Callable[[dict[str, Any]], dict[str, Any]] = dict,
    **changes: Any,
) -> int:
    """A kept screening of these answers; gives its number.

    Args:
        with_facts: whether the facts for the coach stand beside it, as they do for all that is new.
        change_record: makes the kept result from the real one.
        changes: columns of the screening.
    """
    assessment, record, facts = _result(tuple(sorted(answers.items())))
    about = (athlete_id, at.isoformat(), round_id)
    row: ScreeningRow = screening_row(
        **{
            "seed": bytes.fromhex(some_digest(("seed", about))),
            "check_code": some_digest(("code", about))[:16],
            **{
                name: some_digest((name, about))
                for name in ("token_digest", "draft_digest", "submission_key")
            },
            "taken_at": at,
            "valid_until": at + dt.timedelta(days=assessment.valid_days + 1),
            "urgency": assessment.triage.urgency,
            "risk_status": assessment.risk.status,
            "band": assessment.risk.band,
            "answers": {
                key: list(value) if isinstance(value, tuple) else value for key, value in answers.items()
            },
            "assessment": change_record(record),
            **changes,
        }
    )
    tx.add(row)
    tx.flush()
    tx.add(
        ClubScreeningRow(
            screening_id=row.id,
            athlete_id=athlete_id,
            round_id=round_id,
            filled_by=FilledBy.ATHLETE,
            at=at,
            coach_facts=facts if with_facts else None,
        )
    )
    tx.flush()
    return row.id


@cache
def _result(answers: tuple[tuple[str, Answer], ...]):  # type: ignore[no-untyped-def]  # typed by `keep_answers`
    rules = rulebook()
    found = assess(Answers(dict(answers)), rules)
    return found, to_record(found), to_record(facts_of(found, required_squad_rules(rules), rules.risk))


def fill_squad(tx: Transaction, squad_id: int, size: int, now: dt.datetime, by: int) -> tuple[int, ...]:
    """Athletes with everything that a picture can hold, in two rounds; gives their numbers.

    Those who are held back, keep things private, have not answered, or were not asked about pain come again
    with every 25.
    """
    before = add_round_of(tx, squad_id, "Summer round", now - dt.timedelta(days=70), by)
    newest = add_round_of(tx, squad_id, "Autumn round", now - dt.timedelta(days=2), by)
    numbers = []
    for place in range(size):
        name = NAMES[place % 25] + ("" if place < 25 else f" {place // 25 + 1}")
        numbers.append(add_athlete(tx, squad_id, name, now - dt.timedelta(days=100), key=str(place + 1)))
        kind = place % 25
        add_consents(tx, numbers[-1], CLOSED if kind in {5, 6, 14} else ALL if kind in {3, 7} else OPENED)
        if kind not in {23, 24}:
            earlier = {**FIT, **habits(place + 3), "nordic_dose": "none"}
            keep_answers(tx, numbers[-1], earlier, now - dt.timedelta(days=69), round_id=before)
        if kind not in {22, 23, 24}:
            keep_answers(tx, numbers[-1], _answers(place), now - dt.timedelta(days=1), round_id=newest)
        if kind == 24:
            keep_answers(tx, numbers[-1], FIT, now - dt.timedelta(days=140))
    return tuple(numbers)


def _answers(place: int) -> Mapping[str, Answer]:
    kind = place % 25
    if kind == 4:
        return {**STRAINED, **habits(place)}
    if kind in {5, 6}:
        return CANNOT_WALK
    return NOBODY_ASKED if kind == 21 else {**FIT, **habits(place)}
