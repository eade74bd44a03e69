"""What a roster would change in a club, and what a person has to decide before anything is written."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import RosterField


@dataclass(frozen=True, slots=True)
class KnownAthlete:
    """An athlete of the club as a roster is compared with it. `has_left`: removed, and kept on record."""

    id: int
    name: str
    birth_date: dt.date | None = None
    birth_year: int | None = None
    club_key: str | None = None
    email: str | None = None
    squads: frozenset[str] = frozenset()
    guardian_name: str | None = None
    guardian_email: str | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one athlete, as text; dates as ISO. None before: nothing was known.

    None after: a date that no longer fits the year that is stated now. For the squad, `before` names every
    squad of the athlete and `after` the one that is joined.
    """

    field: RosterField
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RosterChange:
    """A row that changes a known athlete."""

    athlete_id: int
    row: RosterEntry
    fields: tuple[FieldChange, ...]
    returns: bool = False
    """The athlete had left the club and is back."""


class Choice(enum.StrEnum):
    """What a person can decide about a row."""

    SAME = "same"
    """It is this athlete of the club."""
    NEW = "new"
    """It is somebody whom the club does not know yet."""
    LEAVE_OUT = "leave_out"
    """The row is not read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided about a row. `athlete_id` belongs to SAME, and to no other."""

    choice: Choice
    athlete_id: int | None = None

    def __post_init__(self) -> None:
        if (self.choice is Choice.SAME) != (self.athlete_id is not None):
            raise ValueError(f"{self.choice} with athlete {self.athlete_id}")


@dataclass(frozen=True, slots=True)
class NearMatch:
    """A row that nobody but a person can place.

    `athlete_ids` are the athletes it may mean. `refused` says why a decision that was made cannot stand.
    """

    row: RosterEntry
    athlete_ids: tuple[int, ...]
    reasons: tuple[str, ...]
    offers: tuple[Decision, ...]
    suggestion: Decision | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Twins:
    """People whose names look alike, for whoever looks at the preview; nothing has to be decided."""

    rows: tuple[int, ...]
    athlete_ids: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about the file as a whole that a person has to look at before anything of it is written."""

    id: str
    message: str


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """Everything a roster would do. Rows count as in the file; all lists are in a fixed order.

    `same`: rows that say what is known already, as (athlete id, row). `repeats`: rows that say the same as an
    earlier one, as (row, earlier row). `removals` are empty while `removals_wait` says why.
    """

    adds: tuple[RosterEntry, ...] = ()
    changes: tuple[RosterChange, ...] = ()
    removals: tuple[int, ...] = ()
    same: tuple[tuple[int, int], ...] = ()
    near_matches: tuple[NearMatch, ...] = ()
    twins: tuple[Twins, ...] = ()
    repeats: tuple[tuple[int, int], ...] = ()
    left_out: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    removals_wait: str | None = None

    def may_be_written(self, accepted: Collection[str]) -> bool:
        """Whether every row is decided and every doubt was looked at.

        Args:
            accepted: ids of the doubts that a person has ticked.
        """
        return not self.near_matches and all(doubt.id in accepted for doubt in self.doubts)
