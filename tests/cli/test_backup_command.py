"""`screening backup` and `screening restore`, as the operator runs them, on both kinds of database."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from screening.cli.program import main
from screening.services.erasure import erase_by_operator, tombstones
from screening.store import Store
from screening.store.tables import AthleteRow
from tests.support.clubs import make_club
from tests.support.store_rows import NOON, SECRET

FIRST_SECRET = "the-secret-of-before-" * 3


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(map(str, words)))
    return done.exit_code, done.output


@pytest.fixture(autouse=True)
def _installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("SCREENING_INSTANCE", str(tmp_path / "instance"))


def the_backup(folder: Path) -> Path:
    (found,) = (path for path in folder.iterdir() if path.is_dir())
    return found


def test_a_backup_is_made_checked_and_restored_after_an_erasure(
    any_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", any_store.engine.url.render_as_string(hide_password=False))
    club = make_club(any_store)
    folder = tmp_path / "backups"
    folder.mkdir()
    code, said = run("backup", folder)
    assert code == 0, said
    backup = the_backup(folder)
    assert backup.name in said
    assert run("restore", backup, "--check")[0] == 0
    erase_by_operator(any_store, club.id, club.athletes[1], NOON)
    with any_store.write(club=club.id) as tx:
        tx.get_one(AthleteRow, club.athletes[2]).name = "Renamed since"
    code, said = run("restore", backup)
    assert code == 2
    assert "not empty" in said
    any_store.engine.dispose()
    code, said = run("restore", backup, "--replace")
    assert code == 0, said
    assert "Erased again: 1." in said
    assert "Links ended: 0. Send new ones" in said
    assert "Clearances ended: 0." in said
    assert "2026" in said
    with any_store.read(club=club.id) as tx:
        names = set(tx.scalars(sa.select(AthleteRow.name)))
    assert names == {f"Harriers athlete {number}" for number in (1, 3, 4, 5, 6)}
    assert len(tombstones(any_store)) == 1


def test_what_is_wrong_is_said_in_a_line(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", str(store.engine.url))
    monkeypatch.setenv("SECRET_KEY", FIRST_SECRET)
    assert run("backup", tmp_path / "nowhere")[0] == 2
    folder = tmp_path / "backups"
    folder.mkdir()
    assert run("backup", folder)[0] == 0
    backup = the_backup(folder)
    assert run("restore", backup, "--check", "--replace")[0] == 2
    monkeypatch.setenv("SECRET_KEY", SECRET)
    code, said = run("restore", backup)
    assert code == 1
    assert "another SECRET_KEY" in said
    monkeypatch.setenv("OLD_SECRET_KEYS", FIRST_SECRET)
    assert run("restore", backup, "--check")[0] == 0
    assert run("restore", folder)[0] == 1
