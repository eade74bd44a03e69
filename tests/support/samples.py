"""How many of the generated cases the suite tries; a release tries all of them.

Cases are generated from fixed seeds, so the suite tries the same sample in every run. `make release` sets
`SCREENING_CASES=all`.
"""

from __future__ import annotations

import os

ALL = os.environ.get("SCREENING_CASES") == "all"
SHARE = 3
"""One case in three is in the sample."""


def sample_of(whole: int) -> int:
    """A third of the cases in the suite, all of them for a release."""
    return whole if ALL else -(-whole // SHARE)
