"""What this browser may open again: answers it has begun, and nothing of whoever had the device before.

A link alone opens no answers that were begun: coaches hand links out, and see no answers. They open in the
browser in which they were begun, or with the code that was shown there. On a device that goes from hand to
hand the session holds one athlete at a time, and the next one begins with an empty one.
"""

from __future__ import annotations

import datetime as dt

from flask import session, url_for

from screening.domain.errors import NotFound
from screening.services.accounts.tools import token_digest as digest
from screening.services.invitations_finishing import UnderWay, under_way
from screening.store import Store
from screening.web.signed_in import TOKEN

HELD = "begun"
"""Digests of the drafts that were begun here, the newest last."""
MOST_HELD = 8
TABLET = "tablet"
"""The poster whose athletes use this device one after the other."""
SHOWN = "shown"
"""The result that is on the screen of such a device now."""


def hold(draft_token: str) -> None:
    """Have this browser open these answers again."""
    mine = digest(draft_token)
    kept = [one for one in held() if one != mine]
    session[HELD] = [*kept, mine][-MOST_HELD:]
    if TOKEN not in session and TABLET not in session:
        session.permanent = True  # a reminder finds the answers again, also after the browser was closed


def held() -> tuple[str, ...]:
    """The digests of the drafts that this browser may open."""
    found = session.get(HELD)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def require_here(store: Store, draft_token: str, now: dt.datetime) -> UnderWay | None:
    """What holds for these answers, unless they belong to a device that has gone to somebody else since.

    Raises:
        NotFound: they do.
    """
    found = under_way(store, draft_token, now)
    if found is not None and found.on_shared_device and digest(draft_token) not in held():
        raise NotFound("another hand has this device")
    return found


def tablet_poster() -> str | None:
    """The poster for which this device goes from hand to hand; None on somebody's own."""
    found = session.get(TABLET)
    return found if isinstance(found, str) else None


def make_tablet(poster_token: str) -> None:
    """Have this device go from hand to hand. Whoever was signed in on it is signed out of it."""
    session.clear()
    session[TABLET] = poster_token


def forget_everything() -> None:
    """Have this browser hold nothing any more."""
    session.clear()


def next_athlete() -> None:
    """Forget everything of whoever had the device."""
    poster = tablet_poster()
    session.clear()
    if poster is not None:
        session[TABLET] = poster


def address_of_result(result_token: str) -> str:
    """Where a new result is shown; on a shared device at an address that opens nothing afterwards."""
    poster = tablet_poster()
    if poster is None:
        return url_for("results.show", token=result_token)
    session[SHOWN] = result_token
    return url_for("tablet.done", token=poster)


def shown_result() -> str | None:
    """The result on the screen of a shared device."""
    found = session.get(SHOWN)
    return found if isinstance(found, str) else None
