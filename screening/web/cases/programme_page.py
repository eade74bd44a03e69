"""The days ahead of a case on the desk: what they hold, and the form that changes what they are made from."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.refused import Refused
from screening.domain.reporting.case_week import case_week
from screening.domain.reporting.words import day
from screening.services.cases.days_ahead import DaysAhead, days_for_clinician
from screening.web.cases.acting import NO_TROUBLE, Trouble, keep, lines_of, new_key, pointed
from screening.web.cases.asks import Typed, groups, read
from screening.web.cases.desk import OpenDesk, the_desk
from screening.web.cases.programme_form import asks_of, made_of, typed_of
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

case_days = Blueprint("case_days", __name__, url_prefix="/cases/<int:case_id>/programme")

KEPT = "The programme is kept. It follows every check-in, hold and step from here on."


@case_days.get("")
@policy(Policy.CLINICIAN)
def ask(case_id: int) -> Response:
    """The days ahead, and the form."""
    desk = the_desk(case_id)
    days = _days(desk)
    return _drawn(desk, days, typed_of(days))


@case_days.post("")
@policy(Policy.CLINICIAN)
def make(case_id: int) -> Response:
    """Keep what the days are made from, or show the form again with what is wrong."""
    desk = the_desk(case_id)
    days = _days(desk)
    typed = read(asks_of(days, parts().rulebook), request.form)
    if typed.problems:
        return _drawn(desk, days, typed, Trouble(typed.problems))
    try:
        body = made_of(typed, days, desk.page.acts_as, parts().rulebook)
    except Refused as error:
        return _drawn(desk, days, typed, Trouble(reasons=error.reasons))
    trouble = keep(desk, (body,))
    if trouble is not None:
        desk = the_desk(case_id)
        return _drawn(desk, _days(desk), typed, trouble)
    return redirect(url_for("case_days.ask", case_id=case_id, done="kept"), code=303)


def _days(desk: OpenDesk) -> DaysAhead:
    return days_for_clinician(
        parts().store, actor(), club_id(), desk.case_id, parts().rulebook, now(), read=desk.page.read
    )


def _drawn(desk: OpenDesk, days: DaysAhead, typed: Typed, trouble: Trouble = NO_TROUBLE) -> Response:
    asks = asks_of(days, parts().rulebook)
    kept = days.kept
    page = render_template(
        "cases/programme.html",
        head=desk.head,
        case_id=desk.case_id,
        week=case_week(days.programme, days.day),
        kept=f"Kept by {days.kept_by} for {day(kept.first)} to {day(kept.last)}." if kept else "",
        done=KEPT if request.args.get("done") == "kept" and trouble is NO_TROUBLE else "",
        groups=groups(asks, typed, trouble.problems),
        problems=[pointed(asks, one) for one in trouble.problems],
        reasons=trouble.reasons,
        others=lines_of(desk, trouble.others),
        version=desk.version,
        key=new_key(),
        can_act=desk.known.state.stage is not None,
    )
    return make_response(page, trouble.status if trouble is not NO_TROUBLE else 200)
