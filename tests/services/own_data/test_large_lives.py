"""A thousand screenings of one athlete, and a million entries of the log: how long it takes."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.clubs import FilledBy, Role
from screening.services.own_data.collecting import numbers_of
from screening.services.own_data.files import records_digest, records_text
from screening.services.own_data.reading import read_person
from screening.services.seen_by import by_account
from screening.store import Store, open_store
from screening.store.schema import upgrade
from screening.store.tables import AthleteRow, ClubScreeningRow
from screening.store.tenancy import Reason
from tests.support.clubs import make_club
from tests.support.store_rows import NOON, SECRET, screening_row, some_digest

pytestmark = pytest.mark.release
MANY = 1_000
WITHIN_S = 60.0
ENTRIES = 1_000_000
READ_WITHIN_S = 10.0
HEAVY = {"words": "a result with its reasons " * 3_000}
"""About as much as a real result."""


def test_a_thousand_screenings_go_out_and_come_in_within_a_minute(store: Store, tmp_path: Path) -> None:
    club = make_club(store, squads=1, athletes_per_squad=1)
    athlete = club.athletes[0]
    with store.write(club=club.id) as tx:
        for number in range(1, MANY + 1):
            unlike = {name: some_digest((name, number)) for name in ("token_digest", "draft_digest")}
            row = screening_row(
                seed=number.to_bytes(32, "big"),
                check_code=f"CODE-{number}",
                submission_key=some_digest(("key", number)),
                view=HEAVY,
                **unlike,
            )
            tx.add(row)
            tx.flush()
            tx.add(
                ClubScreeningRow(
                    screening_id=row.id, athlete_id=athlete, filled_by=FilledBy.ATHLETE, at=row.taken_at
                )
            )
    began = time.monotonic()
    with store.read(club=club.id) as tx:
        text = "".join(records_text(tx, numbers_of(tx, athlete)))
        digest = records_digest(tx, athlete)
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", SECRET)
    upgrade(other)
    new_club, new_athlete = read_person(other, text, NOON)
    took = time.monotonic() - began
    with other.read(club=new_club) as tx:
        assert records_digest(tx, new_athlete) == digest
    other.close()
    print(f"{MANY} screenings, {len(text) / 1e6:.0f} MB: out and in within {took:.1f} s")
    assert took <= WITHIN_S


def test_readings_are_told_within_ten_seconds_among_a_million_entries(store: Store) -> None:
    club = make_club(store)
    physio, coach = club.accounts[Role.PHYSIO], club.accounts[Role.COACH]
    with store.write(everywhere=Reason.OPERATION) as tx:
        tx.connection().execute(
            sa.text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :entries) "
                "INSERT INTO audit_entry (id, at, event, club_id, account_id, athlete_id, detail, "
                "previous_digest, entry_digest) "
                "SELECT i, datetime('2026-03-01', '+' || (i / 20) || ' minutes') || '.000000', "
                "'record_viewed', :club, "
                'CASE WHEN i % 1000 = 0 THEN :physio ELSE :coach END, 1 + i % 6, \'{"what":"result"}\', '
                "printf('%064d', i), printf('%064d', i + 1) FROM n"
            ),
            {"entries": ENTRIES, "club": club.id, "physio": physio, "coach": coach},
        )
        assert tx.scalars(sa.select(AthleteRow.id)).all()
    began = time.monotonic()
    found = by_account(store, "harriers-physio@example.org", NOON, NOON + dt.timedelta(days=7))
    took = time.monotonic() - began
    first = int((NOON - dt.datetime(2026, 3, 1, tzinfo=dt.UTC)).total_seconds()) // 60 * 20
    last = first + 7 * 24 * 60 * 20
    print(f"{len(found)} readings among {ENTRIES} entries in {took:.2f} s")
    assert len(found) == len([i for i in range(first, last) if i % 1000 == 0])
    assert took <= READ_WITHIN_S
