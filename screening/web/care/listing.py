"""The list: its pages, and what can be done with one entry."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, Problem
from screening.services import care_work
from screening.services.care_list import CareList, Shown, Wanted, care_list
from screening.services.care_listing import care_rules
from screening.services.care_single import SingleEntry, single_entry
from screening.services.care_work import Entry, OutcomeWish, StaleEntry
from screening.web.account.answering import page, typed
from screening.web.care.words import drawn
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

care = Blueprint("care", __name__, url_prefix="/care")

LONGEST_NUMBER = 9
STALE = Problem("entry", "Somebody else changed this entry since you opened it. Read how it stands now")


@care.get("", endpoint="care_list")
@policy(Policy.CLINICIAN)
def show_list() -> str:
    """Whom to see to, the most urgent first."""
    found = care_list(parts().store, actor(), club_id(), _wanted(), parts().rulebook, now())
    return render_template(
        "care/list.html",
        found=found,
        lines=[drawn(entry, now()) for entry in found.entries],
        done=request.args.get("done", "")[:40],
        pages=_pages(found),
    )


@care.get("/<int:item_id>")
@policy(Policy.CLINICIAN)
def entry(item_id: int) -> Response:
    """One entry with everything that can be done about it."""
    return _entry(single_entry(parts().store, actor(), club_id(), item_id, parts().rulebook, now()))


@care.post("/<int:item_id>/read")
@policy(Policy.CLINICIAN)
def read(item_id: int) -> Response:
    """Note that somebody reads the result, and go to it; to the entry of one who has left the club."""
    athlete_id = care_work.mark_read(parts().store, actor(), club_id(), item_id, now())
    if athlete_id is None:
        return redirect(url_for("care.entry", item_id=item_id), code=303)
    return redirect(url_for("record.show", athlete_id=athlete_id), code=303)


@care.post("/<int:item_id>/take")
@policy(Policy.CLINICIAN)
def take(item_id: int) -> Response:
    """Make it one's own."""
    try:
        care_work.take(parts().store, actor(), _meant(item_id), now())
    except StaleEntry:
        return _stale(item_id)
    return _to_entry(item_id, "taken")


@care.post("/<int:item_id>/hand-over")
@policy(Policy.CLINICIAN)
def hand_over(item_id: int) -> Response:
    """Make it a colleague's."""
    try:
        care_work.hand_over(parts().store, actor(), _meant(item_id), _number("to"), now())
    except StaleEntry:
        return _stale(item_id)
    except InvalidAnswers as error:
        return _again(item_id, *error.problems)
    return _to_list("handed_over")


@care.post("/<int:item_id>/close")
@policy(Policy.CLINICIAN)
def close(item_id: int) -> Response:
    """Say what became of it."""
    wish = _typed_outcome()
    try:
        care_work.close(parts().store, actor(), _meant(item_id), wish, parts().rulebook, now())
    except StaleEntry:
        return _stale(item_id)
    except InvalidAnswers as error:
        return _again(item_id, *error.problems)
    return _to_list("closed")


@care.post("/<int:item_id>/open-again")
@policy(Policy.CLINICIAN)
def open_again(item_id: int) -> Response:
    """Take a closed entry up again."""
    try:
        care_work.reopen(parts().store, actor(), _meant(item_id), now())
    except StaleEntry:
        return _stale(item_id)
    return _to_entry(item_id, "opened_again")


def _wanted() -> Wanted:
    shown = request.args.get("show", "")
    return Wanted(
        shown=Shown(shown) if shown in set(Shown) else Shown.OPEN,
        squad_id=whole_number(request.args.get("squad", "")) or None,
        page=whole_number(request.args.get("page", "")) or 1,
    )


def _pages(found: CareList) -> list[tuple[int, str]]:
    """Number and address of every page of the list as it is narrowed now."""
    wanted = found.wanted
    return [
        (number, url_for("care.care_list", show=wanted.shown, squad=wanted.squad_id, page=number))
        for number in range(1, found.pages + 1)
    ]


def _entry(found: SingleEntry, *problems: Problem) -> Response:
    wish = _typed_outcome()
    return page(
        "care/entry.html",
        problems,
        line=drawn(found.entry, now()),
        clinicians=found.clinicians,
        outcomes=list(care_rules(parts().rulebook).outcomes.values()),
        wish=wish,
        done=request.args.get("done", "")[:40],
    )


def _again(item_id: int, *problems: Problem) -> Response:
    """The entry as it stands, with what is wrong and what was typed."""
    return _entry(
        single_entry(parts().store, actor(), club_id(), item_id, parts().rulebook, now()), *problems
    )


def _stale(item_id: int) -> Response:
    """The entry as somebody else left it, beside what was typed: nothing is lost and nothing overwritten."""
    response = _again(item_id, STALE)
    response.status_code = HTTPStatus.CONFLICT
    return response


def _meant(item_id: int) -> Entry:
    return Entry(club_id(), item_id, _number("version"))


def _typed_outcome() -> OutcomeWish:
    return OutcomeWish(typed("outcome", 40), typed("note", 2000))


def _number(name: str) -> int:
    return whole_number(request.form.get(name, ""))


def whole_number(text: str) -> int:
    """A whole number of ours; 0, which is none of ours, for everything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else 0


def _to_entry(item_id: int, done: str) -> Response:
    return redirect(url_for("care.entry", item_id=item_id, done=done), code=303)


def _to_list(done: str) -> Response:
    return redirect(url_for("care.care_list", done=done), code=303)
