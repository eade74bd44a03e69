"""What is only ever added stays as it is; an erasure, and nothing else, removes it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from screening.domain.clubs import ImportState, Purpose, Role
from screening.store import Store, audit_chain
from screening.store.queries import audit, consents, erasure
from screening.store.tables import (
    AccountRow,
    AthleteRow,
    DraftRow,
    ErasurePermitRow,
    OutgoingMailRow,
    PasskeyRow,
    RosterImportRow,
)
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from tests.support.clubs import MadeClub, add_consents, add_screening, fill_every_table, make_club
from tests.support.store_rows import NOON, draft_row
from tests.support.whole_lives import answer_and_follow

KEPT = ("consent", "viewed", "club_screening", "case_event", "audit_entry", "tombstone")
CANARY = "Quokka"


@pytest.fixture
def club(any_store: Store) -> MadeClub:
    made = make_club(any_store, CANARY)
    with any_store.write(club=made.id) as tx:
        fill_every_table(tx, made, 1)
        audit.record(tx, Event.CONSENT_GIVEN, NOON, athlete_id=made.athletes[0])
    return made


def test_rows_that_are_only_added_are_neither_changed_nor_removed(any_store: Store, club: MadeClub) -> None:
    for table in KEPT:
        for statement in (f"UPDATE {table} SET id = 99", f"DELETE FROM {table}"):  # noqa: S608
            with (
                pytest.raises(DBAPIError, match="never changed or deleted"),
                any_store.write(everywhere=Reason.OPERATION) as tx,
            ):
                tx.connection().exec_driver_sql(statement)
        if any_store.state.engine == "sqlite":
            over = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
            with pytest.raises(IntegrityError), any_store.write(everywhere=Reason.OPERATION) as tx:
                tx.connection().exec_driver_sql(over)


def test_a_permit_lets_one_row_go_and_no_other(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        first = consents.consent_history(tx, club.athletes[0])[0].id
    for statement in (
        "DELETE FROM consent WHERE id <> :id",
        "UPDATE consent SET given = NOT given WHERE id = :id",
        "DELETE FROM viewed WHERE id = :id",
    ):
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            _with_permit(any_store, "consent", first, statement)
    _with_permit(any_store, "consent", first, "DELETE FROM consent WHERE id = :id")
    with any_store.read(club=club.id) as tx:
        assert len(consents.consent_history(tx, club.athletes[0])) == 1


def _with_permit(store: Store, table: str, row_id: int, statement: str) -> None:
    with store.write(everywhere=Reason.OPERATION) as tx:
        tx.add(ErasurePermitRow(table_name=table, row_id=row_id))
        tx.flush()
        tx.connection().execute(sa.text(statement), {"id": row_id})
        tx.execute(sa.delete(ErasurePermitRow))


def test_no_permit_opens_the_audit_or_the_tombstones(any_store: Store, club: MadeClub) -> None:
    for table in ("audit_entry", "tombstone"):
        with pytest.raises(DBAPIError, match="never changed or deleted"):
            _with_permit(any_store, table, 1, f"DELETE FROM {table} WHERE id = :id")  # noqa: S608


def test_a_permit_does_not_outlive_its_transaction(any_store: Store) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), any_store.write() as tx:
        tx.add(ErasurePermitRow(table_name="consent", row_id=1))
    with pytest.raises(IntegrityError), any_store.write() as tx:
        tx.add(ErasurePermitRow(table_name="consent", row_id=1, until_commit=1))
    with any_store.read() as tx:
        assert tx.scalars(sa.select(ErasurePermitRow)).all() == []


def test_an_erasure_leaves_nothing_of_a_person_and_everything_of_others(any_store: Store) -> None:
    club, others = make_club(any_store, CANARY), make_club(any_store, "Harriers")
    for number, made in enumerate((club, others), start=1):
        with any_store.write(club=made.id) as tx:
            fill_every_table(tx, made, number)
            audit.record(tx, Event.CONSENT_GIVEN, NOON, athlete_id=made.athletes[0])
    with any_store.write(club=club.id) as tx:
        answer_and_follow(tx, club, 1, CANARY)
    before = _counts(any_store)
    with any_store.write(club=club.id) as tx:
        assert erasure.erase_athlete(tx, others.athletes[0], NOON) == 0, "another club's athlete is not there"
        removed = erasure.erase_athlete(tx, club.athletes[0], NOON)
        audit.record(tx, Event.ERASED, NOON, athlete_id=club.athletes[0], amount=removed)
    after = _counts(any_store)
    gone = {table: before[table] - after[table] for table in before if before[table] != after[table]}
    assert removed == sum(amount for amount in gone.values() if amount > 0)
    assert gone == {
        "athlete": 1,
        "audit_entry": -1,
        "calendar_feed": 1,
        "care_item": 1,
        "case_event": 1,
        "case_link": 1,
        "club_screening": 2,
        "consent": 2,
        "draft": 1,
        "guardian_link": 1,
        "injury_case": 1,
        "invitation": 2,
        "membership": 1,
        "outgoing_mail": 1,
        "programme": 1,
        "recall": 1,
        "recall_closing": 1,
        "screening": 2,
        "session_report": 1,
        "squad_place": 1,
        "tombstone": -1,
        "viewed": 1,
    }
    with any_store.read() as tx:
        assert audit_chain.verify(tx).faults == ()
    with any_store.read(club=club.id) as tx:
        assert tx.scalars(sa.select(RosterImportRow.state)).all() == [ImportState.EXPIRED]
        assert tx.scalars(sa.select(RosterImportRow.preview)).all() == [{}]
    with any_store.read(club=others.id) as tx:
        assert tx.scalars(sa.select(RosterImportRow.preview)).one()


def _counts(store: Store) -> dict[str, int]:
    with store.read(everywhere=Reason.OPERATION) as tx:
        tables = [
            table for table in sa.inspect(tx.connection()).get_table_names() if table != "alembic_version"
        ]
        return {
            table: tx.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608
            for table in tables
        }


def test_what_was_erased_is_in_no_page_of_the_file(store: Store) -> None:
    club = make_club(store, "Harriers", squads=1, athletes_per_squad=2)
    athlete = club.athletes[1]
    with store.write(club=club.id) as tx:
        row = tx.get_one(AthleteRow, athlete)
        row.name, row.name_key, row.email = f"{CANARY} Smith", f"{CANARY} smith", f"{CANARY}@example.org"
        add_screening(tx, athlete, 1, answers={"note": CANARY}, view={"title": CANARY * 2_000})
        draft = draft_row(3, answers={"note": CANARY})
        tx.add(draft)
        tx.flush()
        tx.add(OutgoingMailRow(to_address=row.email, subject="Hello", body=CANARY, created_at=NOON))
    assert _mentions_in_file(store)
    with store.write(club=club.id) as tx:
        tx.execute(sa.delete(DraftRow))
        erasure.erase_athlete(tx, athlete, NOON)
    store.forget_log()
    assert not _mentions_in_file(store)


def _mentions_in_file(store: Store) -> bool:
    file = Path(str(store.engine.url.database))
    return any(CANARY.encode() in path.read_bytes() for path in file.parent.glob(file.name + "*"))


def test_a_restored_person_is_found_by_the_tombstone_and_erased_again(any_store: Store) -> None:
    club = make_club(any_store, squads=1, athletes_per_squad=3)
    with any_store.read(club=club.id) as tx:
        digests = {erasure.subject_digest(tx.get_one(AthleteRow, club.athletes[1]))}
    with any_store.read(everywhere=Reason.OPERATION) as tx:
        assert erasure.athletes_to_erase_again(tx, digests) == [(club.id, club.athletes[1])]
        assert erasure.athletes_to_erase_again(tx, {"0" * 64}) == []
    with any_store.write(club=club.id) as tx:
        erasure.erase_athlete(tx, club.athletes[1], NOON)
        assert erasure.tombstone_digests(tx) == digests
        assert erasure.athletes_to_erase_again(tx, digests) == []


def test_a_forgotten_account_opens_nothing_and_names_nobody(any_store: Store) -> None:
    club = make_club(any_store, CANARY)
    number = club.accounts[Role.ATHLETE]
    with any_store.write() as tx:
        tx.add(
            PasskeyRow(
                account_id=number,
                credential_id=b"c",
                public_key=b"k",
                sign_count=0,
                label=CANARY,
                created_at=NOON,
            )
        )
        erasure.forget_account(tx, number, NOON)
    with any_store.read() as tx:
        account = tx.get_one(AccountRow, number)
        assert (account.name, account.email, account.password_hash) == ("", "erased", None)
        assert account.disabled_at == NOON
        assert CANARY.casefold() not in account.email_key
        assert tx.scalars(sa.select(PasskeyRow)).all() == []


def test_the_newest_word_of_a_person_counts(any_store: Store) -> None:
    club = make_club(any_store, consents=(Purpose.PROCESSING, Purpose.COACH_BAND))
    first, second = club.athletes[:2]
    with any_store.write(club=club.id) as tx:
        add_consents(tx, first, [Purpose.COACH_BAND], given=False)
        add_consents(tx, second, [Purpose.PROCESSING], given=False)
        add_consents(tx, second, [Purpose.PROCESSING])
    with any_store.read(club=club.id) as tx:
        assert consents.allowed(tx, first) == {Purpose.PROCESSING}
        assert consents.allowed(tx, second) == {Purpose.PROCESSING, Purpose.COACH_BAND}
        assert consents.allowed(tx, 77) == frozenset()
        assert [row.given for row in consents.consent_history(tx, first)] == [True, True, False]
