"""One row of a case file as what was measured: its cells read, its faults by column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from screening.domain.case.events import CheckIn
from screening.domain.case.files.model import (
    FileKind,
    Measured,
    PersonInFile,
    RunMeasured,
    StrengthMeasured,
    WellnessEntered,
)
from screening.domain.case.words import Part, SessionKind
from screening.domain.roster.dates import DateOrder
from screening.domain.wellformed import shown
from screening.imports.case_files.cells import (
    DecimalMark,
    WrongCell,
    is_missing,
    read_cell,
    read_day,
    read_time,
)
from screening.imports.case_files.columns import FileColumns
from screening.imports.case_files.fields import MEASURED, FileField
from screening.imports.case_files.header_words import is_date_in_utc
from screening.imports.roster.header_words import folded
from screening.imports.roster.reading import TableRow
from screening.services.batch_rows import Fault

LONGEST_TEXT = 120
_MINUTE = 60
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What a person has said about a file, and what is known from outside it."""

    file_name: str
    today: dt.date
    """The club's own day."""
    zone: dt.tzinfo
    """The club's own time zone: dates in universal time become its days."""
    date_order: DateOrder | None = None
    decimal: DecimalMark | None = None
    session_kind: SessionKind = SessionKind.RUNNING
    """What the sessions of a file of runs were; whether they were full training is never guessed."""


@dataclass(slots=True)
class RowReader:
    """The cells of one row by field. Faults gather; a value that cannot be read is None beside its fault."""

    row: TableRow
    columns: FileColumns
    options: FileOptions
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: FileField) -> str:
        """The text of the one column that holds a field; empty where none does or nothing is there."""
        for place in self.columns.places(name):
            text = self.row.cells[place].strip()
            if len(text) > LONGEST_TEXT:
                self._fault(place, f"Enter at most {LONGEST_TEXT} characters")
            return "" if is_missing(text) else text[:LONGEST_TEXT]
        return ""

    def number(self, name: FileField) -> float | None:
        """The value of a field in its base unit, several columns added up; None: missing or at fault."""
        found = [value for place in self.columns.places(name) for value in self._at(name, place)]
        return sum(found) if found else None

    def whole(self, name: FileField) -> int | None:
        value = self.number(name)
        return None if value is None else int(value)

    def person(self) -> PersonInFile:
        """Who it is; a fault where nobody is named."""
        parts = (self.text(FileField.FIRST_NAME), self.text(FileField.LAST_NAME))
        name = self.text(FileField.NAME) or " ".join(part for part in parts if part)
        person = PersonInFile(self.text(FileField.EXTERNAL_ID), name)
        if not person.external_id and not name:
            self.faults.append(Fault(self.row.number, "", "", "This row does not say who it is"))
        return person

    def moment(self) -> tuple[dt.date | None, dt.time | None]:
        """The club's own day and time of a row; the day is None beside its fault."""
        place = self.columns.places(FileField.DATE)[0]
        try:
            day, time = read_day(self.row.cells[place], self.options.date_order)
        except WrongCell as wrong:
            self._fault(place, str(wrong))
            return None, None
        time = self._time() or time
        if time is not None and is_date_in_utc(self.columns.header[place]):
            here = dt.datetime.combine(day, time, dt.UTC).astimezone(self.options.zone)
            day, time = here.date(), here.time()
        if day > self.options.today:
            self._fault(place, "This day has not come yet; check the order of day and month")
            return None, time
        return day, time

    def _time(self) -> dt.time | None:
        for place in self.columns.places(FileField.TIME):
            text = self.row.cells[place]
            if not is_missing(text):
                try:
                    return read_time(text)
                except WrongCell as wrong:
                    self._fault(place, str(wrong))
        return None

    def _at(self, name: FileField, place: int) -> Iterator[float]:
        text = self.row.cells[place]
        if is_missing(text):
            return
        try:
            yield read_cell(text, name, self.columns.choices[place].unit, self.options.decimal)
        except WrongCell as wrong:
            self._fault(place, str(wrong))

    def _fault(self, place: int, message: str) -> None:
        value = shown(self.row.cells[place].strip())
        self.faults.append(Fault(self.row.number, self.columns.header[place], value, message))


def has_values(row: TableRow, columns: FileColumns) -> bool:
    """Whether anything was measured in a row."""
    places = (place for name in MEASURED[columns.kind] for place in columns.places(name))
    return any(not is_missing(row.cells[place]) for place in places)


