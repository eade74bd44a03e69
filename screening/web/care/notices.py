"""What staff are told at the top of every page: nobody reads the list, or results wait unread."""

from __future__ import annotations

from flask import Flask, g

from screening.services.accounts.sessions import Standing
from screening.services.care_notices import CareNotices, care_notices
from screening.web.parts import now, parts
from screening.web.signed_in import visit


def configure_care_notices(app: Flask) -> None:
    """Let the frame of signed-in pages ask for the notices; other pages never do."""
    app.context_processor(lambda: {"care_notices": notices_now})


def notices_now() -> CareNotices:
    """For the person who asks, once in each request."""
    if "care_notices" not in g:
        g.care_notices = _found()
    found: CareNotices = g.care_notices
    return found


def _found() -> CareNotices:
    known = visit()
    if known is None or known.standing is not Standing.FULL or known.actor.club_id is None:
        return CareNotices()
    return care_notices(parts().store, known.actor, known.actor.club_id, parts().rulebook, now())
