"""What speaks against a file as a whole: too many athletes would get another value of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from screening.domain.roster.changes import Doubt
from screening.domain.roster.comparing import cannot_be, field_changes
from screening.domain.roster.fields import PHRASES, RosterField
from screening.domain.roster.row_reading import RowReading

_SHARE = 0.2
"""From this share of the athletes on, a column was more likely sorted or moved than corrected (expert)."""
_FROM_ONE = frozenset({RosterField.NAME, RosterField.BIRTH_DATE, RosterField.CLUB_KEY})
"""Of these a single contradiction is rare enough; of the others it takes two."""
_COMPARED = (
    RosterField.NAME,
    RosterField.BIRTH_DATE,
    RosterField.CLUB_KEY,
    RosterField.EMAIL,
    RosterField.SQUAD,
    RosterField.GUARDIAN_NAME,
    RosterField.GUARDIAN_EMAIL,
)
_MOST_REMOVED = 0.5


def doubts_about(readings: Sequence[RowReading]) -> Iterator[Doubt]:
    """One doubt for each kind of value that differs from what is known for many."""
    known: Counter[RosterField] = Counter()
    other: Counter[RosterField] = Counter()
    for reading in readings:
        known.update(_comparable(reading))
        other.update(_differing(reading))
    for field in _COMPARED:
        count = other[field]
        if count >= (1 if field in _FROM_ONE else 2) and count >= _SHARE * known[field]:
            yield Doubt(
                f"{field}_differs",
                f"{count} of {known[field]} athletes would get another value for {PHRASES[field]}. "
                "Check that no column was sorted or moved on its own",
            )


def doubt_about_removals(removed: int, there: int) -> Iterator[Doubt]:
    """Whether most of a squad would go."""
    if removed >= 3 and removed > _MOST_REMOVED * there:
        yield Doubt(
            "removals_many", f"{removed} of {there} athletes would leave. Check that the file is whole"
        )


def _comparable(reading: RowReading) -> Iterator[RosterField]:
    athlete, row = reading.counterpart, reading.row
    if athlete is None:
        return
    for field in _COMPARED:
        known = athlete.squads if field is RosterField.SQUAD else getattr(athlete, field)
        if known and getattr(row, field):
            yield field


def _differing(reading: RowReading) -> Iterator[RosterField]:
    """A name or birth counts where it contradicts; anything else where it would change."""
    athlete = reading.counterpart
    if athlete is None:
        return
    contradicting = cannot_be(athlete, reading.row)
    changed = {change.field for change in field_changes(athlete, reading.row) if change.before}
    yield from (field for field in _COMPARED if field in (contradicting if field in _FROM_ONE else changed))
