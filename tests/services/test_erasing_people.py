"""Erasing an athlete: who may, what goes with them, and that no byte of the files keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.clubs import Role
from screening.domain.errors import NotFound
from screening.services.access import Actor, Membership
from screening.services.erasure import Held, erase_again, erase_person, tombstones
from screening.services.retention import set_hold
from screening.store import Store, audit_chain
from screening.store.queries import audit, outbox
from screening.store.tables import AccountRow, AthleteRow, InvitationRow, MembershipRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from tests.support.clubs import MadeClub, make_club
from tests.support.store_rows import NOON
from tests.support.whole_lives import live_whole_life

CANARY, OTHERS = "Quokka", "Numbat"


@pytest.fixture
def clubs(store: Store) -> tuple[MadeClub, MadeClub]:
    made = make_club(store, "Harriers"), make_club(store, OTHERS)
    for number, club in enumerate(made, start=1):
        with store.write(club=club.id) as tx:
            mine = number == 1
            athlete = tx.get_one(AthleteRow, club.athletes[0])
            if mine:
                athlete.name, athlete.name_key = f"{CANARY} Smith", f"{CANARY} smith"
                athlete.email = f"{CANARY}@example.org"
                account = tx.get_one(AccountRow, club.accounts[Role.ATHLETE])
                account.name, account.email = f"{CANARY} Smith", f"{CANARY}@example.org"
                account.email_key = account.email
            live_whole_life(tx, club, number, CANARY if mine else OTHERS)
    return made


def person(club: MadeClub, role: Role, *, second_factor: bool = True) -> Actor:
    squads = frozenset(club.squads) if role is Role.COACH else frozenset[int]()
    member = Membership(club.id, role, squads)
    return Actor(club.accounts[role], (member,), second_factor, proved_at=NOON, club_id=club.id)


def mentions(store: Store, canary: str) -> list[str]:
    """The files of the database in which the canary is, log and all."""
    file = Path(str(store.engine.url.database))
    return [
        path.name
        for path in file.parent.glob(file.name + "*")
        if canary.casefold().encode() in path.read_bytes().lower()
    ]


def test_no_byte_of_an_athlete_is_left_and_nobody_else_loses_one(
    store: Store, clubs: tuple[MadeClub, MadeClub]
) -> None:
    club = clubs[0]
    assert mentions(store, CANARY)
    erased = erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[0], NOON)
    assert erased.rows > 15
    assert erased.accounts == (club.accounts[Role.ATHLETE],), "the guardian answers for another athlete too"
    assert mentions(store, CANARY) == []
    assert mentions(store, OTHERS)
    with store.read(everywhere=Reason.OPERATION) as tx:
        assert tx.scalar(sa.select(sa.func.count(AthleteRow.id))) == 11
        assert audit_chain.verify(tx).faults == ()
        last = audit.entries(tx)[-1]
    assert (last.event, last.athlete_id, last.amount) == (Event.ERASED, club.athletes[0], erased.rows)
    assert len(tombstones(store)) == 3, "one of this erasure, one in each club from before"


def test_mails_to_an_address_of_before_go_too(store: Store, clubs: tuple[MadeClub, MadeClub]) -> None:
    club = clubs[0]
    with store.write(club=club.id) as tx:
        seed = tx.scalars(
            sa.select(InvitationRow.seed).where(InvitationRow.athlete_id == club.athletes[0])
        ).first()
        assert seed is not None
        link = store.tokens.invitation_link(seed)
        outbox.put_into_outbox(tx, "old@example.org", "Questions", f"{CANARY}: /check/{link}", NOON)
        sent = outbox.put_into_outbox(tx, "older@example.org", "Questions", f"Hello {CANARY} Smith,", NOON)
        sent.sent_at = NOON
        outbox.put_into_outbox(tx, "other@example.org", "Questions", f"Hello {OTHERS},", NOON)
    erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[0], NOON)
    assert mentions(store, CANARY) == []
    with store.read(club=club.id) as tx:
        kept = {mail.to_address for mail in outbox.newest_mails(tx)}
    assert "other@example.org" in kept
    assert not kept & {"old@example.org", "older@example.org"}


def test_an_account_that_is_needed_elsewhere_stays(store: Store, clubs: tuple[MadeClub, MadeClub]) -> None:
    club, other = clubs
    number = club.accounts[Role.ATHLETE]
    with store.write(club=other.id) as tx:
        tx.add(MembershipRow(account_id=number, role=Role.COACH, created_at=NOON))
    assert erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[0], NOON).accounts == ()
    with store.read() as tx:
        assert tx.get_one(AccountRow, number).name


def test_the_account_of_a_guardian_goes_with_the_last_athlete(
    store: Store, clubs: tuple[MadeClub, MadeClub]
) -> None:
    club, guardian = clubs[0], clubs[0].accounts[Role.GUARDIAN]
    for place in (0, 1):
        erased = erase_person(store, person(club, Role.ADMINISTRATOR), club.id, club.athletes[place], NOON)
        assert (guardian in erased.accounts) is (place == 1)
    with store.read() as tx:
        assert tx.get_one(AccountRow, guardian).email == "erased"
    with store.read(club=club.id) as tx:
        roles = tx.scalars(sa.select(MembershipRow.role)).all()
        assert Role.GUARDIAN not in roles
        assert Role.PHYSIO in roles


def test_only_the_athlete_the_guardian_and_the_administrator_erase(
    store: Store, clubs: tuple[MadeClub, MadeClub]
) -> None:
    club, other = clubs
    for role in (Role.COACH, Role.PHYSIO, Role.DOCTOR, Role.GUARDIAN):
        with pytest.raises(NotFound):  # the athlete is of age, so the guardian decides no more
            erase_person(store, person(club, role), club.id, club.athletes[0], NOON)
    with pytest.raises(NotFound):
        erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[1], NOON)
    for where in (club.id, other.id):
        with pytest.raises(NotFound):
            erase_person(store, person(club, Role.ADMINISTRATOR), where, other.athletes[0], NOON)
    no_factor = person(club, Role.ADMINISTRATOR, second_factor=False)
    with pytest.raises(NotFound):
        erase_person(store, no_factor, club.id, club.athletes[0], NOON)
    assert mentions(store, CANARY)


def test_a_held_record_is_erased_by_nobody_until_the_hold_is_lifted(
    store: Store, clubs: tuple[MadeClub, MadeClub]
) -> None:
    club = clubs[0]
    set_hold(store, club.id, club.athletes[0], NOON, held=True)
    with pytest.raises(Held):
        erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[0], NOON)
    set_hold(store, club.id, club.athletes[0], NOON, held=False)
    erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[0], NOON)
    assert mentions(store, CANARY) == []


def test_after_a_restore_the_tombstones_erase_again(
    store: Store, clubs: tuple[MadeClub, MadeClub], tmp_path: Path
) -> None:
    club = clubs[0]
    with store.engine.connect() as connection:
        kept = connection.connection.driver_connection
        assert kept is not None
        backup = tmp_path / "backup.db"
        kept.execute("VACUUM INTO ?", (str(backup),))
    assert CANARY.encode() in backup.read_bytes()
    erase_person(store, person(club, Role.ATHLETE), club.id, club.athletes[0], NOON)
    known = tombstones(store)
    file = Path(str(store.engine.url.database))
    store.engine.dispose()
    for side in file.parent.glob(file.name + "-*"):
        side.unlink()
    file.write_bytes(backup.read_bytes())
    assert mentions(store, CANARY)
    assert erase_again(store, known, NOON) == 1
    assert erase_again(store, known, NOON) == 0
    assert mentions(store, CANARY) == []
