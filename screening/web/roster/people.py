"""The list of athletes: by squad, by name, fifty on a page."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from screening.services.access import Action
from screening.services.people import athlete_page
from screening.web.account.answering import page, typed
from screening.web.parts import parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.links import page_for
from screening.web.roster.typing_in import number_asked, typed_number
from screening.web.signed_in import actor, club_id

LONGEST_SEARCH = 80


@athletes.get("")
@policy(Policy.STAFF)
def overview() -> Response:
    """A page of the list."""
    return _page(number_asked("squad"), "", number_asked("page"))


@athletes.post("")
@policy(Policy.STAFF)
def search() -> Response:
    """A page of those who are looked for. Not by an address: that would be kept in histories and logs."""
    return _page(typed_number("squad"), typed("search", LONGEST_SEARCH).strip(), typed_number("page"))


def _page(squad_id: int | None, looked_for: str, number: int | None) -> Response:
    found = athlete_page(
        parts().store, actor(), club_id(), squad_id=squad_id, search=looked_for, page=number or 1
    )
    return page(
        "roster/athletes.html",
        found=found,
        squad_id=squad_id,
        search=looked_for,
        records={
            one.id: page_for(Action.READ_RESULT, "record.show", athlete_id=one.id) for one in found.lines
        },
        done=request.args.get("done", "")[:40],
    )
