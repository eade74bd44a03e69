"""One athlete added, changed or removed by hand. A form made from an older state is refused."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, Problem
from screening.domain.roster.entries import RosterEntry, RowChecks, read_entry
from screening.domain.roster.fields import RosterField
from screening.domain.roster.name_keys import name_key
from screening.services.access import Action, Actor, AthleteRef, ClubRef, reachable_squads, require
from screening.services.accounts.emails import one_line
from screening.services.people import AthleteLine, twins_of
from screening.services.reach import athlete_ref
from screening.services.readable import Field, readable_fields
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, consents, roster, roster_writing
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event


class Leaving(enum.StrEnum):
    """Why an athlete is removed from the club."""

    LEFT = "left"
    PAUSES = "pauses"
    TWICE = "twice"
    MISTAKE = "mistake"


class HasTwins(OutOfDate):
    """Others have a name that looks the same, and nobody has said yet that this is somebody else."""

    def __init__(self, twins: tuple[AthleteLine, ...]) -> None:
        self.twins = twins
        super().__init__("others have a name that looks the same")


@dataclass(frozen=True, slots=True)
class PersonWish:
    """What a form says about an athlete; texts as typed.

    An empty birth or address keeps what the person at the form cannot see, and otherwise takes it away.
    """

    name: str
    birth: str = ""
    club_key: str = ""
    email: str = ""
    squads: frozenset[int] = frozenset()
    is_somebody_else: bool = False


def add_athlete(
    store: Store, actor: Actor, club_id: int, wish: PersonWish, checks: RowChecks, now: dt.datetime
) -> int:
    """Add an athlete and give the number.

    Raises:
        NotFound: this person changes no roster of that club.
        HasTwins: others are called alike; sent again with `is_somebody_else` it is taken.
        InvalidAnswers: something typed cannot be used.
    """
    require(actor, Action.MANAGE_ROSTER, ClubRef(club_id))
    reached = reachable_squads(actor, club_id)
    with store.write(club=club_id) as tx:
        roster.hold(tx)
        entry = _checked(tx, wish, checks, None)
        squads = squads_wanted(tx, wish.squads, reached, must_have_one=reached is not None)
        twins = twins_of(tx, entry.name, reached)
        if twins and not wish.is_somebody_else:
            raise HasTwins(twins)
        row = AthleteRow(name=entry.name, name_key=name_key(entry.name), joined_at=now)
        row.birth_date = entry.birth_date.isoformat() if entry.birth_date else None
        row.birth_year, row.club_key, row.email = entry.birth_year, entry.club_key, entry.email
        tx.add(row)
        tx.flush()
        for squad_id in sorted(squads):
            athletes.put_into_squad(tx, row.id, squad_id, now)
        note_change(tx, actor, row, now, what="added")
        return row.id


def change_athlete(
    store: Store,
    actor: Actor,
    club_id: int,
    athlete_id: int,
    wish: PersonWish,
    version: int,
    checks: RowChecks,
    now: dt.datetime,
) -> None:
    """Change who an athlete is, and the squads within reach.

    Args:
        version: of the athlete that the form was made from.
    Raises:
        NotFound: there is no such athlete for this person.
        OutOfDate: somebody else changed it since then.
        InvalidAnswers: something typed cannot be used.
    """
    with store.write(club=club_id) as tx:
        ref, row = _held(tx, actor, athlete_id, version)
        entry = _checked(tx, wish, checks, athlete_id)
        reached = reachable_squads(actor, club_id)
        squads = squads_wanted(tx, wish.squads, reached, must_have_one=reached is not None)
        readable = readable_fields(actor, ref, consents.allowed(tx, athlete_id))
        _write(row, entry, readable)
        _move(tx, ref, squads, reached, now)
        row.version += 1
        note_change(tx, actor, row, now, what="changed")


def remove_athlete(
    store: Store,
    actor: Actor,
    club_id: int,
    athlete_id: int,
    reason: str,
    version: int,
    now: dt.datetime,
) -> None:
    """Remove an athlete from the club: out of every squad, open invitations end, and the record is kept.

    Raises:
        NotFound, OutOfDate: as for `change_athlete`.
        InvalidAnswers: no reason of the list; or a coach would take somebody out of a squad of others.
    """
    with store.write(club=club_id) as tx:
        ref, row = _held(tx, actor, athlete_id, version)
        if reason not in set(Leaving):
            raise InvalidAnswers([Problem("reason", "Choose why the athlete is removed")])
        reached = reachable_squads(actor, club_id)
        if reached is not None and not ref.squad_ids <= reached:
            words = "This athlete is in a squad that you do not look after. An administrator can do this"
            raise InvalidAnswers([Problem("reason", words)])
        roster_writing.remove(tx, row, now)
        note_change(tx, actor, row, now, what="removed", reason=reason)


def _held(tx: Transaction, actor: Actor, athlete_id: int, version: int) -> tuple[AthleteRef, AthleteRow]:
    roster.hold(tx)
    ref = athlete_ref(tx, athlete_id)
    require(actor, Action.MANAGE_ROSTER, ref)
    row = athletes.athlete(tx, athlete_id, for_update=True)
    if ref is None or row is None:
        raise NotFound("no such athlete")
    if row.version != version:
        raise OutOfDate("the athlete was changed in the meantime")
    return ref, row


def _checked(tx: Transaction, wish: PersonWish, checks: RowChecks, athlete_id: int | None) -> RosterEntry:
    texts: Mapping[RosterField, str] = {
        RosterField.NAME: one_line(wish.name),
        RosterField.BIRTH_DATE: wish.birth,
        RosterField.CLUB_KEY: one_line(wish.club_key),
        RosterField.EMAIL: wish.email,
    }
    entry, found = read_entry(0, texts, checks)
    problems = [Problem(_INPUTS.get(one.field, one.field), _words(one)) for one in found]
    if entry is not None and entry.club_key is not None:
        owner = athletes.athlete_by_club_key(tx, entry.club_key)
        if owner is not None and owner.id != athlete_id:
            problems.append(Problem("club_key", "Somebody else in the club has this number"))
    if entry is None or problems:
        raise InvalidAnswers(problems)
    return entry


_INPUTS = {str(RosterField.BIRTH_DATE): "birth", str(RosterField.BIRTH_YEAR): "birth"}


def _words(problem: Problem) -> str:
    """Words about rows of a file as words about a form."""
    if problem.field == RosterField.NAME and "no name" in problem.message:
        return "Enter the name"
    if "choose whether day or month" in problem.message:
        return "Enter the date as 14 November 2006, so that day and month cannot be confused"
    return problem.message.replace("; cells of this row may have moved", "")


def squads_wanted(
    tx: Transaction, wanted: Collection[int], reached: frozenset[int] | None, *, must_have_one: bool
) -> frozenset[int]:
    """The squads that a form asks for, if this person may put athletes there.

    Raises:
        InvalidAnswers: one is out of reach; or there is none, and whoever asks sees only those of squads.
    """
    offered = {row.id for row in athletes.squads(tx) if reached is None or row.id in reached}
    if not set(wanted) <= offered:
        raise InvalidAnswers([Problem("squads", "Choose squads from the list")])
    if must_have_one and not wanted:
        raise InvalidAnswers([Problem("squads", "Choose a squad of yours, or remove the athlete")])
    return frozenset(wanted)


def _write(row: AthleteRow, entry: RosterEntry, readable: frozenset[Field]) -> None:
    row.name, row.name_key, row.club_key = entry.name, name_key(entry.name), entry.club_key
    if entry.email is not None or Field.EMAIL in readable:
        row.email = entry.email
    if entry.birth_year is not None or Field.BIRTH_DATE in readable:
        row.birth_date = entry.birth_date.isoformat() if entry.birth_date else None
        row.birth_year = entry.birth_year


def _move(
    tx: Transaction,
    ref: AthleteRef,
    squads: frozenset[int],
    reached: frozenset[int] | None,
    now: dt.datetime,
) -> None:
    archived = {row.id for row in roster.all_squads(tx) if row.archived_at is not None}
    for squad_id in sorted(ref.squad_ids - squads - archived):
        if reached is None or squad_id in reached:
            athletes.take_out_of_squad(tx, ref.athlete_id, squad_id, now)
    for squad_id in sorted(squads - ref.squad_ids):
        athletes.put_into_squad(tx, ref.athlete_id, squad_id, now)


def note_change(tx: Transaction, actor: Actor, row: AthleteRow, now: dt.datetime, **detail: str) -> None:
    """Write into the audit what somebody did to an athlete of the roster."""
    tx.flush()
    audit.record(tx, Event.ROSTER_CHANGED, now, account_id=actor.account_id, athlete_id=row.id, detail=detail)
