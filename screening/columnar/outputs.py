"""The arrays of a result while it is being filled, chunk by chunk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from screening.columnar.program import Array

_CODES = (
    "risk_status",
    "band",
    "fortnight_light",
    "urgency",
    "injury_status",
    "grade_low",
    "grade_high",
    "not_graded_because",
    "plan_kind",
    "tags",
)
_NUMBERS = ("season_probability", "low", "high", "relative_to_peers", "completeness", "p0")


class Outputs:
    """One array for each output of `Results`, under its name there."""

    def __init__(self, length: int, factors: int, causes: int) -> None:
        kinds: dict[str, Any] = dict.fromkeys(_CODES, np.int8) | dict.fromkeys(_NUMBERS, np.float64)
        kinds |= {"baseline": np.int16, "provisional": np.bool_}
        self.arrays: Mapping[str, Array] = {
            **{name: np.empty(length, kind) for name, kind in kinds.items()},
            "levels": np.empty((factors, length), np.int16),
            "causes": np.empty((causes, length), np.int8),
        }

    def part(self, start: int, stop: int) -> dict[str, Array]:
        """The places of one chunk, as views."""
        return {name: array[..., start:stop] for name, array in self.arrays.items()}
