"""Which SQLite may use its write-ahead log, and whether each connection keeps what it acknowledges."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from screening.store import Store, open_store, sqlite
from screening.store.errors import NotDurable, StoreError
from screening.store.schema import upgrade
from screening.store.tables import DraftRow
from tests.support.store_rows import SECRET, draft_row


class _OtherVersion:
    """The real library under another version number."""

    def __init__(self, version: tuple[int, int, int]) -> None:
        self.sqlite_version_info = version

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite_library, name)


sqlite_library = sqlite.driver()


@pytest.mark.parametrize(
    ("version", "journal", "synchronous"),
    [
        ((3, 40, 1), "delete", "extra"),
        ((3, 51, 2), "delete", "extra"),
        ((3, 51, 3), "wal", "full"),
        ((3, 53, 0), "wal", "full"),
    ],
)
def test_only_a_repaired_version_uses_the_write_ahead_log(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    version: tuple[int, int, int],
    journal: str,
    synchronous: str,
) -> None:
    monkeypatch.setattr(sqlite, "driver", lambda: _OtherVersion(version))
    store = open_store(f"sqlite:///{tmp_path / 'a.db'}", SECRET)
    upgrade(store)
    with store.write() as tx:
        tx.add(draft_row())
    with store.read() as tx:
        assert tx.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == journal
    assert (store.state.journal, store.state.synchronous) == (journal, synchronous)
    assert store.state.version == ".".join(map(str, version))
    store.close()


def test_a_version_too_old_for_our_statements_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sqlite, "driver", lambda: _OtherVersion((3, 34, 1)))
    with pytest.raises(StoreError, match=r"3\.34\.1 is too old"):
        open_store(f"sqlite:///{tmp_path / 'a.db'}", SECRET)


def test_the_installed_version_may_use_the_write_ahead_log() -> None:
    assert sqlite.mode_for(sqlite.driver().sqlite_version_info) == sqlite.WRITE_AHEAD


def test_every_connection_synchronises_in_full_and_keeps_foreign_keys(store: Store) -> None:
    with store.write() as first, store.read() as second:
        for tx in (first, second):
            ask = tx.connection().exec_driver_sql
            assert ask("PRAGMA synchronous").scalar() == 2
            assert ask("PRAGMA foreign_keys").scalar() == 1
            assert ask("PRAGMA busy_timeout").scalar() == 5000
            assert ask("PRAGMA secure_delete").scalar() == 1


@pytest.mark.parametrize(
    ("setting", "value"), [("synchronous", "1"), ("foreign_keys", "OFF"), ("journal_mode", "off")]
)
def test_a_setting_that_did_not_take_is_refused(tmp_path: Path, setting: str, value: str) -> None:
    connection = sqlite.driver().connect(tmp_path / "a.db", isolation_level=None)
    sqlite.prepare_connection(sqlite.ROLLBACK, 5.0)(connection, None)
    ours = connection.cursor()
    ours.execute(f"PRAGMA {setting} = {value}")
    with pytest.raises(NotDurable, match=setting):
        sqlite.check_connection(ours, sqlite.ROLLBACK)
    connection.close()


def test_a_database_in_memory_is_refused() -> None:
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(StoreError, match="keeps nothing"):
            open_store(url, SECRET)


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "", "sqlite+aiosqlite:///x.db"])
def test_another_kind_of_database_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_store(url, SECRET)


def test_the_file_can_be_read_by_its_owner_only(store: Store) -> None:
    with store.write() as tx:
        tx.add(draft_row())
    file = Path(str(store.engine.url.database))
    for path in (file, *file.parent.glob(file.name + "-*")):
        assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path.name


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file/a\.db cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'a.db'}", SECRET)


def test_a_message_about_a_failed_statement_quotes_nothing_that_was_written(store: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError) as caught, store.write() as tx:
        tx.add(draft_row(answers={"job": "goalkeeper"}, version=0))
    assert "goalkeeper" not in str(caught.value)
    assert DraftRow.__tablename__ in str(caught.value)


def test_another_driver_is_used_where_the_bundled_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    assert sqlite.driver().__name__ == "sqlite3"
