"""The athletes of a club and the rows of a file, found by key, address and look of their names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from screening.domain.roster.changes import KnownAthlete
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.name_keys import club_key_alike, email_key, look_alike_keys

SHOWN = 5
"""So many of a list are named: a file in which all share something must not be compared pair by pair."""


class ClubIndex:
    """The athletes of a club. Where two share a key, the one who is still there has it."""

    def __init__(self, athletes: Iterable[KnownAthlete]) -> None:
        self.by_id: dict[int, KnownAthlete] = {}
        self.by_key: dict[str, KnownAthlete] = {}
        self._alike_keys: dict[str, list[KnownAthlete]] = defaultdict(list)
        self._emails: dict[str, list[KnownAthlete]] = defaultdict(list)
        self._names: dict[str, list[KnownAthlete]] = defaultdict(list)
        self._births: dict[dt.date, list[KnownAthlete]] = defaultdict(list)
        self._guardians: dict[str, set[int]] = defaultdict(set)
        for athlete in sorted(athletes, key=lambda athlete: (athlete.has_left, athlete.id)):
            self._add(athlete)

    def _add(self, athlete: KnownAthlete) -> None:
        self.by_id[athlete.id] = athlete
        if athlete.club_key:
            self.by_key.setdefault(athlete.club_key, athlete)
            self._alike_keys[club_key_alike(athlete.club_key)].append(athlete)
        if athlete.email:
            self._emails[email_key(athlete.email)].append(athlete)
        if athlete.birth_date:
            self._births[athlete.birth_date].append(athlete)
        if athlete.guardian_email:
            self._guardians[email_key(athlete.guardian_email)].add(athlete.id)
        for key in look_alike_keys(athlete.name):
            self._names[key].append(athlete)

    def with_email(self, email: str | None) -> list[KnownAthlete]:
        """Whoever has the address."""
        return self._emails.get(email_key(email), []) if email else []

    def wards_of(self, guardian_email: str) -> set[int]:
        """The athletes whose guardian has the address."""
        return self._guardians.get(email_key(guardian_email), set())

    def named_like(self, name: str) -> Iterator[KnownAthlete]:
        """Whoever has a name that looks alike; somebody may come twice."""
        for key in sorted(look_alike_keys(name)):
            yield from self._names.get(key, ())

    def with_key_like(self, key: str | None) -> list[KnownAthlete]:
        """Whoever has a key that differs by what spreadsheets change only."""
        return self._alike_keys.get(club_key_alike(key), []) if key else []

    def born_on(self, date: dt.date | None) -> list[KnownAthlete]:
        """Whoever was born on that day."""
        return self._births.get(date, []) if date else []


class FileIndex:
    """Rows of a file, without those that repeat an earlier one word by word."""

    def __init__(self, rows: Sequence[RosterEntry]) -> None:
        self.rows: list[RosterEntry] = []
        self.repeats: list[tuple[int, int]] = []
        seen: dict[RosterEntry, int] = {}
        for row in sorted(rows, key=lambda row: row.row):
            earlier = seen.setdefault(replace(row, row=0), row.row)
            if earlier == row.row:
                self.rows.append(row)
            else:
                self.repeats.append((row.row, earlier))
        self.by_key: dict[str, list[RosterEntry]] = defaultdict(list)
        self.by_email: dict[str, list[RosterEntry]] = defaultdict(list)
        self.by_name: dict[str, list[RosterEntry]] = defaultdict(list)
        for row in self.rows:
            if row.club_key:
                self.by_key[row.club_key].append(row)
            if row.email:
                self.by_email[email_key(row.email)].append(row)
            for key in look_alike_keys(row.name):
                self.by_name[key].append(row)

    def sharing_key(self, row: RosterEntry) -> Others:
        """The other rows with the same key."""
        return _others(row, self.by_key.get(row.club_key or "", ()))

    def sharing_email(self, row: RosterEntry) -> Others:
        """The other rows with the same address."""
        return _others(row, self.by_email.get(email_key(row.email or ""), ()))

    def named_alike(self) -> Iterator[tuple[RosterEntry, ...]]:
        """Groups of rows whose names look alike, each group once, in file order."""
        told: set[tuple[int, ...]] = set()
        for rows in self.by_name.values():
            numbers = tuple(row.row for row in rows)
            if numbers not in told:
                told.add(numbers)
                yield tuple(rows)


@dataclass(frozen=True, slots=True)
class Others:
    """Some other rows: the first few, and how many there are in all."""

    first: tuple[RosterEntry, ...]
    count: int

    def __bool__(self) -> bool:
        return self.count > 0

    def words(self) -> str:
        """Their numbers, as part of a sentence."""
        rows = ", ".join(str(row.row) for row in self.first)
        rest = self.count - len(self.first)
        return f"row {rows} and {rest} more" if rest else f"row {rows}"


def _others(row: RosterEntry, rows: Sequence[RosterEntry]) -> Others:
    first = tuple(islice((other for other in rows if other is not row), SHOWN))
    return Others(first, max(len(rows) - 1, 0))
