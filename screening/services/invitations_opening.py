"""What somebody with an invitation finds: whose it is, whether it still works, and what is asked first."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.clubs import FilledBy, Purpose
from screening.domain.consents import Decider
from screening.domain.errors import NotFound
from screening.domain.reporting.view import Row
from screening.services.consents import ConsentPicture, PurposeState, consent_picture
from screening.services.invitations_readers import before_the_first_question, readers_of
from screening.services.rounds import squad_name
from screening.services.rounds_dates import first_day, last_day
from screening.store import Store, Transaction
from screening.store.queries import athletes, drafts, members, rounds
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.round import RoundRow
from screening.store.tenancy import Reason
from screening.store.tokens import digest


class Door(enum.StrEnum):
    """Whether an invitation lets somebody in."""

    OPEN = "open"
    NOT_YET = "not_yet"
    USED = "used"
    REVOKED = "revoked"
    OVER = "over"


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What an invitation leads to. No answer and no result of anybody is in here.

    Args:
        opens_on, closes_on: ISO days.
        may_fill: who may fill it in, in the order in which they are offered.
        draft_digest: of the answers that were begun; None until then.
        sees: who sees what, whatever is allowed.
    """

    club_id: int
    athlete_id: int
    name: str
    birth_year: int | None
    club: str
    squad: str
    door: Door
    opens_on: str
    closes_on: str
    may_fill: tuple[FilledBy, ...]
    draft_digest: str | None
    consents: ConsentPicture
    sees: tuple[Row, ...]

    @property
    def needs_guardian(self) -> bool:
        """Whether nobody may answer until a parent or guardian has said yes."""
        return self.consents.decider is Decider.GUARDIAN and not self.consents.may_answer

    def questions(self, who: FilledBy) -> tuple[PurposeState, ...]:
        """What is asked about before the first question of the screening, of whoever fills it in."""
        return asked_first(self.consents) if decides(self.consents, who) else ()


def decides(picture: ConsentPicture, who: FilledBy) -> bool:
    """Whether consents are asked about too; otherwise somebody has agreed for the athlete before."""
    return who is FilledBy.GUARDIAN or picture.decider is not Decider.GUARDIAN


def asked_first(picture: ConsentPicture) -> tuple[PurposeState, ...]:
    """What is open, and the keeping of answers wherever nobody has said yes to it."""
    return tuple(
        state
        for state in picture.states
        if state.is_open or (state.purpose is Purpose.PROCESSING and not picture.may_answer)
    )


def look(store: Store, token: str, now: dt.datetime) -> Opened:
    """What the holder of an invitation finds. Looking changes nothing.

    Raises:
        NotFound: no such invitation, or its athlete is gone.
    """
    with store.read(everywhere=Reason.LINK) as tx:
        row = entered(tx, token)
        return _opened(tx, row, now)


def draft_token_of(store: Store, token: str) -> str:
    """The link of the answers that were begun with an invitation; whoever asks has shown that they may go on.

    Raises:
        NotFound: none were begun, or the server's secret has changed since.
    """
    with store.read(everywhere=Reason.LINK) as tx:
        row = entered(tx, token)
        draft = drafts.draft_by_number(tx, row.draft_id) if row.draft_id is not None else None
        found = store.tokens.draft_link(draft.seed) if draft is not None else ""
        if draft is None or digest(found) != draft.token_digest:
            raise NotFound("nothing was begun")
        return found


def entered(tx: Transaction, token: str, *, for_update: bool = False) -> InvitationRow:
    """The invitation of a link, its transaction gone on into its club.

    Raises:
        NotFound: there is none.
    """
    row = rounds.invitation_by_token(tx, digest(token))
    if row is None:
        raise NotFound("no such invitation")
    tx.enter(row.club_id)
    held = rounds.invitation_by_number(tx, row.id, for_update=for_update)
    if held is None:
        raise NotFound("no such invitation")
    return held


def door_of(row: InvitationRow, about: RoundRow | None, now: dt.datetime) -> Door:
    """Whether it lets somebody in at this moment."""
    if row.revoked_at is not None:
        return Door.REVOKED
    if row.used_at is not None:
        return Door.USED
    if now >= row.expires_at or (about is not None and now >= about.closes_at):
        return Door.OVER
    return Door.NOT_YET if about is not None and now < about.opens_at else Door.OPEN


def may_fill(picture: ConsentPicture) -> tuple[FilledBy, ...]:
    """Who may fill it in: below the age of own consent nobody but a guardian, until one has said yes."""
    helpers = (FilledBy.COACH, FilledBy.PHYSIO)
    match picture.decider:
        case Decider.ATHLETE:
            return (FilledBy.ATHLETE, *helpers)
        case Decider.GUARDIAN if not picture.may_answer:
            return (FilledBy.GUARDIAN,)
        case Decider.GUARDIAN:
            return (FilledBy.ATHLETE, FilledBy.GUARDIAN, *helpers)
        case Decider.UNKNOWN:
            return (FilledBy.ATHLETE, FilledBy.GUARDIAN, *helpers)


def _opened(tx: Transaction, row: InvitationRow, now: dt.datetime) -> Opened:
    athlete, about = _about(tx, row)
    club = members.club(tx, row.club_id)
    picture = consent_picture(tx, athlete.id, now.date())
    draft = drafts.draft_by_number(tx, row.draft_id) if row.draft_id is not None else None
    return Opened(
        club_id=row.club_id,
        athlete_id=athlete.id,
        name=athlete.name,
        birth_year=athlete.birth_year,
        club=club.name if club is not None else "",
        squad=squad_name(tx, about.squad_id) if about is not None else "",
        door=door_of(row, about, now),
        opens_on=(first_day(about.opens_at) if about is not None else row.created_at.date()).isoformat(),
        closes_on=last_day(row.expires_at).isoformat(),
        may_fill=may_fill(picture),
        draft_digest=draft.token_digest if draft is not None else None,
        consents=picture,
        sees=before_the_first_question(readers_of(tx, athlete.id)),
    )


def _about(tx: Transaction, row: InvitationRow) -> tuple[AthleteRow, RoundRow | None]:
    athlete = athletes.athlete(tx, row.athlete_id)
    if athlete is None or athlete.removed_at is not None:
        raise NotFound("the athlete is gone")
    return athlete, rounds.round_by_id(tx, row.round_id) if row.round_id is not None else None
