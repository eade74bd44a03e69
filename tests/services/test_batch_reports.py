"""A report for each row: made once, taken up again after a kill, and what happens when one cannot be made."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from screening.domain.answers import Answers
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Audience
from screening.report import MissingLibrary, ReportError
from screening.services import batch_reports
from screening.services.batch_columns import plan_columns
from screening.services.batch_reading import ChunkReader, ReadChunk
from screening.services.batch_report_files import ReportOrder, is_whole
from screening.services.batch_reports import ReportCount, ReportFolder, document
from screening.services.batch_rows import RowChunk

DAY = dt.date(2026, 1, 15)
HEADER = ("athlete_id", "athlete_name", "age_years", "sport", "sex", "level", "has_problem")
PDF = b"%PDF-1.7 a report\n%%EOF\n"


class QuickMaker:
    """Stands in for the warm processes; keeps what it was asked for."""

    drawn: list[str] = []  # noqa: RUF012 - emptied by the fixture
    fails: list[Exception] = []  # noqa: RUF012 - likewise
    most_at_once = 0
    is_closed = False
    _now = 0
    _lock = threading.Lock()

    def __init__(self, at_once: int, waiting: int) -> None:
        assert 1 <= at_once <= waiting

    def draw(self, html: str) -> bytes:
        kind = type(self)
        with kind._lock:
            kind._now += 1
            kind.most_at_once = max(kind.most_at_once, kind._now)
            failure = kind.fails.pop(0) if kind.fails else None
        time.sleep(0.002)
        with kind._lock:
            kind._now -= 1
            if failure is None:
                kind.drawn.append(html)
        if failure is not None:
            raise failure
        return PDF

    def close(self) -> None:
        type(self).is_closed = True


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[QuickMaker]]:
    monkeypatch.setattr(batch_reports, "ReportMaker", QuickMaker)
    QuickMaker.drawn, QuickMaker.fails, QuickMaker.most_at_once = [], [], 0
    QuickMaker.is_closed = False
    return QuickMaker


def chunk_of(rulebook: Rulebook, count: int) -> tuple[ReadChunk, ChunkReader]:
    rows = [[f"a{row}", f"Name {row}", "24", "football", "male", "amateur", "no"] for row in range(count)]
    reader = ChunkReader(plan_columns(HEADER, rulebook.questionnaire), rulebook.questionnaire)
    return reader.read(RowChunk(range(2, count + 2), rows)), reader


def made(folder: Path, rulebook: Rulebook, count: int, *, at_once: int = 2) -> ReportCount:
    desk = ReportFolder(folder, rulebook, Audience.ATHLETE, DAY, at_once=at_once)
    try:
        desk.take(*chunk_of(rulebook, count))
        desk.finish()
        return desk.count
    finally:
        desk.abandon()


def test_every_row_has_its_report(tmp_path: Path, rulebook: Rulebook, maker: type[QuickMaker]) -> None:
    count = made(tmp_path, rulebook, 6)
    assert (count.made, count.already_there, count.failed) == (6, 0, [])
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [name.rpartition("-")[0] for name in names] == [f"{row:06d}-a{row - 2}" for row in range(2, 8)]
    assert count.closing_line() == "6 reports made"
    assert maker.most_at_once <= 2
    assert maker.is_closed


def test_what_is_there_is_left_alone(tmp_path: Path, rulebook: Rulebook, maker: type[QuickMaker]) -> None:
    made(tmp_path, rulebook, 5)
    first, second = sorted(tmp_path.iterdir())[:2]
    first.unlink()
    second.write_bytes(PDF[:12])
    count = made(tmp_path, rulebook, 5)
    assert (count.made, count.already_there) == (2, 3)
    assert all(is_whole(path) for path in tmp_path.iterdir())
    assert count.closing_line() == "2 reports made, 3 already there"


def test_one_report_that_fails_is_named_and_the_others_are_made(
    tmp_path: Path, rulebook: Rulebook, maker: type[QuickMaker]
) -> None:
    maker.fails.append(ReportError("the report took too long"))
    count = made(tmp_path, rulebook, 4, at_once=1)
    assert count.made == 3
    assert count.failed == [(2, "the report took too long")]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("failure", [MissingLibrary("Pango"), OSError(28, "No space left on device")])
def test_what_stops_every_report_stops_the_run(
    tmp_path: Path, rulebook: Rulebook, maker: type[QuickMaker], failure: Exception
) -> None:
    maker.fails.extend([failure] * 100)
    with pytest.raises(type(failure)):
        made(tmp_path, rulebook, 100)
    assert not list(tmp_path.iterdir())
    assert len(maker.fails) > 50, "it went on long after the first failure"


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_has_its_report_with_the_name_on_it(rulebook: Rulebook, audience: Audience) -> None:
    answers = Answers({"age_years": 24, "sport": "football", "sex": "male", "has_problem": False})
    assert "Ann Example" in document(ReportOrder(2, "a7", "Ann Example", answers), rulebook, audience, DAY)
    assert "a7" in document(ReportOrder(2, "a7", "", answers), rulebook, audience, DAY)


# with real processes -----------------------------------------------------------------------------

ROWS = 5


def _command(folder: Path) -> list[str]:
    screening = str(Path(sys.executable).with_name("screening"))
    places = ["squad.csv", "-o", "out.csv", "--reports", "reports", "--date", "2026-01-15"]
    return [screening, "assess-batch", *places]


@pytest.mark.slow
@pytest.mark.release
def test_a_run_that_is_killed_leaves_nothing_half_and_is_taken_up_again(tmp_path: Path) -> None:
    rows = [f"a{row},Name {row},{20 + row},football,male,amateur,no" for row in range(ROWS)]
    (tmp_path / "squad.csv").write_text("\n".join([",".join(HEADER), *rows]) + "\n", "utf-8")
    reports = tmp_path / "reports"
    with subprocess.Popen(
        _command(tmp_path), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        deadline = time.monotonic() + 120
        while len(list(reports.glob("*.pdf"))) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGKILL)
    before = {path: path.stat().st_mtime_ns for path in reports.glob("*.pdf")}
    assert 2 <= len(before) < ROWS
    assert all(is_whole(path) for path in before)
    assert not (tmp_path / "out.csv").exists()
    assert not (tmp_path / "out.errors.csv").exists()

    done = subprocess.run(_command(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    plural = "s" if ROWS - len(before) > 1 else ""
    assert f"{ROWS - len(before)} report{plural} made, {len(before)} already there" in done.stdout
    after = list(reports.glob("*.pdf"))
    assert len(after) == ROWS
    assert all(is_whole(path) for path in after)
    assert {path: path.stat().st_mtime_ns for path in before} == before, "what was there was not made again"
    assert [path.name for path in reports.iterdir() if path.suffix != ".pdf"] == []
    assert (tmp_path / "out.csv").is_file()
    assert (tmp_path / "out.errors.csv").is_file()
