"""The running ladder as typed data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .words import SeverityClass, State


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung. `speed_pct` is the highest speed, in percent of the best before the injury."""

    rung: int
    content: str
    speed_pct: float
    dose: str
    rest: str
    green_sessions: int
    """How many green sessions pass it."""
    days_apart: int
    """The least days between these."""
    pain_max: int
    sources: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"rung.R{self.rung}"


@dataclass(frozen=True, slots=True)
class FastTrack:
    """For class G0, and G1 with no amber or worse so far."""

    classes: frozenset[SeverityClass]
    without_amber: frozenset[SeverityClass]
    green_sessions: int
    green_up_to: int
    steps_up: int
    steps_up_to: int
    no_consecutive_from: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase from control to chaos; `load_pct` is the highest weekly running load against before."""

    id: str
    name: str
    stages: tuple[State, ...]
    content: str
    load_pct: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunningRules:
    """rules/stages/running.yaml."""

    rungs: Mapping[int, Rung]
    steps_up: int
    red_steps_down: int
    absent_days: int
    """Missed days after which running starts `absent_steps_down` rungs lower."""
    absent_steps_down: int
    placement_up_to: int
    no_consecutive_from: int
    """No running from this rung on on two days in a row."""
    fast_track: FastTrack
    phases: tuple[Phase, ...]
    sources: tuple[str, ...]
