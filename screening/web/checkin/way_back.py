"""Where the athlete stands, by the link of the check-in: to read, and nothing to send."""

from __future__ import annotations

from flask import url_for
from werkzeug.wrappers import Response

from screening.web.policies import Policy, policy

from .blueprint import check_in
from .daily import closed, opened
from .standing_page import sign_in_way, standing_page


@check_in.get("/check-in/<token:token>/stand")
@policy(Policy.CHECK_IN_HOLDER)
def stand(token: str) -> Response:
    """The stages, today, and what opens the next one."""
    found = opened(token)
    if found is None:
        return closed()
    ask = url_for("check_in.ask", token=token)
    return standing_page(found, check_in_address=ask, back=(ask, "Check-in"), ways=(sign_in_way(),))
