"""The coach's page of a squad: who to talk to, who may train, what is common, and what has changed."""

from __future__ import annotations

import re
from typing import Any

from flask import current_app, render_template, request, url_for

from screening.domain.clubs import Role
from screening.domain.reporting.squad import squad_view
from screening.domain.squad.listing import ROWS, shown_of
from screening.domain.squad.picture import required_squad_rules
from screening.services.access import Action
from screening.services.cases import cases_for_coach
from screening.services.squad_picture import COMPARED_AT_ONCE, OpenSquad, open_squad
from screening.services.squad_sights import note_sights, sights_on_page
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.returns.coach_view import ReturningLine, returning_lines
from screening.web.signed_in import actor, club_id
from screening.web.squads.blueprint import squad_page

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


@squad_page.get("/squads/<int:squad_id>")
@policy(Policy.STAFF)
def show(squad_id: int) -> str:
    """The picture with one page of its map."""
    rulebook = parts().rulebook
    found = opened(squad_id)
    shown = shown_of(
        found.picture,
        required_squad_rules(rulebook),
        number_in_address("list") or 0,
        number_in_address("page") or 1,
    )
    note_sights(parts().store, actor(), club_id(), squad_id, sights_on_page(found.picture, shown), now())
    return render_template(
        "squads/page.html",
        view=squad_view(found.picture, rulebook, base=found.base(rulebook), shown=shown),
        found=found,
        shown=shown,
        rows=ROWS,
        compared_at_once=COMPARED_AT_ONCE,
        addresses={
            one.reference: page_if_any("record.show", athlete_id=int(one.reference)) for one in shown.members
        },
        returning=_returning(found),
        **_other_pages(found),
    )


def _returning(found: OpenSquad) -> tuple[ReturningLine, ...]:
    """Whoever of the squad is on the way back, for a coach of theirs: what each may do today."""
    if Role.COACH not in actor().roles:
        return ()
    members = {one.reference for one in found.picture.members}
    cases = cases_for_coach(parts().store, actor(), club_id(), parts().rulebook, now())
    return returning_lines([one for one in cases if str(one.whose.athlete_id) in members])


def _other_pages(found: OpenSquad) -> dict[str, str | None]:
    """Where the round, the rounds and the athletes of the squad have their own pages."""
    has_round = found.round_id is not None
    return {
        "round_address": page_if_any("rounds.show", round_id=found.round_id) if has_round else None,
        "rounds_address": page_if_any("rounds.overview"),
        "roster_address": page_if_any("athletes.overview"),
    }


def page_if_any(endpoint: str, **of: Any) -> str | None:
    """The address of a page of another part, where this application has it."""
    return url_for(endpoint, **of) if endpoint in current_app.view_functions else None


def opened(squad_id: int, action: Action = Action.SEE_AVAILABILITY) -> OpenSquad:
    """The squad, compared with the round that the address names."""
    return open_squad(
        parts().store,
        actor(),
        club_id(),
        squad_id,
        parts().rulebook,
        now(),
        since=number_in_address("since"),
        action=action,
        compares_always=action is Action.EXPORT_SQUAD,
    )


def number_in_address(name: str) -> int | None:
    """A number of the address; None where it is missing or none."""
    typed = request.args.get(name, "")
    return int(typed) if _NUMBER.fullmatch(typed) else None
