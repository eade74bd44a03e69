"""Files that are meant to do harm: each is refused in words, within its limits, and the reader goes on."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from screening.imports.roster.limits import MAX_FILE, WORKBOOK_LIMITS
from screening.imports.roster.reading import read_file
from screening.imports.tables import workbook_child
from screening.services.batch_rows import TableRefused
from tests.health.project_files import ROOT
from tests.support.hostile_workbooks import HARMLESS, REFUSED, packed

FEWEST = 40
SLOW_TO_REFUSE = {"elements without end", "cells without end"}
"""Nothing in their directory tells them; the child goes through them."""
_READ_ALL = """
import json, resource, sys
from pathlib import Path
from screening.imports.roster.reading import read_file
from screening.services.batch_rows import TableRefused

def memory():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()

start = None
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        said = [row.cells for row in read_file(file.read_bytes()).rows]
    except TableRefused as refused:
        said = str(refused)
    start = start or memory()
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([file.name, said, memory() - start, child]), flush=True)
"""


def test_every_file_is_small_enough_to_be_looked_at() -> None:
    assert len(REFUSED) >= FEWEST
    assert len(packed({"a": b"x"})) < MAX_FILE


@pytest.mark.parametrize("kind", sorted(set(REFUSED) - SLOW_TO_REFUSE))
def test_a_hostile_file_is_refused_in_words(kind: str) -> None:
    data = REFUSED[kind]()
    assert len(data) < MAX_FILE
    if data.startswith(b"PK"):
        # Asked here, as the child would be; a process for each would take its time.
        *_, last = workbook_child.answers(io.BytesIO(data), None, WORKBOOK_LIMITS)
        said = "; ".join(last.get("refused", []))
    else:
        with pytest.raises(TableRefused) as refused:
            read_file(data)
        said = str(refused.value)
    assert said
    assert "--" not in said


@pytest.mark.parametrize("kind", sorted(HARMLESS))
def test_an_odd_file_without_harm_is_read(kind: str) -> None:
    table = read_file(HARMLESS[kind]())
    assert [row.cells[0] for row in table.rows] == ["Anna Abel", "Ben Brandt"]


@pytest.mark.release
def test_no_hostile_file_takes_more_than_its_memory_and_time(tmp_path: Path) -> None:
    for kind, build in {**REFUSED, **HARMLESS}.items():
        (tmp_path / kind).write_bytes(build())
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=600,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    most_child = max(child for *_, child in found) / 1024
    growth = max(grown for _, _, grown, _ in found) / 2**20
    print(
        f"{len(REFUSED)} hostile files: child {most_child:.0f} MiB at most, parent grew by {growth:.1f} MiB"
    )
    said = {name: what for name, what, *_ in found}
    assert set(said) == set(REFUSED) | set(HARMLESS)
    assert [name for name in REFUSED if not isinstance(said[name], str)] == []
    assert [name for name in HARMLESS if isinstance(said[name], str)] == []
    assert most_child <= 512
    assert growth < 20
