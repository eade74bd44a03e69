"""Benchmarks as ratios within one run, so that two machines can be compared; never fails on a time.

Run as a program: `make bench`. `BENCH_FULL=1 make bench` adds the longest ones.
"""

from __future__ import annotations

from screening.rulebook.load import load_rulebook
from tests.benchmarks.scalar import print_scalar


def main() -> None:
    """Print every figure."""
    print_scalar(load_rulebook())


if __name__ == "__main__":
    main()
