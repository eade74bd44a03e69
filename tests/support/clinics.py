"""A club in which four athletes have answered: one calm, one strained, one torn, one emergency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import sqlalchemy as sa

from screening.domain.clubs import Purpose, Role
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor, Membership
from screening.services.care_list import Wanted, care_list
from screening.services.care_work import Entry
from screening.store import Store
from screening.store.queries.audit import entries as audit_entries
from screening.store.tables.audit import AuditRow, Event
from screening.store.tables.care import CareItemRow
from tests.support.care_results import CALM, EMERGENCY, STRAINED, TORN, answered
from tests.support.clubs import MadeClub, add_consents, make_club

ANSWERS = {"calm": CALM, "strained": STRAINED, "torn": TORN, "emergency": EMERGENCY}


@dataclass(frozen=True)
class Clinic:
    """The club, and its screenings by what was answered."""

    store: Store
    rulebook: Rulebook
    club: MadeClub
    at: dt.datetime
    screenings: dict[str, int]

    def on(self, store: Store) -> Clinic:
        """The same club in a copy of its store."""
        return replace(self, store=store)

    def actor(self, role: Role, club: MadeClub | None = None, *, second_factor: bool = True) -> Actor:
        """The person of a role in a club."""
        home = club or self.club
        squads = frozenset({home.squads[0]}) if role is Role.COACH else frozenset()
        member = Membership(home.id, role, squads)
        return Actor(home.accounts[role], (member,), second_factor, self.at, home.id)

    def row(self, name: str) -> CareItemRow:
        """The entry of one of the answers as it is kept."""
        with self.store.read(club=self.club.id) as tx:
            wanted = sa.select(CareItemRow).where(CareItemRow.screening_id == self.screenings[name])
            return tx.scalars(wanted).one()

    def entry(self, name: str, version: int = 1) -> Entry:
        """An entry as it was read at a version."""
        return Entry(self.club.id, self.row(name).id, version)

    def athlete(self, name: str) -> int:
        """Whose the answers are."""
        return self.club.athletes[list(ANSWERS).index(name)]

    def listed(self, role: Role = Role.PHYSIO, wanted: Wanted | None = None) -> list[str]:
        """The names of the answers on the list, in its order."""
        found = care_list(
            self.store, self.actor(role), self.club.id, wanted or Wanted(), self.rulebook, self.at
        )
        named = {number: name for name, number in self.screenings.items()}
        return [named[one.screening_id] for one in found.entries]

    def audit(self, event: Event) -> list[AuditRow]:
        """What was written down of a kind."""
        with self.store.read() as tx:
            return [row for row in audit_entries(tx) if row.event is event]

    def withdraw(self, name: str, purpose: Purpose) -> None:
        """Have an athlete take a consent back."""
        with self.store.write(club=self.club.id) as tx:
            add_consents(tx, self.athlete(name), [purpose], given=False, at=self.at)


def make_clinic(store: Store, rulebook: Rulebook, now: dt.datetime) -> Clinic:
    """The club with its answers, all given at this moment."""
    club = make_club(store, at=now - dt.timedelta(days=30))
    made = {
        name: answered(store, club.id, club.athletes[place], answers, rulebook, now)
        for place, (name, answers) in enumerate(ANSWERS.items())
    }
    return Clinic(store, rulebook, club, now, made)
