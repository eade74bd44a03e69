"""Whole copies of the database: taken while others write, looked through, and put back in one step.

SQLite copies itself by its own online backup, never as a file; PostgreSQL by its own programs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from screening.store import sqlite
from screening.store.base import Base
from screening.store.errors import StoreDamaged, StoreError
from screening.store.store import Store
from screening.store.tenancy import Reason

PATIENCE_S = 30.0
"""How long a copy waits for a lock."""
_EVERYWHERE = "-c screening.everywhere=on"


def copy_out(store: Store, file: Path) -> dict[str, int]:
    """Copy the database as it is at one moment to a new file; gives the number of rows of each table.

    Raises:
        StoreError: the copy could not be made, or does not fit together.
    """
    _make_private(file)
    if store.state.engine != "sqlite":
        return _dump(store, file)
    with closing(store.engine.raw_connection()) as source, closing(_open(file)) as target:
        whole: sqlite.Connection = source.driver_connection
        whole.backup(target)
    return counted(file)


def copy_in(file: Path, store: Store) -> None:
    """Put a copy in the place of everything in the database, in one step or not at all."""
    if store.state.engine != "sqlite":
        _restore(file, store)
        return
    with closing(_open(file)) as source, closing(store.engine.raw_connection()) as target:
        source.backup(target.driver_connection)


def counted(file: Path) -> dict[str, int]:
    """The number of rows of each table of a copied SQLite file, after a look at the whole of it.

    Raises:
        StoreDamaged: it does not fit together.
    """
    with closing(_open(file)) as connection:
        cursor = connection.cursor()
        try:
            whole = cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            fits = not cursor.execute("PRAGMA foreign_key_check").fetchall()
        except (sqlite.driver().DatabaseError, UnicodeDecodeError):
            whole = fits = False
        if not whole or not fits:
            raise StoreDamaged("the copy of the database does not fit together")
        there = {row[0] for row in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        # Names of our own tables, none of them typed by anybody.
        return {
            name: cursor.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
            for name in sorted(set(Base.metadata.tables) & there)
        }


def rows_in(store: Store) -> int:
    """How many clubs, accounts and screenings a database holds; 0 for one without tables."""
    with store.read(everywhere=Reason.OPERATION) as tx:
        connection = tx.connection()
        there = set(sa.inspect(connection).get_table_names())
        wanted = [Base.metadata.tables[name] for name in ("club", "account", "screening") if name in there]
        return sum(connection.scalar(sa.select(sa.func.count()).select_from(one)) or 0 for one in wanted)


def knows_erased(store: Store) -> bool:
    """Whether a database can say who was erased; an empty one cannot."""
    with store.read(everywhere=Reason.OPERATION) as tx:
        return "tombstone" in sa.inspect(tx.connection()).get_table_names()


def _open(file: Path) -> sqlite.Connection:
    return sqlite.driver().connect(str(file), timeout=PATIENCE_S)


def _make_private(file: Path) -> None:
    try:
        file.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise StoreError(f"{file.name} cannot be made: {error.strerror}") from None


def _dump(store: Store, file: Path) -> dict[str, int]:
    """Counted and dumped from one snapshot, so that both tell of the same moment."""
    with store.read(everywhere=Reason.OPERATION) as tx:
        connection = tx.connection()
        snapshot = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        rows = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for name, table in sorted(Base.metadata.tables.items())
        }
        options = ("--format=custom", "--no-owner", "--no-privileges", "--enable-row-security")
        _run(store, "pg_dump", *options, f"--snapshot={snapshot}", f"--file={file}")
    return rows


def _restore(file: Path, store: Store) -> None:
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run(
        store,
        "pg_restore",
        *options,
        "--clean",
        "--if-exists",
        f"--dbname={store.engine.url.database}",
        str(file),
    )


def _run(store: Store, program: str, *words: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise StoreError(f"{program} is missing; install the client programs of PostgreSQL")
    done = subprocess.run(  # noqa: S603 - our own words; the address goes by the environment
        [found, *words], env=_address(store.engine.url), capture_output=True, text=True, check=False
    )
    if done.returncode:
        # What the program says may quote rows, so only its first line is told, which names the step.
        said = done.stderr.strip().splitlines() or ["no reason given"]
        raise StoreError(f"{program} failed: {said[0][:200]}")


def _address(url: sa.URL) -> Mapping[str, str]:
    """The address as these programs read it; a password never stands on a command line."""
    host = url.host or url.query.get("host")
    given = {
        "PGHOST": host if isinstance(host, str) else None,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password else None,
        "PGDATABASE": url.database,
        "PGOPTIONS": _EVERYWHERE,
        "PATH": os.environ.get("PATH", ""),
    }
    return {name: value for name, value in given.items() if value}
