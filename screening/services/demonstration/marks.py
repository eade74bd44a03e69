"""Whether what somebody looks at belongs to a club of invented people."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.reporting.identity import LONGEST_NAME
from screening.store import Store, Transaction
from screening.store.queries import demonstration_links
from screening.store.tenancy import Reason
from screening.store.tokens import digest

INVENTED = "invented"
"""Stands behind the name on every page of a report."""
_MARK = f" ({INVENTED})"


def marked_name(tx: Transaction, name: str) -> str:
    """The name as it is printed: in a club of invented people it says so, whoever gave the answers.

    A name that is too long for a report is cut before the mark, never the mark.
    """
    if _MARK in name or not demonstration_links.is_demonstration(tx, tx.club):
        return name
    return name[: LONGEST_NAME - len(_MARK)].rstrip() + _MARK


def is_invented(store: Store, club_id: int | None, tokens: Iterable[str]) -> bool:
    """Whether the club, or what one of these links opens, is a demonstration."""
    with store.read(everywhere=Reason.LINK) as tx:
        if not demonstration_links.has_demonstration(tx):
            return False
        behind = [demonstration_links.club_behind(tx, digest(token)) for token in tokens]
        clubs = {club for club in (club_id, *behind) if club is not None}
        return any(demonstration_links.is_demonstration(tx, club) for club in clubs)
