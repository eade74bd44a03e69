"""Bringing a roster: the file, its columns, what would happen, the decision, and the way back."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.clubs import ImportState
from screening.domain.errors import NotFound, Problem
from screening.domain.roster.changes import Choice, Decision
from screening.domain.roster.fields import LONGEST, RosterField
from screening.domain.roster.values import value_problem
from screening.imports.roster.keeping import kept_table
from screening.imports.roster.reading import RosterTable, read_file, read_pasted
from screening.imports.tables.encodings import CHOICES as ENCODINGS
from screening.services import roster_back, roster_imports
from screening.services.access import Action, ClubRef, may
from screening.services.accounts.emails import one_line
from screening.services.batch_rows import TableRefused
from screening.services.people import SquadName, squads_of_actor
from screening.services.roster_back import CannotUndo
from screening.services.roster_imports import Choices, Draft, LooksDifferent, NotDecided
from screening.services.roster_plan import Decided, Preview
from screening.web.account.answering import page, typed
from screening.web.limits import Limit, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.preview_page import CHOSEN, ROWS, PreviewPage, preview_page
from screening.web.roster.reading_in import OFFERED, ReadDraft, columns_of, read_draft, with_choices
from screening.web.roster.typing_in import MOST_CHOICES, number_asked, typed_number, typed_numbers
from screening.web.signed_in import actor, club_id

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "line": "|"}
PASTED = "Pasted table"
FILES = Limit("20 per minute")
"""Reading a workbook costs a process of its own for some seconds."""
_UNDECIDED = "Decide about every row above and tick every box, then confirm again"
_DIFFERENT = "Something has changed since you looked at this page. Look again, then confirm"


@athletes.get("/import")
@policy(Policy.STAFF)
def imports() -> Response:
    """Ask for a roster, and list what was brought before."""
    return _bring()


@athletes.post("/import")
@limited(FILES)
@policy(Policy.STAFF)
def bring() -> Response:
    """Read a roster and keep it for the next page."""
    roster_imports.require_may_import(actor(), club_id())
    try:
        table, name = _read()
    except TableRefused as refused:
        return _bring(*(Problem("pasted", _sentence(problem)) for problem in refused.problems))
    import_id = roster_imports.begin_import(parts().store, actor(), club_id(), name, kept_table(table), now())
    return redirect(url_for("athletes.columns", import_id=import_id), code=303)


@athletes.get("/import/<int:import_id>/columns")
@policy(Policy.STAFF)
def columns(import_id: int) -> Response:
    """Ask what each column holds, and what else the file alone does not say."""
    draft = _draft(import_id)
    return _columns(draft, draft.choices, read_draft(draft))


@athletes.post("/import/<int:import_id>/columns")
@policy(Policy.STAFF)
def choose_columns(import_id: int) -> Response:
    """Keep it, and go on to what would happen."""
    draft = _draft(import_id)
    choices = _choices_typed(draft)
    read = with_choices(draft, choices)
    problems = [Problem("column-1", _sentence(problem)) for problem in read.problems]
    if read.needs_date_order:
        problems.append(Problem("date_order", "Choose whether day or month comes first in this file"))
    new_squad = choices.decided.new_squad
    wrong = value_problem(RosterField.SQUAD, new_squad) if new_squad else None
    problems += [Problem("new_squad", wrong)] if wrong else []
    if problems:
        return _columns(draft, choices, read, *problems)
    roster_imports.choose(parts().store, actor(), club_id(), import_id, choices, now())
    return redirect(url_for("athletes.one_import", import_id=import_id), code=303)


@athletes.get("/import/<int:import_id>")
@policy(Policy.STAFF)
def one_import(import_id: int) -> Response:
    """What would happen; once confirmed, what has happened."""
    line = roster_imports.import_line(parts().store, actor(), club_id(), import_id)
    if line.state is ImportState.PREVIEWED:
        draft = _draft(import_id)
        if draft.choices.fields is None:
            return redirect(url_for("athletes.columns", import_id=import_id), code=303)
        return _preview(draft)
    return _outcome(import_id)


@athletes.post("/import/<int:import_id>/decisions")
@policy(Policy.STAFF)
def decide(import_id: int) -> Response:
    """Keep what was decided about rows that only a person can place."""
    draft = _draft(import_id)
    decided = draft.choices.decided
    merged = {**decided.decisions, **_decisions_typed()}
    choices = replace(draft.choices, decided=replace(decided, decisions=merged), revision=_revision())
    roster_imports.choose(parts().store, actor(), club_id(), import_id, choices, now())
    return redirect(url_for("athletes.one_import", import_id=import_id, done="decided"), code=303)


@athletes.post("/import/<int:import_id>/confirm")
@policy(Policy.STAFF)
def confirm(import_id: int) -> Response:
    """Write it all."""
    draft = _draft(import_id)
    read = read_draft(draft)
    choices = replace(draft.choices, revision=_revision())
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


def _read() -> tuple[RosterTable, str]:
    """The file where there is one, else what was pasted; and what it is called in lists."""
    delimiter = DELIMITERS.get(typed("delimiter", 20))
    has_header = typed("has_header", 5) != "no"
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        encoding = typed("encoding", 20)
        table = read_file(
            sent.read(),
            encoding=encoding if encoding in ENCODINGS else None,
            delimiter=delimiter,
            sheet=typed("sheet", 40).strip() or None,
            has_header=has_header,
        )
        return table, sent.filename
    pasted = request.form.get("pasted", "").replace("\r\n", "\n")
    return read_pasted(pasted, delimiter=delimiter, has_header=has_header), PASTED


def _bring(*problems: Problem) -> Response:
    return page(
        "roster/bring.html",
        problems,
        lines=roster_imports.import_lines(parts().store, actor(), club_id()),
        squads=_squads(),
        pasted=request.form.get("pasted", "") if problems else "",
        encodings=ENCODINGS,
        done=request.args.get("done", "")[:40],
    )


def _squads() -> tuple[SquadName, ...]:
    return squads_of_actor(parts().store, actor(), club_id())


def _draft(import_id: int) -> Draft:
    return roster_imports.draft_of(parts().store, actor(), club_id(), import_id, now())


def _revision() -> int:
    return typed_number("revision") or 0


def _choices_typed(draft: Draft) -> Choices:
    """What the page about columns says. Decisions about rows are asked anew: rows may read otherwise."""
    fields = tuple(typed(f"column-{place + 1}", 40) for place in range(len(draft.table["header"])))
    offered = {squad.id for squad in _squads()}
    default, whole = typed_number("default_squad"), typed_numbers("whole_squads")
    if (default is not None and default not in offered) or not whole <= offered:
        raise NotFound("no such squad")
    decided = Decided(default, one_line(typed("new_squad", LONGEST[RosterField.SQUAD] + 1)), whole)
    return Choices(fields, typed("date_order", 20) or None, decided, _revision())


def _columns(draft: Draft, choices: Choices, read: ReadDraft, *problems: Problem) -> Response:
    squads = _squads()
    only = squads[0].id if len(squads) == 1 else None
    return page(
        "roster/columns.html",
        problems,
        draft=draft,
        choices=choices,
        default_squad=choices.decided.default_squad or only,
        columns=columns_of(read, is_suggested=draft.choices.fields is None and not problems),
        notes=read.table.notes,
        date_choice=read.checked.date_choice if read.checked else None,
        has_birth=any(field == "birth_date" for field in read.mapping.fields),
        rows=len(read.table.rows),
        offered=OFFERED,
        squads=squads,
        may_make=may(actor(), Action.MANAGE_SQUADS, ClubRef(club_id())),
    )


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
        line=roster_imports.import_line(store, who, club, import_id),
        undo=roster_back.undo_state(store, who, club, import_id, now()),
        done=request.args.get("done", "")[:40],
    )
    response.status_code = status
    return response


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:]
