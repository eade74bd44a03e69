"""The store: opens the database, hands out transactions, and says what state it is in."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from screening.domain.errors import Busy, ScreeningError
from screening.store import sqlite, tenancy
from screening.store.encoding import from_json, to_json
from screening.store.errors import StoreDamaged, StoreError, StoreFull
from screening.store.tokens import Tokens

BUSY_S = 5.0
"""How long a writer waits for its turn before it answers "busy"."""

SUPPORTED = frozenset({"sqlite", "postgresql", "postgresql+psycopg"})

_BEGIN = "begin_with"
_BUSY_WORDS = ("database is locked", "database table is locked", "database is busy")
_DAMAGED_WORDS = ("malformed", "not a database")
_FULL_WORDS = ("disk is full",)
_POSTGRES_BUSY = {"55P03", "57014", "40001", "40P01"}
"""lock_not_available, query_canceled, serialization_failure, deadlock_detected."""
_POSTGRES_FULL = {"53100"}
_MAY_SEE_ALL = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


class Transaction(Session):
    """What queries work in. Committed or undone as a whole by the store, never by a query."""

    @property
    def club(self) -> int:
        """The club whose rows this transaction may touch.

        Raises:
            NoClub: it is for no club, or for all.
        """
        return tenancy.club_of(self)

    def enter(self, club: int) -> None:
        """Go on in one club, from a transaction that looked across clubs to find it."""
        tenancy.enter(self, tenancy.Scope(club=club))

    def add_many(self, kind: type[tenancy.ClubOwned], rows: Sequence[Mapping[str, object]]) -> None:
        """Add many rows to the transaction's club by one statement, without an object for each.

        Args:
            rows: values by column; all have the same columns, and the club is never one of them.
        Raises:
            NoClub: it is for no club, or for all.
        """
        tenancy.insert_many(self, kind, rows)


tenancy.guard(Transaction)


@dataclass(frozen=True, slots=True)
class StoreState:
    """For the health page: what runs here and how it writes."""

    engine: str
    version: str
    journal: str
    synchronous: str


class Store:
    """The one way to the database. Threads may share it; a forked child opens connections of its own."""

    def __init__(self, engine: sa.Engine, tokens: Tokens, state: StoreState) -> None:
        self.engine = engine
        self.tokens = tokens
        self.state = state
        self.is_damaged = False
        reading, writing = _begin_options(engine)
        self._reading = sessionmaker(reading, class_=Transaction, expire_on_commit=False)
        self._writing = sessionmaker(writing, class_=Transaction, expire_on_commit=False)
        tenancy.guard_engine(engine)
        _forget_connections_after_fork(engine)

    @contextmanager
    def read(
        self, *, club: int | None = None, everywhere: tenancy.Reason | None = None
    ) -> Iterator[Transaction]:
        """A transaction that sees one state of the data and changes nothing.

        Args:
            club: whose rows it may read; without it, none that belong to a club.
            everywhere: why it reads those of all clubs.
        """
        scope = tenancy.Scope(club, everywhere)
        with self._translated(), self._reading() as session:
            tenancy.enter(session, scope)
            yield session  # closing it undoes what was changed, and leaves what was read readable

    @contextmanager
    def write(
        self, *, club: int | None = None, everywhere: tenancy.Reason | None = None
    ) -> Iterator[Transaction]:
        """A transaction that holds the write lock from its beginning and commits at its end.

        Args:
            club: whose rows it may touch; without it, none that belong to a club.
            everywhere: why it touches those of all clubs.
        Raises:
            Busy: another writer held the lock for longer than we wait; nothing was written.
            StoreDamaged: the file was found damaged before; nothing is written any more.
        """
        if self.is_damaged:
            raise StoreDamaged("the database is damaged; restore a backup before anything is saved again")
        scope = tenancy.Scope(club, everywhere)
        with self._translated(), self._writing.begin() as session:
            session.connection()  # begins now, not at the first statement
            tenancy.enter(session, scope)
            yield session

    def forget_log(self) -> None:
        """Empty the log that SQLite writes ahead, so that nothing that was erased is left in it."""
        if self.state.engine == "sqlite" and self.state.journal == "wal":
            with self._translated(), closing(self.engine.raw_connection()) as connection:
                # Not in a transaction: inside one the log cannot be emptied.
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            ours = _in_our_words(error)
            if ours is None:
                raise
            self.is_damaged = self.is_damaged or isinstance(ours, StoreDamaged)
            # The driver's message may quote what was written, so it is not passed on.
            raise ours from None


def _in_our_words(error: DBAPIError) -> ScreeningError | None:
    """The failure as one this product knows by name; None for a bug."""
    state = getattr(error.orig, "sqlstate", None)
    words = str(error.orig).lower()
    if state in _POSTGRES_BUSY or any(known in words for known in _BUSY_WORDS):
        return Busy("the store is busy; try again")
    if state in _POSTGRES_FULL or any(known in words for known in _FULL_WORDS):
        return StoreFull("the store has no room left; nothing was saved")
    if any(known in words for known in _DAMAGED_WORDS):
        return StoreDamaged("the database file is damaged; restore a backup")
    return None


def open_store(url: str, secret_key: str, *, busy_s: float = BUSY_S) -> Store:
    """Connect to the database at `url`, checked to keep what it acknowledges. Tables are not looked at here.

    Args:
        url: `sqlite:///path/to/file`, or `postgresql+psycopg://…`.
        secret_key: the server's secret; links and codes are made from it.
        busy_s: how long a writer waits for its turn, in seconds.
    Raises:
        StoreError: another kind of database, a library that is missing, or settings that do not hold.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        engine, state = _open_sqlite(parsed, busy_s)
    else:
        engine, state = _open_postgres(parsed, busy_s)
    return Store(engine, Tokens.under(secret_key), state)


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise StoreError(
            "DATABASE_URL is not a database address, such as sqlite:///instance/data.db"
        ) from None
    if parsed.drivername not in SUPPORTED:
        raise StoreError(f"{parsed.drivername} is not supported; use sqlite or postgresql+psycopg")
    return parsed


