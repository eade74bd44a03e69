"""The moves from one state to another as typed data: which way, by whom, and what has to hold before."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from .words import Party, State


class Direction(enum.StrEnum):
    """Which way a move goes."""

    OPEN = "open"
    UP = "up"
    DOWN = "down"
    STOP = "stop"
    LIFT = "lift"
    PLACE = "place"
    END = "end"
    """An end that has to be earned: closing after a year."""
    END_DOWN = "end_down"

    @property
    def is_up(self) -> bool:
        """Whether it leads towards more load, so that a named person has to have earned and signed it."""
        return self in _UP


_UP = frozenset({Direction.UP, Direction.LIFT, Direction.PLACE, Direction.END})


class Guard(enum.StrEnum):
    """What has to hold before a move, besides its signature."""

    CONSENT = "consent"
    PAST_INJURY_DAY = "past_injury_day"
    RESPONSIBLE = "responsible"
    RED_FLAGS = "red_flags"
    URGENCY = "urgency"
    EXIT = "exit"
    TIME = "time"
    DWELL = "dwell"
    SESSIONS = "sessions"
    FULL_SESSIONS = "full_sessions"
    NO_RED = "no_red"
    DECISION = "decision"
    YEAR = "year"
    NOTE = "note"
    NOT_ABOVE = "not_above"
    MID_REHABILITATION = "mid_rehabilitation"
    ONCE = "once"


class Asked(enum.StrEnum):
    """What the record of a move has to hold."""

    SCOPE = "scope"
    REVIEW_ON = "review_on"


@dataclass(frozen=True, slots=True)
class Move:
    """One of TR0 to TR17."""

    id: str
    name: str
    before: tuple[State, ...]
    after: tuple[State, ...]
    direction: Direction
    guards: tuple[Guard, ...]
    signers: frozenset[Party]
    doctor_from: int | None
    """From this stage on only a doctor (or a delegate, where `delegate`) signs."""
    doctor_for_tendon: bool
    delegate: bool
    overrides_by: frozenset[Party]
    """Who may let an unmet criterion pass, with a reason."""
    agreements: tuple[Party, ...]
    asks: frozenset[Asked]
    sources: tuple[str, ...]
    note: str | None = None
