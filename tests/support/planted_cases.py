"""Invented lives of cases, put into a club as if they had happened there and ended today."""

from __future__ import annotations

import datetime as dt
import json
import re

from screening.domain.case.events import Log, Moved, Opened
from screening.domain.case.log_json import log_from_json, log_to_json
from screening.domain.case.state import replay
from screening.domain.case.words import State
from screening.domain.clubs import Role
from screening.services.cases import new_check_in_link
from screening.services.cases.case_rules import Rules
from screening.services.cases.log import append
from screening.store.tables import AthleteRow, InjuryCaseRow
from tests.support import case_lives
from tests.support.kept_cases import Ward
from tests.support.store_rows import some_digest

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PEOPLE = {
    case_lives.GUARDIAN.account_id: Role.GUARDIAN,
    case_lives.COACH.account_id: Role.COACH,
    case_lives.PHYSIO.account_id: Role.PHYSIO,
    case_lives.DOCTOR.account_id: Role.DOCTOR,
}


def until(log: Log, stage: State) -> Log:
    """A life up to the moment in which it entered a stage."""
    moved = next(one.number for one in log if isinstance(one.body, Moved) and one.body.after is stage)
    return log[:moved]


def plant(ward: Ward, log: Log, place: int = 0, *, days_ago: int = 0) -> int:
    """Keep a life as the case of one athlete, its last day so many days before now; gives its number."""
    athlete_id = ward.club.athletes[place]
    with ward.store.write(club=ward.club.id) as tx:
        account = tx.get_one(AthleteRow, athlete_id).account_id
        moved = _moved_to(log, ward, account, ward.at.date() - dt.timedelta(days=days_ago))
        opened = moved[0].body
        assert isinstance(opened, Opened)
        row = InjuryCaseRow(
            athlete_id=athlete_id,
            open_key=some_digest(("planted", athlete_id, str(opened.side))),
            side=opened.side,
            injury_on=opened.injury_on.isoformat(),
            opened_at=moved[0].at,
            state=State.INTAKE,
            severity=opened.severity,
            rung=0,
            is_held=False,
            told={},
            due_at=moved[0].at,
            last_at=moved[0].at,
            version=1,
        )
        tx.add(row)
        tx.flush()
        append(tx, row, moved, replay(moved), Rules.of(ward.rulebook))
        return row.id


def link_to(ward: Ward, case_id: int) -> str:
    """A link to check in, as the physio makes it."""
    return new_check_in_link(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case_id, ward.at).token


def _moved_to(log: Log, ward: Ward, athlete: int | None, last: dt.date) -> Log:
    away = last - log[-1].day
    accounts = {number: ward.club.accounts[role] for number, role in PEOPLE.items()}
    accounts[case_lives.ATHLETE.account_id] = athlete

    def shifted(found: re.Match[str]) -> str:
        return (dt.date.fromisoformat(found[0]) + away).isoformat()

    def named(found: re.Match[str]) -> str:
        number = accounts.get(int(found[2]), int(found[2]))
        return f"{found[1]}{'null' if number is None else number}"

    text = _DATE.sub(shifted, json.dumps(log_to_json(log)))
    text = re.sub(r'("(?:athlete_)?account_id": )([0-9]+)', named, text)
    return log_from_json(json.loads(text))
