"""Benchmarks as ratios within one run, so that two machines can be compared; never fails on a time.

Run as a program: `make bench`, or `python -m tests.bench scalar columnar differential batch cases` for some.
`BENCH_FULL=1` adds a table of a million athletes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from screening.domain.rulebook import Rulebook
from screening.rulebook.load import load_rulebook

CASES = 100_000


def _scalar(rulebook: Rulebook) -> None:
    from tests.benchmarks.scalar import print_scalar

    print_scalar(rulebook)


def _columnar(rulebook: Rulebook) -> None:
    from tests.benchmarks.columnar import print_columnar

    print_columnar(rulebook)


def _differential(rulebook: Rulebook) -> None:
    from tests.benchmarks.agreement import print_differential

    print_differential(CASES)


def _batch(rulebook: Rulebook) -> None:
    from tests.benchmarks.batch import FULL, SHORT, print_batch

    print_batch(rulebook, FULL if os.environ.get("BENCH_FULL") else SHORT)


def _cases(rulebook: Rulebook) -> None:
    from tests.benchmarks.case_year import print_case_year

    print_case_year(rulebook)


PARTS: dict[str, Callable[[Rulebook], None]] = {
    "scalar": _scalar,
    "columnar": _columnar,
    "differential": _differential,
    "batch": _batch,
    "cases": _cases,
}


def main(*wanted: str) -> None:
    """Print the figures of the wanted parts; of all where none is named."""
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        sys.exit(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    rulebook = load_rulebook()
    for name in wanted or PARTS:
        PARTS[name](rulebook)


if __name__ == "__main__":
    main(*sys.argv[1:])
