"""Killing the process at any moment loses nothing that was acknowledged and leaves nothing half written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.rulebook import Rulebook
from screening.services.results import load_result
from screening.store import open_store
from screening.store.queries.audit import entries
from screening.store.schema import require_intact, upgrade
from screening.store.tables import DraftRow, ScreeningRow
from screening.store.tables.audit import Event
from tests.support.samples import sample_of
from tests.support.store_rows import SECRET

KILLS = sample_of(15)
SUBMITTER = Path(__file__).parents[1] / "support" / "killed_submitters.py"


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.release])]
)
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, rulebook: Rulebook
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    store = open_store(url, SECRET)
    upgrade(store)
    store.close()
    done = subprocess.run(
        [sys.executable, str(SUBMITTER), url, str(KILLS)],
        cwd=SUBMITTER.parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    acknowledged: list[str] = json.loads(done.stdout)

    store = open_store(url, SECRET)
    require_intact(store)
    for token in acknowledged:
        assert load_result(store, token).rulebook_digest == rulebook.digest
    with store.read() as tx:
        screenings = tx.scalars(sa.select(ScreeningRow)).all()
        drafts = {row.token_digest: row for row in tx.scalars(sa.select(DraftRow))}
        audited = [entry.screening_id for entry in entries(tx) if entry.event is Event.SCREENING_SUBMITTED]
    assert sorted(audited) == sorted(row.id for row in screenings), "one audit entry each, none without"
    for row in screenings:
        draft = drafts.pop(row.draft_digest)
        assert draft.answers == {}
        assert draft.submitted_at == row.taken_at
    assert all(draft.submitted_at is None for draft in drafts.values()), (
        "no draft closed without its screening"
    )
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {len(screenings)} stored, 0 lost")
    assert KILLS <= len(acknowledged) <= len(screenings) <= len(acknowledged) + KILLS
    store.close()
