"""A clock that shows what the test says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

NOW = dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC)


@dataclass
class StillClock:
    time: dt.datetime = NOW

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, **by: int) -> None:
        self.time += dt.timedelta(**by)
