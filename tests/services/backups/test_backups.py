"""A backup is whole, sealed and checked; a restore puts it back, and whoever was erased stays erased."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.errors import InvalidAnswers
from screening.services.backups import making
from screening.services.backups.making import keep_tombstones, make_backup
from screening.services.backups.manifest import DATABASE, MANIFEST, TOMBSTONES
from screening.services.backups.restoring import opened_backup, restore
from screening.services.backups.sealing import CannotUnseal, key_of, seal_file, unseal_file
from screening.services.erasure import erase_by_operator, tombstones
from screening.store import Store, open_store
from screening.store.audit_chain import verify
from screening.store.base import Base
from screening.store.errors import SchemaMismatch
from screening.store.schema import downgrade
from screening.store.tables import AthleteRow, SquadRow
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import PASSWORD
from tests.support.store_rows import NOON, SECRET
from tests.support.whole_lives import live_whole_life

CANARY = "Quetzalcoatlus"
OTHER_SECRET = "another secret " * 4


@pytest.fixture
def club(store: Store) -> MadeClub:
    """A club with a whole life in it; every name holds a word that stands nowhere else."""
    made = make_club(store, CANARY)
    with store.write(club=made.id) as tx:
        live_whole_life(tx, made, 1, "words")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kept = tmp_path / "backups"
    kept.mkdir()
    return kept


@pytest.fixture
def working(tmp_path: Path) -> Path:
    kept = tmp_path / "working"
    kept.mkdir()
    return kept


@pytest.fixture
def backup(store: Store, club: MadeClub, folder: Path, working: Path) -> Path:
    return make_backup(store, folder, SECRET, working, NOON)


ENDED = {
    "sign_in": {"ended_at"},
    "invitation": {"revoked_at"},
    "case_link": {"revoked_at"},
    "calendar_feed": {"closed_at"},
    "setup_secret": {"used_at"},
    "draft": {"expires_at"},
}
"""What a restore changes, by table: everybody signs in anew, and links have ended."""
TOLD = {"audit_entry", "audit_head"}


def digest_of(store: Store) -> str:
    """A digest of every row of every table, but for what a restore ends and writes down."""
    kept = hashlib.sha256()
    with store.engine.connect() as connection:
        for name, table in sorted(Base.metadata.tables.items()):
            columns = [one for one in table.columns if one.name not in ENDED.get(name, ())]
            if name not in TOLD:
                rows = sorted(map(repr, connection.execute(sa.select(*columns))))
                kept.update(repr((name, rows)).encode())
    return kept.hexdigest()


def empty_store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'empty.db'}", SECRET)


def test_a_restore_into_an_empty_place_brings_back_every_row(
    store: Store, backup: Path, working: Path, tmp_path: Path
) -> None:
    target = empty_store(tmp_path)
    done = restore(target, backup, [SECRET], working, NOON)
    assert done.made_at == NOON
    assert done.erased == 0
    assert digest_of(target) == digest_of(store)
    with target.read() as tx:
        assert tx.connection().scalar(sa.text("SELECT count(*) FROM sign_in WHERE ended_at IS NULL")) == 0
        assert verify(tx).faults == ()
    target.close()
    assert list(working.iterdir()) == []


def test_nothing_of_anybody_can_be_read_in_a_backup(backup: Path, folder: Path, working: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            assert CANARY.encode() not in file.read_bytes()
            assert PASSWORD.encode() not in file.read_bytes()
    assert (backup / DATABASE).stat().st_mode & 0o077 == 0
    assert list(working.iterdir()) == []
    manifest = json.loads((backup / MANIFEST).read_text())
    assert manifest["rows"]["athlete"] == 6
    assert {path.name for path in folder.iterdir()} == {backup.name, TOMBSTONES}


def test_whoever_was_erased_since_is_erased_in_it_too(
    store: Store, club: MadeClub, backup: Path, working: Path
) -> None:
    gone, name = club.athletes[3], f"{CANARY} athlete 4"
    erase_by_operator(store, club.id, gone, NOON)
    known = tombstones(store)
    done = restore(store, backup, [SECRET], working, NOON, replace=True)
    assert done.erased == 1
    with store.read(club=club.id) as tx:
        assert tx.get(AthleteRow, gone) is None
        assert tx.get(AthleteRow, club.athletes[2]) is not None
    store.forget_log()
    file = Path(str(store.engine.url.database))
    assert name.encode() not in file.read_bytes()
    assert set(known) <= set(tombstones(store))


def test_a_later_backup_remembers_who_was_erased_though_the_database_is_lost(
    store: Store, club: MadeClub, backup: Path, folder: Path, working: Path, tmp_path: Path
) -> None:
    erase_by_operator(store, club.id, club.athletes[3], NOON)
    make_backup(store, folder, SECRET, working, NOON.replace(hour=13))
    target = empty_store(tmp_path)
    assert restore(target, backup, [SECRET], working, NOON).erased == 1
    target.close()


def test_a_printed_list_of_who_was_erased_is_enough(
    store: Store, club: MadeClub, backup: Path, working: Path, tmp_path: Path
) -> None:
    erase_by_operator(store, club.id, club.athletes[3], NOON)
    target = empty_store(tmp_path)
    done = restore(target, backup, [SECRET], working, NOON, more_tombstones=tombstones(store))
    assert done.erased == 1
    target.close()


def test_what_stands_beside_the_backups_is_only_ever_added_to(folder: Path) -> None:
    keep_tombstones(folder, ["b", "a"])
    keep_tombstones(folder, ["c"])
    assert (folder / TOMBSTONES).read_text() == "a\nb\nc\n"


def test_a_database_with_something_in_it_is_left_until_somebody_says_so(
    store: Store, club: MadeClub, backup: Path, working: Path
) -> None:
    with store.write(club=club.id) as tx:
        tx.add(SquadRow(name="Made since"))
    before = digest_of(store)
    with pytest.raises(InvalidAnswers, match="not empty"):
        restore(store, backup, [SECRET], working, NOON)
    assert digest_of(store) == before
    restore(store, backup, [SECRET], working, NOON, replace=True)
    with store.read(club=club.id) as tx:
        assert tx.scalar(sa.select(SquadRow).where(SquadRow.name == "Made since")) is None


def _cut(backup: Path) -> None:
    whole = (backup / DATABASE).read_bytes()
    (backup / DATABASE).write_bytes(whole[:-1])


def _flip(backup: Path) -> None:
    whole = bytearray((backup / DATABASE).read_bytes())
    whole[len(whole) // 2] ^= 1
    (backup / DATABASE).write_bytes(bytes(whole))


def _other_rows(backup: Path) -> None:
    text = (backup / MANIFEST).read_text()
    (backup / MANIFEST).write_text(text.replace('"athlete": 6', '"athlete": 7'))


def _half_manifest(backup: Path) -> None:
    text = (backup / MANIFEST).read_text()
    (backup / MANIFEST).write_text(text[: len(text) // 2])


@pytest.mark.parametrize(
    "harm",
    [
        _cut,
        _flip,
        _other_rows,
        _half_manifest,
        lambda backup: (backup / MANIFEST).unlink(),
        lambda backup: (backup / DATABASE).unlink(),
        lambda backup: (backup / MANIFEST).write_text("[]"),
    ],
)
def test_what_is_half_written_or_was_changed_is_refused_and_nothing_is_touched(
    store: Store, backup: Path, working: Path, harm: Callable[[Path], object]
) -> None:
    harm(backup)
    before = digest_of(store)
    with pytest.raises(CannotUnseal):
        restore(store, backup, [SECRET], working, NOON, replace=True)
    assert digest_of(store) == before
    assert list(working.iterdir()) == []


def test_it_opens_with_the_secret_of_then_and_with_no_other(backup: Path, working: Path) -> None:
    with pytest.raises(CannotUnseal, match="SECRET_KEY"), opened_backup(backup, [OTHER_SECRET], working):
        pass
    with opened_backup(backup, [OTHER_SECRET, SECRET], working) as (manifest, copy):
        assert manifest.rows["club"] == 1
        assert copy.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024])
def test_a_sealed_file_of_any_length_opens_whole(tmp_path: Path, size: int) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(bytes(number % 251 for number in range(1000)) * (size // 1000) + b"x" * (size % 1000))
    digest = seal_file(plain, tmp_path / "sealed", key_of(SECRET))
    assert unseal_file(tmp_path / "sealed", tmp_path / "opened", [key_of(SECRET)]) == digest
    assert (tmp_path / "opened").read_bytes() == plain.read_bytes()


def test_pieces_cannot_change_places(tmp_path: Path) -> None:
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"a" * 3 * 1024 * 1024)
    seal_file(plain, sealed, key_of(SECRET))
    whole, head, piece = sealed.read_bytes(), 19 + 32, 1024 * 1024 + 16
    swapped = whole[:head] + whole[head + piece : head + 2 * piece] + whole[head : head + piece]
    shorter = whole[: head + 2 * piece]
    for number, changed in enumerate((swapped + whole[head + 2 * piece :], shorter)):
        sealed.write_bytes(changed)
        with pytest.raises(CannotUnseal):
            unseal_file(sealed, tmp_path / f"opened {number}", [key_of(SECRET)])


def test_a_failure_on_the_way_leaves_nothing_that_looks_like_a_backup(
    store: Store, folder: Path, working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write_manifest", full)
    with pytest.raises(OSError, match="No space"):
        make_backup(store, folder, SECRET, working, NOON)
    assert list(folder.iterdir()) == []
    assert list(working.iterdir()) == []


def test_two_of_one_second_do_not_overwrite_each_other(
    store: Store, backup: Path, folder: Path, working: Path
) -> None:
    with pytest.raises(InvalidAnswers, match="there already"):
        make_backup(store, folder, SECRET, working, NOON)
    with pytest.raises(InvalidAnswers, match="make it first"):
        make_backup(store, backup / "nowhere", SECRET, working, NOON)


def test_a_backup_while_others_write_fits_together(
    store: Store, club: MadeClub, folder: Path, working: Path, tmp_path: Path
) -> None:
    """Each write adds two squads; no copy ever holds one of a pair alone."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with store.write(club=club.id) as tx:
                tx.add_all([SquadRow(name=f"Left {number}"), SquadRow(name=f"Right {number}")])
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [
            make_backup(store, folder, SECRET, working, NOON.replace(second=second)) for second in range(1, 5)
        ]
    finally:
        stop.set()
        writer.join()
    counts = []
    for one in made:
        with opened_backup(one, [SECRET], working) as (manifest, _):
            counts.append(manifest.rows["squad"])
    assert all(count % 2 == 0 for count in counts)
    assert counts == sorted(counts)
    shutil.rmtree(tmp_path / "backups")


def test_an_older_backup_is_brought_up_to_date_and_a_newer_one_refused(
    store: Store, folder: Path, working: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "require_current", lambda _: None)
    downgrade(store, "-1")
    monkeypatch.setattr(making, "tombstones", lambda _: ())
    old = make_backup(store, folder, SECRET, working, NOON)
    target = empty_store(tmp_path)
    restore(target, old, [SECRET], working, NOON)
    assert tombstones(target) == ()
    target.close()
    monkeypatch.setattr(making, "version_of", lambda _: "9999")
    newer = make_backup(store, folder, SECRET, working, NOON.replace(hour=13))
    with pytest.raises(SchemaMismatch, match="newer"):
        restore(store, newer, [SECRET], working, NOON, replace=True)
