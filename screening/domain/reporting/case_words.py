"""The closed words of a case as people read them: mechanism, lights, flags, parties, classes and states."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.case.words import (
    Flag,
    Light,
    Mechanism,
    PainMode,
    Party,
    SessionKind,
    SeverityClass,
    SorenessWhere,
    State,
)

MECHANISM: Mapping[Mechanism, str] = {
    Mechanism.SPRINT: "sprinting",
    Mechanism.STRETCH: "stretching",
    Mechanism.KICK: "kicking",
    Mechanism.OTHER: "in another way",
}
LIGHT: Mapping[Light, str] = {
    Light.GREEN: "green",
    Light.AMBER: "amber",
    Light.RED: "red",
    Light.STOP: "stop",
    Light.OPEN: "open, a part is missing",
}
FLAG: Mapping[Flag, str] = {
    Flag.LIMP: "limp",
    Flag.SHARP_PAIN: "sharp pain",
    Flag.POP: "a pop",
    Flag.NUMBNESS: "numbness",
    Flag.SADDLE_OR_BLADDER: "saddle numbness or bladder change",
    Flag.CALF_SWELLING: "calf swelling",
    Flag.BREATHLESSNESS: "breathlessness",
    Flag.FEVER: "fever",
    Flag.UNEASY: "tight or afraid",
    Flag.PAINKILLER: "painkiller in the last 8 hours",
    Flag.ILLNESS: "illness",
}
SESSION: Mapping[SessionKind, str] = {
    SessionKind.REHAB: "rehabilitation session",
    SessionKind.RUNNING: "running session",
    SessionKind.TEAM_MODIFIED: "team training, modified",
    SessionKind.TEAM_FULL: "full team training",
    SessionKind.COMPETITION: "match or competition",
}
PARTY: Mapping[Party, str] = {
    Party.SYSTEM: "the software",
    Party.ATHLETE: "athlete",
    Party.GUARDIAN: "guardian",
    Party.COACH: "coach",
    Party.PHYSIO: "physio",
    Party.DOCTOR: "doctor",
}
SEVERITY: Mapping[SeverityClass, str] = {
    SeverityClass.G0: "class G0",
    SeverityClass.G1: "class G1",
    SeverityClass.G2: "class G2",
    SeverityClass.G2C: "class G2c, into the tendon",
    SeverityClass.G3: "class G3",
    SeverityClass.G3C: "class G3c, into the tendon",
    SeverityClass.AV: "class AV, avulsion or rupture suspected, or surgery",
    SeverityClass.UNKNOWN: "class not known, counts as G2",
}
STATE: Mapping[State, str] = {
    State.INTAKE: "being opened",
    State.TRIAGE: "before stage 1",
    State.REFERRED: "referred, waiting for a clinician",
    State.CLOSED: "closed",
    State.CLOSED_REINJURY: "closed, injured again",
    State.WITHDRAWN: "withdrawn by the athlete",
}
"""The states that are no stage; stages go by their code and name."""
WHERE: Mapping[SorenessWhere, str] = {
    SorenessWhere.INJURED: "injured leg",
    SorenessWhere.OTHER: "other leg",
    SorenessWhere.BOTH: "both legs",
}
PAIN_MODE: Mapping[PainMode, str] = {
    PainMode.PAIN_FREE: "pain-free work only",
    PainMode.THRESHOLD: "pain up to the threshold is allowed",
}
