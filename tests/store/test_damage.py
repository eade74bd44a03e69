"""A damaged file is noticed before anything is written to it."""

from __future__ import annotations

import contextlib
import random
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.store import Store, open_store
from screening.store.errors import StoreDamaged
from screening.store.schema import require_intact
from screening.store.tables import DraftRow
from tests.support.store_rows import SECRET, draft_row, screening_row

FLIPS = 100


@pytest.fixture
def full_file(store: Store) -> Path:
    with store.write() as tx:
        tx.add_all([draft_row(number) for number in range(1, 60)])
        tx.add_all([screening_row(number) for number in range(1, 60)])
    # Closing the last connection moves everything from the log into the file.
    store.close()
    return Path(str(store.engine.url.database))


def test_a_sound_file_is_accepted(store: Store) -> None:
    require_intact(store)
    assert not store.is_damaged


def test_whatever_flip_the_check_finds_stops_all_writing(full_file: Path, tmp_path: Path) -> None:
    chance = random.Random(2718)  # noqa: S311
    found = 0
    for number in range(FLIPS):
        copy = tmp_path / f"flip{number}.db"
        shutil.copy(full_file, copy)
        content = bytearray(copy.read_bytes())
        # Past the first hundred bytes: a wrong header may turn it into a database of another kind.
        content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
        copy.write_bytes(content)
        store = open_store(f"sqlite:///{copy}", SECRET)
        with contextlib.suppress(StoreDamaged):
            require_intact(store)
        if store.is_damaged:
            found += 1
            with pytest.raises(StoreDamaged, match="restore a backup"), store.write() as tx:
                tx.add(draft_row(99))
        store.close()
        copy.unlink()
    # Flips inside free space or inside a text are no fault of structure; most others are seen.
    print(f"{found} of {FLIPS} flips detected")
    assert found >= 5


def test_a_file_that_is_no_database_is_named_so(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"not a database at all " * 500)
    with pytest.raises(Exception, match=r"not a database|damaged"):
        require_intact(open_store(f"sqlite:///{file}", SECRET))


def test_damage_met_on_the_way_stops_all_writing(full_file: Path) -> None:
    content = bytearray(full_file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    content[8192:20480] = b"\xff" * 12288
    full_file.write_bytes(content)
    store = open_store(f"sqlite:///{full_file}", SECRET)
    with pytest.raises(StoreDamaged), store.read() as tx:
        tx.scalars(sa.select(DraftRow)).all()
    assert store.is_damaged
    with pytest.raises(StoreDamaged, match="before anything is saved"), store.write():
        pass
    store.close()
