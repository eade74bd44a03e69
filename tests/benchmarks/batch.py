"""`screening assess-batch` on files of growing size: peak memory, and where the time goes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from screening.domain.answers import Answer
from screening.domain.rulebook import Rulebook
from tests.benchmarks.stream import answer_sets

SETS = 2000
SHORT, FULL = (10_000, 100_000), (10_000, 100_000, 1_000_000)


def print_batch(rulebook: Rulebook, sizes: tuple[int, ...]) -> None:
    """Print memory, speed and shares for each size."""
    print(
        f"assess-batch, CSV in and out, {SETS:,} different answer sets again and again   target: under 1 GiB"
    )
    print(f"  {'rows':>9}  {'file':>8}  {'peak':>8}  {'processor':>9}  {'clock':>7}  {'a second':>8}  shares")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            table = Path(folder) / f"{rows}.csv"
            write_table(table, rulebook, rows)
            print(f"  {rows:9,}  {table.stat().st_size / 2**20:5.0f} MiB  {_line(_measured(table))}")
            table.unlink()
    print()


def write_table(target: Path, rulebook: Rulebook, rows: int) -> None:
    """A table with a column for every question."""
    fields = list(rulebook.questionnaire.questions)
    sets = answer_sets(rulebook.questionnaire, SETS, seed=5)
    cells = [[_cell(answers.get(field)) for field in fields] for answers in sets]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["athlete_id", *fields])
        writer.writerows(_numbered(cells, rows))


def _numbered(cells: list[list[str]], rows: int) -> Iterator[list[str]]:
    for number, row in enumerate(islice(cycle(cells), rows), 1):
        yield [f"A{number:07}", *row]


def _cell(answer: Answer | None) -> str:
    match answer:
        case None:
            return ""
        case bool():
            return "yes" if answer else "no"
        case tuple():
            return ";".join(answer or ("none",))
        case _:
            return str(answer)


def _measured(table: Path) -> dict[str, float]:
    """What a process of its own says about its run."""
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.benchmarks.batch_child",
            str(table),
            str(table.with_suffix(".out.csv")),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


def _line(found: dict[str, float]) -> str:
    working = found["total"] - found["starting"]
    shares = {name: found[name] / working for name in ("evaluating", "writing")}
    shares["reading and checking"] = 1 - sum(shares.values())
    told = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    return (
        f"{found['peak'] / 2**20:4.0f} MiB  {found['total']:7.1f} s  {found['by_the_clock']:5.1f} s  "
        f"{found['rows'] / working:8,.0f}  {told}"
    )
