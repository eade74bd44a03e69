"""The squads of a club: made, renamed, put away, and given to coaches by the administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, Problem
from screening.domain.roster.fields import RosterField
from screening.domain.roster.values import value_problem
from screening.services.access import Action, Actor, ClubRef, SquadRef, may, reachable_squads, require
from screening.services.accounts.emails import one_line
from screening.services.accounts.noted import note
from screening.store import Store, Transaction
from screening.store.queries import athletes, roster
from screening.store.tables.account import AccountRow
from screening.store.tables.audit import Event
from screening.store.tables.club import SquadRow


@dataclass(frozen=True, slots=True)
class SquadLine:
    """One squad as a list shows it. `coaches` are the names of who looks after it."""

    id: int
    name: str
    sport: str | None
    athletes: int
    coaches: tuple[str, ...]
    is_archived: bool
    version: int


@dataclass(frozen=True, slots=True)
class Coach:
    """Somebody who may look after squads."""

    membership_id: int
    name: str
    looks_after: bool


@dataclass(frozen=True, slots=True)
class SquadWish:
    """What a form says about a squad. `sport` is empty or a value of the questionnaire."""

    name: str
    sport: str
    coaches: frozenset[int]


def squad_lines(store: Store, actor: Actor, club_id: int) -> tuple[SquadLine, ...]:
    """The squads somebody reaches; archived ones only for whoever may take them back.

    Raises:
        NotFound: this person works for no such club.
    """
    require(actor, Action.SEE_PEOPLE, ClubRef(club_id))
    reached = reachable_squads(actor, club_id)
    sees_archived = may(actor, Action.MANAGE_SQUADS, ClubRef(club_id))
    with store.read(club=club_id) as tx:
        sizes, after = roster.sizes_of_squads(tx), roster.who_looks_after(tx)
        names = {number: shown_name(account) for number, account in roster.coaches(tx)}
        return tuple(
            SquadLine(
                row.id,
                row.name,
                row.sport,
                sizes.get(row.id, 0),
                tuple(sorted(names[number] for number in after.get(row.id, ()) if number in names)),
                row.archived_at is not None,
                row.version,
            )
            for row in roster.all_squads(tx)
            if (reached is None or row.id in reached) and (sees_archived or row.archived_at is None)
        )


def squad_line(store: Store, actor: Actor, club_id: int, squad_id: int) -> SquadLine:
    """One squad, for whoever may change it.

    Raises:
        NotFound: there is none for this person.
    """
    require(actor, Action.MANAGE_SQUADS, SquadRef(club_id, squad_id))
    found = [one for one in squad_lines(store, actor, club_id) if one.id == squad_id]
    if not found:
        raise NotFound("no such squad")
    return found[0]


def coaches_for(store: Store, actor: Actor, club_id: int, squad_id: int | None) -> tuple[Coach, ...]:
    """Every coach of the club, and who looks after this squad; None for one that is about to be made.

    Raises:
        NotFound: this person does not manage the squads of that club.
    """
    require(actor, Action.MANAGE_SQUADS, ClubRef(club_id))
    with store.read(club=club_id) as tx:
        chosen = roster.who_looks_after(tx).get(squad_id or 0, frozenset())
        return tuple(
            Coach(
                number,
                shown_name(account),
                # Whoever makes a squad and is a coach mostly makes it for themselves.
                number in chosen if squad_id is not None else account.id == actor.account_id,
            )
            for number, account in roster.coaches(tx)
        )


def make_squad(
    store: Store, actor: Actor, club_id: int, wish: SquadWish, sports: Collection[str], now: dt.datetime
) -> int:
    """Make a squad and give its number.

    Args:
        sports: the values a sport may have.
    Raises:
        NotFound: this person does not manage the squads of that club.
        InvalidAnswers: something typed cannot be used.
    """
    require(actor, Action.MANAGE_SQUADS, ClubRef(club_id))
    with store.write(club=club_id) as tx:
        roster.hold(tx)
        name = _checked(tx, wish, sports, None)
        row = SquadRow(name=name, sport=wish.sport or None)
        tx.add(row)
        tx.flush()
        roster.look_after(tx, row.id, wish.coaches)
        _note(tx, actor, club_id, row.id, "made", now)
        return row.id


def change_squad(
    store: Store,
    actor: Actor,
    club_id: int,
    squad_id: int,
    wish: SquadWish,
    version: int,
    sports: Collection[str],
    now: dt.datetime,
) -> None:
    """Rename a squad, say its sport and who looks after it.

    Args:
        version: of the squad that the form was made from.
    Raises:
        NotFound: there is no such squad for this person.
        OutOfDate: somebody else changed it since then.
        InvalidAnswers: something typed cannot be used.
    """
    require(actor, Action.MANAGE_SQUADS, SquadRef(club_id, squad_id))
    with store.write(club=club_id) as tx:
        row = _row(tx, squad_id, version)
        row.name, row.sport = _checked(tx, wish, sports, squad_id), wish.sport or None
        row.version += 1
        roster.look_after(tx, squad_id, wish.coaches)
        _note(tx, actor, club_id, squad_id, "changed", now)


def archive_squad(
    store: Store, actor: Actor, club_id: int, squad_id: int, version: int, now: dt.datetime
) -> None:
    """Put a squad away. Its athletes stay in it, and so does everything they answered.

    Raises:
        NotFound, OutOfDate: as for `change_squad`.
    """
    require(actor, Action.MANAGE_SQUADS, SquadRef(club_id, squad_id))
    with store.write(club=club_id) as tx:
        row = _row(tx, squad_id, version)
        row.archived_at = row.archived_at or now
        row.version += 1
        _note(tx, actor, club_id, squad_id, "archived", now)


def take_back_squad(
    store: Store, actor: Actor, club_id: int, squad_id: int, version: int, now: dt.datetime
) -> None:
    """Use an archived squad again; one that is in use stays as it is.

    Raises:
        NotFound, OutOfDate: as for `change_squad`.
        InvalidAnswers: another squad has its name now.
    """
    require(actor, Action.MANAGE_SQUADS, SquadRef(club_id, squad_id))
    with store.write(club=club_id) as tx:
        row = _row(tx, squad_id, version)
        if row.archived_at is None:
            return
        if squad_key(row.name) in _names(tx, squad_id):
            raise InvalidAnswers([Problem("name", "Another squad has this name now. Rename that one first")])
        row.archived_at = None
        row.version += 1
        _note(tx, actor, club_id, squad_id, "taken_back", now)


def squad_key(name: str) -> str:
    """A squad's name as it is compared."""
    return one_line(name).casefold()


