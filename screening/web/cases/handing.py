"""The link to the daily check-in, as the physio hands it to the athlete."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.reporting.words import day
from screening.services.cases import new_check_in_link, revoke_check_in_links, working_link
from screening.web.account.factors import qr_picture
from screening.web.addresses import link_to, opens_here_only
from screening.web.cases.desk import the_desk
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

case_link = Blueprint("case_link", __name__, url_prefix="/cases/<int:case_id>/link")


@case_link.get("")
@policy(Policy.CLINICIAN)
def show(case_id: int) -> str:
    """The link that works now, as text and as a picture to scan."""
    desk = the_desk(case_id)
    link = None
    if not desk.known.state.is_ended:
        link = working_link(parts().store, actor(), club_id(), case_id, now())
    address = link_to(parts().settings, url_for("check_in.ask", token=link.token)) if link else ""
    return render_template(
        "cases/link.html",
        head=desk.head,
        case_id=case_id,
        address=address,
        picture=qr_picture(address) if address else "",
        until=day(link.expires_at.date()) if link else "",
        is_ended=desk.known.state.is_ended,
        is_here_only=opens_here_only(parts().settings),
    )


@case_link.post("")
@policy(Policy.CLINICIAN)
def change(case_id: int) -> Response:
    """Make a new link, which ends the one before; or end it without a new one."""
    if request.form.get("wish") == "end":
        revoke_check_in_links(parts().store, actor(), club_id(), case_id, now())
    else:
        new_check_in_link(parts().store, actor(), club_id(), case_id, now())
    return redirect(url_for("case_link.show", case_id=case_id), code=303)
