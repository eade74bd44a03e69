"""What a roster would change in a club, worked out from what both say and from what a person has decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from screening.domain.roster.changes import (
    Choice,
    Decision,
    Doubt,
    KnownAthlete,
    NearMatch,
    RosterChange,
    RosterChanges,
    Twins,
)
from screening.domain.roster.comparing import field_changes
from screening.domain.roster.doubts import doubt_about_removals, doubts_about
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.indexes import ClubIndex, FileIndex
from screening.domain.roster.matching import read_rows
from screening.domain.roster.name_keys import look_alike
from screening.domain.roster.objections import (
    object_to_addresses,
    object_to_moved_values,
    object_to_unclear_twins,
)
from screening.domain.roster.row_reading import RowReading

_LEAVE_OUT = Decision(Choice.LEAVE_OUT)
_NEW = Decision(Choice.NEW)


@dataclass(slots=True)
class _Placed:
    """Rows that are settled, each with its athlete or as somebody new."""

    known: list[tuple[RosterEntry, KnownAthlete]] = field(default_factory=list)
    new: list[RosterEntry] = field(default_factory=list)
    open: list[NearMatch] = field(default_factory=list)


def plan_changes(
    existing: Sequence[KnownAthlete],
    rows: Sequence[RosterEntry],
    decisions: Mapping[int, Decision],
    *,
    whole_squads: Collection[str] = (),
    unread_rows: int = 0,
) -> RosterChanges:
    """Everything that the roster would do to the club; nothing is done here.

    Args:
        existing: all athletes of the club, those who have left included.
        rows: the good rows of the file; their order does not matter.
        decisions: what a person has decided, by row. Only what was offered counts.
        whole_squads: squads of which the person says that the file holds everybody. Whoever of them is not in
            the file is proposed for removal, once no row is unread or undecided.
        unread_rows: how many rows of the file could not be read.
    """
    left_out = {row.row for row in rows if decisions.get(row.row) == _LEAVE_OUT}
    club, file = ClubIndex(existing), FileIndex([row for row in rows if row.row not in left_out])
    readings = read_rows(club, file)
    object_to_addresses(readings, club, file)
    object_to_unclear_twins(readings, file)
    object_to_moved_values(readings, club)
    placed = _place(readings, club, decisions)
    wait = _why_removals_wait(placed, unread_rows) if whole_squads else None
    not_placed = [row for row in rows if row.row in left_out]
    removals = () if wait else _removals(club, placed, not_placed, whole_squads)
    there = sum(not athlete.has_left and not athlete.squads.isdisjoint(whole_squads) for athlete in existing)
    doubts: list[Doubt] = [*doubts_about(readings), *doubt_about_removals(len(removals), there)]
    changes = [change for row, athlete in placed.known if (change := _change(athlete, row))]
    changed = {change.row.row for change in changes}
    return RosterChanges(
        adds=tuple(placed.new),
        changes=tuple(changes),
        removals=removals,
        same=tuple((athlete.id, row.row) for row, athlete in placed.known if row.row not in changed),
        near_matches=tuple(placed.open),
        twins=tuple(_twins(file, club, placed)),
        repeats=tuple(file.repeats),
        left_out=tuple(sorted(left_out)),
        doubts=tuple(doubts),
        removals_wait=wait,
    )


def _change(athlete: KnownAthlete, row: RosterEntry) -> RosterChange | None:
    fields = field_changes(athlete, row)
    if not fields and not athlete.has_left:
        return None
    return RosterChange(athlete.id, row, fields, returns=athlete.has_left)


def _place(readings: Sequence[RowReading], club: ClubIndex, decisions: Mapping[int, Decision]) -> _Placed:
    placed = _Placed()
    chosen = Counter(
        athlete_id for reading in readings if (athlete_id := _meant(reading, decisions)) is not None
    )
    for reading in readings:
        row = reading.row
        if reading.is_plain:
            if reading.athlete is None:
                placed.new.append(row)
            else:
                placed.known.append((row, reading.athlete))
            continue
        decision = decisions.get(row.row)
        near = _near_match(reading, club)
        refused = _why_refused(decision, near, chosen) if decision else None
        if decision is None or refused:
            placed.open.append(_with_refusal(near, refused))
        elif decision.athlete_id is None:
            placed.new.append(row)
        else:
            placed.known.append((row, club.by_id[decision.athlete_id]))
    return placed


def _meant(reading: RowReading, decisions: Mapping[int, Decision]) -> int | None:
    """The athlete whom a row means, plainly or by decision."""
    if reading.is_plain:
        return reading.athlete.id if reading.athlete else None
    decision = decisions.get(reading.row.row)
    return decision.athlete_id if decision else None


def _near_match(reading: RowReading, club: ClubIndex) -> NearMatch:
    athletes = dict(reading.candidates)
    if reading.athlete is not None:
        athletes[reading.athlete.id] = reading.athlete
    offers: list[Decision] = []
    if reading.has_key_of_its_own:
        owner = club.by_key.get(reading.row.club_key or "")
        is_free = owner is None or owner.has_left
        same = [athlete for athlete in athletes.values() if is_free or athlete is owner]
        offers += [Decision(Choice.SAME, athlete.id) for athlete in same]
        offers += [_NEW] if is_free else []
    offers.append(_LEAVE_OUT)
    suggestion = _suggestion(reading, offers, list(athletes.values()))
    return NearMatch(reading.row, tuple(athletes), tuple(reading.reasons), tuple(offers), suggestion)


def _suggestion(
    reading: RowReading, offers: Sequence[Decision], athletes: Sequence[KnownAthlete]
) -> Decision | None:
    """The one athlete whose name looks the same and whose whole date of birth is the same."""
    if len(athletes) != 1 or reading.contradictions:
        return None
    athlete, row = athletes[0], reading.row
    if athlete.birth_date is None or athlete.birth_date != row.birth_date:
        return None
    same = Decision(Choice.SAME, athlete.id)
    return same if same in offers and look_alike(athlete.name, row.name) and not athlete.has_left else None


def _why_refused(decision: Decision, near: NearMatch, chosen: Counter[int]) -> str | None:
    if decision not in near.offers:
        return "This cannot be chosen for this row"
    if decision.athlete_id is not None and chosen[decision.athlete_id] > 1:
        return "Another row means this athlete already"
    return None


def _with_refusal(near: NearMatch, refused: str | None) -> NearMatch:
    if refused is None:
        return near
    return NearMatch(near.row, near.athlete_ids, near.reasons, near.offers, near.suggestion, refused)


def _why_removals_wait(placed: _Placed, unread_rows: int) -> str | None:
    if unread_rows:
        return "Nobody is removed while a row cannot be read: it may be one of them"
    if placed.open:
        return "Nobody is removed while a row is undecided: it may be one of them"
    return None


def _removals(
    club: ClubIndex, placed: _Placed, left_out: Sequence[RosterEntry], whole_squads: Collection[str]
) -> tuple[int, ...]:
    """Whoever of the squads is in no row, not even in one that was left out."""
    there = {athlete.id for _, athlete in placed.known}
    for row in left_out:
        owner = club.by_key.get(row.club_key or "")
        meant = [*club.named_like(row.name), *club.with_email(row.email), *([owner] if owner else [])]
        there.update(athlete.id for athlete in meant)
    return tuple(
        sorted(
            athlete.id
            for athlete in club.by_id.values()
            if athlete.id not in there
            and not athlete.has_left
            and not athlete.squads.isdisjoint(whole_squads)
        )
    )


def _twins(file: FileIndex, club: ClubIndex, placed: _Placed) -> Iterator[Twins]:
    """People whose names look alike, once for each group: rows of the file, and who else has such a name."""
    new = {row.row for row in placed.new}
    athlete_of = {row.row: athlete.id for row, athlete in placed.known}
    for group in file.named_alike():
        rows = tuple(row.row for row in group if row.row in new or row.row in athlete_of)
        here = {athlete_of.get(row) for row in rows}
        others: set[int] = set()
        if not new.isdisjoint(rows):
            others = {athlete.id for athlete in club.named_like(group[0].name) if athlete.id not in here}
        if len(rows) > 1 or (rows and others):
            yield Twins(rows, tuple(sorted(others)), group[0].name)
