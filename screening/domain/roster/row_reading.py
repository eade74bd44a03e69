"""A row on its way to being placed: the athlete it means by its key, and why that may not be enough."""

from __future__ import annotations

from dataclasses import dataclass, field

from screening.domain.roster.changes import FieldChange, KnownAthlete
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import RosterField


@dataclass(slots=True)
class RowReading:
    """A row as far as it is placed. While it has reasons, a person has to look before it is written."""

    row: RosterEntry
    athlete: KnownAthlete | None = None
    changes: tuple[FieldChange, ...] = ()
    contradictions: tuple[RosterField, ...] = ()
    candidates: dict[int, KnownAthlete] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    has_key_of_its_own: bool = True
    """No other row of the file has the same club number."""

    @property
    def is_plain(self) -> bool:
        return not self.reasons

    @property
    def counterpart(self) -> KnownAthlete | None:
        """The athlete whom the row means, or the only one whom it may mean."""
        if self.athlete is None and len(self.candidates) == 1:
            return next(iter(self.candidates.values()))
        return self.athlete

    def object(self, reason: str, *athletes: KnownAthlete) -> None:
        """A person has to look, and these are whom the row may mean."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        self.candidates.update((athlete.id, athlete) for athlete in athletes)
