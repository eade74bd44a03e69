"""What a roster would do to a club, as the person with the file may see it and has decided so far."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from screening.domain.clubs import Role
from screening.domain.roster.changes import (
    Decision,
    Doubt,
    FieldChange,
    KnownAthlete,
    RosterChange,
    RosterChanges,
)
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import TITLES, RosterField
from screening.domain.roster.plan import plan_changes
from screening.domain.wellformed import shown
from screening.services.access import Actor
from screening.services.batch_rows import Fault
from screening.services.roster_known import KnownClub
from screening.services.squads import squad_key

HIDDEN = "known, not shown to you"
"""Stands for a value that the person with the file may replace and not read."""
_NOT_FOR_COACHES = frozenset(
    {
        RosterField.BIRTH_DATE,
        RosterField.EMAIL,
        RosterField.GUARDIAN_NAME,
        RosterField.GUARDIAN_EMAIL,
    }
)
FAULTY_ROWS, NEW_SQUADS, NO_SQUAD = "faulty_rows", "new_squads", "no_squad"
"""Ids of doubts that are ours."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What the reader made of a file: good rows, everything wrong with the others, and doubts about it."""

    entries: tuple[RosterEntry, ...]
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What the person has decided so far.

    New athletes without a squad in the file go to `default_squad`, or to a new one of the name `new_squad`.
    `whole_squads`: the file holds everybody of these.
    """

    default_squad: int | None = None
    new_squad: str = ""
    whole_squads: frozenset[int] = frozenset()
    decisions: Mapping[int, Decision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that would happen. `digest` tells whether it is still what somebody looked at."""

    changes: RosterChanges
    athletes: Mapping[int, KnownAthlete]
    faults: tuple[Fault, ...]
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]
    new_squads: tuple[str, ...]
    needs_squad: bool
    """New athletes would be in no squad that this person looks after."""
    outside_rows: int
    """Rows that only somebody who reaches more of the club can bring; they are among the faults."""
    has_squads: bool
    """Whether there is any squad into which this person could put athletes."""
    digest: str

    @property
    def shows_details_of(self) -> frozenset[int]:
        """The athletes of whom something is shown that is more than who they are."""
        return frozenset(
            change.athlete_id
            for change in self.changes.changes
            if any(
                one.field in _NOT_FOR_COACHES and one.before not in {None, HIDDEN} for one in change.fields
            )
        )

    @property
    def does_something(self) -> bool:
        """Whether anything would be written."""
        return bool(self.changes.adds or self.changes.changes or self.changes.removals)

    def may_be_written(self, accepted: Collection[str]) -> bool:
        """Whether every row is decided and every doubt was looked at."""
        is_accepted = all(doubt.id in accepted for doubt in self.doubts)
        is_decided = not self.changes.near_matches and not self.needs_squad
        return is_accepted and is_decided and self.does_something


def preview_of(club: KnownClub, actor: Actor, club_id: int, file: RosterFile, decided: Decided) -> Preview:
    """Compare a file with the club; nothing is written."""
    entries, blocked, notes, new_squads = _settled(club, file.entries)
    faults = (*file.faults, *blocked)
    unread = len({fault.row for fault in faults})
    whole = {club.squads[number] for number in decided.whole_squads if number in club.squads}
    planned = plan_changes(club.athletes, entries, decided.decisions, whole_squads=whole, unread_rows=unread)
    default = _default_squad(club, decided, new_squads)
    adds = tuple(row if row.squad else replace(row, squad=default) for row in planned.adds)
    changed = tuple(_with_place(one, default) for one in planned.changes)
    rows = (*adds, *(one.row for one in changed))
    used = {squad_key(row.squad) for row in rows if row.squad}
    new = tuple(name for key, name in new_squads.items() if key in used)
    returning = [one for one in changed if one.returns and one.row.squad is None]
    without_squad = sum(row.squad is None for row in adds) + len(returning)
    changes = replace(planned, adds=adds, changes=changed)
    return Preview(
        changes=changes if _reads_all(actor, club_id) else _without_hidden(changes),
        athletes={athlete.id: athlete for athlete in club.athletes},
        faults=tuple(sorted(faults, key=lambda fault: fault.row)),
        doubts=(*file.doubts, *planned.doubts, *_own_doubts(unread, len(blocked), new, without_squad)),
        notes=(*file.notes, *notes),
        new_squads=new,
        needs_squad=not club.may_make_squads and without_squad > 0,
        outside_rows=len(blocked),
        has_squads=club.may_make_squads or bool(club.squads),
        digest=_digest(changes, sorted(whole), new),
    )


