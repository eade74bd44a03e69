"""A club with squads, people, athletes and consents in one call, and screenings to put into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from screening.domain.case.events import CaseEvent, Opened, Who
from screening.domain.case.log_json import event_to_json, kind_of
from screening.domain.case.words import Mechanism, Party, Side, State
from screening.domain.clubs import (
    CaseFileKind,
    ConsentBy,
    ConsentHow,
    FilledBy,
    ImportState,
    Purpose,
    Role,
    Sight,
)
from screening.domain.roster.name_keys import name_key
from screening.domain.vocabulary import Urgency
from screening.services.consents import consent_texts
from screening.store import Store, Transaction
from screening.store.tables import (
    AccountRow,
    AthleteRow,
    CareItemRow,
    CaseColumnsRow,
    CaseEventRow,
    CaseImportRow,
    CaseLinkRow,
    ClubRow,
    ClubScreeningRow,
    ConsentRow,
    GuardianLinkRow,
    InjuryCaseRow,
    InvitationRow,
    MembershipRow,
    MembershipSquadRow,
    OutgoingMailRow,
    PosterRow,
    RosterImportRow,
    RoundRow,
    ScreeningRow,
    SquadPlaceRow,
    SquadRow,
    TombstoneRow,
    ViewedRow,
)
from screening.store.tenancy import Reason
from tests.support.store_rows import NOON, screening_row, some_digest


@dataclass(frozen=True, slots=True)
class MadeClub:
    """The numbers of everything in a club that a test may need.

    `accounts` and `memberships` hold one person of each role: the athlete is the first of `athletes`, the
    guardian answers for the second, the coach looks after the first squad only.
    """

    id: int
    name: str
    squads: tuple[int, ...]
    athletes: tuple[int, ...]
    accounts: Mapping[Role, int]
    memberships: Mapping[Role, int]

    def of_squad(self, place: int) -> tuple[int, ...]:
        """The athletes of one squad."""
        size = len(self.athletes) // len(self.squads)
        return self.athletes[place * size : (place + 1) * size]


def make_club(
    store: Store,
    name: str = "Harriers",
    *,
    squads: int = 2,
    athletes_per_squad: int = 3,
    consents: Iterable[Purpose] = (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL),
    country: str = "GB",
    at: dt.datetime = NOON,
) -> MadeClub:
    """Make a club of its own. Names and addresses begin with the club's name, so foreign ones stand out."""
    with store.write(everywhere=Reason.NEW_CLUB) as tx:
        answers = f"{name} {Role.PHYSIO}"
        club = ClubRow(name=name, country=country, created_at=at, responsible_clinician=answers)
        tx.add(club)
        tx.flush()
        tx.enter(club.id)
        accounts = {role: _account(tx, name, role, at) for role in Role}
        memberships = {role: _membership(tx, number, role, at) for role, number in accounts.items()}
        squad_ids = [_squad(tx, f"{name} squad {number + 1}") for number in range(squads)]
        athlete_ids = [
            _athlete(tx, f"{name} athlete {place * athletes_per_squad + number + 1}", squad_id, at)
            for place, squad_id in enumerate(squad_ids)
            for number in range(athletes_per_squad)
        ]
        _join_people(tx, athlete_ids, squad_ids, accounts, memberships, at)
        for athlete_id in athlete_ids:
            add_consents(tx, athlete_id, consents, at=at)
        return MadeClub(club.id, name, tuple(squad_ids), tuple(athlete_ids), accounts, memberships)


def _account(tx: Transaction, club: str, role: Role, at: dt.datetime) -> int:
    email = f"{club}-{role}@example.org".replace(" ", "-")
    row = AccountRow(email=email, email_key=email.casefold(), name=f"{club} {role}", created_at=at)
    tx.add(row)
    tx.flush()
    return row.id


def _membership(tx: Transaction, account_id: int, role: Role, at: dt.datetime) -> int:
    row = MembershipRow(account_id=account_id, role=role, created_at=at)
    tx.add(row)
    tx.flush()
    return row.id


