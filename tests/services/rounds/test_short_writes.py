"""Whoever writes for many athletes at once holds the lock for as few statements as for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from screening.domain.clubs import Role
from screening.services import invitations, roster_imports
from screening.services.access import Actor
from screening.services.roster_choices import Choices
from screening.services.roster_plan import Decided, RosterFile
from screening.services.rounds import RoundWish, open_round
from screening.store import Store, tokens
from screening.store.tables import AthleteRow, GuardianLinkRow, InvitationRow, SquadPlaceRow
from screening.store.tenancy import NoClub, Reason
from tests.services.rounds.conftest import actor_of
from tests.support.clubs import MadeClub, make_club
from tests.support.rosters import person
from tests.support.store_rows import NOON, some_digest

TABLE = {"header": [], "rows": [], "faults": [], "notes": [], "is_workbook": False, "wrong_cells": []}
BEGIN = "BEGIN IMMEDIATE"


@contextmanager
def noted(store: Store) -> Iterator[list[str]]:
    """Everything that is sent to the database, in its order."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def within_writes(sent: Sequence[str]) -> int:
    """How many statements were sent while the lock was held."""
    return len(sent) - sent.index(BEGIN)


def coach_of(club: MadeClub) -> Actor:
    return actor_of(club, Role.COACH)


def wish(club: MadeClub) -> RoundWish:
    day = NOON.date().isoformat()
    return RoundWish(str(club.squads[0]), "Pre-season", day, day)


def opening_takes(store: Store, club: MadeClub) -> int:
    with noted(store) as sent:
        open_round(store, coach_of(club), club.id, wish(club), NOON)
    return within_writes(sent)


def test_a_round_for_many_takes_no_more_statements_than_one_for_few(store: Store) -> None:
    few = make_club(store, "Few", squads=1, athletes_per_squad=3, consents=())
    many = make_club(store, "Many", squads=1, athletes_per_squad=60, consents=())
    assert opening_takes(store, many) == opening_takes(store, few)
    with store.read(club=many.id) as tx:
        rows = tx.scalars(sa.select(InvitationRow)).all()
    assert {row.athlete_id for row in rows} == set(many.athletes)
    assert len({row.seed for row in rows}) == 60
    links = {tokens.digest(store.tokens.invitation_link(row.seed)) for row in rows}
    assert links == {row.token_digest for row in rows}


def test_links_are_made_before_anybody_has_to_wait(
    store: Store, club: MadeClub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with noted(store) as sent:
        monkeypatch.setattr(invitations, "new_seed", lambda: sent.append("a link") or tokens.new_seed())
        open_round(store, coach_of(club), club.id, wish(club), NOON)
    made = [place for place, one in enumerate(sent) if one == "a link"]
    assert len(made) == 3
    assert max(made) < sent.index(BEGIN)


def test_somebody_who_came_while_the_links_were_made_is_invited_too(
    store: Store, club: MadeClub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.services.rounds.secrets_for_squad", lambda *_: ())
    number = open_round(store, coach_of(club), club.id, wish(club), NOON)
    with store.read(club=club.id) as tx:
        invited = tx.scalars(sa.select(InvitationRow.athlete_id).where(InvitationRow.round_id == number))
        assert set(invited) == set(club.of_squad(0))


def import_takes(store: Store, club: MadeClub, rows: int) -> int:
    office = actor_of(club, Role.ADMINISTRATOR)
    file, choices = RosterFile(tuple(map(person, range(1, rows + 1)))), Choices(None, None, Decided(), 1)
    number = roster_imports.begin_import(store, office, club.id, "roster.csv", TABLE, NOON)
    found = roster_imports.preview(store, office, club.id, number, file, choices, NOON)
    ticks = {doubt.id for doubt in found.doubts}
    with noted(store) as sent:
        roster_imports.confirm(store, office, club.id, number, file, choices, ticks, found.digest, {}, NOON)
    return within_writes(sent)


def test_an_import_of_many_rows_takes_no_more_statements_than_one_of_few(store: Store) -> None:
    few, many = make_club(store, "Few", consents=()), make_club(store, "Many", consents=())
    assert import_takes(store, many, 90) == import_takes(store, few, 9)
    with store.read(club=many.id) as tx:
        new = {row.id: row for row in tx.scalars(sa.select(AthleteRow)) if row.id not in many.athletes}
        assert {row.name for row in new.values()} == {person(number).name for number in range(1, 91)}
        assert len({row.seed for row in new.values()}) == 90
        guardians = {row.athlete_id: row.email for row in tx.scalars(sa.select(GuardianLinkRow))}
        for number, row in new.items():
            said = next(one for one in map(person, range(1, 91)) if one.name == row.name)
            assert (row.club_key, row.email, guardians[number]) == (
                said.club_key,
                said.email,
                said.guardian_email,
            )
        places = {row.athlete_id for row in tx.scalars(sa.select(SquadPlaceRow))}
        assert places == {*new, *many.athletes}


def test_many_rows_go_into_the_club_of_the_transaction_and_no_other(store: Store) -> None:
    ours, theirs = make_club(store, "Ours"), make_club(store, "Theirs")
    values = {
        "athlete_id": ours.athletes[0],
        "seed": b"s" * 32,
        "token_digest": some_digest("many"),
        "created_at": NOON,
        "expires_at": NOON.replace(year=NOON.year + 1),
        "club_id": theirs.id,
    }
    with store.write(club=ours.id) as tx:
        tx.add_many(InvitationRow, [values])
    with store.read(club=theirs.id) as tx:
        assert tx.scalars(sa.select(InvitationRow)).all() == []
    for scope in ({}, {"everywhere": Reason.OPERATION}):
        with pytest.raises(NoClub), store.write(**scope) as tx:
            tx.add_many(InvitationRow, [values])
