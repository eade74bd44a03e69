"""Writers wait their turn, for a bounded time, and nothing they did is lost or half done."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.errors import Busy
from screening.store import Store, open_store
from screening.store.schema import upgrade
from screening.store.tables import DraftRow
from tests.support.store_rows import SECRET, draft_row

WRITERS = 8
ROUNDS = 40


def test_eight_writers_that_read_and_then_write_lose_nothing(any_store: Store) -> None:
    with any_store.write() as tx:
        tx.add(draft_row())

    def work() -> None:
        for _ in range(ROUNDS):
            with any_store.write() as tx:
                row = tx.scalars(sa.select(DraftRow).with_for_update()).one()
                row.version += 1

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(work) for _ in range(WRITERS)]:
            done.result()
    with any_store.read() as tx:
        assert tx.scalars(sa.select(DraftRow.version)).one() == 1 + WRITERS * ROUNDS


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_writer_that_waits_too_long_is_told_so_and_leaves_nothing(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    store = open_store(url, SECRET, busy_s=0.5)
    upgrade(store)
    with store.write() as tx:
        tx.add(draft_row())
    has_lock, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with store.write() as tx:
            tx.scalars(sa.select(DraftRow).with_for_update()).one()
            has_lock.set()
            let_go.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    has_lock.wait(10)
    began = time.monotonic()
    with pytest.raises(Busy), store.write() as tx:
        tx.scalars(sa.select(DraftRow).with_for_update()).one().version = 99
    waited = time.monotonic() - began
    with store.read() as tx:
        assert tx.scalars(sa.select(DraftRow.version)).one() == 1, "readers do not wait"
    let_go.set()
    holder.join()
    assert 0.4 < waited < 3
    store.close()


def test_a_reader_sees_one_state_while_others_write(any_store: Store) -> None:
    with any_store.write() as tx:
        tx.add(draft_row())
    with any_store.read() as reader:
        before = reader.scalars(sa.select(DraftRow.version)).one()
        with any_store.write() as tx:
            tx.scalars(sa.select(DraftRow)).one().version = 7
        reader.expire_all()
        assert reader.scalars(sa.select(DraftRow.version)).one() == before


def test_what_is_changed_while_reading_is_not_kept(any_store: Store) -> None:
    with any_store.write() as tx:
        tx.add(draft_row())
    with any_store.read() as tx:
        tx.scalars(sa.select(DraftRow)).one().version = 5
        tx.flush()
    with any_store.read() as tx:
        assert tx.scalars(sa.select(DraftRow.version)).one() == 1
