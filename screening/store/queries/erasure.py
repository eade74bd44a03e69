"""Removing a person: the one place where rows go that are otherwise kept for ever.

Audit entries stay. They hold numbers only, and the numbers lead nowhere afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from screening.domain.clubs import ImportState, Role
from screening.store.store import Transaction
from screening.store.tables.account import (
    AccountRow,
    PasskeyRow,
    RecoveryCodeRow,
    SetupSecretRow,
    SignInRow,
)
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.care import CareItemRow
from screening.store.tables.case import CaseEventRow, CaseLinkRow, InjuryCaseRow
from screening.store.tables.case_file import CaseImportRow
from screening.store.tables.consent import ConsentRow, ErasurePermitRow, TombstoneRow, ViewedRow
from screening.store.tables.draft import DraftRow
from screening.store.tables.invitation import ClubScreeningRow, InvitationRow
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tables.people import MembershipRow
from screening.store.tables.roster_import import RosterImportRow
from screening.store.tables.rules_life import RecallClosingRow, RecallRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tables.training import CalendarFeedRow, ProgrammeRow, SessionReportRow
from screening.store.tokens import digest

ERASED = "erased"


def erase_athlete(tx: Transaction, athlete_id: int, at: dt.datetime) -> int:
    """Remove an athlete of the transaction's club and everything about them, and set a tombstone.

    Accounts stay, see `forget_account`. Imports of rosters and of measurements hold names, so they are
    emptied and can no more be undone.

    Returns:
        How many rows were removed; 0 where there is no such athlete.
    """
    athlete = tx.scalar(sa.select(AthleteRow).where(AthleteRow.id == athlete_id).with_for_update())
    if athlete is None:
        return 0
    guardians = GuardianLinkRow.athlete_id == athlete_id
    addresses = set(tx.scalars(sa.select(GuardianLinkRow.email).where(guardians)))
    removed = remove_screenings(tx, [athlete_id])
    removed += _remove(tx, InvitationRow, InvitationRow.athlete_id == athlete_id)
    for kept in (ConsentRow, ViewedRow):
        removed += remove_kept(tx, kept, _ids(tx, kept, kept.athlete_id == athlete_id))
    removed += _remove(tx, GuardianLinkRow, guardians)
    removed += _remove(tx, SquadPlaceRow, SquadPlaceRow.athlete_id == athlete_id)
    removed += _remove_mails(tx, addresses | {athlete.email or ""})
    removed += _remove_membership(tx, athlete)
    _empty_imports(tx)
    tx.add(TombstoneRow(subject_digest=subject_digest(athlete), erased_at=at))
    tx.delete(athlete)
    tx.flush()
    return removed + 1


def subject_digest(athlete: AthleteRow) -> str:
    """What a tombstone keeps of an athlete: the digest of a random number."""
    return digest(athlete.seed.hex())


def tombstone_digests(tx: Transaction) -> frozenset[str]:
    """Every tombstone the transaction may look at, to be kept beside the backups."""
    return frozenset(tx.scalars(sa.select(TombstoneRow.subject_digest)))


def athletes_to_erase_again(tx: Transaction, digests: Iterable[str]) -> list[tuple[int, int]]:
    """Club and number of every athlete whom a restore brought back although a tombstone names them."""
    known = frozenset(digests)
    return [
        (row.club_id, row.id) for row in tx.scalars(sa.select(AthleteRow)) if subject_digest(row) in known
    ]


def forget_account(tx: Transaction, account_id: int, at: dt.datetime) -> None:
    """Empty an account for good: no name, no address, no way to sign in. Its number stays for others' rows.

    The caller has made sure that it is needed in no club any more.
    """
    account = tx.scalar(sa.select(AccountRow).where(AccountRow.id == account_id).with_for_update())
    if account is None:
        return
    for kind in (PasskeyRow, RecoveryCodeRow, SetupSecretRow, SignInRow):
        _remove(tx, kind, kind.account_id == account_id)
    account.name, account.email, account.email_key = "", ERASED, f"{ERASED}-{account_id}"
    account.password_hash = account.totp_sealed = account.totp_last_step = None
    account.disabled_at = account.disabled_at or at
    account.version += 1
    tx.flush()


def remove_screenings(tx: Transaction, athlete_ids: Sequence[int]) -> int:
    """The screenings and cases of these athletes, what hangs on them, and the answers not finished yet."""
    theirs = ClubScreeningRow.athlete_id.in_(athlete_ids)
    invited = InvitationRow.athlete_id.in_(athlete_ids)
    removed = _remove_cases(tx, athlete_ids)
    screenings = tuple(tx.scalars(sa.select(ClubScreeningRow.screening_id).where(theirs)))
    drafts = tuple(tx.scalars(sa.select(InvitationRow.draft_id).where(invited)))
    programmes = _ids(tx, ProgrammeRow, ProgrammeRow.screening_id.in_(screenings))
    recalls = _ids(tx, RecallRow, RecallRow.screening_id.in_(screenings))
    removed += remove_kept(
        tx, SessionReportRow, _ids(tx, SessionReportRow, SessionReportRow.programme_id.in_(programmes))
    )
    removed += _remove(tx, CalendarFeedRow, CalendarFeedRow.programme_id.in_(programmes))
    removed += _remove(tx, ProgrammeRow, ProgrammeRow.id.in_(programmes))
    removed += remove_kept(
        tx, RecallClosingRow, _ids(tx, RecallClosingRow, RecallClosingRow.recall_id.in_(recalls))
    )
    removed += remove_kept(tx, RecallRow, recalls)
    removed += _remove(tx, CareItemRow, CareItemRow.athlete_id.in_(athlete_ids))
    removed += _remove(tx, InvitationRow, invited)
    removed += _remove(tx, DraftRow, DraftRow.id.in_([number for number in drafts if number is not None]))
    removed += remove_kept(tx, ClubScreeningRow, _ids(tx, ClubScreeningRow, theirs))
    return removed + remove_kept(tx, ScreeningRow, screenings)


def _remove_cases(tx: Transaction, athlete_ids: Sequence[int]) -> int:
    cases = _ids(tx, InjuryCaseRow, InjuryCaseRow.athlete_id.in_(athlete_ids))
    removed = remove_kept(tx, CaseEventRow, _ids(tx, CaseEventRow, CaseEventRow.case_id.in_(cases)))
    removed += _remove(tx, CaseLinkRow, CaseLinkRow.case_id.in_(cases))
    return removed + _remove(tx, InjuryCaseRow, InjuryCaseRow.id.in_(cases))


def _remove_mails(tx: Transaction, addresses: set[str]) -> int:
    return _remove(tx, OutgoingMailRow, OutgoingMailRow.to_address.in_(sorted(addresses - {""})))


def _remove_membership(tx: Transaction, athlete: AthleteRow) -> int:
    if athlete.account_id is None:
        return 0
    mine = (MembershipRow.account_id == athlete.account_id) & (MembershipRow.role == Role.ATHLETE)
    return _remove(tx, MembershipRow, mine)


def _empty_imports(tx: Transaction) -> None:
    for kind, emptied in ((RosterImportRow, {"preview": {}, "before": {}}), (CaseImportRow, {"found": {}})):
        ended = sa.case((kind.state == ImportState.UNDONE, ImportState.UNDONE), else_=ImportState.EXPIRED)
        tx.execute(
            sa.update(kind).values(state=ended, **emptied).execution_options(synchronize_session=False)
        )


def _ids(tx: Transaction, kind: Any, condition: sa.ColumnElement[bool]) -> Sequence[int]:
    return tx.scalars(sa.select(kind.id).where(condition)).all()


def _remove(tx: Transaction, kind: Any, condition: sa.ColumnElement[bool]) -> int:
    tx.flush()
    numbers = tx.execute(
        sa.delete(kind).where(condition).returning(kind.id).execution_options(synchronize_session="fetch")
    )
    return len(numbers.all())


def remove_kept(tx: Transaction, kind: Any, numbers: Sequence[int]) -> int:
    """Remove rows that the database keeps from everybody else, each with a permit of its own."""
    table = kind.__tablename__
    tx.add_all(ErasurePermitRow(table_name=table, row_id=number) for number in numbers)
    removed = _remove(tx, kind, kind.id.in_(numbers))
    tx.execute(sa.delete(ErasurePermitRow).where(ErasurePermitRow.table_name == table))
    return removed