def _begin_options(engine: sa.Engine) -> tuple[sa.Engine, sa.Engine]:
    """The same engine twice: transactions of the first only read, those of the second write."""
    if engine.dialect.name == "sqlite":
        # A plain BEGIN that writes later fails at once when somebody else writes, however long it may wait.
        return (
            engine.execution_options(**{_BEGIN: "BEGIN"}),
            engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}),
        )
    return engine.execution_options(isolation_level="REPEATABLE READ"), engine


def _open_sqlite(url: sa.URL, busy_s: float) -> tuple[sa.Engine, StoreState]:
    module = sqlite.driver()
    mode = sqlite.mode_for(module.sqlite_version_info)
    _make_private_file(url)
    engine = sa.create_engine(
        url, module=module, json_serializer=to_json, json_deserializer=from_json, hide_parameters=True
    )
    event.listen(engine, "connect", sqlite.prepare_connection(mode, busy_s))
    event.listen(engine, "begin", _begin_sqlite)
    version = sqlite.dotted(module.sqlite_version_info)
    return engine, StoreState("sqlite", version, mode.journal, "full" if mode.synchronous == 2 else "extra")


def _make_private_file(url: sa.URL) -> None:
    """An empty database file that only its owner can read; SQLite gives its side files the same rights."""
    if not url.database or url.database == ":memory:":
        raise StoreError("a database in memory keeps nothing; name a file: sqlite:///instance/data.db")
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"the database file {path} cannot be made: {error.strerror}") from None


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE"))


def _open_postgres(url: sa.URL, busy_s: float) -> tuple[sa.Engine, StoreState]:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    wait_ms = int(busy_s * 1000)
    options = (
        f"-c lock_timeout={wait_ms} -c statement_timeout={wait_ms * 2} "
        "-c synchronous_commit=on -c timezone=UTC"
    )
    try:
        engine = sa.create_engine(
            url,
            json_serializer=to_json,
            json_deserializer=from_json,
            hide_parameters=True,
            connect_args={"options": options},
        )
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs the package psycopg; install it beside the others") from None
    try:
        version = _checked_version(engine)
    except StoreError:
        engine.dispose()
        raise
    return engine, StoreState("postgresql", version, "wal", "on")


def _checked_version(engine: sa.Engine) -> str:
    """The server's version, if it keeps what it acknowledges and keeps clubs apart.

    Raises:
        StoreError: it does not, as it is set up.
    """
    with engine.connect() as connection:
        ask = connection.exec_driver_sql
        if ask("SHOW fsync").scalar_one() != "on":
            raise StoreError(
                "PostgreSQL runs with fsync off and would lose what it acknowledged; switch it on"
            )
        if ask(_MAY_SEE_ALL).scalar_one():
            raise StoreError(
                "the database user may look past row-level security; use one that is no superuser "
                "and has no BYPASSRLS"
            )
        return str(ask("SHOW server_version").scalar_one())


def _forget_connections_after_fork(engine: sa.Engine) -> None:
    known = weakref.ref(engine)

    def forget() -> None:
        alive = known()
        if alive is not None:
            alive.dispose(close=False)

    os.register_at_fork(after_in_child=forget)
