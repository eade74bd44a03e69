"""What an import did, row by row, as it is kept for thirty days so that the whole can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from screening.store.tables.athlete import AthleteRow

KEPT_FIELDS = ("name", "name_key", "birth_date", "birth_year", "club_key", "email")


@dataclass(slots=True)
class ImportRecord:
    """Numbers of rows; versions are those that the import left behind.

    `athletes_before` holds the fields of each athlete as they were, by number as text.
    """

    athletes_added: list[int] = field(default_factory=list)
    athletes_before: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    squads_made: list[int] = field(default_factory=list)
    looked_after_by: int | None = None
    """The membership that was given the new squads."""
    places_made: list[int] = field(default_factory=list)
    places_ended: list[int] = field(default_factory=list)
    guardians_made: list[int] = field(default_factory=list)
    guardians_ended: list[int] = field(default_factory=list)
    guardians_renamed: dict[str, list[str]] = field(default_factory=dict)
    """The name before and after, by number."""
    invitations_ended: list[int] = field(default_factory=list)

    def remember(self, row: AthleteRow) -> None:
        """Note how an athlete is before anything of it changes; the first note of each counts."""
        self.athletes_before.setdefault(
            str(row.id),
            {name: getattr(row, name) for name in KEPT_FIELDS}
            | {"removed_at": row.removed_at.isoformat() if row.removed_at else None},
        )

    def touched(self) -> frozenset[int]:
        """Every athlete whom the import added or changed."""
        return frozenset(self.athletes_added) | frozenset(map(int, self.athletes_before))

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> ImportRecord:
        """As it was stored."""
        return cls(**kept)


def restore(row: AthleteRow, before: dict[str, Any]) -> None:
    """Give an athlete the fields of before. The version goes on counting: an old form must not fit again."""
    for name in KEPT_FIELDS:
        setattr(row, name, before[name])
    removed_at = before["removed_at"]
    row.removed_at = dt.datetime.fromisoformat(removed_at) if removed_at else None
    row.version += 1
