"""After a restore no link and no clearance counts that may have been taken back since; others are given."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.case.events import ClearanceRenewed, HoldLifted
from screening.domain.case.refused import Refused
from screening.domain.case.rules import required_case_rules
from screening.domain.case.state import replay
from screening.domain.case.today import Today, allowed_today
from screening.domain.case.words import Party
from screening.domain.clubs import Role
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.backups.making import make_backup
from screening.services.backups.restoring import restore
from screening.services.cases.links import case_by_link, new_check_in_link
from screening.services.invitations import cards_of_round
from screening.services.invitations_opening import Door, look
from screening.services.rounds import RoundWish, invite_newcomers, open_round
from screening.store import Store
from screening.store.audit_chain import verify
from screening.store.queries import audit
from screening.store.tables import CalendarFeedRow, InvitationRow
from screening.store.tables.account import SetupSecretRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from tests.support import case_lives
from tests.support.kept_cases import Ward, make_ward
from tests.support.planted_cases import plant
from tests.support.store_rows import SECRET
from tests.support.whole_lives import live_whole_life

NOON = dt.datetime(2026, 11, 14, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def ward(store: Store, rulebook: Rulebook) -> Ward:
    return make_ward(store, rulebook, NOON)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


def put_back(ward: Ward, folder: Path) -> int:
    """Make a backup, go back to it an hour later, and say how many links ended."""
    made = make_backup(ward.store, folder, SECRET, folder.parent, ward.at)
    ward.at += dt.timedelta(hours=1)
    return restore(ward.store, made, [SECRET], folder.parent, ward.at, replace=True).links


def test_a_link_to_check_in_ends_and_another_one_works(ward: Ward, folder: Path) -> None:
    case, athlete = ward.in_s1(), ward.actor(Role.ATHLETE)
    link = new_check_in_link(ward.store, athlete, ward.club.id, case, ward.at)
    assert case_by_link(ward.store, link.token, ward.rulebook, ward.at).case_id == case
    assert put_back(ward, folder) == 1
    with pytest.raises(NotFound):
        case_by_link(ward.store, link.token, ward.rulebook, ward.at)
    fresh = new_check_in_link(ward.store, athlete, ward.club.id, case, ward.at)
    assert case_by_link(ward.store, fresh.token, ward.rulebook, ward.at).case_id == case
    assert [row.amount for row in ward.audit(Event.CASE_LINK_REVOKED)] == [1]


def test_invitations_end_and_the_round_gives_out_new_ones(ward: Ward, folder: Path) -> None:
    coach, club = ward.actor(Role.COACH), ward.club.id
    today = ward.at.date()
    wish = RoundWish(str(ward.club.squads[0]), "Autumn", today.isoformat(), today.isoformat())
    number = open_round(ward.store, coach, club, wish, ward.at)
    before = cards_of_round(ward.store, coach, club, number, ward.at)
    assert before
    assert put_back(ward, folder) == len(before)
    assert {look(ward.store, card.token, ward.at).door for card in before} == {Door.REVOKED}
    assert cards_of_round(ward.store, coach, club, number, ward.at) == ()
    assert invite_newcomers(ward.store, coach, club, number, ward.at) == len(before)
    after = cards_of_round(ward.store, coach, club, number, ward.at)
    assert [card.name for card in after] == [card.name for card in before]
    assert {look(ward.store, card.token, ward.at).door for card in after} == {Door.OPEN}


def test_whoever_was_cleared_waits_for_a_clinician_who_looks_again(ward: Ward, folder: Path) -> None:
    cleared, other = plant(ward, case_lives.mild()), plant(ward, case_lives.moderate(), 1)
    before = ward.log(other)
    assert _today(ward, cleared) is Today.COMPETITION
    made = make_backup(ward.store, folder, SECRET, folder.parent, ward.at)
    done = restore(ward.store, made, [SECRET], folder.parent, ward.at, replace=True)
    assert done.clearances == 1
    assert ward.log(other) == before, "nobody was cleared there"
    hold = ward.log(cleared)[-1]
    assert (hold.by.party, hold.body.rule) == (Party.SYSTEM, "hold.HD7")  # type: ignore[union-attr] # a hold
    assert _today(ward, cleared) is Today.EXPIRED
    again = ClearanceRenewed("Matches", ward.at.date() + dt.timedelta(days=14))
    with pytest.raises(Refused) as refusal:
        ward.do(cleared, again, Role.DOCTOR)
    assert [reason.id for reason in refusal.value.reasons] == ["hold.HD7"]
    ward.do(cleared, (HoldLifted(hold.number, "Looked at again, nothing new."), again), Role.DOCTOR)
    assert _today(ward, cleared) is Today.COMPETITION


def _today(ward: Ward, case: int) -> Today:
    rules = required_case_rules(ward.rulebook)
    return allowed_today(replay(ward.log(case)), rules, ward.at.date()).today


def test_calendars_and_secrets_end_and_what_was_over_stays_as_it_was(ward: Ward, folder: Path) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        live_whole_life(tx, ward.club, 1, "words")
        tx.add_all(
            SetupSecretRow(
                account_id=None, secret_digest=f"{place:064}", expires_at=NOON + dt.timedelta(days=days)
            )
            for place, days in enumerate((1, -1))
        )
        used = [
            row.id for row in tx.scalars(sa.select(InvitationRow).where(InvitationRow.used_at.isnot(None)))
        ]
    assert put_back(ward, folder) >= 2
    with ward.store.write(everywhere=Reason.OPERATION) as tx:
        assert tx.scalars(sa.select(CalendarFeedRow).where(CalendarFeedRow.closed_at.is_(None))).all() == []
        open_secrets = tx.scalars(sa.select(SetupSecretRow).where(SetupSecretRow.used_at.is_(None))).all()
        assert [row.secret_digest for row in open_secrets] == [f"{1:064}"], "one that had run out"
        assert used
        assert all(tx.get_one(InvitationRow, number).revoked_at is None for number in used)
        assert verify(tx).faults == ()
        assert audit.latest(tx, Event.CALENDAR_CLOSED) is not None
