"""Bringing a roster: the file, and what its columns hold."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import NotFound, Problem
from screening.domain.roster.fields import LONGEST, RosterField
from screening.domain.roster.values import value_problem
from screening.imports.roster.keeping import kept_table
from screening.imports.roster.reading import RosterTable, read_file, read_pasted
from screening.imports.tables.encodings import CHOICES as ENCODINGS
from screening.services import roster_import_lines, roster_imports
from screening.services.access import Action, ClubRef, may
from screening.services.accounts.emails import one_line
from screening.services.batch_rows import TableRefused
from screening.services.people import SquadName, squads_of_actor
from screening.services.roster_choices import Choices
from screening.services.roster_imports import Draft
from screening.services.roster_plan import Decided
from screening.web.account.answering import page, typed
from screening.web.limits import Limit, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.reading_in import (
    OFFERED,
    ReadDraft,
    columns_of,
    open_draft,
    read_draft,
    with_choices,
)
from screening.web.roster.typing_in import typed_number, typed_numbers
from screening.web.signed_in import actor, club_id

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "line": "|"}
PASTED = "Pasted table"
FILES = Limit("20 per minute")
"""Reading a workbook costs a process of its own for some seconds."""


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
    draft = open_draft(import_id)
    return _columns(draft, draft.choices, read_draft(draft))


@athletes.post("/import/<int:import_id>/columns")
@policy(Policy.STAFF)
def choose_columns(import_id: int) -> Response:
    """Keep it, and go on to what would happen."""
    draft = open_draft(import_id)
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
        lines=roster_import_lines.import_lines(parts().store, actor(), club_id()),
        squads=_squads(),
        may_make=may(actor(), Action.MANAGE_SQUADS, ClubRef(club_id())),
        pasted=request.form.get("pasted", "") if problems else "",
        encodings=ENCODINGS,
        done=request.args.get("done", "")[:40],
    )


def _squads() -> tuple[SquadName, ...]:
    return squads_of_actor(parts().store, actor(), club_id())


def _choices_typed(draft: Draft) -> Choices:
    """What the page about columns says. Decisions about rows are asked anew: rows may read otherwise."""
    fields = tuple(typed(f"column-{place + 1}", 40) for place in range(len(draft.table["header"])))
    offered = {squad.id for squad in _squads()}
    default, whole = typed_number("default_squad"), typed_numbers("whole_squads")
    if (default is not None and default not in offered) or not whole <= offered:
        raise NotFound("no such squad")
    decided = Decided(default, one_line(typed("new_squad", LONGEST[RosterField.SQUAD] + 1)), whole)
    return Choices(fields, typed("date_order", 20) or None, decided, typed_number("revision") or 0)


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


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:]
