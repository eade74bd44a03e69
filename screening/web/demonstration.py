"""Every page about invented people says that they are invented."""

from __future__ import annotations

from flask import Flask, g, request

from screening.domain.errors import ScreeningError
from screening.services.demonstration.marks import is_invented
from screening.web.parts import parts

SHORTEST_TOKEN = 32
"""Shorter values in an address open nothing by themselves."""


def configure_demonstration(app: Flask) -> None:
    """Tell templates whether the page is about people who do not exist."""
    app.context_processor(lambda: {"is_demonstration": _is_demonstration()})


def _is_demonstration() -> bool:
    """Found once for each request; a page without a club and without a link asks nothing."""
    if "is_demonstration" not in g:
        g.is_demonstration = _found_out()
    return bool(g.is_demonstration)


def _found_out() -> bool:
    visit = g.get("visit")
    club_id = visit.actor.club_id if visit is not None else None
    given = (request.view_args or {}).values()
    tokens = [value for value in given if isinstance(value, str) and len(value) >= SHORTEST_TOKEN]
    if club_id is None and not tokens:
        return False
    try:
        return is_invented(parts().store, club_id, tokens)
    except ScreeningError:
        # A page that says what is wrong with the database must not fail for the sake of this line.
        return False
