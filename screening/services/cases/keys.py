"""The key of a press of a button: it counts for one person and one case, and only its digest is kept."""

from __future__ import annotations

from screening.domain.errors import InvalidAnswers, Problem
from screening.store import Store

LONGEST_KEY = 200


def request_key(store: Store, of: str, key: str) -> str:
    """What is stored of a key.

    Args:
        of: whose it is and for what: "case 12 by 7".
        key: made by the client and sent again with every repeat.
    Raises:
        InvalidAnswers: it is empty or too long.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidAnswers((Problem("key", f"send 1 to {LONGEST_KEY} characters"),))
    return store.tokens.case_key(of, key)
