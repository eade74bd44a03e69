"""Invitations to a round: made for every athlete of its squad, handed on as links and codes, taken back.

A link is a secret of 256 bits of which only a digest is kept. It is bound to one athlete and one round, works
from the first day of the round, and ends with it, after 30 days at most and for minors after 14.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from screening.domain.consents import Birth
from screening.domain.errors import NotFound
from screening.services.access import Action, Actor, require
from screening.services.consents.states import birth_of
from screening.services.reach import squad_ref
from screening.services.rounds_dates import end_of_link, is_grown_up, last_day
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, drafts, rounds
from screening.store.queries.athletes import Born
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.round import RoundRow
from screening.store.tokens import digest, new_seed

TICK = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What one athlete is given: the link, and the own code for the poster."""

    name: str
    birth_year: int | None
    token: str
    code: str
    ends_at: dt.datetime

    @property
    def last_day(self) -> str:
        """The last day on which it works, as an ISO date."""
        return last_day(self.ends_at).isoformat()


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A fresh link and code: the seed of both, and what is stored of each."""

    seed: bytes
    token_digest: str
    code_digest: str


def secrets_for_squad(store: Store, club_id: int, squad_id: int) -> tuple[Secret, ...]:
    """A secret for each athlete of a squad, made while nobody waits for the write lock."""
    with store.read(club=club_id) as tx:
        count = athletes.count_in_squad(tx, squad_id)
    return tuple(_secret(store) for _ in range(count))


def invite_everybody(
    store: Store, tx: Transaction, row: RoundRow, now: dt.datetime, secrets: Sequence[Secret] = ()
) -> int:
    """Make an invitation for each athlete of the round's squad who has none; says how many.

    The transaction is for the club of the round.

    Args:
        secrets: made before; where they are too few, more are made now.
    """
    have = {one.athlete_id for one in rounds.invitations_of_round(tx, row.id)}
    invited = [one for one in athletes.births_in_squad(tx, row.squad_id) if one.athlete_id not in have]
    found = _with_unused_codes(store, tx, len(invited), secrets)
    tx.add_many(
        InvitationRow,
        [_values(secret, one, row, now) for secret, one in zip(found, invited, strict=True)],
    )
    return len(invited)


def everybody_of(tx: Transaction, squad_id: int) -> Sequence[AthleteRow]:
    """All athletes of a squad by name, however many."""
    return athletes.athletes_of_squad(tx, squad_id, most=athletes.count_in_squad(tx, squad_id))


def cards_of_round(
    store: Store, actor: Actor, club_id: int, round_id: int, now: dt.datetime
) -> tuple[Card, ...]:
    """What to hand to each athlete who can still answer, by name.

    Raises:
        NotFound: no such round for this person.
    """
    with store.read(club=club_id) as tx:
        row = rounds.round_by_id(tx, round_id)
        require(actor, Action.RUN_ROUND, squad_ref(tx, row.squad_id) if row is not None else None)
        found = [one for one in rounds.invitations_of_round(tx, round_id) if is_open(one, now)]
        people = {one.id: one for one in athletes.athletes_by_number(tx, [one.athlete_id for one in found])}
    # After a change of the server's secret an older link can no longer be told; a new one can be made.
    cards = [
        card_of(store, one, people[one.athlete_id])
        for one in found
        if one.athlete_id in people and digest(store.tokens.invitation_link(one.seed)) == one.token_digest
    ]
    return tuple(sorted(cards, key=lambda card: (card.name.casefold(), card.code)))


def card_of(store: Store, row: InvitationRow, athlete: AthleteRow) -> Card:
    """The link and the code of one invitation."""
    return Card(
        athlete.name,
        athlete.birth_year,
        store.tokens.invitation_link(row.seed),
        store.tokens.round_code(row.seed),
        row.expires_at,
    )


def is_open(row: InvitationRow, now: dt.datetime) -> bool:
    """Whether somebody can still answer with it, today or once its round has begun."""
    return row.used_at is None and row.revoked_at is None and now < row.expires_at


def revoke(
    store: Store, actor: Actor, club_id: int, round_id: int, invitation_id: int, now: dt.datetime
) -> None:
    """Take an invitation back; answers begun with it can no longer be opened.

    Raises:
        NotFound: no such invitation for this person, or it was used.
    """
    with store.write(club=club_id) as tx:
        row = _the_invitation(tx, actor, round_id, invitation_id)
        if row.revoked_at is None:
            _take_back(tx, row, now)
            move_end_of_draft(tx, row.draft_id, now)
            _noted(tx, actor, row, Event.INVITATION_REVOKED, "revoked", now)


def renew(
    store: Store, actor: Actor, club_id: int, round_id: int, invitation_id: int, now: dt.datetime
) -> int:
    """Give an athlete a new link and a new code; the old ones stop working. Answers begun go along.

    Returns:
        The number of the new invitation.
    Raises:
        NotFound: no such invitation for this person, it was used, or its round is over.
    """
    with store.write(club=club_id) as tx:
        old = _the_invitation(tx, actor, round_id, invitation_id)
        row, athlete = rounds.round_by_id(tx, round_id), athletes.athlete(tx, old.athlete_id)
        if row is None or athlete is None or athlete.removed_at is not None or row.closes_at <= now:
            raise NotFound("no such round any more")
        others = [one for one in rounds.invitations_of_round(tx, round_id) if one.athlete_id == athlete.id]
        if any(one.id != old.id for one in others):
            raise NotFound("there is a newer one")
        born = Born(athlete.id, athlete.birth_date, athlete.birth_year)
        fresh = InvitationRow(**_values(_with_unused_codes(store, tx, 1)[0], born, row, now))
        fresh.filled_by, fresh.on_shared_device, draft_id = old.filled_by, old.on_shared_device, old.draft_id
        if old.revoked_at is None:
            _take_back(tx, old, now)
            old.draft_id = None
            tx.flush()
            fresh.draft_id = draft_id
        tx.add(fresh)
        tx.flush()
        move_end_of_draft(tx, fresh.draft_id, fresh.expires_at)
        _noted(tx, actor, fresh, Event.INVITATION_SENT, "renewed", now)
        return fresh.id


def lengthen_links(tx: Transaction, row: RoundRow) -> None:
    """Have the links of a round that nobody has used end with it, as far as each may live."""
    found = [one for one in rounds.invitations_of_round(tx, row.id) if one.used_at is None]
    people = {one.id: one for one in athletes.athletes_by_number(tx, [one.athlete_id for one in found])}
    for one in found:
        athlete = people.get(one.athlete_id)
        if athlete is None:
            continue
        works_from = max(one.created_at, row.opens_at)
        grown_up = is_grown_up(birth_of(athlete), works_from.date())
        one.expires_at = max(end_of_link(row.closes_at, works_from, grown_up=grown_up), one.created_at + TICK)
        move_end_of_draft(tx, one.draft_id, one.expires_at)


def end_open_drafts(tx: Transaction, round_id: int, at: dt.datetime) -> None:
    """Have answers that were begun in a round end at a moment, where they would not end sooner."""
    for one in rounds.invitations_of_round(tx, round_id):
        if one.draft_id is not None and one.used_at is None:
            draft = drafts.draft_by_number(tx, one.draft_id)
            if draft is not None:
                draft.expires_at = min(draft.expires_at, at)


def move_end_of_draft(tx: Transaction, draft_id: int | None, ends_at: dt.datetime) -> None:
    """Have begun answers live as long as the invitation they belong to."""
    draft = drafts.draft_by_number(tx, draft_id) if draft_id is not None else None
    if draft is not None and draft.submitted_at is None:
        draft.expires_at = max(ends_at, draft.created_at + TICK)


def _secret(store: Store) -> Secret:
    seed = new_seed()
    code = store.tokens.round_code_digest(store.tokens.round_code(seed))
    return Secret(seed, digest(store.tokens.invitation_link(seed)), code)


def _values(secret: Secret, athlete: Born, row: RoundRow, now: dt.datetime) -> dict[str, Any]:
    """A new invitation to a round, by column."""
    works_from = max(now, row.opens_at)
    grown_up = is_grown_up(Birth(athlete.date, athlete.year), works_from.date())
    ends = end_of_link(row.closes_at, works_from, grown_up=grown_up)
    return {
        "athlete_id": athlete.athlete_id,
        "round_id": row.id,
        "seed": secret.seed,
        "token_digest": secret.token_digest,
        "code_digest": secret.code_digest,
        "created_at": now,
        "expires_at": max(ends, now + TICK),
    }


def _with_unused_codes(
    store: Store, tx: Transaction, count: int, made: Sequence[Secret] = ()
) -> list[Secret]:
    """So many secrets whose codes nobody in the club has; asked for all at once."""
    found: dict[str, Secret] = {}
    waiting = list(made[:count])
    while len(found) < count:
        waiting += [_secret(store) for _ in range(count - len(found) - len(waiting))]
        taken = rounds.codes_in_use(tx, [one.code_digest for one in waiting])
        found |= {one.code_digest: one for one in waiting if one.code_digest not in taken}
        waiting = []
    return list(found.values())


def _the_invitation(tx: Transaction, actor: Actor, round_id: int, invitation_id: int) -> InvitationRow:
    """An invitation that nobody has used, held until the commit."""
    row = rounds.invitation_by_number(tx, invitation_id, for_update=True)
    about = rounds.round_by_id(tx, round_id)
    require(actor, Action.RUN_ROUND, squad_ref(tx, about.squad_id) if about is not None else None)
    if row is None or row.round_id != round_id or row.used_at is not None:
        raise NotFound("no such invitation")
    return row


def _take_back(tx: Transaction, row: InvitationRow, now: dt.datetime) -> None:
    row.revoked_at = max(now, row.created_at)
    tx.flush()


def _noted(
    tx: Transaction, actor: Actor, row: InvitationRow, event: Event, what: str, now: dt.datetime
) -> None:
    detail = {"invitation_id": row.id, "round_id": row.round_id or 0, "what": what}
    audit.record(tx, event, now, account_id=actor.account_id, athlete_id=row.athlete_id, detail=detail)
