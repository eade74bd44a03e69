"""Rounds of the demonstration: everybody is invited, and most of them answer through the usual submit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.clubs import FilledBy, RoundKind
from screening.domain.rulebook import Rulebook
from screening.services.care_listing import list_for_care
from screening.services.club_screenings import keep_for_athlete
from screening.services.demonstration.marks import INVENTED
from screening.services.drafts import plain
from screening.services.rounds import poster_for
from screening.services.submit_screening import submit
from screening.store import Store, Transaction
from screening.store.queries import audit, club_screenings, screenings
from screening.store.tables.audit import Event
from screening.store.tables.draft import DraftRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.round import RoundRow
from screening.store.tokens import digest, new_seed

ROUND_LIFE = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answering:
    """One athlete who answers in a round, with everything that they answer."""

    athlete_id: int
    name: str
    answers: Answers
    filled_by: FilledBy
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class MadeRound:
    """A round with the invitation of each athlete."""

    id: int
    invitations: dict[int, int]


def open_round(
    store: Store,
    club_id: int,
    squad_id: int,
    athletes: Sequence[int],
    name: str,
    coach: int,
    opens_at: dt.datetime,
) -> MadeRound:
    """Open a round of a week and invite these athletes, each by a link and a code of their own."""
    with store.write(club=club_id) as tx:
        row = RoundRow(
            squad_id=squad_id,
            name=name,
            opens_at=opens_at,
            closes_at=opens_at + ROUND_LIFE,
            created_by=coach,
            kind=RoundKind.OPENED,
        )
        tx.add(row)
        tx.flush()
        tx.add(poster_for(store, row, opens_at))
        made = [_invitation(store, athlete, row) for athlete in athletes]
        tx.add_all(made)
        tx.flush()
        audit.record(
            tx, Event.ROUND_OPENED, opens_at, account_id=coach, amount=len(made), detail={"round_id": row.id}
        )
        return MadeRound(row.id, {one.athlete_id: one.id for one in made})


def answer_round(
    store: Store, rulebook: Rulebook, club_id: int, made: MadeRound, answering: Sequence[Answering]
) -> None:
    """Have these athletes answer: a draft from their invitation, submitted as everybody submits."""
    with store.write(club=club_id) as tx:
        tokens = [_begin(store, tx, made, one) for one in answering]
    for one, token in zip(answering, tokens, strict=True):
        submit(store, token, INVENTED, rulebook, one.at, name=f"{one.name} ({INVENTED})")
    with store.write(club=club_id) as tx:
        for one, token in zip(answering, tokens, strict=True):
            _belongs(tx, rulebook, made, one, token)


def _invitation(store: Store, athlete_id: int, of: RoundRow) -> InvitationRow:
    seed = new_seed()
    return InvitationRow(
        athlete_id=athlete_id,
        round_id=of.id,
        seed=seed,
        token_digest=digest(store.tokens.invitation_link(seed)),
        code_digest=store.tokens.round_code_digest(store.tokens.round_code(seed)),
        created_at=of.opens_at,
        expires_at=of.closes_at,
    )


def _begin(store: Store, tx: Transaction, made: MadeRound, one: Answering) -> str:
    """A finished draft, dated as if it had been answered then: its link."""
    seed = new_seed()
    token = store.tokens.draft_link(seed)
    row = DraftRow(
        seed=seed,
        token_digest=digest(token),
        code_digest=store.tokens.code_digest(store.tokens.resume_code(seed)),
        answers=plain(one.answers),
        pages_done=[],
        interrupts_shown=[],
        version=1,
        created_at=one.at,
        updated_at=one.at,
        expires_at=one.at + ROUND_LIFE,
    )
    tx.add(row)
    tx.flush()
    invitation = tx.get_one(InvitationRow, made.invitations[one.athlete_id])
    invitation.draft_id, invitation.filled_by = row.id, one.filled_by
    return token


def _belongs(tx: Transaction, rulebook: Rulebook, made: MadeRound, one: Answering, token: str) -> None:
    """Put the result beside its athlete and, where it needs somebody, on the list; once only."""
    screening = screenings.screening_of_draft(tx, digest(token))
    if screening is None or club_screenings.place_of(tx, screening.id) is not None:
        return
    keep_for_athlete(tx, screening, one.athlete_id, rulebook, filled_by=one.filled_by, round_id=made.id)
    invitation = tx.get_one(InvitationRow, made.invitations[one.athlete_id])
    invitation.used_at, invitation.screening_id = one.at, screening.id
    list_for_care(tx, tx.club, one.athlete_id, screening, one.at, rulebook)
    tx.flush()
