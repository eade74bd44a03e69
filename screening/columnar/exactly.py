"""Rounding to the settled six decimals, for whole arrays, with the same result as Python's own.

Why this is exact. `round(x, 6)` gives the double nearest to the decimal number N / 10**6, where N is the
whole number nearest to x * 10**6 in exact arithmetic. For an array N is `rint(x * 1e6)`. The product may be
off by a few units in its last place, and so may x itself, because array libraries have their own exp and
expm1; together by less than MARGIN while the product stays below LARGE. So N can only be wrong where the
product lies within MARGIN of half way between two whole numbers. Those few places are marked as doubtful, and
whoever asked works them out again, one by one, with Python's arithmetic in the order of the scalar formula.
Everywhere else N is right, and N / 1e6 divides two exact doubles, which rounds to the nearest: the same one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

PLACES = 6
SCALE = 1e6
MARGIN = 1e-5
LARGE = 1e9
"""Products up to here have a last place of 1.2e-7 at most: dozens of them fit into MARGIN."""


def rounded(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """The values to six decimals, and where that is doubtful (also where they are no numbers)."""
    scaled = values * SCALE
    whole = np.rint(scaled)
    np.subtract(scaled, whole, out=scaled)
    np.abs(scaled, out=scaled)
    sure = scaled < 0.5 - MARGIN
    np.abs(whole, out=scaled)
    sure &= scaled < LARGE
    whole /= SCALE
    return whole, ~sure
