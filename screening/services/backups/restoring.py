"""Going back to a backup: opened, looked through, brought up to date, erased again, then put in place."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from screening.domain.errors import InvalidAnswers, Problem, ScreeningError
from screening.services.backups.making import keep_tombstones, known_tombstones
from screening.services.backups.manifest import DATABASE, TOMBSTONES, Manifest, read_manifest
from screening.services.backups.sealing import CannotUnseal, digest_of, key_of, unseal_file
from screening.services.cases.restored import end_clearances
from screening.services.erasure import erase_again, tombstones
from screening.store import Store, Transaction, open_store
from screening.store.copying import copy_in, counted, knows_erased, rows_in
from screening.store.queries import audit, links, sign_ins
from screening.store.schema import refuse_unknown, require_intact, upgrade
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

REPLACE = "the database is not empty. With --replace everything in it is lost and the backup takes its place"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done, of `rows` in the backup.

    Args:
        erased: athletes who were erased after it was made.
        links: those that were ended. `clearances`: of injured athletes, likewise.
    """

    made_at: dt.datetime
    rows: int
    erased: int
    links: int
    clearances: int


def restore(
    store: Store,
    backup: Path,
    secret_keys: Sequence[str],
    working: Path,
    now: dt.datetime,
    *,
    replace: bool = False,
    more_tombstones: Sequence[str] = (),
) -> Restored:
    """Put a backup in the place of the database. Nothing is touched before all of it was found sound.

    Whoever was erased since is erased in it too, known by what stands beside the backup, by what the database
    that is replaced still knows, and by `more_tombstones`. Every sign-in ends, and so does every link that
    somebody may have taken back since, and every clearance of an injured athlete.

    Args:
        backup: its folder.
        secret_keys: of the server, newest first.
        working: a folder as well protected as the database.
        replace: whether somebody has said that what is there may be lost.
    Raises:
        CannotUnseal: it is not whole, was changed, or is sealed with another key.
        InvalidAnswers: the database is not empty, or of another kind.
        SchemaMismatch: a newer program made it.
    """
    with opened_backup(backup, secret_keys, working) as (manifest, copy):
        if manifest.engine != store.state.engine:
            words = f"the backup is of {manifest.engine} and goes back into that only"
            raise InvalidAnswers([Problem("backup", words)])
        refuse_unknown(manifest.schema)
        if not replace and rows_in(store):
            raise InvalidAnswers([Problem("restore", REPLACE)])
        digests = [*more_tombstones, *known_tombstones(backup.parent / TOMBSTONES), *_still_known(store)]
        keep_tombstones(backup.parent, digests)
        if manifest.engine == "sqlite":
            # Erased in the copy: what comes back is never there, not even for a moment.
            ended = _made_ready(f"sqlite:///{copy}", secret_keys[0], digests, now)
            copy_in(copy, store)
        else:
            copy_in(copy, store)
            ended = _ended_again(store, digests, now)
        require_intact(store)
    return Restored(manifest.made, sum(manifest.rows.values()), *ended)


@contextmanager
def opened_backup(backup: Path, secret_keys: Sequence[str], working: Path) -> Iterator[tuple[Manifest, Path]]:
    """A backup, unsealed and looked through, for as long as it is needed; nothing stays of it.

    Raises:
        CannotUnseal: it is not whole, was changed, or is sealed with another key.
    """
    keys = [key_of(secret) for secret in secret_keys]
    manifest, sealed = read_manifest(backup, keys), backup / DATABASE
    if not sealed.is_file() or sealed.stat().st_size != manifest.sealed_bytes:
        raise CannotUnseal(f"{DATABASE} is missing or not whole")
    if digest_of(sealed) != manifest.sealed_digest:
        raise CannotUnseal(f"{DATABASE} is not the one of the manifest")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=working) as kept:
        copy = Path(kept) / "copy.db"
        if unseal_file(sealed, copy, keys) != manifest.plain_digest:
            raise CannotUnseal(f"{DATABASE} does not open as what was sealed")
        if manifest.engine == "sqlite" and counted(copy) != manifest.rows:
            raise CannotUnseal("the copy holds other rows than the manifest says")
        yield manifest, copy


def _made_ready(url: str, secret_key: str, digests: Sequence[str], now: dt.datetime) -> tuple[int, int, int]:
    store = open_store(url, secret_key)
    try:
        done = _ended_again(store, digests, now)
        store.forget_log()
        return done
    finally:
        store.close()


def _ended_again(store: Store, digests: Sequence[str], now: dt.datetime) -> tuple[int, int, int]:
    """How many athletes were erased again, how many links and how many clearances ended."""
    upgrade(store)
    erased = erase_again(store, sorted(set(digests)), now)
    with store.write(everywhere=Reason.OPERATION) as tx:
        # Somebody may have ended one, or lost a role, after the backup was made.
        sign_ins.end_every_sign_in(tx, now)
        ended = _end_links(tx, now)
    return erased, ended, end_clearances(store, now)


def _end_links(tx: Transaction, now: dt.datetime) -> int:
    """End every link that somebody may have taken back after the backup was made; another can be made.

    A link to a result, a programme or answers of one's own stays: nobody takes one back or sends it again.
    """
    ended = {
        Event.INVITATION_REVOKED: links.end_invitations(tx, now),
        Event.CASE_LINK_REVOKED: links.end_check_in_links(tx, now),
        Event.CALENDAR_CLOSED: links.end_calendars(tx, now),
    }
    secrets = links.end_secrets(tx, now)
    for event, amount in ended.items():
        if amount:
            audit.record(tx, event, now, amount=amount)
    return sum(ended.values()) + secrets


def _still_known(store: Store) -> tuple[str, ...]:
    """Whom the database that goes still knows to be erased; nobody where it can no longer be read."""
    try:
        return tombstones(store) if knows_erased(store) else ()
    except ScreeningError:
        return ()
