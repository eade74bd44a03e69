"""Links to the daily check-in: no password, one at a time, with an end, and worth nothing elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import Agreed, AskedFor, CheckIn, DaysSaid, Who
from screening.domain.case.words import Party
from screening.domain.clubs import Purpose
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.consents import allowed_now
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, cases
from screening.store.tables.audit import Event
from screening.store.tables.case import CaseLinkRow, InjuryCaseRow
from screening.store.tenancy import Reason
from screening.store.tokens import CHECK_IN, digest, new_seed

from .case_rules import Rules
from .doing import record_held
from .keys import request_key
from .links_kept import LONGEST_LIFE
from .log import CaseLog, read_log
from .own import OwnCase, own_view
from .page import standing_of
from .reach import CLINICAL, OWN_SIDE, reach_case
from .withdrawing import end_withdrawn

MAY_MAKE = CLINICAL | OWN_SIDE


@dataclass(frozen=True, slots=True, repr=False)
class CheckInLink:
    """A link that works. `token` is what its address ends with."""

    token: str
    expires_at: dt.datetime


def new_check_in_link(
    store: Store, actor: Actor, club_id: int, case_id: int, now: dt.datetime
) -> CheckInLink:
    """Make a link to check in to an open case; those made before end with it.

    Raises:
        NotFound: no such open case for this person.
    """
    with store.write(club=club_id) as tx:
        row = _open_case(tx, actor, case_id, now)
        _revoke(tx, row, now)
        seed = new_seed()
        token = store.tokens.check_in_link(seed)
        link = CaseLinkRow(
            case_id=case_id,
            seed=seed,
            token_digest=digest(token),
            made_at=now,
            made_by=actor.account_id,
            expires_at=now + LONGEST_LIFE,
        )
        tx.add(link)
        tx.flush()
        _note(tx, row, Event.CASE_LINK_MADE, actor.account_id, now)
        return CheckInLink(token, link.expires_at)


def working_link(
    store: Store, actor: Actor, club_id: int, case_id: int, now: dt.datetime
) -> CheckInLink | None:
    """The link that works at the moment, to be shown or sent again; None where none does.

    Raises:
        NotFound: no such open case for this person.
    """
    with store.read(club=club_id) as tx:
        _open_case(tx, actor, case_id, now)
        found = [link for link in cases.links_not_revoked(tx, case_id) if link.expires_at > now]
        return CheckInLink(store.tokens.check_in_link(found[0].seed), found[0].expires_at) if found else None


def revoke_check_in_links(store: Store, actor: Actor, club_id: int, case_id: int, now: dt.datetime) -> int:
    """End every link to a case and say how many that were.

    Raises:
        NotFound: no such open case for this person.
    """
    with store.write(club=club_id) as tx:
        row = _open_case(tx, actor, case_id, now)
        ended = _revoke(tx, row, now)
        if ended:
            _note(tx, row, Event.CASE_LINK_REVOKED, actor.account_id, now)
        return ended


def _open_case(tx: Transaction, actor: Actor, case_id: int, now: dt.datetime) -> InjuryCaseRow:
    row = reach_case(tx, actor, case_id, now, parties=MAY_MAKE, for_update=True).row
    if row.closed_at is not None:
        raise NotFound("no open case")
    return row


def _revoke(tx: Transaction, row: InjuryCaseRow, now: dt.datetime) -> int:
    links = cases.links_not_revoked(tx, row.id, for_update=True)
    for link in links:
        link.revoked_at = max(now, link.made_at)
    tx.flush()
    return len(links)


def _note(
    tx: Transaction, row: InjuryCaseRow, event: Event, account_id: int | None, now: dt.datetime
) -> None:
    detail = {"case_id": row.id}
    audit.record(tx, event, now, account_id=account_id, athlete_id=row.athlete_id, detail=detail)


def case_by_link(store: Store, token: str, rulebook: Rulebook, now: dt.datetime) -> OwnCase:
    """What a link opens.

    A page of a link shows of it what belongs to the check-in, because links are handed on.

    Raises:
        NotFound: no such link, or it has ended, or the athlete has taken the consent back.
    """
    club_id, case_id = _place(store, token, now)
    end_withdrawn(store, club_id, case_id, rulebook, now)
    with store.read(club=club_id) as tx:
        row = _linked(tx, case_id, token, now)
        stands = standing_of(tx, case_id, rulebook, now)
        return own_view(tx, stands, row.athlete_id, Party.ATHLETE, now)


def check_in_by_link(
    store: Store,
    token: str,
    body: CheckIn,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    read: CaseLog | None = None,
) -> int:
    """Keep a check-in as the athlete; the same however often it is called with one key.

    Args:
        read: the log as this request has read it before.
    Returns:
        The number of its event; the light follows it in the log.
    Raises:
        NotFound: as `case_by_link`.
        Refused: the rules do not take it.
    """
    return _keep(store, token, body, key, rulebook, now, read)


def ask_by_link(
    store: Store,
    token: str,
    body: AskedFor | Agreed | DaysSaid,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    read: CaseLog | None = None,
) -> int:
    """Keep what the athlete asks for or says to the next move; it decides nothing alone.

    A no is always taken, a yes only from an athlete who has no sign-in: others give it signed in.

    Args:
        read: the log as this request has read it before.
    Raises:
        NotFound: as `case_by_link`, or the yes needs a sign-in.
        Refused: the rules do not take it.
    """
    return _keep(store, token, body, key, rulebook, now, read)


def _keep(
    store: Store,
    token: str,
    body: CheckIn | AskedFor | Agreed | DaysSaid,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
    read: CaseLog | None,
) -> int:
    club_id, case_id = _place(store, token, now)
    request = request_key(store, f"case {case_id} by link", key)
    end_withdrawn(store, club_id, case_id, rulebook, now)
    with store.write(club=club_id) as tx:
        row = _linked(tx, case_id, token, now, for_update=True)
        known = cases.event_by_request(tx, case_id, request)
        if known is not None:
            return known.number
        athlete = athletes.athlete(tx, row.athlete_id)
        says_yes = isinstance(body, Agreed) and body.agrees
        if athlete is None or (says_yes and athlete.account_id is not None):
            raise NotFound("not by this link")
        by = Who(Party.ATHLETE, athlete.name)
        log = read_log(tx, case_id, read)
        return record_held(tx, row, log, (body,), by, Rules.of(rulebook), now, request)


def _place(store: Store, token: str, now: dt.datetime) -> tuple[int, int]:
    """The club and the case of a link that works."""
    if not token.startswith(CHECK_IN):
        raise NotFound("no such link")
    with store.read(everywhere=Reason.LINK) as tx:
        link = cases.link_by_token(tx, digest(token))
        if link is None or not _works(link, now):
            raise NotFound("no such link")
        return link.club_id, link.case_id


def _works(link: CaseLinkRow, now: dt.datetime) -> bool:
    return link.revoked_at is None and link.made_at <= now < link.expires_at


def _linked(
    tx: Transaction, case_id: int, token: str, now: dt.datetime, *, for_update: bool = False
) -> InjuryCaseRow:
    """The open case of a link that still works, of an athlete who still allows it."""
    row = cases.case(tx, case_id, for_update=for_update)
    link = cases.link_by_token(tx, digest(token))
    if row is None or row.closed_at is not None or link is None or not _works(link, now):
        raise NotFound("no such link")
    allowed = allowed_now(tx, [row.athlete_id], now.date())[row.athlete_id]
    if athlete_ref(tx, row.athlete_id) is None or Purpose.PHYSIO_CLINICAL not in allowed:
        raise NotFound("no such link")
    return row