def shown_name(account: AccountRow) -> str:
    """How somebody who works here is called in a list: by address until they have told their name."""
    return account.name or account.email


def _row(tx: Transaction, squad_id: int, version: int) -> SquadRow:
    roster.hold(tx)
    row = athletes.squad(tx, squad_id, for_update=True)
    if row is None:
        raise NotFound("no such squad")
    if row.version != version:
        raise OutOfDate("the squad was changed in the meantime")
    return row


def _names(tx: Transaction, besides: int | None) -> set[str]:
    return {squad_key(row.name) for row in athletes.squads(tx) if row.id != besides}


def _checked(tx: Transaction, wish: SquadWish, sports: Collection[str], squad_id: int | None) -> str:
    name = one_line(wish.name)
    problem = value_problem(RosterField.SQUAD, name) if name else "Enter a name, such as Under 19"
    problems = [Problem("name", problem)] if problem else []
    if not problem and squad_key(name) in _names(tx, squad_id):
        problems.append(Problem("name", "There is a squad of this name already"))
    if wish.sport and wish.sport not in sports:
        problems.append(Problem("sport", "Choose a sport from the list"))
    if not wish.coaches <= {number for number, _ in roster.coaches(tx)}:
        problems.append(Problem("coaches", "Choose coaches of this club"))
    if problems:
        raise InvalidAnswers(problems)
    return name


def _note(tx: Transaction, actor: Actor, club_id: int, squad_id: int, what: str, now: dt.datetime) -> None:
    note(tx, Event.SQUAD_CHANGED, now, by=actor.account_id, club=club_id, squad_id=squad_id, what=what)
