"""What columns of such files are called, matched loosely, and the units their names end with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from screening.domain.case.files.model import FileKind
from screening.domain.roster.fields import RosterField
from screening.imports.case_files.fields import FIELDS, TITLES, UNITS, FileField, Unit
from screening.imports.roster.header_words import field_of as roster_field_of
from screening.imports.roster.header_words import folded

_WHO = {
    RosterField.NAME: FileField.NAME,
    RosterField.FIRST_NAME: FileField.FIRST_NAME,
    RosterField.LAST_NAME: FileField.LAST_NAME,
    RosterField.CLUB_KEY: FileField.EXTERNAL_ID,
}
_WORDS = {
    FileField.EXTERNAL_ID: "external id, externalid, profile id, athlete external id",
    FileField.DATE: (
        "date, date utc, date local, day, session date, test date, datum, fecha, data, date of entry"
    ),
    FileField.TIME: "time, time utc, time local, start time, session start time, uhrzeit, hora, heure, ora",
    FileField.PAIN_MORNING: (
        "pain, pain morning, morning pain, pain now, hamstring pain, pain at rest, schmerz"
    ),
    FileField.SORENESS: (
        "soreness, muscle soreness, hamstring soreness, soreness hamstring, doms, muskelkater"
    ),
    FileField.FATIGUE: "fatigue, tiredness, freshness, energy, mudigkeit, fatiga, stanchezza",
    FileField.SLEEP: (
        "sleep, sleep hours, hours of sleep, sleep duration, schlaf, schlafdauer, sueno, sommeil"
    ),
    FileField.PAIN_SESSION: (
        "pain during, pain during session, session pain, max pain, worst pain, pain during max"
    ),
    FileField.EFFORT: "rpe, session rpe, srpe, effort, perceived exertion, exertion",
    FileField.MINUTES: (
        "minutes, duration, session duration, total duration, length, session length, dauer, field time"
    ),
    FileField.TEST: "test, test type, test name, test type name",
    FileField.DEVICE: "device, device name, unit id",
    FileField.LEFT_REPS: "l reps, left reps, left repetitions",
    FileField.RIGHT_REPS: "r reps, right reps, right repetitions",
    FileField.LEFT_FORCE: (
        "l max force, left max force, max force l, max force left, left peak force, l peak force"
    ),
    FileField.RIGHT_FORCE: (
        "r max force, right max force, max force r, max force right, right peak force, r peak force"
    ),
    FileField.LEFT_FORCE_KG: "l max force per kg, left max force per kg, left max force kg",
    FileField.RIGHT_FORCE_KG: "r max force per kg, right max force per kg, right max force kg",
    FileField.IMBALANCE: "max imbalance, max force imbalance, imbalance",
    FileField.SESSION: (
        "session, session name, activity, activity name, session title, drill, drill title, period name"
    ),
    FileField.TOP_SPEED: (
        "max speed, top speed, maximum speed, maximum velocity, max velocity, peak speed, max vel"
    ),
    FileField.TOP_SPEED_PCT: (
        "percentage of max velocity, percent of max velocity, max velocity percent, pct of max speed, "
        "percentage of max speed, percent max speed"
    ),
    FileField.FAST_DISTANCE: (
        "high speed running, hsr, hsr distance, high speed distance, high speed running distance, hsd, "
        "distance above 5 5 m s"
    ),
    FileField.SPRINTS: "sprints, sprint count, number of sprints, sprint efforts, no of sprints",
}
_UNIT_WORDS: Mapping[str, Unit] = {
    "m": Unit.METRES,
    "metres": Unit.METRES,
    "meters": Unit.METRES,
    "km": Unit.KILOMETRES,
    "y": Unit.YARDS,
    "yd": Unit.YARDS,
    "yds": Unit.YARDS,
    "yards": Unit.YARDS,
    "mi": Unit.MILES,
    "miles": Unit.MILES,
    "m/s": Unit.METRES_PER_SECOND,
    "mps": Unit.METRES_PER_SECOND,
    "km/h": Unit.KILOMETRES_PER_HOUR,
    "kmh": Unit.KILOMETRES_PER_HOUR,
    "kph": Unit.KILOMETRES_PER_HOUR,
    "mph": Unit.MILES_PER_HOUR,
    "s": Unit.SECONDS,
    "sec": Unit.SECONDS,
    "min": Unit.MINUTES,
    "mins": Unit.MINUTES,
    "minutes": Unit.MINUTES,
    "h": Unit.HOURS,
    "hrs": Unit.HOURS,
    "hours": Unit.HOURS,
    "hh:mm": Unit.CLOCK,
    "hh:mm:ss": Unit.CLOCK,
    "h:mm": Unit.CLOCK,
    "n": Unit.NEWTONS,
    "n/kg": Unit.NEWTONS_PER_KG,
    "%": Unit.PERCENT,
}
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]\s*$")


def field_of(header: str, kind: FileKind) -> FileField | None:
    """What a column of this name holds in a file of this kind; None where nobody has called it so before."""
    field = _FIELDS.get(loosely(header))
    if field is None and (of_roster := roster_field_of(header)) in _WHO:
        field = _WHO[of_roster]
    return field if field in FIELDS[kind] else None


def unit_of(header: str, field: FileField) -> Unit | None:
    """The unit of a column: the only one there is, or the one its name ends with; None where neither says."""
    units = UNITS.get(field, ())
    if len(units) == 1:
        return units[0]
    said = _BRACKETS.search(header)
    unit = _UNIT_WORDS.get(said[1].strip().casefold()) if said else None
    return unit if unit in units else None


def is_date_in_utc(header: str) -> bool:
    """Whether the name of a column of dates says that they are in universal time."""
    return "utc" in folded(header)


def loosely(header: str) -> str:
    """A header as it is compared: as for rosters, and without any blanks, as some exports forget one."""
    return folded(header).replace(" ", "")


def known_headers(kind: FileKind) -> Collection[str]:
    """Every text that is the name of a column of this kind of file."""
    return _KnownHeaders(kind)


class _KnownHeaders(Collection[str]):
    def __init__(self, kind: FileKind) -> None:
        self._kind = kind

    def __contains__(self, header: object) -> bool:
        return isinstance(header, str) and field_of(header, self._kind) is not None

    def __iter__(self) -> Iterator[str]:
        return (word for word, field in _FIELDS.items() if field in FIELDS[self._kind])

    def __len__(self) -> int:
        return sum(1 for _ in self)


_FIELDS = {
    **{loosely(title): field for field, title in TITLES.items()},
    **{loosely(field): field for field in FileField},
    **{loosely(word): field for field, words in _WORDS.items() for word in words.split(", ")},
}
