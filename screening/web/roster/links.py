"""Links to pages of other parts, for whoever may open them."""

from __future__ import annotations

from screening.services.access import Action, ClubRef, may
from screening.web.signed_in import actor, club_id
from screening.web.squads.picture import page_if_any


def page_for(action: Action, endpoint: str, **of: object) -> str | None:
    """The address of a page, where this application has it and this person may do what it is for."""
    return page_if_any(endpoint, **of) if may(actor(), action, ClubRef(club_id())) else None
