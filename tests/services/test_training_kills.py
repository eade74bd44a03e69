"""Killing the process while sessions are reported loses nothing that was acknowledged and halves nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.rulebook import Rulebook
from screening.services.training import load_programme
from screening.store import open_store
from screening.store.queries.audit import entries
from screening.store.schema import require_intact, upgrade
from screening.store.tables import ProgrammeRow, SessionReportRow
from screening.store.tables.audit import Event
from screening.store.tokens import digest
from tests.support.followed import started
from tests.support.store_rows import SECRET

KILLS = 6
REPORTER = Path(__file__).parents[1] / "support" / "killed_reporters.py"


@pytest.mark.slow
@pytest.mark.release
def test_no_acknowledged_report_is_lost_when_the_process_is_killed(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    url = f"sqlite:///{tmp_path / 'a.db'}"
    store = open_store(url, SECRET)
    upgrade(store)
    token = started(store, rulebook)
    store.close()
    done = subprocess.run(
        [sys.executable, str(REPORTER), url, token, str(KILLS)],
        cwd=REPORTER.parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    acknowledged: list[str] = json.loads(done.stdout)

    store = open_store(url, SECRET)
    require_intact(store)
    with store.read() as tx:
        kept = set(tx.scalars(sa.select(SessionReportRow.report_key)))
        version = tx.scalar(sa.select(ProgrammeRow.version))
        audited = [entry for entry in entries(tx) if entry.event is Event.SESSION_REPORTED]
    for key in acknowledged:
        assert store.tokens.report_key(digest(token), f"{key}/0") in kept
    assert KILLS <= len(acknowledged) <= len(kept) <= len(acknowledged) + KILLS
    assert version == 1 + len(kept), "one version for each report, none without"
    assert len(audited) == len(kept)
    assert load_programme(store, token).log[0].pain_during == 0
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {len(kept)} stored, 0 lost")
    store.close()
