"""Minimum times and counts, as typed data. All are floors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .words import SeverityClass, State


@dataclass(frozen=True, slots=True)
class MinimumDays:
    """Days from the injury to entering each stage, of one class."""

    severity: SeverityClass
    days: Mapping[State, int]
    anchor: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """rules/stages/times.yaml."""

    minimum: Mapping[SeverityClass, MinimumDays]
    """A class without a row needs a doctor's record for every move up."""
    recurrent_factor: float
    dwell: Mapping[State, int]
    session_stages: frozenset[State]
    sessions: int
    sessions_g0: int
    full_sessions: Mapping[SeverityClass, int]
    full_sessions_recurrent: int
    test_age_days: int
    closing_days: int
    clearance_days: int
    late_after_days: int
    placement_days: int
    sources: Mapping[str, tuple[str, ...]]
    """Of every entry but the rows, by its name in the file."""

    def days_to(self, severity: SeverityClass, recurrent: bool, after: State) -> int | None:
        """The least days from the injury to entering `after`; None: only by a doctor's record.

        Source:
            rules/stages/times.yaml
        """
        row = self.minimum.get(severity)
        if row is None:
            return None
        days = row.days.get(after, 0)
        return math.ceil(round(days * self.recurrent_factor, 6)) if recurrent else days

    def sessions_needed(self, severity: SeverityClass, recurrent: bool) -> int:
        """Training sessions in a stage, green a day later."""
        return self.sessions_g0 if severity is SeverityClass.G0 and not recurrent else self.sessions

    def full_sessions_needed(self, severity: SeverityClass, recurrent: bool, tendon: bool) -> int:
        """Full, unrestricted team sessions before competition."""
        least = self.full_sessions[severity]
        return max(least, self.full_sessions_recurrent) if recurrent or tendon else least