def _squad(tx: Transaction, name: str) -> int:
    row = SquadRow(name=name, sport="football")
    tx.add(row)
    tx.flush()
    return row.id


def _athlete(tx: Transaction, name: str, squad_id: int, at: dt.datetime) -> int:
    row = AthleteRow(
        name=name,
        name_key=name_key(name),
        birth_year=2000,
        club_key=name.rsplit(" ", 1)[-1],
        email=f"{name}@example.org".replace(" ", "-"),
        joined_at=at,
    )
    tx.add(row)
    tx.flush()
    tx.add(SquadPlaceRow(squad_id=squad_id, athlete_id=row.id, since=at))
    tx.flush()
    return row.id


def _join_people(
    tx: Transaction,
    athletes: list[int],
    squads: list[int],
    accounts: Mapping[Role, int],
    memberships: Mapping[Role, int],
    at: dt.datetime,
) -> None:
    if squads:
        tx.add(MembershipSquadRow(membership_id=memberships[Role.COACH], squad_id=squads[0]))
    if athletes:
        tx.execute(
            sa.update(AthleteRow)
            .where(AthleteRow.id == athletes[0])
            .values(account_id=accounts[Role.ATHLETE])
        )
    if len(athletes) > 1:
        guardian = tx.get_one(AccountRow, accounts[Role.GUARDIAN])
        tx.add(
            GuardianLinkRow(
                athlete_id=athletes[1],
                account_id=guardian.id,
                name=guardian.name,
                email=guardian.email,
                created_at=at,
            )
        )
    tx.flush()


def add_consents(
    tx: Transaction,
    athlete_id: int,
    purposes: Iterable[Purpose],
    *,
    given: bool = True,
    at: dt.datetime = NOON,
) -> None:
    """Have an athlete allow or withdraw these purposes."""
    tx.add_all(
        ConsentRow(
            athlete_id=athlete_id,
            purpose=purpose,
            text_version=consent_texts()[purpose].version,
            given=given,
            by_whom=ConsentBy.ATHLETE,
            at=at,
            how=ConsentHow.LINK,
        )
        for purpose in purposes
    )
    tx.flush()


def add_screening(
    tx: Transaction,
    athlete_id: int,
    number: int,
    *,
    round_id: int | None = None,
    filled_by: FilledBy = FilledBy.ATHLETE,
    **changes: Any,
) -> int:
    """Put a kept screening of an athlete into the transaction's club and give its number.

    Args:
        number: another one for each screening of a store.
        changes: columns of the screening.
    """
    unlike = {
        "seed": number.to_bytes(32, "big"),
        "check_code": f"CODE-{number}",
        **{name: some_digest((name, number)) for name in ("token_digest", "draft_digest", "submission_key")},
    }
    row: ScreeningRow = screening_row(**{**unlike, **changes})
    tx.add(row)
    tx.flush()
    tx.add(
        ClubScreeningRow(
            screening_id=row.id,
            athlete_id=athlete_id,
            round_id=round_id,
            filled_by=filled_by,
            at=row.taken_at,
        )
    )
    tx.flush()
    return row.id


def add_round(tx: Transaction, club: MadeClub, squad_place: int = 0, *, at: dt.datetime = NOON) -> int:
    """Open a round of a week for one of a club's squads and give its number."""
    row = RoundRow(
        squad_id=club.squads[squad_place],
        name=f"{club.name} round",
        opens_at=at,
        closes_at=at + dt.timedelta(days=7),
        created_by=club.accounts[Role.COACH],
    )
    tx.add(row)
    tx.flush()
    return row.id


