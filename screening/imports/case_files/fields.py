"""What a column of a case file can hold, per kind of file, and in which units."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from screening.domain.case.files.model import FileKind


class FileField(enum.StrEnum):
    """A column that is read."""

    EXTERNAL_ID = "external_id"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    DATE = "date"
    TIME = "time"
    # Wellness
    PAIN_MORNING = "pain_morning"
    SORENESS = "soreness_hamstring"
    FATIGUE = "fatigue"
    SLEEP = "sleep_hours"
    PAIN_SESSION = "pain_during_max"
    EFFORT = "session_rpe"
    MINUTES = "minutes"
    # Strength
    TEST = "test"
    DEVICE = "device"
    LEFT_REPS = "left_reps"
    RIGHT_REPS = "right_reps"
    LEFT_FORCE = "left_force"
    RIGHT_FORCE = "right_force"
    LEFT_FORCE_KG = "left_force_kg"
    RIGHT_FORCE_KG = "right_force_kg"
    IMBALANCE = "imbalance"
    # Running
    SESSION = "session"
    TOP_SPEED = "top_speed"
    TOP_SPEED_PCT = "top_speed_pct"
    FAST_DISTANCE = "fast_distance"
    SPRINTS = "sprints"


TITLES: Mapping[FileField, str] = {
    FileField.EXTERNAL_ID: "Club number or external id",
    FileField.NAME: "Name",
    FileField.FIRST_NAME: "First name",
    FileField.LAST_NAME: "Last name",
    FileField.DATE: "Date",
    FileField.TIME: "Time",
    FileField.PAIN_MORNING: "Pain this morning",
    FileField.SORENESS: "Soreness of the hamstrings",
    FileField.FATIGUE: "Tiredness",
    FileField.SLEEP: "Sleep",
    FileField.PAIN_SESSION: "Worst pain in the session",
    FileField.EFFORT: "Effort of the session",
    FileField.MINUTES: "Length of the session",
    FileField.TEST: "Test",
    FileField.DEVICE: "Device",
    FileField.LEFT_REPS: "Repetitions left",
    FileField.RIGHT_REPS: "Repetitions right",
    FileField.LEFT_FORCE: "Peak force left",
    FileField.RIGHT_FORCE: "Peak force right",
    FileField.LEFT_FORCE_KG: "Peak force left per kg",
    FileField.RIGHT_FORCE_KG: "Peak force right per kg",
    FileField.IMBALANCE: "Imbalance",
    FileField.SESSION: "Name of the session",
    FileField.TOP_SPEED: "Top speed",
    FileField.TOP_SPEED_PCT: "Top speed as a share of the best",
    FileField.FAST_DISTANCE: "Distance above 5.5 m/s",
    FileField.SPRINTS: "Sprints at 90% or faster",
}
"""As a page names them."""
WHO = (FileField.EXTERNAL_ID, FileField.NAME, FileField.FIRST_NAME, FileField.LAST_NAME)
FIELDS: Mapping[FileKind, tuple[FileField, ...]] = {
    FileKind.WELLNESS: (
        *WHO,
        FileField.DATE,
        FileField.PAIN_MORNING,
        FileField.SORENESS,
        FileField.FATIGUE,
        FileField.SLEEP,
        FileField.PAIN_SESSION,
        FileField.EFFORT,
        FileField.MINUTES,
    ),
    FileKind.STRENGTH: (
        *WHO,
        FileField.DATE,
        FileField.TIME,
        FileField.TEST,
        FileField.DEVICE,
        FileField.LEFT_REPS,
        FileField.RIGHT_REPS,
        FileField.LEFT_FORCE,
        FileField.RIGHT_FORCE,
        FileField.LEFT_FORCE_KG,
        FileField.RIGHT_FORCE_KG,
        FileField.IMBALANCE,
    ),
    FileKind.RUNNING: (
        *WHO,
        FileField.DATE,
        FileField.TIME,
        FileField.SESSION,
        FileField.MINUTES,
        FileField.EFFORT,
        FileField.TOP_SPEED,
        FileField.TOP_SPEED_PCT,
        FileField.FAST_DISTANCE,
        FileField.SPRINTS,
    ),
}
"""What a file of each kind may hold, in the order of a page."""
NEEDED: Mapping[FileKind, tuple[FileField, ...]] = {
    FileKind.WELLNESS: (FileField.DATE,),
    FileKind.STRENGTH: (FileField.DATE, FileField.LEFT_FORCE, FileField.RIGHT_FORCE),
    FileKind.RUNNING: (FileField.DATE,),
}
MEASURED: Mapping[FileKind, frozenset[FileField]] = {
    FileKind.WELLNESS: frozenset(FIELDS[FileKind.WELLNESS]) - {*WHO, FileField.DATE},
    FileKind.STRENGTH: frozenset({FileField.LEFT_FORCE, FileField.RIGHT_FORCE}),
    FileKind.RUNNING: frozenset(FIELDS[FileKind.RUNNING])
    - {*WHO, FileField.DATE, FileField.TIME, FileField.SESSION},
}
"""At least one of these has to be there, or the file says nothing."""
ADDED_UP = frozenset({FileField.FAST_DISTANCE})
"""May be spread over several columns, such as speed bands, which are added up."""


class Unit(enum.StrEnum):
    """What the numbers of a column are in."""

    METRES = "m"
    KILOMETRES = "km"
    YARDS = "yd"
    MILES = "mi"
    METRES_PER_SECOND = "m/s"
    KILOMETRES_PER_HOUR = "km/h"
    MILES_PER_HOUR = "mph"
    SECONDS = "s"
    MINUTES = "min"
    HOURS = "h"
    CLOCK = "h:mm"
    """Hours and minutes, or hours, minutes and seconds, with colons."""
    NEWTONS = "N"
    NEWTONS_PER_KG = "N/kg"
    PERCENT = "%"
    POINTS_HIGH_IS_MORE = "0-10, 10 is the most"
    POINTS_HIGH_IS_LESS = "0-10, 10 is none at all"


FACTORS: Mapping[Unit, float] = {
    Unit.METRES: 1,
    Unit.KILOMETRES: 1000,
    Unit.YARDS: 0.9144,
    Unit.MILES: 1609.344,
    Unit.METRES_PER_SECOND: 1,
    Unit.KILOMETRES_PER_HOUR: 1 / 3.6,
    Unit.MILES_PER_HOUR: 0.44704,
    Unit.SECONDS: 1,
    Unit.MINUTES: 60,
    Unit.HOURS: 3600,
}
"""To metres, metres per second and seconds; definitions, not findings."""
_LENGTHS = (Unit.METRES, Unit.KILOMETRES, Unit.YARDS, Unit.MILES)
_TIMES = (Unit.MINUTES, Unit.CLOCK, Unit.HOURS, Unit.SECONDS)
_POINTS = (Unit.POINTS_HIGH_IS_MORE, Unit.POINTS_HIGH_IS_LESS)
UNITS: Mapping[FileField, tuple[Unit, ...]] = {
    FileField.TOP_SPEED: (Unit.KILOMETRES_PER_HOUR, Unit.METRES_PER_SECOND, Unit.MILES_PER_HOUR),
    FileField.FAST_DISTANCE: _LENGTHS,
    FileField.MINUTES: _TIMES,
    FileField.SLEEP: (Unit.HOURS, Unit.CLOCK, Unit.MINUTES),
    FileField.SORENESS: _POINTS,
    FileField.FATIGUE: _POINTS,
    FileField.LEFT_FORCE: (Unit.NEWTONS,),
    FileField.RIGHT_FORCE: (Unit.NEWTONS,),
    FileField.LEFT_FORCE_KG: (Unit.NEWTONS_PER_KG,),
    FileField.RIGHT_FORCE_KG: (Unit.NEWTONS_PER_KG,),
    FileField.IMBALANCE: (Unit.PERCENT,),
    FileField.TOP_SPEED_PCT: (Unit.PERCENT,),
}
"""The units a column may be in; a field that is not here has none.

Of several the header or a person says which.
"""
