"""Whether what somebody looks at belongs to a club of invented people."""

from __future__ import annotations

from collections.abc import Iterable

from screening.store import Store
from screening.store.queries import demonstration_links
from screening.store.tenancy import Reason
from screening.store.tokens import digest


def is_invented(store: Store, club_id: int | None, tokens: Iterable[str]) -> bool:
    """Whether the club, or what one of these links opens, is a demonstration."""
    with store.read(everywhere=Reason.LINK) as tx:
        if not demonstration_links.has_demonstration(tx):
            return False
        behind = [demonstration_links.club_behind(tx, digest(token)) for token in tokens]
        clubs = {club for club in (club_id, *behind) if club is not None}
        return any(demonstration_links.is_demonstration(tx, club) for club in clubs)
