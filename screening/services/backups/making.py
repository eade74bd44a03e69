"""Making a backup: copied at one moment, looked through, sealed, opened for a test, and only then named."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from screening import __version__
from screening.domain.errors import InvalidAnswers, Problem
from screening.services.backups.manifest import DATABASE, TOMBSTONES, Manifest, write_manifest
from screening.services.backups.sealing import CannotUnseal, digest_of, key_of, seal_file, unseal_file
from screening.services.erasure import tombstones
from screening.store import Store
from screening.store.copying import copy_out
from screening.store.queries import screenings
from screening.store.schema import require_current, version_of

NAME = "screening-%Y%m%dT%H%M%SZ"


def make_backup(store: Store, folder: Path, secret_key: str, working: Path, now: dt.datetime) -> Path:
    """Make a backup in a folder and give where it is. What is half made never has the name of a backup.

    Args:
        working: a folder as well protected as the database; the copy is there, unsealed, for a moment.
        now: aware.
    Raises:
        InvalidAnswers: the folder cannot be used, or there is a backup of this second already.
        StoreError: the copy could not be made or does not fit together.
    """
    require_current(store)
    moment = now.astimezone(dt.UTC)
    target = folder / moment.strftime(NAME)
    _require_free(folder, target)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=working) as kept:
            _fill(store, part, Path(kept), key_of(secret_key), moment)
        keep_tombstones(folder, tombstones(store))
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    _settle(folder)
    return target


def keep_tombstones(folder: Path, found: Sequence[str]) -> None:
    """Add to what stands beside the backups of everybody who was erased; nothing is ever taken out."""
    file = folder / TOMBSTONES
    every = sorted({*known_tombstones(file), *found})
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".part-", delete=False) as fresh:
        fresh.writelines(f"{one}\n" for one in every)
        fresh.flush()
        os.fsync(fresh.fileno())
    Path(fresh.name).replace(file)


def known_tombstones(file: Path) -> tuple[str, ...]:
    """The digests in a file; none where there is no such file."""
    try:
        return tuple(file.read_text(encoding="ascii", errors="replace").split())
    except FileNotFoundError:
        return ()


def _require_free(folder: Path, target: Path) -> None:
    if not folder.is_dir():
        raise InvalidAnswers([Problem("folder", f"{folder} is not there; make it first")])
    if not os.access(folder, os.W_OK):
        raise InvalidAnswers([Problem("folder", f"{folder} cannot be written to")])
    if target.exists():
        raise InvalidAnswers([Problem("folder", f"{target.name} is there already; try again in a second")])


def _fill(store: Store, part: Path, working: Path, key: bytes, moment: dt.datetime) -> None:
    copied = working / "copy"
    rows = copy_out(store, copied)
    sealed = part / DATABASE
    plain_digest = seal_file(copied, sealed, key)
    if unseal_file(sealed, working / "opened", [key]) != plain_digest:
        raise CannotUnseal("the sealed copy does not open as what it was")
    with store.read() as tx:
        rulebooks = screenings.rulebooks_in_use(tx)
    manifest = Manifest(
        made_at=moment.isoformat(timespec="seconds"),
        program=__version__,
        schema=version_of(store) or "",
        engine=store.state.engine,
        engine_version=store.state.version,
        sealed_bytes=sealed.stat().st_size,
        sealed_digest=digest_of(sealed),
        plain_digest=plain_digest,
        rulebooks=rulebooks,
        rows=rows,
    )
    write_manifest(part, manifest, key)
    for file in part.iterdir():
        _settle(file)
    _settle(part)


def _settle(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
