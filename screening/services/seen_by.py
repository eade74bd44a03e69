"""After an incident: whose records an account, a sign-in or a link has read in a period."""

from __future__ import annotations

import datetime as dt

from screening.domain.errors import NotFound
from screening.services.accounts.emails import email_key
from screening.store import Store
from screening.store.queries import accounts, club_screenings, screenings, seen_by
from screening.store.queries.seen_by import Reading
from screening.store.tenancy import Reason
from screening.store.tokens import CHECK_CODE_LETTERS, grouped, plain_code


def by_account(store: Store, email: str, since: dt.datetime, until: dt.datetime) -> tuple[Reading, ...]:
    """What somebody has read from a moment on and before another, in order of time, nothing twice.

    Raises:
        NotFound: nobody signs in with that address.
    """
    with store.read(everywhere=Reason.OPERATION) as tx:
        account = accounts.account_by_email(tx, email_key(email))
        if account is None:
            raise NotFound("nobody signs in with this address")
        return tuple(sorted(set(seen_by.readings_of(tx, account.id, since, until))))


def by_sign_in(store: Store, sign_in_id: int, since: dt.datetime, until: dt.datetime) -> tuple[Reading, ...]:
    """What the account of a sign-in has read while that sign-in was open, within a period.

    Another sign-in of the same account at the same time is counted too: too much rather than too little.

    Raises:
        NotFound: no such sign-in is kept.
    """
    with store.read(everywhere=Reason.OPERATION) as tx:
        row = seen_by.sign_in(tx, sign_in_id)
        if row is None:
            raise NotFound("no sign-in of this number is kept")
        just_after = dt.timedelta(microseconds=1)
        ended = (row.ended_at or until) + just_after
        found = seen_by.readings_of(tx, row.account_id, max(since, row.created_at), min(until, ended))
        return tuple(sorted(set(found)))


def by_link(store: Store, check_code: str) -> tuple[Reading, ...]:
    """Whose record the link of a result opens: that of one screening, whenever it was opened.

    Args:
        check_code: as it is printed on the report of that link.
    Raises:
        NotFound: no such report of somebody in a club.
    """
    letters = plain_code(check_code)
    with store.read(everywhere=Reason.OPERATION) as tx:
        known = len(letters) == CHECK_CODE_LETTERS
        row = screenings.screening_by_check_code(tx, grouped(letters)) if known else None
        place = club_screenings.place_of(tx, row.id) if row is not None else None
        if row is None or place is None:
            raise NotFound("no report of a club has this code")
        return (Reading(row.taken_at, place.club_id, place.athlete_id, "result"),)
