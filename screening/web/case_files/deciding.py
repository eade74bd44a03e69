"""What a file would do, who is who in it, and once it is written the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import redirect, url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import CheckIn
from screening.domain.case.files.people import PersonMatch
from screening.domain.case.files.standing import Recorded, Standing
from screening.domain.case.happen import Refused
from screening.domain.clubs import ImportState
from screening.domain.errors import Problem
from screening.domain.reporting.case_log_words import LogNames
from screening.domain.reporting.day_words import short_day
from screening.services.batch_rows import Fault
from screening.services.case_files.back import CannotTakeBack, back_state, take_file_back
from screening.services.case_files.drafts import FileDraft, choose, discard
from screening.services.case_files.listing import brought_before, file_line
from screening.services.case_files.plan import FilePlan, PlanLine, person_key
from screening.services.case_files.writing import LooksDifferent, confirm_file, preview_file
from screening.web.account.answering import page, typed
from screening.web.cases.names import names_now
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.typing_in import typed_number
from screening.web.signed_in import actor, club_id

from .blueprint import case_files
from .lines import record_words
from .reading_in import open_draft, understood

MOST = 100
"""Lines of one kind on a page."""
OPEN = "First say who each name of the file is"
DIFFERENT = "Something has changed since you looked at this page. Look again, then confirm"
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One record in words."""

    row: int
    name: str
    day: str
    words: str
    before: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """One name of the file, and who it may be. `waits`: nobody has said yet."""

    words: str
    hint: str
    options: tuple[tuple[str, str], ...]
    chosen: str
    waits: bool


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What would happen, for the page."""

    people: tuple[Person, ...]
    open: int
    new: tuple[Line, ...]
    replaces: tuple[Line, ...]
    same: tuple[Line, ...]
    faults: tuple[Fault, ...]
    digest: str


@case_files.get("/<int:file_id>")
@policy(Policy.CLINICIAN)
def one(file_id: int) -> Response:
    """What would happen; once confirmed, what has happened."""
    line = file_line(parts().store, actor(), club_id(), file_id)
    if line.state is not ImportState.PREVIEWED:
        return _outcome(file_id)
    draft = open_draft(file_id)
    if draft.chosen.columns is None:
        return redirect(url_for("case_files.columns", file_id=file_id), code=303)
    return _preview(draft)


@case_files.post("/<int:file_id>/people")
@policy(Policy.CLINICIAN)
def choose_people(file_id: int) -> Response:
    """Keep who is who."""
    draft = open_draft(file_id)
    plan = _plan(draft)
    people = dict(draft.chosen.people)
    for place, match in enumerate(plan.matches, start=1):
        said = typed(f"person-{place}", 12)
        allowed = {str(number) for number in (*match.candidates, match.athlete_id) if number is not None}
        if said in allowed:
            people[person_key(match.person)] = int(said)
        elif said == NOBODY or person_key(match.person) in people or match.athlete_id is not None:
            people[person_key(match.person)] = None
    wish = replace(draft.chosen, people=people, revision=typed_number("revision") or 0)
    choose(parts().store, actor(), club_id(), file_id, wish, now())
    return redirect(url_for("case_files.one", file_id=file_id), code=303)


@case_files.post("/<int:file_id>/confirm")
@policy(Policy.CLINICIAN)
def confirm(file_id: int) -> Response:
    """Write it all."""
    draft = open_draft(file_id)
    if _open_people(draft, _plan(draft)):
        return _preview(draft, Problem("confirm", OPEN))
    try:
        confirm_file(
            parts().store,
            actor(),
            club_id(),
            file_id,
            understood(draft).file,
            typed("seen", 80),
            typed_number("revision") or 0,
            parts().rulebook,
            now(),
        )
    except LooksDifferent:
        return _preview(draft, Problem("confirm", DIFFERENT), status=409)
    except Refused as refused:
        return _preview(draft, *(Problem("confirm", reason.text) for reason in refused.reasons))
    return redirect(url_for("case_files.one", file_id=file_id), code=303)


@case_files.post("/<int:file_id>/discard", endpoint="discard")
@policy(Policy.CLINICIAN)
def forget(file_id: int) -> Response:
    """Forget the file."""
    discard(parts().store, actor(), club_id(), file_id, now())
    return redirect(url_for("case_files.files", done="discarded"), code=303)


@case_files.post("/<int:file_id>/undo")
@policy(Policy.CLINICIAN)
def undo(file_id: int) -> Response:
    """Have nothing of it count any more."""
    try:
        take_file_back(parts().store, actor(), club_id(), file_id, parts().rulebook, now())
    except CannotTakeBack:
        return _outcome(file_id, status=409)
    except Refused as refused:
        return _outcome(file_id, *(Problem("outcome", reason.text) for reason in refused.reasons))
    return redirect(url_for("case_files.one", file_id=file_id), code=303)


def _plan(draft: FileDraft) -> FilePlan:
    return preview_file(
        parts().store,
        actor(),
        club_id(),
        draft.id,
        understood(draft).file,
        draft.chosen.people,
        parts().rulebook,
        now(),
    )


def _open_people(draft: FileDraft, plan: FilePlan) -> int:
    """How many names wait for somebody to say who they are."""
    return sum(_waits(draft, match) for match in plan.matches)


def _waits(draft: FileDraft, match: PersonMatch) -> bool:
    return match.is_open and bool(match.candidates) and person_key(match.person) not in draft.chosen.people


def _preview(draft: FileDraft, *problems: Problem, status: int | None = None) -> Response:
    plan = _plan(draft)
    names = names_now()
    is_repeated = brought_before(parts().store, actor(), club_id(), draft.kind, draft.file_digest)
    response = page(
        "case_files/preview.html",
        problems,
        draft=draft,
        view=PreviewPage(
            people=tuple(_person(draft, plan, match) for match in plan.matches),
            open=_open_people(draft, plan),
            new=_lines(plan.of(Standing.NEW, Standing.BESIDE), names),
            replaces=_lines(plan.of(Standing.REPLACES), names),
            same=_lines(plan.of(Standing.SAME), names),
            faults=plan.faults,
            digest=plan.digest,
        ),
        notes=understood(draft).file.notes,
        most=MOST,
        is_repeated=is_repeated,
    )
    response.status_code = status or response.status_code
    return response


def _person(draft: FileDraft, plan: FilePlan, match: PersonMatch) -> Person:
    person = match.person
    numbers = dict.fromkeys(one for one in (match.athlete_id, *match.candidates) if one is not None)
    decided = draft.chosen.people.get(person_key(person), match.athlete_id)
    waits = _waits(draft, match)
    words = person.name or person.external_id
    hint = match.reason or "By the club number"
    if decided in plan.without_case:
        hint = "Has no open case, so nothing of these rows is kept"
    return Person(
        words=f"{words}, {person.external_id}" if person.name and person.external_id else words,
        hint=f"{hint}.",
        options=tuple((str(number), plan.names[number]) for number in numbers),
        chosen=str(match.suggested or "") if waits else str(decided or ""),
        waits=waits,
    )


def _lines(lines: Sequence[PlanLine], names: LogNames) -> tuple[Line, ...]:
    return tuple(
        Line(
            row=line.row,
            name=line.name,
            day=short_day(_day(line.body)),
            words=record_words(line.body, names),
            before=record_words(line.before, names) if line.before else "",
            remarks=line.remarks,
        )
        for line in lines
    )


def _day(body: Recorded) -> dt.date:
    return body.for_day if isinstance(body, CheckIn) else body.on


def _outcome(file_id: int, *problems: Problem, status: int | None = None) -> Response:
    """What has happened, and whether it can be taken back."""
    store, who, club = parts().store, actor(), club_id()
    response = page(
        "case_files/outcome.html",
        problems,
        line=file_line(store, who, club, file_id),
        back=back_state(store, who, club, file_id, now()),
    )
    response.status_code = status or response.status_code
    return response
