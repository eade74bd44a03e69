"""Whether there is a demonstration here, and whether one may be made."""

from __future__ import annotations

from screening.domain.errors import ScreeningError
from screening.services.accounts.emails import email_key
from screening.services.demonstration.plan import PEOPLE
from screening.store import Store, Transaction
from screening.store.queries import accounts, members, screenings
from screening.store.queries.demonstrations import demonstration_clubs
from screening.store.tenancy import Reason


class NoDemonstration(ScreeningError):
    """A demonstration cannot be made, or removed, here; the message says why and what to do."""


def require_room(store: Store, *, beside: bool) -> None:
    """Go on only where a demonstration may be made.

    Args:
        beside: whether it may stand beside clubs and results that are not invented.
    Raises:
        NoDemonstration: one exists already, or there are others' data.
    """
    with store.read(everywhere=Reason.OPERATION) as tx:
        if demonstration_clubs(tx) or _has_people(tx):
            raise NoDemonstration(
                "there is a demonstration already; `screening demo --remove` removes it with all its answers"
            )
        if not beside and (members.clubs(tx) or screenings.count_screenings(tx) or accounts.has_accounts(tx)):
            raise NoDemonstration(
                "there are clubs or results here that are not invented, and a demonstration would stand "
                "among them. Use a folder of its own, SCREENING_INSTANCE=demonstration, or add --beside"
            )


def _has_people(tx: Transaction) -> bool:
    found = (accounts.account_by_email(tx, email_key(person.email)) for person in PEOPLE)
    return any(account is not None for account in found)
