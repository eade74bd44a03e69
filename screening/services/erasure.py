"""Erasing an athlete: everything about them goes, in one transaction, and a random tombstone stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.errors import NotAllowed, NotFound
from screening.services.access import Action, Actor
from screening.services.own_data.files import require_own
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, erasure, leaving
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

BACKUPS_DAYS = 35
"""After so many days no backup holds what was erased."""


class Held(NotAllowed):
    """The record is kept for a claim or an inquiry, so nobody can erase it now."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    Args:
        rows: how many were removed.
        accounts: the accounts that were forgotten with the athlete, because nothing else needs them.
    """

    rows: int
    accounts: tuple[int, ...]


def erase_person(store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime) -> Erased:
    """Erase an athlete for good. The caller has asked twice, and for a fresh proof of identity.

    Raises:
        NotFound: this person may not, or there is no such athlete.
        Held: the record has to be kept at the moment.
    """
    with store.write(everywhere=Reason.SIGN_IN) as tx:
        forgettable = _forgettable(tx, athlete_id)
        tx.enter(club_id)
        require_own(tx, actor, Action.ERASE_PERSON, athlete_id, now)
        _refuse_held(tx, athlete_id)
        mails = _remove_mails(store, tx, athlete_id)
        erased = _erase_within(tx, athlete_id, forgettable, now, by=actor.account_id, mails=mails)
    store.forget_log()
    return erased


def erase_again(store: Store, digests: Sequence[str], now: dt.datetime) -> int:
    """After a restore: erase everybody whom a tombstone names, and say how many that were."""
    with store.read(everywhere=Reason.OPERATION) as tx:
        back = erasure.athletes_to_erase_again(tx, digests)
    for club_id, athlete_id in back:
        # Whoever was erased before is held by nothing that was set since.
        erase_by_operator(store, club_id, athlete_id, now, even_held=True)
    return len(back)


def erase_by_operator(
    store: Store, club_id: int, athlete_id: int, now: dt.datetime, *, even_held: bool = False
) -> Erased:
    """Erase an athlete without anybody asking: their time is over, or a restore brought them back.

    Raises:
        NotFound: there is no such athlete.
        Held: the record has to be kept at the moment.
    """
    with store.write(everywhere=Reason.OPERATION) as tx:
        forgettable = _forgettable(tx, athlete_id)
        tx.enter(club_id)
        if not even_held:
            _refuse_held(tx, athlete_id)
        mails = _remove_mails(store, tx, athlete_id)
        erased = _erase_within(tx, athlete_id, forgettable, now, by=None, mails=mails)
    store.forget_log()
    return erased


def _remove_mails(store: Store, tx: Transaction, athlete_id: int) -> int:
    """Mails about an athlete by their links and their name, because addresses change."""
    athlete = athletes.athlete(tx, athlete_id)
    if athlete is None:
        return 0
    links = [store.tokens.invitation_link(seed) for seed in leaving.invitation_seeds(tx, athlete_id)]
    return leaving.remove_mails_about(tx, links, athlete.name)


def _erase_within(
    tx: Transaction,
    athlete_id: int,
    forgettable: Sequence[int],
    now: dt.datetime,
    *,
    by: int | None,
    mails: int,
) -> Erased:
    """The erasure itself, in a transaction of the athlete's club."""
    guardians = leaving.guardian_accounts(tx, athlete_id)
    rows = erasure.erase_athlete(tx, athlete_id, now)
    if rows == 0:
        raise NotFound("no such athlete")
    rows += mails
    leaving.remove_guardian_roles(tx, sorted(guardians))
    for account_id in forgettable:
        erasure.forget_account(tx, account_id, now)
    audit.record(tx, Event.ERASED, now, account_id=by, athlete_id=athlete_id, amount=rows)
    return Erased(rows, tuple(forgettable))


def _forgettable(tx: Transaction, athlete_id: int) -> list[int]:
    """The accounts of the athlete and of guardians that nothing else needs, in whatever club."""
    athlete = athletes.athlete(tx, athlete_id)
    if athlete is None:
        return []
    accounts = leaving.guardian_accounts(tx, athlete_id) | ({athlete.account_id} - {None})
    return sorted(
        number
        for number in accounts
        if number is not None and not leaving.is_needed_beside(tx, number, athlete_id)
    )


def _refuse_held(tx: Transaction, athlete_id: int) -> None:
    athlete = athletes.athlete(tx, athlete_id, for_update=True)
    if athlete is not None and athlete.held_at is not None:
        raise Held("this record is kept for a claim or an inquiry")


def tombstones(store: Store) -> tuple[str, ...]:
    """What is kept of everybody who was erased, in whatever club."""
    with store.read(everywhere=Reason.OPERATION) as tx:
        return tuple(sorted(erasure.tombstone_digests(tx)))
