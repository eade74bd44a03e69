"""Everybody who may knock at a door: a browser for each, signed in to the first of two clubs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from screening.domain.clubs import Role
from screening.services.access import STAFF
from screening.store.store import Store
from screening.store.tables import AccountRow, MembershipRow, SignInRow
from screening.web.parts import parts
from tests.support.signing_in import Person, add_account, add_member, signed_in
from tests.support.two_clubs import Tenant

ROLES: Mapping[str, Role] = {str(role): role for role in Role}
PRINCIPALS = (
    "anonymous",
    *ROLES,
    "disabled",
    "role_removed",
    "factor_missing",
    "of_other_club",
)
"""In the words of the policy table. `of_other_club` is a physio and an administrator there."""


@dataclass
class World:
    """Two clubs behind one application, and a copy of its database to go back to.

    Args:
        file: the database; `copy` is how it was at the beginning.
        people: whoever is signed in, by principal; `sign_ins` the number of the sign-in, `sessions` what the
            browser holds of it.
    """

    app: Flask
    file: Path
    copy: Path
    tenants: tuple[Tenant, Tenant]
    people: dict[str, Person]
    sign_ins: dict[str, int]
    sessions: dict[str, dict[str, object]]

    @property
    def store(self) -> Store:
        with self.app.app_context():
            return parts().store

    def client(self, principal: str) -> FlaskClient:
        """A new browser that holds nothing but the sign-in of a principal, if there is one."""
        client = self.app.test_client()
        if principal in self.sessions:
            with client.session_transaction() as kept:
                kept.update(self.sessions[principal])
        return client

    def keep(self) -> None:
        """Remember the database as it is now."""
        self.store.close()
        with sa.create_engine(f"sqlite:///{self.file}").connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.file, self.copy)

    def restore(self) -> None:
        """Go back to the database as it was kept; browsers keep their sign-ins, which are in it."""
        self.store.close()
        for ending in ("-wal", "-shm"):
            self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
        shutil.copy(self.copy, self.file)


def sign_everybody_in(app: Flask, here: Tenant, there: Tenant) -> dict[str, Person]:
    """A browser for every principal but the anonymous."""
    people = {
        name: signed_in(app, account=here.made.accounts[role], club=here.made.id, second_factor=role in STAFF)
        for name, role in ROLES.items()
    }
    people["disabled"] = _disabled(app, here)
    people["role_removed"] = _without_role(app, here)
    people["factor_missing"] = signed_in(app, Role.PHYSIO, club=here.made.id, second_factor=False)
    people["of_other_club"] = _elsewhere(app, there)
    return people


def _disabled(app: Flask, here: Tenant) -> Person:
    person = signed_in(app, Role.PHYSIO, club=here.made.id)
    with app.app_context(), parts().store.write() as tx:
        tx.get_one(AccountRow, person.account_id).disabled_at = parts().clock()
    return person


def _without_role(app: Flask, here: Tenant) -> Person:
    """Coach, physio and administrator until a moment ago; the sign-in is left open on purpose."""
    person = signed_in(
        app, Role.COACH, Role.PHYSIO, Role.ADMINISTRATOR, club=here.made.id, squads=here.made.squads
    )
    with app.app_context(), parts().store.write(club=here.made.id) as tx:
        theirs = sa.select(MembershipRow).where(MembershipRow.account_id == person.account_id)
        for row in tx.scalars(theirs):
            row.ended_at = max(parts().clock(), row.created_at)
    return person


def _elsewhere(app: Flask, there: Tenant) -> Person:
    account = add_account(
        app, f"{there.word}-both@example.org", name=f"{there.word} both", second_factor=True
    )
    for role in (Role.PHYSIO, Role.ADMINISTRATOR):
        add_member(app, there.made.id, account, role)
    return signed_in(app, account=account, club=there.made.id, second_factor=True)


def sessions_of(people: Mapping[str, Person]) -> dict[str, dict[str, object]]:
    """What everybody's browser holds."""
    found = {}
    for name, person in people.items():
        with person.client.session_transaction() as kept:
            found[name] = dict(kept)
    return found


def sign_in_numbers(app: Flask, people: Mapping[str, Person]) -> dict[str, int]:
    """The number of everybody's sign-in."""
    accounts = {person.account_id: name for name, person in people.items()}
    with app.app_context(), parts().store.read() as tx:
        return {accounts[row.account_id]: row.id for row in tx.scalars(sa.select(SignInRow))}
