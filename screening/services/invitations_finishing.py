"""The answers of an invitation become a screening of the club, in one transaction with the screening."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Purpose
from screening.domain.errors import NotFound, OutOfDate
from screening.domain.reporting.view import Row
from screening.domain.rulebook import Rulebook
from screening.services.care_listing import list_for_care
from screening.services.club_screenings import keep_for_athlete
from screening.services.consents import consent_picture
from screening.services.demonstration.marks import marked_name
from screening.services.invitations_readers import on_the_result, readers_of
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, club_screenings, drafts, rounds, screenings
from screening.store.tables import DraftRow, ScreeningRow
from screening.store.tables.audit import Event
from screening.store.tables.invitation import InvitationRow
from screening.store.tenancy import Reason
from screening.store.tokens import digest


@dataclass(frozen=True, slots=True, repr=False)
class ForClub:
    """What a report for an athlete of a club says beside the result."""

    name: str
    who_sees: tuple[Row, ...]


def for_club(store: Store, draft_token: str, now: dt.datetime) -> ForClub | None:
    """What to print on the report of an invited athlete; None for answers without an invitation."""
    with store.read(everywhere=Reason.LINK) as tx:
        row = _invitation_of(tx, draft_token)
        if row is None:
            return None
        tx.enter(row.club_id)
        athlete = athletes.athlete(tx, row.athlete_id)
        if athlete is None:
            return None
        allowed = consent_picture(tx, athlete.id, now.date()).allowed
        return ForClub(marked_name(tx, athlete.name), on_the_result(readers_of(tx, athlete.id), allowed))


def keep_for_club(
    tx: Transaction, screening: ScreeningRow, draft: DraftRow, rulebook: Rulebook, now: dt.datetime
) -> None:
    """Say whose a new screening is, use up its invitation, and list it for care where it needs somebody.

    Answers without an invitation belong to no club and stay so.

    Args:
        tx: looks across clubs to find the one of the invitation, and goes on into it.
    Raises:
        NotFound: the invitation was taken back, or nobody allows the keeping of the answers any more.
        OutOfDate: it was used.
    """
    found = rounds.invitation_of_draft(tx, draft.id)
    if found is None:
        return
    tx.enter(found.club_id)
    row = rounds.invitation_by_number(tx, found.id, for_update=True)
    if row is None or row.revoked_at is not None or row.filled_by is None:
        raise NotFound("the invitation was taken back")
    if row.used_at is not None:
        raise OutOfDate("the invitation was used")
    if Purpose.PROCESSING not in consent_picture(tx, row.athlete_id, now.date()).allowed:
        raise NotFound("nobody allows the keeping of these answers any more")
    about = row.round_id or _round_of_newest(tx, row.athlete_id, now)
    keep_for_athlete(tx, screening, row.athlete_id, rulebook, filled_by=row.filled_by, round_id=about)
    row.used_at, row.screening_id = now, screening.id
    tx.flush()
    list_for_care(tx, row.club_id, row.athlete_id, screening, now, rulebook)
    audit.record(
        tx,
        Event.INVITATION_USED,
        now,
        screening_id=screening.id,
        athlete_id=row.athlete_id,
        detail={"invitation_id": row.id, "how": row.filled_by.value},
    )


def _round_of_newest(tx: Transaction, athlete_id: int, now: dt.datetime) -> int | None:
    """Answers that correct a result count for its round while that is open, and for none afterwards."""
    newest = club_screenings.newest_screenings(tx, [athlete_id]).get(athlete_id)
    number = newest.place.round_id if newest is not None else None
    about = rounds.round_by_id(tx, number) if number is not None else None
    return about.id if about is not None and about.opens_at <= now < about.closes_at else None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Answers given for a club: on which kind of device, and whether its clinicians may read them."""

    on_shared_device: bool
    clinicians_read: bool


def under_way(store: Store, draft_token: str, now: dt.datetime) -> UnderWay | None:
    """What holds for answers of an invitation, unfinished or finished; None for answers without one."""
    with store.read(everywhere=Reason.LINK) as tx:
        row = _invitation_of(tx, draft_token)
        if row is None:
            return None
        tx.enter(row.club_id)
        allowed = consent_picture(tx, row.athlete_id, now.date()).allowed
        return UnderWay(row.on_shared_device, Purpose.PHYSIO_CLINICAL in allowed)


def move_to_shared_device(store: Store, draft_token: str) -> None:
    """Note that answers begun elsewhere go on on a device that goes from hand to hand."""
    with store.write(everywhere=Reason.LINK) as tx:
        row = _invitation_of(tx, draft_token)
        if row is not None:
            tx.enter(row.club_id)
            row.on_shared_device = True


def _invitation_of(tx: Transaction, draft_token: str) -> InvitationRow | None:
    draft = drafts.draft_by_token(tx, digest(draft_token))
    if draft is not None:
        return rounds.invitation_of_draft(tx, draft.id)
    finished = screenings.screening_of_draft(tx, digest(draft_token))
    place = club_screenings.place_of(tx, finished.id) if finished is not None else None
    return rounds.invitation_of_screening(tx, place.athlete_id, place.screening_id) if place else None
