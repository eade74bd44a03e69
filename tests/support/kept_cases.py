"""A club whose cases are kept: its people as actors, and cases opened through the services."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from screening.domain.case.events import Body, CheckIn, Log, Moved, NoteWritten, Screened, TestRecorded
from screening.domain.case.rules import required_case_rules
from screening.domain.case.words import Mechanism, Part, Side, State
from screening.domain.clubs import Purpose, Role
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor, Membership
from screening.services.cases import Opening, open_case, record
from screening.services.cases.log import log_of
from screening.store import Store
from screening.store.queries.audit import entries as audit_entries
from screening.store.tables import AuditRow, ClubRow, InjuryCaseRow
from screening.store.tables.audit import Event
from tests.support.case_lives import EXIT_TESTS
from tests.support.clubs import MadeClub, add_consents, make_club


@dataclass
class Ward:
    """A club with its cases. `at` is the moment of the next act; tests set it on."""

    store: Store
    rulebook: Rulebook
    club: MadeClub
    at: dt.datetime
    keys: itertools.count[int] = field(default_factory=itertools.count)

    def actor(self, role: Role, club: MadeClub | None = None, *, second_factor: bool = True) -> Actor:
        """The person of a role in a club."""
        home = club or self.club
        squads = frozenset({home.squads[0]}) if role is Role.COACH else frozenset()
        member = Membership(home.id, role, squads)
        return Actor(home.accounts[role], (member,), second_factor, self.at, home.id)

    def key(self) -> str:
        """Another one each time."""
        return f"press {next(self.keys)} of a button"

    def open(self, place: int = 0, *, role: Role = Role.PHYSIO, side: Side = Side.LEFT) -> int:
        """Open a case of one of the athletes, injured today by a sprint."""
        wish = Opening(side, self.at.date(), Mechanism.SPRINT)
        athlete = self.club.athletes[place]
        return open_case(
            self.store, self.actor(role), self.club.id, athlete, wish, self.key(), self.rulebook, self.at
        )

    def do(
        self,
        case_id: int,
        body: Body | Sequence[Body],
        role: Role = Role.PHYSIO,
        *,
        seen: int | None = None,
        key: str | None = None,
    ) -> int:
        """Record something as somebody who has just looked; gives the number of the event."""
        own = role in (Role.ATHLETE, Role.GUARDIAN, Role.COACH)
        version = seen if seen is not None or own else self.row(case_id).version
        wanted = key or self.key()
        actor = self.actor(role)
        return record(self.store, actor, self.club.id, case_id, body, version, wanted, self.rulebook, self.at)

    def row(self, case_id: int) -> InjuryCaseRow:
        """The case as the lists know it."""
        with self.store.read(club=self.club.id) as tx:
            return tx.scalars(sa.select(InjuryCaseRow).where(InjuryCaseRow.id == case_id)).one()

    def log(self, case_id: int) -> Log:
        """Everything that happened in it."""
        with self.store.read(club=self.club.id) as tx:
            return log_of(tx, case_id)

    def audit(self, event: Event) -> list[AuditRow]:
        """What was written down of a kind."""
        with self.store.read() as tx:
            return [row for row in audit_entries(tx) if row.event is event]

    def decide(self, place: int, purpose: Purpose, *, given: bool) -> None:
        """Have an athlete allow something or take it back."""
        with self.store.write(club=self.club.id) as tx:
            add_consents(tx, self.club.athletes[place], [purpose], given=given, at=self.at)

    def in_s1(self, place: int = 0) -> int:
        """A case of one of the athletes that has just entered the first stage."""
        case = self.open(place)
        seen = NoteWritten("Seen and examined, nothing dangerous found.", clears_red_flags=True)
        self.do(case, (self.no_flags(), seen, Moved("move.TR2", State.TRIAGE, State.S1)))
        return case

    def tests_of(self, stage: State) -> tuple[TestRecorded, ...]:
        """What meets the tests of the exit of a stage, done today."""
        return tuple(replace(test, on=self.at.date()) for test in EXIT_TESTS[stage])

    def in_s2(self, place: int = 0) -> int:
        """The same a stage on, two days later, with a calm morning each day."""
        case = self.in_s1(place)
        for _ in range(2):
            self.at += dt.timedelta(days=1)
            self.do(case, morning(self.at.date()))
        self.do(case, (*self.tests_of(State.S1), Moved("move.TR3", State.S1, State.S2)))
        return case

    def no_flags(self) -> Screened:
        """Every question about red flags, answered with no."""
        return Screened({flag.id: False for flag in required_case_rules(self.rulebook).red_flags})


def morning(day: dt.date, pain: int = 0) -> CheckIn:
    """A calm morning, but for the pain."""
    return CheckIn(Part.MORNING, day, pain_morning=pain, soreness_hamstring=0, fatigue=2, sleep_hours=8.5)


def make_ward(store: Store, rulebook: Rulebook, now: dt.datetime, name: str = "Harriers") -> Ward:
    """A club whose physio answers for cases."""
    club = make_club(store, name, at=now - dt.timedelta(days=30))
    with store.write(club=club.id) as tx:
        row = tx.get_one(ClubRow, club.id)
        row.responsible_clinician = f"{name} {Role.PHYSIO}"
        row.responsible_account_id = club.accounts[Role.PHYSIO]
    return Ward(store, rulebook, club, now)
