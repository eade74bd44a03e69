"""Is it alive, is it ready: "ok" or "not ok", what is due about the rules, and nothing else for outsiders."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, make_response

from screening.services.readiness import is_ready, rules_remarks
from screening.web.limits import limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

log = logging.getLogger("screening.web")

health = Blueprint("health", __name__)


def _plain(text: str, status: int) -> Response:
    response = make_response(text, status)
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "no-store"
    return response


@health.get("/health")
@limited()
@policy(Policy.PUBLIC)
def alive() -> Response:
    """The process answers."""
    return _plain("ok", 200)


@health.get("/ready")
@limited()
@policy(Policy.PUBLIC)
def ready() -> Response:
    """The store answers, its schema is the right one and the rules are loaded.

    Overdue rules are no reason to send nobody here any more: old results and the warning signs stay needed.
    """
    if is_ready(parts().store):
        remarks = rules_remarks(parts().store, parts().rulebook, now())
        return _plain("\n".join(("ok", *remarks)), 200)
    log.error("not ready")
    return _plain("not ok", 503)
