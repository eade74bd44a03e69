"""`screening audit verify` says whether the audit entries are as they were written, and names no person."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from screening.cli.program import main
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables.audit import Event
from tests.support.store_rows import NOON, SECRET


@pytest.fixture
def file(store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with three entries, named in the environment."""
    with store.write() as tx:
        for event in (Event.SIGNED_IN, Event.EXPORTED, Event.SIGNED_OUT):
            audit.record(tx, event, NOON, account_id=1)
    monkeypatch.setenv("DATABASE_URL", str(store.engine.url))
    monkeypatch.setenv("SECRET_KEY", SECRET)
    return Path(str(store.engine.url.database))


def _verify(*options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["audit", "verify", *options])
    return done.exit_code, done.output


def test_a_chain_that_holds_ends_with_what_to_note(file: Path) -> None:
    code, said = _verify()
    assert code == 0
    assert said.startswith("3 entries, all as they were written. End of the chain: 3:")
    end = said.split()[-1]
    assert _verify("--noted", end)[0] == 0


def test_a_changed_entry_is_named_by_its_number(file: Path, store: Store) -> None:
    with store.write() as tx:
        tx.connection().execute(sa.text("DROP TRIGGER audit_entry_refuse_update"))
        tx.connection().execute(sa.text("UPDATE audit_entry SET account_id = 2 WHERE id = 2"))
    code, said = _verify()
    assert code == 1
    assert "entry 2 is not as it was written" in said


def test_another_end_than_the_one_noted_is_a_fault(file: Path) -> None:
    code, said = _verify("--noted", "3:" + "0" * 64)
    assert code == 1
    assert "entry 3 is not the entry that was noted" in said


def test_what_is_no_end_of_a_chain_is_wrong_input(file: Path) -> None:
    code, said = _verify("--noted", "yesterday")
    assert code == 2
    assert "--noted: the end of a chain looks like" in said
