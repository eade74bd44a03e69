"""Bringing a file of measurements: the file itself, and what its columns hold."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.files.model import FileKind
from screening.domain.case.rules import required_case_rules
from screening.domain.case.stage_rules import TestKind
from screening.domain.case.words import SessionKind
from screening.domain.clubs import CaseFileKind
from screening.domain.errors import Problem
from screening.domain.reporting.case_words import SESSION
from screening.domain.reporting.words import capital
from screening.domain.roster.dates import DateOrder
from screening.imports.case_files.cells import DecimalMark
from screening.imports.case_files.columns import FileColumns, chosen_columns
from screening.imports.case_files.fields import FIELDS, UNITS, FileField, Unit
from screening.imports.case_files.reading import read_case_file
from screening.imports.roster.keeping import kept_table, table_from
from screening.imports.tables.encodings import CHOICES as ENCODINGS
from screening.services.batch_rows import TableRefused
from screening.services.case_files.drafts import FileDraft, begin_file, choose, require_may_bring
from screening.services.case_files.listing import file_lines
from screening.web.account.answering import page, typed
from screening.web.limits import Limit, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.typing_in import typed_number
from screening.web.signed_in import actor, club_id

from .blueprint import case_files
from .reading_in import (
    Options,
    Understood,
    columns_of,
    kept_columns,
    names_of_tests,
    offered,
    open_draft,
    read_with,
    understood,
)

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "line": "|"}
FILES = Limit("20 per minute")
"""Reading a workbook costs a process of its own for some seconds."""
KINDS = (
    ("wellness", "Daily check-ins (wellness)"),
    ("strength", "Force tests of both legs (NordBord or another device)"),
    ("running", "Running sessions (satellite units)"),
)
DECIMALS = (("point", "A point", "7.5"), ("comma", "A comma", "7,5"))
NO_KIND = "Choose what the file holds"
NO_FILE = "Choose the file"
NO_ORDER = "Choose whether day or month comes first in this file"
MOST_TESTS = 40
UNCLEAR = "This is no number"
"""How the reading begins what it says about a number that may be written in another way."""


@case_files.get("", endpoint="files")
@policy(Policy.CLINICIAN)
def files() -> Response:
    """Ask for a file, and list what was brought before."""
    return _bring()


@case_files.post("")
@limited(FILES)
@policy(Policy.CLINICIAN)
def bring() -> Response:
    """Read a file and keep it for the next page."""
    require_may_bring(actor(), club_id())
    kind, sent = typed("kind", 20), request.files.get("file")
    if kind not in set(FileKind):
        return _bring(Problem("kind", NO_KIND))
    if sent is None or not sent.filename:
        return _bring(Problem("file", NO_FILE))
    data = sent.read()
    encoding = typed("encoding", 20)
    try:
        table = read_case_file(
            data,
            FileKind(kind),
            encoding=encoding if encoding in ENCODINGS else None,
            delimiter=DELIMITERS.get(typed("delimiter", 20)),
            sheet=typed("sheet", 40).strip() or None,
        )
    except TableRefused as refused:
        return _bring(*(Problem("file", capital(problem)) for problem in refused.problems))
    file_id = begin_file(
        parts().store,
        actor(),
        club_id(),
        CaseFileKind(kind),
        sent.filename,
        hashlib.sha256(data).hexdigest(),
        kept_table(table),
        now(),
    )
    return redirect(url_for("case_files.columns", file_id=file_id), code=303)


@case_files.get("/<int:file_id>/columns")
@policy(Policy.CLINICIAN)
def columns(file_id: int) -> Response:
    """Ask what each column holds and in what, and what else the file alone does not say."""
    draft = open_draft(file_id)
    return _columns(draft, understood(draft))


@case_files.post("/<int:file_id>/columns")
@policy(Policy.CLINICIAN)
def choose_columns(file_id: int) -> Response:
    """Keep it, and go on to what would happen."""
    draft = open_draft(file_id)
    table = table_from(dict(draft.table))
    chosen = _columns_typed(FileKind(draft.kind.value), table.header)
    options = _options_typed()
    found = read_with(draft, table, chosen, options)
    problems = [Problem("column-1", capital(problem)) for problem in found.problems]
    if found.checked is not None and found.checked.date_choice is not None:
        problems.append(Problem("date_order", NO_ORDER))
    if found.checked is not None:
        found = replace(found, options=replace(options, tests=_tests_typed(found)))
    if problems:
        return _columns(draft, found, *problems)
    kept = kept_columns(chosen, found.options)
    revision = typed_number("revision") or 0
    wish = replace(draft.chosen, columns=kept, revision=revision)
    choose(parts().store, actor(), club_id(), file_id, wish, now())
    if _is_new_to_tests(draft, found):
        return redirect(url_for("case_files.columns", file_id=file_id, _anchor="tests"), code=303)
    return redirect(url_for("case_files.one", file_id=file_id), code=303)


def _is_new_to_tests(draft: FileDraft, found: Understood) -> bool:
    """Whether the names of tests could be told only now, so that nobody was asked about them yet."""
    asked = {name for name in request.form if name.startswith("test-")}
    return draft.kind is CaseFileKind.STRENGTH and bool(names_of_tests(found)) and not asked


def _columns_typed(kind: FileKind, header: tuple[str, ...]) -> FileColumns:
    choices: list[tuple[FileField | None, Unit | None]] = []
    for place in range(1, len(header) + 1):
        name, unit = typed(f"column-{place}", 40), typed(f"unit-{place}", 40)
        field = FileField(name) if name in [one.value for one in FIELDS[kind]] else None
        units = UNITS.get(field, ()) if field else ()
        choices.append((field, Unit(unit) if unit in [str(one) for one in units] else None))
    return chosen_columns(kind, header, choices)


def _options_typed() -> Options:
    order, decimal, kind = typed("date_order", 20), typed("decimal", 20), typed("session_kind", 20)
    return Options(
        order if order in set(DateOrder) else "",
        decimal if decimal in set(DecimalMark) else "",
        kind if kind in set(SessionKind) else SessionKind.RUNNING.value,
    )


def _tests_typed(found: Understood) -> dict[str, str]:
    """Which test each name in the file is, as the form says it, in the order of the file."""
    names = names_of_tests(found)
    known = {value for value, _ in tests_offered()}
    if "test-1" not in request.form:
        return dict(names)
    said = [typed(f"test-{place}", 40) for place in range(1, len(names) + 1)]
    return {name: test if test in known else "" for (name, _), test in zip(names, said, strict=True)}


def tests_offered() -> list[tuple[str, str]]:
    """The tests of both legs that a force device can be."""
    rules = required_case_rules(parts().rulebook)
    return [(one.id, one.name) for one in rules.tests.values() if one.kind is TestKind.TWO_LEGS]


def _bring(*problems: Problem) -> Response:
    return page(
        "case_files/bring.html",
        problems,
        kinds=[(value, words, value == typed("kind", 20)) for value, words in KINDS],
        lines=file_lines(parts().store, actor(), club_id()),
        encodings=ENCODINGS,
        done=request.args.get("done", "")[:20],
    )


def _columns(draft: FileDraft, found: Understood, *problems: Problem) -> Response:
    checked = found.checked
    choice = checked.date_choice if checked else None
    unclear = [fault.value for fault in checked.faults if UNCLEAR in fault.message] if checked else []
    return page(
        "case_files/columns.html",
        problems,
        draft=draft,
        columns=columns_of(found, is_suggested=draft.chosen.columns is None and not problems),
        offered=offered(FileKind(draft.kind.value)),
        notes=found.table.notes,
        rows=len(found.table.rows),
        more=found.options,
        asks_dates=choice is not None or bool(found.options.date_order),
        date_example=choice.example if choice else "",
        asks_decimals=bool(unclear or found.options.decimal),
        decimal_example=unclear[0] if unclear else "",
        decimals=DECIMALS,
        session_kinds=[(one.value, capital(words)) for one, words in SESSION.items()],
        test_names=names_of_tests(found)[:MOST_TESTS],
        tests=tests_offered(),
    )
