"""E-mails to athletes: written in the transaction of what they tell of, sent afterwards by whoever has time.

A mail says that there are questions from the club and where, and nothing about anybody's body. It goes to the
athlete, or to the guardians of an athlete for whom a guardian decides.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from screening.domain.consents import Decider, decider
from screening.domain.errors import NotFound
from screening.services.access import Action, Actor, ClubRef, reachable_squads, require
from screening.services.accounts.emails import email_problem
from screening.services.consents import own_age_in
from screening.services.consents.states import birth_of
from screening.services.invitations import is_open
from screening.services.rounds import squad_name, the_round
from screening.services.rounds_dates import last_day
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, members, outbox, rounds
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tokens import digest

BETWEEN_MAILS = dt.timedelta(hours=24)
"""Nobody is written to more often about one round."""
SHOWN = 100
LONGEST_SUBJECT = 200
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """One mail as the outbox shows it."""

    to_address: str
    subject: str
    body: str
    created_at: dt.datetime
    sent_at: dt.datetime | None
    attempts: int
    last_problem: str | None


def write_to_everybody(
    store: Store, actor: Actor, club_id: int, round_id: int, site: str, now: dt.datetime
) -> int:
    """Put a mail with the link into the outbox for everybody who can still answer; says how many.

    The link is the same as before: whoever has begun goes on in the same answers. Who was written to within
    the last 24 hours, and who has no address, is left out.

    Args:
        site: scheme and host of this site, from the settings.
    Raises:
        NotFound: no such round for this person, or it is over.
    """
    with store.write(club=club_id) as tx:
        row = the_round(tx, actor, round_id)
        if now >= row.closes_at:
            raise NotFound("the round is over")
        club = members.club(tx, club_id)
        sender = f"{club.name if club is not None else ''}, {squad_name(tx, row.squad_id)}"
        count = _write_all(store, tx, round_id, sender, site, now)
        detail = {"round_id": round_id, "how": "mail"}
        audit.record(tx, Event.INVITATION_SENT, now, account_id=actor.account_id, amount=count, detail=detail)
        return count


def mails_of_club(store: Store, actor: Actor, club_id: int) -> tuple[Waiting, ...]:
    """The newest mails to athletes of the squads somebody looks after, without the links in them.

    Links are on the pages of their rounds, where whoever may run the round is asked for.

    Raises:
        NotFound: this person runs no rounds in that club.
    """
    require(actor, Action.RUN_ROUND, ClubRef(club_id))
    mine = reachable_squads(actor, club_id)
    with store.read(club=club_id) as tx:
        found = outbox.newest_mails(tx, most=SHOWN)
        seen = found if mine is None else [one for one in found if _is_of(tx, one, mine, club_id)]
        return tuple(map(_shown, seen))


def _is_of(tx: Transaction, mail: OutgoingMailRow, squads: frozenset[int], club_id: int) -> bool:
    """Whether a mail is about one of these squads: it says so, and goes to somebody of that squad."""
    club = members.club(tx, club_id)
    name = club.name if club is not None else ""
    return any(
        mail.subject == subject_of(f"{name}, {squad_name(tx, squad)}")
        and mail.to_address in outbox.addresses_of_squad(tx, squad)
        for squad in squads
    )


def _shown(one: OutgoingMailRow) -> Waiting:
    return Waiting(
        to_address=one.to_address,
        subject=one.subject,
        body=LINK.sub("(the athlete’s own link)", one.body),
        created_at=one.created_at,
        sent_at=one.sent_at,
        attempts=one.attempts,
        last_problem=one.last_problem,
    )


def _write_all(store: Store, tx: Transaction, round_id: int, sender: str, site: str, now: dt.datetime) -> int:
    open_ones = [one for one in rounds.invitations_of_round(tx, round_id) if is_open(one, now)]
    people = {one.id: one for one in athletes.athletes_by_number(tx, [one.athlete_id for one in open_ones])}
    age, count, written = own_age_in(tx), 0, list[OutgoingMailRow]()
    for one in open_ones:
        athlete = people.get(one.athlete_id)
        if athlete is None or not _is_time(one, now):
            continue
        link = store.tokens.invitation_link(one.seed)
        addresses = _addresses(tx, athlete, age, now.date()) if digest(link) == one.token_digest else ()
        for address in addresses:
            body = body_of(sender, f"{site}/check/{link}", one)
            written.append(outbox.waiting_mail(address, subject_of(sender), body, now))
        if addresses:
            one.last_reminded_at = now
            count += 1
    tx.add_all(written)
    tx.flush()
    return count


def _is_time(one: InvitationRow, now: dt.datetime) -> bool:
    return one.last_reminded_at is None or now - one.last_reminded_at >= BETWEEN_MAILS


def addresses_of(tx: Transaction, athlete: AthleteRow, today: dt.date) -> tuple[str, ...]:
    """Where a mail to an athlete goes: to themselves, or to their guardians while these decide."""
    return _addresses(tx, athlete, own_age_in(tx), today)


def _addresses(tx: Transaction, athlete: AthleteRow, age: int, today: dt.date) -> tuple[str, ...]:
    """Where a mail goes; only addresses that cannot be anything else than one address."""
    if decider(birth_of(athlete), age, today) is Decider.GUARDIAN:
        found = [one.email for one in athletes.guardians_of(tx, athlete.id)]
    else:
        found = [athlete.email] if athlete.email else []
    return tuple(dict.fromkeys(one for one in found if email_problem("email", one) is None))


def subject_of(sender: str) -> str:
    """The same for everybody, on one line, without a word about health."""
    return " ".join(f"Questions from {sender}".split())[:LONGEST_SUBJECT]


def body_of(sender: str, link: str, invitation: InvitationRow) -> str:
    """What the mail says; nobody's name, because mails are read on the way. The link is the athlete's own."""
    until = last_day(invitation.expires_at)
    return (
        "Hello,\n\n"
        f"{sender} asks you some questions before training. It takes about three minutes on a phone:\n\n"
        f"{link}\n\n"
        f"The link is for you alone and works until {until.day} {until:%B %Y}. "
        "If you have begun already, it leads back to where you stopped.\n"
        "Please do not pass this mail on.\n"
    )
