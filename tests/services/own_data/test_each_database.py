"""Export, retention, readings and erasure on each kind of database."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.domain.clubs import Role
from screening.services.access import Actor, Membership
from screening.services.erasure import erase_person
from screening.services.own_data.files import export_person
from screening.services.own_page import own_athletes, own_page
from screening.services.retention import apply_due, code_of, list_due
from screening.services.seen_by import by_account
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables import AthleteRow
from screening.store.tables.audit import Event
from tests.support.clubs import make_club
from tests.support.store_rows import NOON
from tests.support.whole_lives import live_whole_life


def test_a_whole_life_is_shown_taken_out_and_erased(any_store: Store) -> None:
    club = make_club(any_store)
    with any_store.write(club=club.id) as tx:
        live_whole_life(tx, club, 1, "words")
    athlete, account = club.athletes[0], club.accounts[Role.ATHLETE]
    me = Actor(account, (Membership(club.id, Role.ATHLETE),), False, NOON, club.id)
    assert [one.athlete_id for one in own_athletes(any_store, me, club.id, NOON)] == [athlete]
    page = own_page(any_store, me, club.id, athlete, NOON)
    assert len(page.results) == 2
    assert {one.name for one in page.looked} == {"Harriers physio"}
    assert len(b"".join(export_person(any_store, me, club.id, athlete, NOON))) > 2_000
    seen = by_account(any_store, "harriers-physio@example.org", NOON, NOON + dt.timedelta(days=1))
    assert {one.athlete_id for one in seen} == {athlete}
    later = NOON + dt.timedelta(days=100)
    with any_store.write() as tx:
        audit.record(tx, Event.SIGNED_OUT, later)
    dues = list_due(any_store, later)
    assert (len(dues[0].mails), len(dues[0].imports)) == (2, 1)
    assert apply_due(any_store, code_of(dues), later) == 3
    assert erase_person(any_store, me, club.id, athlete, later).rows > 15
    with any_store.read(club=club.id) as tx:
        assert athlete not in tx.scalars(sa.select(AthleteRow.id)).all()