def fill_every_table(tx: Transaction, club: MadeClub, number: int, *, at: dt.datetime = NOON) -> None:
    """Add rows until every table of the transaction's club has one; those of athletes are of the first.

    Args:
        number: another one for each club of a store.
    """
    later = at + dt.timedelta(days=7)
    athlete = club.athletes[0]
    round_id = add_round(tx, club, at=at)
    screening = add_screening(tx, athlete, number, round_id=round_id)
    digests = {name: some_digest((name, number)) for name in ("invitation", "poster", "tombstone", "code")}
    rows = (
        InvitationRow(
            athlete_id=athlete,
            round_id=round_id,
            seed=b"s" * 32,
            token_digest=digests["invitation"],
            code_digest=digests["code"],
            created_at=at,
            expires_at=later,
            used_at=at,
            screening_id=screening,
        ),
        PosterRow(
            round_id=round_id, seed=b"p" * 32, token_digest=digests["poster"], created_at=at, closes_at=later
        ),
        CareItemRow(
            athlete_id=athlete, screening_id=screening, urgency=Urgency.T2, listed_at=at, due_at=later
        ),
        RosterImportRow(
            by_account_id=club.accounts[Role.COACH],
            at=at,
            state=ImportState.PREVIEWED,
            file_name="squad.csv",
            preview={"adds": [f"{club.name} newcomer"]},
        ),
        OutgoingMailRow(
            to_address=f"{club.name}-mail@example.org",
            subject="Questions before training",
            body="The link is open for seven days.",
            created_at=at,
        ),
        ViewedRow(athlete_id=athlete, account_id=club.accounts[Role.PHYSIO], what=Sight.RESULT, at=at),
        TombstoneRow(subject_digest=digests["tombstone"], erased_at=at),
    )
    _add_case(tx, club, screening, number, at)
    guardian = tx.get_one(AccountRow, club.accounts[Role.GUARDIAN])
    link = GuardianLinkRow(
        athlete_id=athlete,
        account_id=guardian.id,
        name=guardian.name,
        email=guardian.email,
        created_at=at,
    )
    tx.add_all((*rows, link))
    tx.flush()


def _add_case(tx: Transaction, club: MadeClub, screening_id: int, number: int, at: dt.datetime) -> None:
    """A case that was just opened, with its event, a link, and a file of measurements."""
    physio = Who(Party.PHYSIO, f"{club.name} {Role.PHYSIO}", club.accounts[Role.PHYSIO])
    opened = Opened(
        Side.LEFT,
        at.date(),
        Mechanism.SPRINT,
        physio,
        consent=True,
        screening_id=screening_id,
        sport="football",
    )
    event = CaseEvent(1, at, at.date(), physio, "1.0.0 sha256:x", opened)
    digests = {name: some_digest((name, number)) for name in ("case", "day", "file", "headers")}
    row = InjuryCaseRow(
        athlete_id=club.athletes[0],
        screening_id=screening_id,
        open_key=digests["case"],
        side=opened.side,
        injury_on=opened.injury_on.isoformat(),
        opened_at=at,
        state=State.INTAKE,
        severity=opened.severity,
        rung=0,
        is_held=False,
        told={},
        due_at=at,
        last_at=at,
        responsible_account_id=physio.account_id,
        version=1,
    )
    tx.add(row)
    tx.flush()
    tx.add_all(
        (
            CaseEventRow(
                case_id=row.id,
                number=1,
                at=at,
                day=at.date().isoformat(),
                party=physio.party,
                account_id=physio.account_id,
                kind=kind_of(opened),
                rulebook=event.rulebook,
                event=event_to_json(event),
            ),
            CaseLinkRow(
                case_id=row.id,
                seed=b"c" * 32,
                token_digest=digests["day"],
                made_at=at,
                made_by=physio.account_id,
                expires_at=at + dt.timedelta(days=30),
            ),
            CaseColumnsRow(
                kind=CaseFileKind.WELLNESS,
                headers_digest=digests["headers"],
                columns={"name": "Athlete"},
                saved_at=at,
                saved_by=club.accounts[Role.PHYSIO],
            ),
            CaseImportRow(
                kind=CaseFileKind.WELLNESS,
                by_account_id=club.accounts[Role.PHYSIO],
                at=at,
                state=ImportState.CONFIRMED,
                file_name=f"{club.name}-wellness.csv",
                file_digest=digests["file"],
                found={"rows": [f"{club.name} athlete 1"]},
                confirmed_at=at,
            ),
        )
    )
    tx.flush()
