"""New answers that start from a result of a club: they stay with its athlete, as the first ones did.

A link of a result is handed on to others, so it begins no answers by itself: only the browser in which the
first ones were given goes on from them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.errors import NotFound
from screening.services.consents import consent_picture
from screening.services.drafts import DRAFT_LIFE, LONGEST_DRAFT_LIFE, DraftHandle, add_draft
from screening.services.housekeeping import tidy_when_due
from screening.services.invitations_opening import may_fill
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, club_screenings, screenings
from screening.store.tables.audit import Event
from screening.store.tables.invitation import ClubScreeningRow, InvitationRow
from screening.store.tenancy import Reason
from screening.store.tokens import digest, new_seed


@dataclass(frozen=True, slots=True)
class ClubResult:
    """A result of a club, as far as answering again goes.

    Args:
        begun_as: digest of the link of the answers it was made of.
        may_go_on: whether new answers of the same person would have a valid basis today.
    """

    begun_as: str
    may_go_on: bool


def club_result(store: Store, result_token: str, now: dt.datetime) -> ClubResult | None:
    """What holds for the result of a link; None for one that belongs to no club."""
    with store.read(everywhere=Reason.LINK) as tx:
        found = _entered(tx, result_token)
        if found is None:
            return None
        place, begun_as = found
        return ClubResult(begun_as, _may_go_on(tx, place, now))


def begin_again(
    store: Store,
    result_token: str,
    answers: Answers,
    pages_done: Iterable[str],
    now: dt.datetime,
    *,
    life: dt.timedelta = DRAFT_LIFE,
    on_shared_device: bool = False,
) -> DraftHandle:
    """Begin answers for the athlete of a result. Which round they count for is seen when they are finished.

    The invitation they hang on belongs to no round: who has answered a round has done so, and nobody is
    reminded of a correction.

    Raises:
        NotFound: the result is of no club, or its athlete is gone, or nobody allows new answers any more.
    """
    with store.write(everywhere=Reason.LINK) as tx:
        found = _entered(tx, result_token)
        if found is None or not _may_go_on(tx, found[0], now):
            raise NotFound("no answers can follow this result")
        place = found[0]
        ends_at, seed = now + min(life, LONGEST_DRAFT_LIFE), new_seed()
        draft, handle = add_draft(store, tx, now, ends_at=ends_at, answers=answers, pages_done=pages_done)
        row = InvitationRow(
            athlete_id=place.athlete_id,
            seed=seed,
            token_digest=digest(store.tokens.invitation_link(seed)),
            created_at=now,
            expires_at=ends_at,
            draft_id=draft.id,
            filled_by=place.filled_by,
            on_shared_device=on_shared_device,
        )
        tx.add(row)
        tx.flush()
        audit.record(
            tx,
            Event.INVITATION_SENT,
            now,
            athlete_id=place.athlete_id,
            detail={"invitation_id": row.id, "what": "again"},
        )
    tidy_when_due(store, now)
    return handle


def _entered(tx: Transaction, result_token: str) -> tuple[ClubScreeningRow, str] | None:
    """Whose a result is, with the digest of its answers; the transaction has gone on into the club."""
    row = screenings.screening_by_token(tx, digest(result_token))
    place = club_screenings.place_of(tx, row.id) if row is not None else None
    if row is None or place is None:
        return None
    tx.enter(place.club_id)
    return place, row.draft_digest


def _may_go_on(tx: Transaction, place: ClubScreeningRow, now: dt.datetime) -> bool:
    athlete = athletes.athlete(tx, place.athlete_id)
    if athlete is None or athlete.removed_at is not None:
        return False
    picture = consent_picture(tx, athlete.id, now.date())
    return picture.may_answer and place.filled_by in may_fill(picture)
