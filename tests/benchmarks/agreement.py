"""The two evaluators against each other, over as many generated cases as wanted."""

from __future__ import annotations

from tests.support.differential import differential


def print_differential(cases: int) -> None:
    """Print how often the two evaluators disagree."""
    mismatches = differential(cases, 1)
    print(
        f"Two evaluators, written apart: {cases:,} generated cases, {len(mismatches)} mismatches   target: 0"
    )
    for mismatch in mismatches[:5]:
        print(f"  {mismatch}")
    print()
