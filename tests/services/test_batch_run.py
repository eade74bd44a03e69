"""A run over a table from its first to its last chunk, and what is left of one that ends in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from screening.domain.rulebook import Rulebook
from screening.services.assess_batch import assess_batch, errors_path
from screening.services.batch_columns import plan_columns
from screening.services.batch_rows import Fault, RowChunk

HEADER = ("athlete_id", "age_years", "sport", "sex", "has_problem")


class Source:
    """Chunks made up on the way."""

    header: Sequence[str] = HEADER
    total = 30

    def __init__(self, *, ends_with: BaseException | None = None) -> None:
        self._ends_with = ends_with

    def chunks(self) -> Iterator[RowChunk]:
        for start in (2, 12, 22):
            numbers = range(start, start + 9)
            cells = [[f"a{row}", "24", "football", "male", "no"] for row in numbers]
            cells[4][1] = "x"
            yield RowChunk(numbers, cells, [Fault(start + 9, "", "", "empty")], position=start + 8)
            if self._ends_with is not None and start == 12:
                raise self._ends_with


def test_every_chunk_is_written_in_order(tmp_path: Path, rulebook: Rulebook) -> None:
    seen: list[int] = []
    target = tmp_path / "out.csv"
    plan = plan_columns(HEADER, rulebook.questionnaire)
    count = assess_batch(Source(), plan, rulebook, target, progress=seen.append)
    assert (count.good, count.bad) == (24, 6)
    assert seen == [10, 20, 30]
    ids = [line.split(",")[0] for line in target.read_text("utf-8").splitlines()[1:]]
    assert ids == [f"a{row}" for start in (2, 12, 22) for row in range(start, start + 9) if row != start + 4]
    rows = [line.split(",")[0] for line in errors_path(target).read_text("utf-8").splitlines()[1:]]
    assert rows == ["6", "11", "16", "21", "26", "31"]


@pytest.mark.parametrize("end", [KeyboardInterrupt(), MemoryError(), OSError(28, "No space left on device")])
def test_a_run_that_ends_in_between_leaves_nothing_and_spoils_nothing(
    tmp_path: Path, rulebook: Rulebook, end: BaseException
) -> None:
    target = tmp_path / "out.csv"
    target.write_text("before", "utf-8")
    plan = plan_columns(HEADER, rulebook.questionnaire)
    with pytest.raises(type(end)):
        assess_batch(Source(ends_with=end), plan, rulebook, target)
    assert target.read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("out.csv", "out.errors.csv"),
        ("a.b.CSV", "a.b.errors.csv"),
        ("out", "out.errors.csv"),
        ("x.txt", "x.txt.errors.csv"),
    ],
)
def test_the_problems_stand_beside_the_results(name: str, expected: str) -> None:
    assert errors_path(Path("folder") / name) == Path("folder") / expected


def test_more_rows_than_are_assessed_together_keep_their_order(
    tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screening.services.assess_batch.ASSESSED_TOGETHER", 10)
    plan = plan_columns(HEADER, rulebook.questionnaire)
    for target in (tmp_path / "small.csv", tmp_path / "large.csv"):
        assess_batch(Source(), plan, rulebook, target)
        monkeypatch.setattr("screening.services.assess_batch.ASSESSED_TOGETHER", 1000)
    assert (tmp_path / "small.csv").read_bytes() == (tmp_path / "large.csv").read_bytes()
