"""What holds a case and what takes it down as typed data: what each does, and what lifts it again."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from .words import State


class Lasts(enum.StrEnum):
    """How a hold ends."""

    WHILE = "while"
    UNTIL_LIFTED = "until_lifted"


class LiftAfter(enum.StrEnum):
    """What has to be there since a hold was set before a person may lift it."""

    NOTHING = "nothing"
    NO_FEVER = "no_fever"
    DECISION = "decision"
    GREEN_DAY = "green_day"
    NOTE = "note"
    S2_TESTS = "s2_tests"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """One of HD1 to HD7."""

    id: str
    name: str
    text: str
    lasts: Lasts
    lift_after: LiftAfter
    stops_training: bool
    stages: tuple[State, ...]
    within_days: int | None
    sources: tuple[str, ...]
    note: str | None = None
    text_at_first: str | None = None
    """What it says while nothing it could go by has been entered yet."""


class Effect(enum.StrEnum):
    """What a rule of stepping down does."""

    RUNG = "rung"
    STAGE = "stage"
    STOP_RUNNING = "stop_running"
    ABSENCE = "absence"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class RegressRule:
    """One of RG1 to RG4, or a test that got worse. `days` and `long_days` are of an absence."""

    id: str
    name: str
    text: str
    effect: Effect
    lift_after: LiftAfter
    sources: tuple[str, ...]
    window_days: int | None = None
    days: int | None = None
    long_days: int | None = None
    stages: tuple[State, ...] = ()
    tests: tuple[str, ...] = ()
    note: str | None = None
