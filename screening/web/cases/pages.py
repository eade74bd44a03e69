"""The list of cases, and the page of one."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from screening.domain.case.examination import is_referred_by_finding
from screening.domain.case.standing import CaseState
from screening.domain.case.words import STAGES, State
from screening.domain.reporting.case_desk import DeskInput, case_desk
from screening.domain.reporting.case_timeline import timeline
from screening.domain.reporting.words import capital
from screening.services.cases.listing import CaseList, CasesWanted, cases_of_club
from screening.web.care.listing import whole_number
from screening.web.cases.act_list import ACTS
from screening.web.cases.acts import Act, Known
from screening.web.cases.desk import the_desk
from screening.web.cases.list_lines import list_line
from screening.web.cases.names import names_now
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

cases = Blueprint("cases", __name__, url_prefix="/cases")

SHOWN = ("open", "mine", "closed")
LISTED = (State.TRIAGE, *STAGES, State.REFERRED)
DONE_TESTS = "The results are kept."
REFERRED = "What was found refers the case. A clinician looks into it before anything goes on."


@cases.get("", endpoint="case_list")
@policy(Policy.CLINICIAN)
def show_list() -> str:
    """Every case somebody may see, what is due first."""
    shown = request.args.get("show", "")
    shown = shown if shown in SHOWN else SHOWN[0]
    asked = request.args.get("state", "")
    state = State(asked) if asked in LISTED else None
    wanted = CasesWanted(
        is_closed=shown == "closed",
        only_mine=shown == "mine",
        squad_id=whole_number(request.args.get("squad", "")) or None,
        page=whole_number(request.args.get("page", "")) or 1,
        state=state,
    )
    found = cases_of_club(parts().store, actor(), club_id(), wanted, now(), parts().rulebook)
    names = names_now()
    return render_template(
        "cases/list.html",
        found=found,
        shown=shown,
        state=state.value if state is not None else "",
        states=[(one.value, capital(names.stage(one))) for one in LISTED],
        lines=[list_line(entry, names, found.day) for entry in found.entries],
        pages=_pages(found, shown),
    )


@cases.get("/<int:case_id>")
@policy(Policy.CLINICIAN)
def show(case_id: int) -> str:
    """One case whole."""
    desk = the_desk(case_id)
    page, known = desk.page, desk.known
    given = DeskInput(
        name=page.whose.name,
        person=f"{page.whose.born}, {page.whose.code}",
        log=page.log,
        state=page.state,
        gate=page.gate,
        allowed=page.allowed,
        suggestions=page.suggestions,
        rules=page.rules,
        names=known.names,
        day=page.day,
        has_doctor=known.has_doctor,
    )
    return render_template(
        "cases/case.html",
        desk=case_desk(given),
        page=page,
        case_id=case_id,
        ended=page.state.is_ended,
        actions=_actions(known),
        **_correctable(page.state),
        done=_done(known),
    )


@cases.get("/<int:case_id>/timeline")
@policy(Policy.CLINICIAN)
def whole(case_id: int) -> str:
    """Everything that happened in a case, page by page."""
    desk = the_desk(case_id)
    page = whole_number(request.args.get("page", "")) or 1
    return render_template(
        "cases/timeline.html",
        head=desk.head,
        case_id=case_id,
        found=timeline(desk.page.log, desk.known.names, page),
        **_correctable(desk.page.state),
    )


def _correctable(state: CaseState) -> dict[str, object]:
    """What a clinician may correct, by the number of its event: tests, and sessions with their key."""
    if state.is_ended:
        return {"correctable": frozenset(), "sessions": {}}
    return {
        "correctable": frozenset(one.number for one in state.tests),
        "sessions": {one.number: one.body.key for one in state.sessions},
    }


def _actions(known: Known) -> list[tuple[str, list[Act]]]:
    """The acts that fit now, under what they are for."""
    fitting = [act for act in ACTS.values() if act.fits(known) and act.name not in {"move", "lift"}]
    groups = dict.fromkeys(act.group for act in fitting)
    return [(group, [act for act in fitting if act.group == group]) for group in groups]


def _done(known: Known) -> str:
    """A word about what was just recorded."""
    done = request.args.get("done", "")
    if done == "tests":
        return f"{DONE_TESTS} {REFERRED}" if is_referred_by_finding(known.state) else DONE_TESTS
    return ACTS[done].done if done in ACTS else ""


def _pages(found: CaseList, shown: str) -> list[tuple[int, str]]:
    wanted, numbers = found.wanted, range(1, found.pages + 1)
    return [
        (
            number,
            url_for("cases.case_list", show=shown, squad=wanted.squad_id, state=wanted.state, page=number),
        )
        for number in numbers
    ]