def read_measured(reader: RowReader, place_in_day: int) -> tuple[Measured | None, tuple[str, ...]]:
    """What a row holds, and what a person should know of how it was read.

    Args:
        place_in_day: counts the rows of one person in the file, for sessions without a name or time.
    Returns:
        Whatever could be read; it is used only where `reader.faults` stays empty.
    """
    day, time = reader.moment()
    match reader.columns.kind:
        case FileKind.WELLNESS:
            return _wellness(reader, day)
        case FileKind.STRENGTH:
            return _strength(reader, day, time)
        case FileKind.RUNNING:
            return _run(reader, day, time, place_in_day)


def _wellness(reader: RowReader, day: dt.date | None) -> tuple[Measured | None, tuple[str, ...]]:
    """Nobody was asked about anything unusual, so that such a day can stop somebody and is never green."""
    sleep, minutes = reader.number(FileField.SLEEP), reader.number(FileField.MINUTES)
    if day is None:
        day = dt.date.min  # every cell is read, so that all faults of the row are named at once
    morning = CheckIn(
        Part.MORNING,
        day,
        pain_morning=reader.whole(FileField.PAIN_MORNING),
        soreness_hamstring=reader.whole(FileField.SORENESS),
        fatigue=reader.whole(FileField.FATIGUE),
        sleep_hours=None if sleep is None else round(sleep / _HOUR, 2),
        flags_asked=False,
        from_file=reader.options.file_name,
    )
    session = CheckIn(
        Part.SESSION,
        day,
        pain_during_max=reader.whole(FileField.PAIN_SESSION),
        session_rpe=reader.number(FileField.EFFORT),
        minutes=_minutes(minutes),
        flags_asked=False,
        from_file=reader.options.file_name,
    )
    empty = CheckIn(Part.MORNING, day, flags_asked=False, from_file=reader.options.file_name)
    halves = tuple(half for half in (morning, session) if replace(half, part=Part.MORNING) != empty)
    return (WellnessEntered(halves) if halves else None), ()


def _strength(
    reader: RowReader, day: dt.date | None, time: dt.time | None
) -> tuple[Measured | None, tuple[str, ...]]:
    left, said_left = _leg(reader, FileField.LEFT_FORCE, FileField.LEFT_REPS, "left")
    right, said_right = _leg(reader, FileField.RIGHT_FORCE, FileField.RIGHT_REPS, "right")
    measured = StrengthMeasured(
        on=day or dt.date.min,
        test_name=reader.text(FileField.TEST),
        left_n=left,
        right_n=right,
        left_n_kg=reader.number(FileField.LEFT_FORCE_KG) if left is not None else None,
        right_n_kg=reader.number(FileField.RIGHT_FORCE_KG) if right is not None else None,
        imbalance_pct=reader.number(FileField.IMBALANCE),
        device=reader.text(FileField.DEVICE),
        at=time,
    )
    return measured, (*said_left, *said_right)


def _leg(
    reader: RowReader, force: FileField, reps: FileField, side: str
) -> tuple[float | None, tuple[str, ...]]:
    """The force of one leg. Zero repetitions, or a force of zero, is a leg that was not tested."""
    value, count = reader.number(force), reader.whole(reps)
    if value is None:
        return None, (f"The {side} leg has no force, so it counts as not tested",)
    if count == 0 or value == 0:
        return None, (f"The {side} leg has no repetitions, so it counts as not tested",)
    return value, ()


def _run(
    reader: RowReader, day: dt.date | None, time: dt.time | None, place_in_day: int
) -> tuple[Measured | None, tuple[str, ...]]:
    on, name = day or dt.date.min, reader.text(FileField.SESSION)
    told_apart = [folded(name) if name else "", f"{time:%H:%M}" if time else ""]
    if not any(told_apart):
        told_apart = [str(place_in_day)]
    measured = RunMeasured(
        key=":".join(("gps", on.isoformat(), *filter(None, told_apart))),
        on=on,
        kind=reader.options.session_kind,
        file_name=reader.options.file_name,
        minutes=_minutes(reader.number(FileField.MINUTES)),
        session_rpe=reader.number(FileField.EFFORT),
        top_speed_m_s=reader.number(FileField.TOP_SPEED),
        top_speed_pct=reader.number(FileField.TOP_SPEED_PCT),
        sprints_ge90=reader.whole(FileField.SPRINTS),
        fast_m=reader.number(FileField.FAST_DISTANCE),
    )
    return measured, ()


def _minutes(seconds: float | None) -> int | None:
    """Whole minutes, half of one rounded up; something is never nothing."""
    if seconds is None:
        return None
    return max(int(seconds / _MINUTE + 0.5), 1 if seconds > 0 else 0)
