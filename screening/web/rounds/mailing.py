"""E-mail to whoever has not answered, and the outbox that shows what waits and what was sent."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from screening.services.outbox import mails_of_club, write_to_everybody
from screening.web.account.answering import page
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.rounds.changing import back
from screening.web.signed_in import actor, club_id

mailing = Blueprint("mailing", __name__)
outbox = Blueprint("outbox", __name__)


@mailing.post("/rounds/<int:round_id>/mail")
@policy(Policy.STAFF)
def send(round_id: int) -> Response:
    """Write to everybody who can still answer."""
    site = parts().settings.address_people_open
    count = write_to_everybody(parts().store, actor(), club_id(), round_id, site, now())
    return back(round_id, "queued", count)


@outbox.get("/outbox")
@policy(Policy.STAFF)
def show() -> Response:
    """What waits to be sent, and what was sent."""
    found = mails_of_club(parts().store, actor(), club_id())
    return page("rounds/outbox.html", mails=found, sends=bool(parts().settings.smtp_url))
