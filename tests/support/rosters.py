"""Made-up rosters: people, the rows about them, and the files that these make."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Iterable, Mapping, Sequence

from screening.domain.roster.changes import KnownAthlete
from screening.domain.roster.entries import RosterEntry, RowChecks
from screening.domain.roster.fields import TITLES, RosterField

TODAY = dt.date(2026, 11, 14)
CHECKS = RowChecks(TODAY, (8, 90))
FIRST = ("Anna", "Ben", "Cleo", "Dario", "Elif", "Finn", "Gülay", "Hugo", "Inés", "Jan", "Kofi", "Lía")
LAST = (
    *("Abel", "Brandt", "Costa", "Dubois", "Eriksen", "Ferrari", "García", "Hoxha", "Ivanov", "Kaya"),
    *("Lemaire", "Müller", "Novak", "Okafor", "Petit", "Quiroga", "Rossi", "Sørensen", "Toth", "Wójcik"),
)
COLUMNS = (
    RosterField.NAME,
    RosterField.BIRTH_DATE,
    RosterField.CLUB_KEY,
    RosterField.EMAIL,
    RosterField.SQUAD,
    RosterField.GUARDIAN_NAME,
    RosterField.GUARDIAN_EMAIL,
)
Cells = dict[RosterField, str]


def person(number: int) -> RosterEntry:
    """Somebody whose every value is nobody else's, apart from the squad. `number` from 1 to 13,000."""
    first = FIRST[number % len(FIRST)]
    last = f"{LAST[number // len(FIRST) % len(LAST)]} {_letters(number)}"
    born = dt.date(1975, 1, 1) + dt.timedelta(days=number)
    return RosterEntry(
        row=number,
        name=f"{first} {last}",
        birth_date=born,
        birth_year=born.year,
        club_key=f"P{1000 + number}",
        email=f"player{number}@club.example",
        squad=f"Squad {'ABC'[number % 3]}",
        guardian_name=f"{FIRST[(number + 5) % len(FIRST)]} senior {last}",
        guardian_email=f"parent{number}@home.example",
    )


def cells_of(entry: RosterEntry) -> Cells:
    """The row as a spreadsheet would hold it."""
    return {field: str(getattr(entry, field) or "") for field in COLUMNS}


def known(entry: RosterEntry) -> KnownAthlete:
    """The same person as an athlete whom the club knows, by the number that made them."""
    return KnownAthlete(
        entry.row,
        entry.name,
        entry.birth_date,
        entry.birth_year,
        entry.club_key,
        entry.email,
        frozenset({entry.squad} if entry.squad else ()),
        entry.guardian_name,
        entry.guardian_email,
    )


def line(cells: Sequence[str], delimiter: str = ",") -> str:
    """One row of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return text.getvalue()


def csv_of(
    rows: Iterable[Mapping[RosterField, str]], columns: Sequence[RosterField] = COLUMNS, delimiter: str = ","
) -> bytes:
    """A whole file with the names of columns that our own export uses."""
    header = line([TITLES[field] for field in columns], delimiter)
    lines = [line([row[field] for field in columns], delimiter) for row in rows]
    return "".join([header, *lines]).encode()


def some_people(chance: random.Random, count: int, most: int = 4000) -> list[RosterEntry]:
    """People in no particular order."""
    return [person(number) for number in chance.sample(range(1, most), count)]


def _letters(number: int) -> str:
    """A number as letters, since names hold no digits."""
    text = ""
    while number:
        number, rest = divmod(number, 26)
        text = chr(ord("a") + rest) + text
    return text.capitalize()
