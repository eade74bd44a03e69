"""Who of a club can see what of one athlete today, and who has seen it: told by the same field rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.clubs import Purpose, Role, Sight
from screening.services.access import STAFF, Actor, AthleteRef, Membership
from screening.services.readable import Field, readable_fields
from screening.store import Transaction
from screening.store.queries import consents, members

IN_WORDS: tuple[tuple[Field, str], ...] = (
    (Field.NAME, "name and squads, and whether there are answers"),
    (Field.EMAIL, "date of birth, addresses, guardians and consents"),
    (Field.AVAILABILITY, "whether training in full is possible, what an injury allows, and the plan"),
    (Field.ONE_REASON, "one main reason, and what training can change"),
    (Field.BAND, "the band"),
    (Field.URGENCY, "how soon somebody should look"),
    (Field.ANSWERS, "all answers, the whole result and everything of a return to training"),
)
"""One field stands for its group; the words fit athlete and guardian alike."""
SEEN_IN_WORDS = {
    Sight.AVAILABILITY: "whether training in full is possible",
    Sight.REASON: "the one main reason",
    Sight.BAND: "the band",
    Sight.RESULT: "the result",
    Sight.ANSWERS: "the answers",
    Sight.PLAN: "the plan",
    Sight.REPORT: "the report",
    Sight.CARE_ITEM: "the entry on the list of physio and doctor",
    Sight.PERSONAL_DETAILS: "personal details",
    Sight.EXPORT: "a file for the squad",
    Sight.CASE: "the return to training",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can see something, and what."""

    name: str
    roles: tuple[Role, ...]
    sees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody has looked at some things on one day."""

    on_day: str
    """ISO date."""
    name: str
    what: tuple[str, ...]


def who_can_see(tx: Transaction, athlete: AthleteRef, allowed: Collection[Purpose]) -> tuple[Reader, ...]:
    """Everybody of the staff who sees something of this athlete, by name."""
    found = [pair for pair in members.members(tx) if pair[0].role in STAFF]
    squads = members.squads_of(tx, [membership.id for membership, _ in found])
    held: dict[int, list[Membership]] = {}
    names: dict[int, str] = {}
    for membership, account in found:
        names[account.id] = account.name or "Somebody who has not signed in yet"
        its_squads = squads.get(membership.id, frozenset())
        held.setdefault(account.id, []).append(Membership(tx.club, membership.role, its_squads))
    readers = [_reader(athlete, allowed, account, tuple(held[account]), names[account]) for account in held]
    return tuple(reader for reader in readers if reader.sees)


def _reader(
    athlete: AthleteRef,
    allowed: Collection[Purpose],
    account_id: int,
    memberships: tuple[Membership, ...],
    name: str,
) -> Reader:
    long_ago = dt.datetime.min.replace(tzinfo=dt.UTC)
    somebody = Actor(account_id, memberships, True, long_ago, athlete.club_id)
    as_staff = AthleteRef(athlete.club_id, athlete.athlete_id, athlete.squad_ids)
    readable = readable_fields(somebody, as_staff, allowed)
    return Reader(
        name=name,
        roles=tuple(sorted({one.role for one in memberships})),
        sees=tuple(words for field, words in IN_WORDS if field in readable),
    )


def who_has_seen(tx: Transaction, athlete_id: int, *, most: int = 200) -> tuple[Looked, ...]:
    """Who has looked, the newest day first; what one person saw on one day stands together."""
    days: dict[tuple[str, int], tuple[str, dict[str, None]]] = {}
    for view, account in consents.who_has_seen(tx, athlete_id, most=most):
        key = (view.at.date().isoformat(), account.id)
        _name, what = days.setdefault(key, (account.name or "Somebody whose account was erased", {}))
        what[SEEN_IN_WORDS[view.what]] = None
    return tuple(Looked(day, name, tuple(what)) for (day, _account), (name, what) in days.items())
