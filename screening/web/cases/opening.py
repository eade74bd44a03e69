"""Opening a case: from the athlete's newest answers or without any."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.refused import Refused
from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.vocabulary import Tag
from screening.services.cases.open_new import AlreadyOpen, open_case
from screening.services.cases.opening import FromScreening, OpeningForm, opening_form
from screening.services.cases.problems import ConsentMissing, NoClinician
from screening.web.cases.acting import form_key, new_key, pointed
from screening.web.cases.asks import Typed, groups, read
from screening.web.cases.opening_form import opening_asks, opening_of
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

case_opening = Blueprint("case_opening", __name__, url_prefix="/athletes/<int:athlete_id>/case")


@case_opening.get("")
@policy(Policy.CLINICIAN)
def ask(athlete_id: int) -> Response:
    """The form; or why no case can be opened, and what to do about it."""
    try:
        return _drawn(_form(athlete_id), None, ())
    except (NoClinician, ConsentMissing) as error:
        return _not_yet(athlete_id, error)


@case_opening.post("")
@policy(Policy.CLINICIAN)
def begin(athlete_id: int) -> Response:
    """Open it, and go on to the red flags."""
    try:
        found = _form(athlete_id)
        typed = read(opening_asks(found.day, None, False), request.form)
        if typed.problems:
            return _drawn(found, typed, typed.problems)
        started = _started(found)
        wish = opening_of(typed, started.screening_id if started is not None else None)
        case_id = open_case(
            parts().store, actor(), club_id(), athlete_id, wish, form_key(), parts().rulebook, now()
        )
    except AlreadyOpen as error:
        return _drawn(found, typed, [Problem("side", str(error))])
    except InvalidAnswers as error:
        return _drawn(found, typed, error.problems)
    except Refused as error:
        return _drawn(found, typed, [Problem("side", one.text) for one in error.reasons])
    except (NoClinician, ConsentMissing) as error:
        return _not_yet(athlete_id, error)
    return redirect(url_for("acting.ask", case_id=case_id, act="questions"), code=303)


def _form(athlete_id: int) -> OpeningForm:
    return opening_form(parts().store, actor(), club_id(), athlete_id, now())


def _started(found: OpeningForm) -> FromScreening | None:
    """The answers the case begins with: the newest, if they tell of a problem and are wanted."""
    is_wanted = request.values.get("without", "") != "yes"
    screening = found.screening
    return screening if screening is not None and screening.has_problem and is_wanted else None


def _has_recurred(found: OpeningForm, started: FromScreening | None) -> bool:
    """Whether an earlier case or the answers tell of the same leg within a year."""
    return bool(found.recurrent_sides) or (started is not None and Tag.RECURRENCE in started.tags)


def _sport_words(sport: str | None) -> str:
    """Football: as the questionnaire offers it; as it is where it offers no such sport."""
    offered = parts().rulebook.questionnaire.questions["sport"].options
    return next((one.label for one in offered if one.value == sport), sport or "")


def _drawn(found: OpeningForm, typed: Typed | None, problems: Sequence[Problem]) -> Response:
    started = _started(found)
    asks = opening_asks(found.day, started, _has_recurred(found, started), _sport_words(found.sport))
    page = render_template(
        "cases/open.html",
        found=found,
        started=started,
        groups=groups(asks, typed, problems),
        problems=[pointed(asks, one) for one in problems],
        key=new_key(),
    )
    return make_response(page, HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK)


def _not_yet(athlete_id: int, error: NoClinician | ConsentMissing) -> Response:
    page = render_template(
        "cases/not_yet.html",
        athlete_id=athlete_id,
        reason=str(error),
        needs_consent=isinstance(error, ConsentMissing),
        may_set=Role.ADMINISTRATOR in actor().roles,
    )
    return make_response(page, HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK)
