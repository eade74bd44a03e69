"""How much of a programme was done: counted, and set beside what studies found. No marks, no streaks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from screening.domain.programme.model import Done
from screening.services.training import Followed

WORTH, WORTH_NAME = "Ripley2021", "Ripley 2021"
"""The study that asked how much is enough."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Counts over the sessions whose day has come, or that were reported."""

    planned: int
    done: int
    partly: int
    longest_gap_days: int | None
    """Between two sessions that were done, in part at least; None with fewer than two."""


def worth_of(current: Followed, today: dt.date) -> Worth:
    """What was done up to a day; today's session counts once it was reported."""
    told = {entry.session: entry for entry in current.log}
    planned = [each for each in current.sessions if each.date < today or each.key in told]
    entries = [told[each.key] for each in planned if each.key in told]
    days = sorted({entry.on for entry in entries if entry.done is not Done.NOT})
    return Worth(
        planned=len(planned),
        done=sum(entry.done is Done.DONE for entry in entries),
        partly=sum(entry.done is Done.PARTLY for entry in entries),
        longest_gap_days=max(((later - day).days for day, later in pairwise(days)), default=None),
    )
