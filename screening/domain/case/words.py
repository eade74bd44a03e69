"""The closed lists of words about one injury and its way back to training."""

from __future__ import annotations

import enum


class State(enum.StrEnum):
    """Where a case stands. A hold is no state: it lies over a stage, so that the stage is never lost."""

    INTAKE = "INTAKE"
    TRIAGE = "TRIAGE"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"
    S7 = "S7"
    S8 = "S8"
    REFERRED = "REFERRED"
    CLOSED = "CLOSED"
    CLOSED_REINJURY = "CLOSED_REINJURY"
    WITHDRAWN = "WITHDRAWN"

    @property
    def number(self) -> int | None:
        """1 to 8 for a stage, None for every other state."""
        return _NUMBERS.get(self)


STAGES = (State.S1, State.S2, State.S3, State.S4, State.S5, State.S6, State.S7, State.S8)
_NUMBERS = {state: number for number, state in enumerate(STAGES, start=1)}
ENDED = frozenset({State.CLOSED, State.CLOSED_REINJURY, State.WITHDRAWN})


class Party(enum.StrEnum):
    """In which part somebody acts on a case. The system only ever holds, steps down or says a light."""

    SYSTEM = "system"
    ATHLETE = "athlete"
    GUARDIAN = "guardian"
    COACH = "coach"
    PHYSIO = "physio"
    DOCTOR = "doctor"


class Side(enum.StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Mechanism(enum.StrEnum):
    """How it happened."""

    SPRINT = "sprint"
    STRETCH = "stretch"
    KICK = "kick"
    OTHER = "other"


class SeverityClass(enum.StrEnum):
    """What the minimum times and stage adjustments go by; UNKNOWN counts as G2."""

    G0 = "G0"
    G1 = "G1"
    G2 = "G2"
    G2C = "G2c"
    G3 = "G3"
    G3C = "G3c"
    AV = "AV"
    UNKNOWN = "UNKNOWN"


class PainMode(enum.StrEnum):
    """How much pain a session may bring. Only a clinician sets the threshold."""

    PAIN_FREE = "pain_free"
    THRESHOLD = "threshold"


class Light(enum.StrEnum):
    """What a check-in comes to."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    STOP = "stop"
    OPEN = "open"
    """A part was not answered: not green."""


class Part(enum.StrEnum):
    """The two halves of a daily check-in."""

    MORNING = "morning"
    SESSION = "session"


class SorenessWhere(enum.StrEnum):
    INJURED = "injured"
    OTHER = "other"
    BOTH = "both"


class Flag(enum.StrEnum):
    """What stands behind "anything unusual"."""

    LIMP = "limp"
    SHARP_PAIN = "sharp_pain"
    POP = "pop"
    NUMBNESS = "numbness"
    SADDLE_OR_BLADDER = "saddle_or_bladder"
    CALF_SWELLING = "calf_swelling"
    BREATHLESSNESS = "breathlessness"
    FEVER = "fever"
    UNEASY = "uneasy"
    """Tight or afraid."""
    PAINKILLER = "painkiller"
    """In the last 8 hours."""
    ILLNESS = "illness"


class SessionKind(enum.StrEnum):
    """What a session was."""

    REHAB = "rehab"
    RUNNING = "running"
    TEAM_MODIFIED = "team_modified"
    TEAM_FULL = "team_full"
    COMPETITION = "competition"


class Availability(enum.StrEnum):
    """What a coach may do with an athlete."""

    FULL = "full"
    MODIFIED = "modified"
    NOT_CLEARED = "not_cleared"
    UNKNOWN = "unknown"