def _settled(
    club: KnownClub, entries: Sequence[RosterEntry]
) -> tuple[list[RosterEntry], list[Fault], list[str], dict[str, str]]:
    """Entries with squads as the club writes them; rows that this person may not bring; new squads by key."""
    good: list[RosterEntry] = []
    blocked: list[Fault] = []
    new: dict[str, str] = {}
    alone = 0
    for entry in entries:
        fault = _out_of_reach(club, entry)
        if fault is not None:
            blocked.append(fault)
            continue
        is_alone = entry.guardian_name is not None and entry.guardian_email is None
        alone += is_alone
        good.append(
            replace(
                entry,
                squad=_squad_name(club, entry.squad, new) if entry.squad else None,
                guardian_name=None if is_alone else entry.guardian_name,
            )
        )
    notes = [f"{alone} rows name a parent or guardian without an email address; these names are not kept"]
    return good, blocked, notes if alone else [], new


def _squad_name(club: KnownClub, typed: str, new: dict[str, str]) -> str:
    number = club.squad_ids.get(squad_key(typed))
    if number is not None:
        return club.squads[number]
    return new.setdefault(squad_key(typed), " ".join(typed.split()))


def _default_squad(club: KnownClub, decided: Decided, new: dict[str, str]) -> str | None:
    if decided.new_squad and club.may_make_squads:
        return _squad_name(club, decided.new_squad, new)
    return club.squads.get(decided.default_squad or 0)


def _with_place(change: RosterChange, default: str | None) -> RosterChange:
    """Whoever is back in the club needs a squad as much as somebody new."""
    if not change.returns or change.row.squad or default is None:
        return change
    place = FieldChange(RosterField.SQUAD, None, default)
    return replace(change, row=replace(change.row, squad=default), fields=(*change.fields, place))


def _out_of_reach(club: KnownClub, entry: RosterEntry) -> Fault | None:
    if entry.club_key in club.foreign_keys and entry.club_key is not None:
        return Fault(
            entry.row,
            TITLES[RosterField.CLUB_KEY],
            shown(entry.club_key),
            "Somebody outside your squads has this number; an administrator can bring this row",
        )
    if entry.squad and not club.may_make_squads and squad_key(entry.squad) not in club.squad_ids:
        words = "You look after no squad of this name; an administrator can make it"
        return Fault(entry.row, TITLES[RosterField.SQUAD], shown(entry.squad), words)
    return None


def _own_doubts(unread: int, outside: int, new_squads: Sequence[str], without_squad: int) -> list[Doubt]:
    found = []
    if unread:
        why = "cannot be taken" if outside else "cannot be read"
        rows = f"1 row {why} and is" if unread == 1 else f"{unread} rows {why} and are"
        found.append(Doubt(FAULTY_ROWS, f"{rows} left out"))
    if new_squads:
        word = "A new squad is" if len(new_squads) == 1 else f"{len(new_squads)} new squads are"
        found.append(Doubt(NEW_SQUADS, f"{word} made: {', '.join(map(shown, new_squads[:10]))}"))
    if without_squad:
        who = "1 athlete is" if without_squad == 1 else f"{without_squad} athletes are"
        found.append(Doubt(NO_SQUAD, f"{who} in no squad, so no coach sees them and no round asks them"))
    return found


def _reads_all(actor: Actor, club_id: int) -> bool:
    return Role.ADMINISTRATOR in actor.roles_in(club_id)


def _without_hidden(changes: RosterChanges) -> RosterChanges:
    return replace(changes, changes=tuple(map(_hidden, changes.changes)))


def _hidden(change: RosterChange) -> RosterChange:
    return replace(
        change,
        fields=tuple(
            replace(one, before=HIDDEN) if one.field in _NOT_FOR_COACHES and one.before else one
            for one in change.fields
        ),
    )


def _digest(changes: RosterChanges, whole: Sequence[str], new: Sequence[str]) -> str:
    parts = (changes.adds, changes.changes, changes.removals, tuple(whole), tuple(new))
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
