"""Brings the tables to this program's version, and refuses to work with any other."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from screening.store.errors import SchemaMismatch, StoreDamaged
from screening.store.store import Store
from screening.store.tenancy import Reason

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    # A percent sign in the path would be read as a placeholder.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest_version() -> str:
    """The version of the tables this program works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise SchemaMismatch("the program came without its database steps; install it again")
    return head


def version_of(store: Store) -> str | None:
    """The version of the tables in the database; None while it is empty."""
    with store.read() as tx:
        return MigrationContext.configure(tx.connection()).get_current_revision()


def upgrade(store: Store, to: str = "head") -> str:
    """Bring the tables up to date in one transaction and say which version they have now.

    Raises:
        SchemaMismatch: a newer program made these tables; nothing is touched.
    """
    refuse_unknown(version_of(store))
    with store.write(everywhere=Reason.OPERATION) as tx:
        command.upgrade(_config(tx.connection()), to)
    return version_of(store) or "empty"


def downgrade(store: Store, to: str = "base") -> None:
    """Undo steps, newest first. Data of the tables that go is lost; for tests and for a way back by hand.

    Raises:
        SchemaMismatch: a newer program made these tables, or a step would take out rows that stay for ever.
            Nothing is touched.
    """
    refuse_unknown(version_of(store))
    with store.write(everywhere=Reason.OPERATION) as tx:
        command.downgrade(_config(tx.connection()), to)


def require_current(store: Store) -> None:
    """Go on only with tables of this program's version.

    Raises:
        SchemaMismatch: they are older (upgrade first) or newer (this program is too old).
    """
    found = version_of(store)
    refuse_unknown(found)
    if found != newest_version():
        raise SchemaMismatch("the database is not up to date; run `screening db upgrade`")


def require_intact(store: Store) -> None:
    """Read the whole database file once and stop all writing where it does not fit together.

    Raises:
        StoreDamaged: with the number of faults, never with content.
    """
    if store.state.engine != "sqlite":
        return
    try:
        faults = _faults(store)
    except UnicodeDecodeError:  # the driver cannot even read out what the database complains about
        faults = 1
    if faults:
        store.is_damaged = True
        raise StoreDamaged(f"the database file is damaged ({faults} faults); restore a backup")


def _faults(store: Store) -> int:
    with store.read() as tx:
        found = tx.connection().exec_driver_sql("PRAGMA integrity_check").all()
        orphans = tx.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    return len([row for row in found if row[0] != "ok"]) + len(orphans)


def refuse_unknown(found: str | None) -> None:
    """Go on only with tables of a version that this program knows.

    Raises:
        SchemaMismatch: a newer program made them.
    """
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in known:
        raise SchemaMismatch(
            f"the database is of version {found}, newer than this program knows; "
            "use the newer program, or restore the backup made before the upgrade"
        )
