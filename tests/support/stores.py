"""Stores on each kind of database: SQLite files, and a PostgreSQL server that ends with the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.store import Store, open_store
from screening.store.schema import upgrade
from tests.support.store_rows import SECRET

WAIT_S = "60"
ROOM_BYTES = 2**30


def _program(name: str) -> str | None:
    found = shutil.which(name)
    if found:
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(installed[-1]) if installed else None


def _in_memory() -> str | None:
    """A folder that needs no disk, where the machine has one with room: nothing of it outlives the tests."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made in it is our own
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    return str(memory) if roomy else None


def _unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root hands the folder to somebody else first."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody", "nogroup")
    return ["runuser", "-u", "nobody", "--"]


@pytest.fixture(scope="session")
def postgres_server(in_ci: bool) -> Iterator[str]:
    """The address of a server of our own on a socket in a temporary folder."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if initdb is None or pg_ctl is None:
        if in_ci:
            pytest.fail("the PostgreSQL server programs are missing; a continuous build must have them")
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql runs these tests too")
    # Not in pytest's folder: that one is closed to other users, again and again by each new run, and its
    # path is too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="screening-pg-", dir=_in_memory()))
    prefix = _unprivileged(folder)
    data = folder / "data"

    def run(*command: str) -> None:
        done = subprocess.run([*prefix, *command], cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + done.stdout

    run(initdb, "-D", str(data), "-U", "screening", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c max_connections=40"
    run(pg_ctl, "-D", str(data), "-w", "-t", WAIT_S, "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://screening@/postgres?host={folder}"
    finally:
        run(pg_ctl, "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated database to copy, so that each test need not run the migrations."""
    with _as_administrator(postgres_server) as connection:
        # Somebody who may do nothing else, so that row-level security holds for them.
        connection.execute(sa.text("CREATE ROLE club_service LOGIN"))
        connection.execute(sa.text("CREATE DATABASE migrated OWNER club_service"))
    store = open_store(_address(postgres_server, "migrated"), SECRET)
    upgrade(store)
    store.close()
    return "migrated"


@pytest.fixture
def postgres_url(
    postgres_server: str, postgres_template: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """An empty database for one test."""
    yield from _database(postgres_server, "template0", request.node.nodeid)


@pytest.fixture
def migrated_postgres_url(
    postgres_server: str, postgres_template: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database with empty tables for one test."""
    yield from _database(postgres_server, postgres_template, request.node.nodeid)


def _database(server: str, template: str, test: str) -> Iterator[str]:
    name = f"test_{abs(hash(test)) % 10**12}"
    with _as_administrator(server) as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} OWNER club_service TEMPLATE {template}"))
    yield _address(server, name)
    with _as_administrator(server) as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


def _address(server: str, database: str) -> str:
    address = sa.make_url(server).set(database=database, username="club_service")
    return address.render_as_string(hide_password=False)


@contextmanager
def _as_administrator(server: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without tables, on each kind of database in turn."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    opened = open_store(url, SECRET)
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with empty tables, on each kind of database in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store")
        return
    opened = open_store(request.getfixturevalue("migrated_postgres_url"), SECRET)
    yield opened
    opened.close()
