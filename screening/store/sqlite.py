"""SQLite as we run it: which library, which journal mode, full synchronisation, foreign keys.

Up to 3.51.2 a reset of the write-ahead log could lose committed data, so only newer versions use that log.
Some older release lines got the repair too; they are treated as if they had not, which costs speed only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias

from screening.store.errors import NotDurable, StoreError

FIRST_WITH_SAFE_LOG = (3, 51, 3)
FIRST_SUPPORTED = (3, 35, 0)
"""The oldest version with everything we write, RETURNING above all."""

Version = tuple[int, int, int]
Connection: TypeAlias = Any
"""A connection of whichever library `driver` gives; its classes have no common type."""


@dataclass(frozen=True, slots=True)
class Mode:
    """How the file is written. `synchronous` is SQLite's number: 2 is FULL, 3 is EXTRA."""

    journal: str
    synchronous: int


WRITE_AHEAD = Mode("wal", 2)
ROLLBACK = Mode("delete", 3)
"""EXTRA, because with FULL a power cut just after a commit can bring the old journal back."""


def driver() -> ModuleType:
    """The SQLite library to use: the bundled recent one, else Python's own."""
    try:
        import pysqlite3.dbapi2 as bundled  # noqa: PLC0415 - not there on every platform
    except ImportError:
        import sqlite3 as own  # noqa: PLC0415

        return own
    module: ModuleType = bundled
    return module


def mode_for(version: Version) -> Mode:
    """The safe way to write with this version of SQLite.

    Raises:
        StoreError: the version is too old to work at all.
    """
    if version < FIRST_SUPPORTED:
        raise StoreError(f"SQLite {dotted(version)} is too old; {dotted(FIRST_SUPPORTED)} or newer is needed")
    return WRITE_AHEAD if version >= FIRST_WITH_SAFE_LOG else ROLLBACK


def dotted(version: Version) -> str:
    return ".".join(map(str, version))


def prepare_connection(mode: Mode, busy_s: float) -> Callable[[Any, object], None]:
    """What to do with each new connection: set everything, read it back, refuse what does not hold."""

    def prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: each is begun by us, for reading or for writing.
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            cursor.execute(f"PRAGMA busy_timeout = {int(busy_s * 1000)}")
            cursor.execute(f"PRAGMA journal_mode = {mode.journal}")
            cursor.execute(f"PRAGMA synchronous = {mode.synchronous}")
            cursor.execute("PRAGMA foreign_keys = ON")
            # Removed drafts are overwritten, not only unlinked.
            cursor.execute("PRAGMA secure_delete = ON")
            check_connection(cursor, mode)
        finally:
            cursor.close()

    return prepare


def check_connection(cursor: Any, mode: Mode) -> None:
    """Read the settings back and raise NotDurable where one did not take."""
    wanted = {"journal_mode": mode.journal, "synchronous": mode.synchronous, "foreign_keys": 1}
    for name, value in wanted.items():
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise NotDurable(f"SQLite would not set {name} to {value}; it says {found}")
