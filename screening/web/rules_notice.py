"""What pages say about the rules themselves, and the page that stands where no new result is given."""

from __future__ import annotations

from flask import Flask, Response, g, make_response, render_template, request, url_for

from screening.domain.errors import ScreeningError
from screening.services.drafts import Draft
from screening.services.results import StoredScreening
from screening.services.rulebook_status import RulesOutdated, site_notices
from screening.web.athlete.interrupts import alarm_in
from screening.web.parts import now, parts


def about_rules() -> dict[str, object]:
    """For every page: the notices, and on a page about a result the rules it was made with."""
    shown = g.get("result")
    if isinstance(shown, StoredScreening):
        return {
            "rules_notices": shown.view.notices,
            "result_rules": shown.view.foot.rules,
            "recalled": shown.recall is not None,
        }
    lines = site_notices(parts().store, parts().rulebook, now())
    return {"rules_notices": lines, "result_rules": None, "recalled": False}


def configure_rules_notice(app: Flask) -> None:
    """Turn "these rules are overdue" into a page that loses nothing and still shows where help is."""

    @app.errorhandler(RulesOutdated)
    def stopped(_error: ScreeningError) -> Response:
        return _uncached(make_response(render_template("public/no_new_results.html", **_about_draft()), 503))


def _about_draft() -> dict[str, object]:
    """Where the answers of this request are kept, and its care card where one of them is alarming."""
    kept = g.get("draft")
    token = (request.view_args or {}).get("token")
    if not isinstance(kept, Draft) or not isinstance(token, str):
        return {"code": None, "care_address": None}
    alarm = alarm_in(kept.answers, parts().rulebook)
    return {
        "code": kept.code,
        "kept_until": kept.expires_at.date().isoformat(),
        "back": url_for("finish.answers", token=token),
        "care_address": url_for("questions.care", token=token) if alarm is not None else None,
    }


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
