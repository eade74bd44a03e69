"""Two clubs with something of everything, so that whatever of one shows in the other is found.

Names, addresses and notes of a club hold its word, which occurs nowhere else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from screening.domain.answers import Answers
from screening.domain.case.files.model import FileKind
from screening.domain.case.words import Mechanism, Side
from screening.domain.clubs import CaseFileKind, ConsentBy, ConsentHow, FilledBy, ImportState, Purpose, Role
from screening.domain.programme.model import Request
from screening.domain.programme.reminder import Timing
from screening.domain.rulebook import Rulebook
from screening.imports.case_files.reading import read_case_file
from screening.imports.roster.keeping import kept_table
from screening.imports.roster.reading import read_pasted
from screening.services.access import Actor, Membership
from screening.services.case_files.drafts import begin_file
from screening.services.cases import Opening, new_check_in_link, open_case
from screening.services.consents import By, decide
from screening.services.demonstration.rounds import Answering, MadeRound, answer_round, open_round
from screening.services.drafts import start_draft
from screening.services.roster_imports import begin_import
from screening.services.roster_record import ImportRecord
from screening.services.training_feed import open_feed
from screening.services.training_start import start
from screening.store import Store, Transaction
from screening.store.tables import (
    AthleteRow,
    CareItemRow,
    ClubScreeningRow,
    InvitationRow,
    OutgoingMailRow,
    PosterRow,
    RosterImportRow,
    ScreeningRow,
    SquadRow,
)
from screening.store.tables.case_file import CaseImportRow
from screening.store.tokens import digest, new_seed
from tests.support.clubs import MadeClub, make_club
from tests.support.followed import PLAYER
from tests.support.made_up_squad import CANNOT_WALK

WORDS = ("Aardvark", "Bandicoot")
OPENED = (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL, Purpose.COACH_REASONS)
NEEDED = (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL)


@dataclass(frozen=True, slots=True)
class Place:
    """The number of one thing of each kind in a squad of a club."""

    squad: int
    athlete: int
    round: int
    invitation: int
    screening: int
    care_item: int
    case: int


@dataclass(frozen=True, slots=True)
class Tenant:
    """A club with its word, a place in each of its two squads, and the links that lead into it.

    Args:
        removed: an athlete who was removed; `archived` a squad that was.
        links: by kind: invitation, used_invitation, expired_invitation, revoked_invitation, poster, result,
            programme, draft.
        own_cases: of the athlete with an account ("own"), and of whom the guardian answers for ("ward").
        case_files: one that waits for the physio ("waiting"), one that is written ("kept").
        screenings: by athlete.
    """

    word: str
    made: MadeClub
    places: tuple[Place, Place]
    own_athlete: int
    ward: int
    removed: int
    archived: int
    roster_import: int
    kept_import: int
    own_cases: Mapping[str, int]
    case_files: Mapping[str, int]
    links: Mapping[str, str]
    screenings: Mapping[int, int]


def make_tenant(store: Store, rulebook: Rulebook, word: str, now: dt.datetime) -> Tenant:
    """Make a club: two squads of four athletes, of whom the last has not answered, and a round in each."""
    began = now - dt.timedelta(days=2)
    made = make_club(store, word, athletes_per_squad=4, consents=NEEDED, at=now - dt.timedelta(days=30))
    with store.write(club=made.id) as tx:
        tx.get_one(AthleteRow, made.athletes[1]).birth_year = 2013  # young enough to have a guardian
        tx.flush()
        decide(
            tx, made.athletes[1], dict.fromkeys(OPENED, True), By(ConsentBy.GUARDIAN, ConsentHow.LINK), began
        )
    rounds = [_round(store, rulebook, made, squad, began) for squad in (0, 1)]
    cases = [_case(store, rulebook, made, made.of_squad(squad)[2], now) for squad in (0, 1)]
    own_cases = {
        relation: _case(store, rulebook, made, made.athletes[place], now)
        for place, relation in enumerate(("own", "ward"))
    }
    with store.write(club=made.id) as tx:
        places = (_place(tx, made, 0, rounds[0], cases[0]), _place(tx, made, 1, rounds[1], cases[1]))
        links = _links(store, tx, made, rounds[0], now)
        kept_import = _kept(tx, made, now)
        removed, archived = _gone(tx, made, now)
        placed = tx.execute(sa.select(ClubScreeningRow.athlete_id, ClubScreeningRow.screening_id))
        screenings = {row.athlete_id: row.screening_id for row in placed}
    links["draft"] = start_draft(store, now, answers=PLAYER).token
    links["programme"] = start(
        store, links["result"], Request(_next_monday(now)), "key of this start", rulebook, now
    )
    links["check_in"] = new_check_in_link(store, _physio(made, now), made.id, own_cases["own"], now).token
    links["calendar"] = open_feed(store, links["programme"], Timing(), now)
    return Tenant(
        word=word,
        made=made,
        places=places,
        own_athlete=made.athletes[0],
        ward=made.athletes[1],
        removed=removed,
        archived=archived,
        roster_import=_open_import(store, made, now),
        kept_import=kept_import,
        own_cases=own_cases,
        case_files=_case_files(store, made, now),
        links=links,
        screenings=screenings,
    )


def _next_monday(now: dt.datetime) -> dt.date:
    return now.date() + dt.timedelta(days=7 - now.weekday())


def _round(store: Store, rulebook: Rulebook, made: MadeClub, squad: int, at: dt.datetime) -> MadeRound:
    """The first of a squad is well, the next two cannot walk, the last does not answer."""
    members = made.of_squad(squad)
    name = f"{made.name} round {squad + 1}"
    opened = open_round(store, made.id, made.squads[squad], members, name, made.accounts[Role.COACH], at)
    given = (PLAYER, Answers(CANNOT_WALK), Answers(CANNOT_WALK))
    answering = [
        Answering(number, f"{made.name} athlete", answers, FilledBy.ATHLETE, at + dt.timedelta(hours=1))
        for number, answers in zip(members, given, strict=False)
    ]
    answer_round(store, rulebook, made.id, opened, answering)
    return opened


def _case(store: Store, rulebook: Rulebook, made: MadeClub, athlete: int, now: dt.datetime) -> int:
    """A case of an athlete, opened by the physio."""
    opening = Opening(Side.LEFT, now.date(), Mechanism.SPRINT, f"{made.name} note")
    return open_case(
        store, _physio(made, now), made.id, athlete, opening, f"case of {athlete}", rulebook, now
    )


def _physio(made: MadeClub, now: dt.datetime) -> Actor:
    return Actor(
        made.accounts[Role.PHYSIO], (Membership(made.id, Role.PHYSIO),), second_factor=True, proved_at=now
    )


def _case_files(store: Store, made: MadeClub, now: dt.datetime) -> dict[str, int]:
    """A file of check-ins that the physio has brought and not confirmed, and one that changed nothing."""
    data = f"Name,Date,Pain\n{made.name} athlete 1,{now.date().isoformat()},0\n".encode()
    table = kept_table(read_case_file(data, FileKind.WELLNESS))
    name, mark = f"{made.name} check-ins.csv", hashlib.sha256(data).hexdigest()
    kind = CaseFileKind.WELLNESS
    waiting = begin_file(store, _physio(made, now), made.id, kind, name, mark, table, now)
    with store.write(club=made.id) as tx:
        kept = CaseImportRow(
            kind=kind,
            by_account_id=made.accounts[Role.DOCTOR],
            at=now,
            state=ImportState.CONFIRMED,
            file_name=name,
            file_digest=mark,
            found={"written": {}, "counts": {"new": 0, "replaces": 0, "same": 0}},
            confirmed_at=now,
        )
        tx.add(kept)
        tx.flush()
        return {"waiting": waiting, "kept": kept.id}


def _place(tx: Transaction, made: MadeClub, squad: int, opened: MadeRound, case: int) -> Place:
    """Everything of the third athlete of a squad, and the open invitation of the fourth."""
    athlete, waiting = made.of_squad(squad)[2:4]
    screening = tx.scalars(
        sa.select(ClubScreeningRow.screening_id).where(ClubScreeningRow.athlete_id == athlete)
    ).one()
    item = tx.scalars(sa.select(CareItemRow).where(CareItemRow.screening_id == screening)).one()
    item.outcome_note = None
    return Place(
        made.squads[squad], athlete, opened.id, opened.invitations[waiting], screening, item.id, case
    )


def _links(
    store: Store, tx: Transaction, made: MadeClub, opened: MadeRound, now: dt.datetime
) -> dict[str, str]:
    """Links of every kind into the first squad, by what becomes of them."""
    first, second, third, waiting = made.of_squad(0)
    well = tx.scalars(
        sa.select(ScreeningRow)
        .join(ClubScreeningRow, ClubScreeningRow.screening_id == ScreeningRow.id)
        .where(ClubScreeningRow.athlete_id == first)
    ).one()
    invitations = {
        "invitation": tx.get_one(InvitationRow, opened.invitations[waiting]),
        "used_invitation": tx.get_one(InvitationRow, opened.invitations[second]),
        "expired_invitation": _extra(store, third, now - dt.timedelta(days=20)),
        "revoked_invitation": _extra(store, third, now - dt.timedelta(days=1), revoked_at=now),
    }
    poster = PosterRow(
        round_id=opened.id,
        seed=new_seed(),
        token_digest="",
        created_at=now,
        closes_at=now + dt.timedelta(days=5),
    )
    poster.token_digest = digest(store.tokens.poster_link(poster.seed))
    tx.add_all((*invitations.values(), poster))
    tx.flush()
    links = {name: store.tokens.invitation_link(row.seed) for name, row in invitations.items()}
    return {
        **links,
        "poster": store.tokens.poster_link(poster.seed),
        "result": store.tokens.result_link(well.seed),
    }


def _extra(store: Store, athlete: int, at: dt.datetime, **changes: dt.datetime) -> InvitationRow:
    """An invitation outside of every round that could be used for a week."""
    seed = new_seed()
    return InvitationRow(
        athlete_id=athlete,
        seed=seed,
        token_digest=digest(store.tokens.invitation_link(seed)),
        created_at=at,
        expires_at=at + dt.timedelta(days=7),
        **changes,
    )


def _kept(tx: Transaction, made: MadeClub, now: dt.datetime) -> int:
    """A roster that was written and changed nothing, and a mail; gives the number of the import."""
    roster = RosterImportRow(
        by_account_id=made.accounts[Role.COACH],
        at=now,
        state=ImportState.CONFIRMED,
        file_name=f"{made.name}.csv",
        preview={"counts": {"added": 0, "changed": 0, "removed": 0}},
        before=ImportRecord().to_json(),
        confirmed_at=now,
    )
    mail = OutgoingMailRow(
        to_address=f"{made.name}-mail@example.org",
        subject="Questions before training",
        body=f"From {made.name}.",
        created_at=now,
    )
    tx.add_all((roster, mail))
    tx.flush()
    return roster.id


def _gone(tx: Transaction, made: MadeClub, now: dt.datetime) -> tuple[int, int]:
    """An athlete who was removed and a squad that was put away."""
    before = now - dt.timedelta(days=20)
    athlete = AthleteRow(
        name=f"{made.name} removed",
        name_key=f"{made.name} removed".casefold(),
        joined_at=before,
        removed_at=now - dt.timedelta(days=3),
    )
    squad = SquadRow(name=f"{made.name} archived squad", archived_at=now - dt.timedelta(days=3))
    tx.add_all((athlete, squad))
    tx.flush()
    return athlete.id, squad.id


def _open_import(store: Store, made: MadeClub, now: dt.datetime) -> int:
    """A roster with one new athlete that the coach has brought and not confirmed."""
    squads = frozenset(made.squads[:1])
    membership = Membership(made.id, Role.COACH, squads)
    coach = Actor(made.accounts[Role.COACH], (membership,), True, now, made.id)
    table = read_pasted(f"Name\tSquad\n{made.name} newcomer\t{made.name} squad 1\n")
    return begin_import(store, coach, made.id, f"{made.name}.csv", kept_table(table), now)
