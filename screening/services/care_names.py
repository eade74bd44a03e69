"""Whose an entry or a result is, so that two people are not mixed up: name, birth year, code, likeness."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.clubs import Role
from screening.services.access import CLINICIANS, Actor
from screening.store import Transaction
from screening.store.queries import members
from screening.store.tables.athlete import AthleteRow


@dataclass(frozen=True, slots=True)
class Whose:
    """One athlete as staff tell them apart. `reads_like_another`: another of the club has the same name."""

    athlete_id: int
    name: str
    birth_year: int | None
    club_key: str | None
    reads_like_another: bool
    is_removed: bool

    @property
    def born(self) -> str:
        """The birth year in words."""
        return f"born {self.birth_year}" if self.birth_year else "birth year not given"

    @property
    def code(self) -> str:
        """The key by which the club knows the athlete, in words."""
        return f"code {self.club_key}" if self.club_key else "no code"


@dataclass(frozen=True, slots=True)
class Clinician:
    """Somebody who reads the list."""

    account_id: int
    name: str
    roles: tuple[Role, ...]


def whose(athlete: AthleteRow, shared_keys: Collection[str]) -> Whose:
    """The athlete of a row.

    Args:
        shared_keys: the name keys that more than one athlete of the club has.
    """
    return Whose(
        athlete_id=athlete.id,
        name=athlete.name,
        birth_year=athlete.birth_year,
        club_key=athlete.club_key,
        reads_like_another=athlete.name_key in shared_keys,
        is_removed=athlete.removed_at is not None,
    )


def clinicians(tx: Transaction) -> tuple[Clinician, ...]:
    """The physios and doctors of the transaction's club who can sign in, by name."""
    found: dict[int, Clinician] = {}
    for membership, account in members.members(tx):
        if membership.role not in CLINICIANS or account.disabled_at is not None:
            continue
        roles = (*(found[account.id].roles if account.id in found else ()), membership.role)
        found[account.id] = Clinician(account.id, account.name or account.email, roles)
    return tuple(found.values())


def clinician_named(tx: Transaction, name: str) -> int | None:
    """The account of the one physio or doctor of the transaction's club who has this name.

    None where nobody has it, or more than one.
    """
    wanted = " ".join(name.casefold().split())
    found = [one.account_id for one in clinicians(tx) if " ".join(one.name.casefold().split()) == wanted]
    return found[0] if len(found) == 1 and wanted else None


def is_clinician(actor: Actor, club_id: int) -> bool:
    """Whether somebody is physio or doctor of a club, with the second factor given."""
    return bool(actor.roles_in(club_id) & CLINICIANS)
