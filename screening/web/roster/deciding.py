"""What a roster would do, what a person decides about it, and once it is written the way back."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.clubs import ImportState
from screening.domain.errors import Problem
from screening.domain.roster.changes import Choice, Decision
from screening.services import roster_back, roster_import_lines, roster_imports
from screening.services.access import Action
from screening.services.roster_back import CannotUndo
from screening.services.roster_imports import Draft, LooksDifferent, NotDecided
from screening.services.roster_plan import Preview
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.links import page_for
from screening.web.roster.preview_page import (
    CHOSEN,
    ROWS,
    PreviewPage,
    preview_page,
    why_nothing_is_written,
)
from screening.web.roster.reading_in import open_draft, read_draft
from screening.web.roster.typing_in import MOST_CHOICES, number_asked, typed_number
from screening.web.signed_in import actor, club_id

_UNDECIDED = "Decide about every row above and tick every box, then confirm again"
_DIFFERENT = "Something has changed since you looked at this page. Look again, then confirm"


@athletes.get("/import/<int:import_id>")
@policy(Policy.STAFF)
def one_import(import_id: int) -> Response:
    """What would happen; once confirmed, what has happened."""
    line = roster_import_lines.import_line(parts().store, actor(), club_id(), import_id)
    if line.state is ImportState.PREVIEWED:
        draft = open_draft(import_id)
        if draft.choices.fields is None:
            return redirect(url_for("athletes.columns", import_id=import_id), code=303)
        return _preview(draft)
    return _outcome(import_id)


@athletes.post("/import/<int:import_id>/decisions")
@policy(Policy.STAFF)
def decide(import_id: int) -> Response:
    """Keep what was decided about rows that only a person can place."""
    draft = open_draft(import_id)
    decided = draft.choices.decided
    merged = {**decided.decisions, **_decisions_typed()}
    choices = replace(
        draft.choices, decided=replace(decided, decisions=merged), revision=typed_number("revision") or 0
    )
    roster_imports.choose(parts().store, actor(), club_id(), import_id, choices, now())
    return redirect(url_for("athletes.one_import", import_id=import_id, done="decided"), code=303)


@athletes.post("/import/<int:import_id>/confirm")
@policy(Policy.STAFF)
def confirm(import_id: int) -> Response:
    """Write it all."""
    draft = open_draft(import_id)
    read = read_draft(draft)
    choices = replace(draft.choices, revision=typed_number("revision") or 0)
    accepted = frozenset(request.form.getlist("accepted")[:MOST_CHOICES])
    try:
        roster_imports.confirm(
            parts().store,
            actor(),
            club_id(),
            import_id,
            read.file,
            choices,
            accepted,
            typed("seen", 80),
            read.mapping.to_remember(),
            now(),
        )
    except NotDecided:
        return _preview(draft, Problem("confirm", _UNDECIDED), accepted=accepted)
    except LooksDifferent:
        return _preview(draft, Problem("confirm", _DIFFERENT), status=409)
    return redirect(url_for("athletes.one_import", import_id=import_id, done="confirmed"), code=303)


@athletes.post("/import/<int:import_id>/discard")
@policy(Policy.STAFF)
def discard(import_id: int) -> Response:
    """Forget the file."""
    roster_imports.discard(parts().store, actor(), club_id(), import_id, now())
    return redirect(url_for("athletes.imports", done="discarded"), code=303)


@athletes.post("/import/<int:import_id>/undo")
@policy(Policy.STAFF)
def undo(import_id: int) -> Response:
    """Take it all back."""
    try:
        roster_back.undo_import(parts().store, actor(), club_id(), import_id, now())
    except CannotUndo:
        return _outcome(import_id, status=409)
    return redirect(url_for("athletes.one_import", import_id=import_id, done="undone"), code=303)


def _decisions_typed() -> dict[int, Decision]:
    """A choice for each row that the form asks about, such as "same-12"."""
    found = {}
    for name, chosen in request.form.items():
        row = ROWS.fullmatch(name)
        meant = CHOSEN.fullmatch(chosen)
        if row and meant:
            number = int(meant[2]) if meant[2] else None
            found[int(row[1])] = Decision(Choice(meant[1]), number)
    return found


def _preview(
    draft: Draft, *problems: Problem, accepted: frozenset[str] = frozenset(), status: int | None = None
) -> Response:
    read = read_draft(draft)
    found: Preview = roster_imports.preview(
        parts().store, actor(), club_id(), draft.id, read.file, draft.choices, now()
    )
    shown: PreviewPage = preview_page(found, number_asked("page") or 1, request.args.get("list", "")[:20])
    response = page(
        "roster/preview.html",
        problems,
        draft=draft,
        found=found,
        shown=shown,
        why_nothing=why_nothing_is_written(found),
        accepted=accepted,
        notes=found.notes,
        done=request.args.get("done", "")[:40],
    )
    response.status_code = status or response.status_code
    return response


def _outcome(import_id: int, *, status: int = 200) -> Response:
    """What has happened, and whether it can be taken back."""
    store, who, club = parts().store, actor(), club_id()
    response = page(
        "roster/outcome.html",
        line=roster_import_lines.import_line(store, who, club, import_id),
        ask=page_for(Action.RUN_ROUND, "rounds.ask"),
        undo=roster_back.undo_state(store, who, club, import_id, now()),
        done=request.args.get("done", "")[:40],
    )
    response.status_code = status
    return response
