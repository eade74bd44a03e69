"""The page on which tests are entered, many at once, and an earlier result is corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import TestRecorded
from screening.domain.case.examination_rules import ExaminedGroup
from screening.domain.case.stage_rules import TestRule
from screening.domain.case.words import STAGES, State
from screening.domain.errors import Problem
from screening.web.care.listing import whole_number
from screening.web.cases.acting import NO_TROUBLE, Trouble, keep, lines_of, new_key
from screening.web.cases.asks import day_in
from screening.web.cases.desk import OpenDesk, the_desk
from screening.web.cases.test_rows import Entry, Row, checked, groups_of, row_of_result, rows_of, tests_of
from screening.web.policies import Policy, policy
from screening.web.training.beside import Pointed

EXAMINATION = "examination"
case_tests = Blueprint("case_tests", __name__, url_prefix="/cases/<int:case_id>/tests")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tests the page is about: of the examination, of a stage, or the one result that is corrected.

    `stage` is None for the examination.
    """

    stage: State | None
    groups: tuple[ExaminedGroup, ...]
    tests: tuple[TestRule, ...]
    corrects: int | None = None
    result: TestRecorded | None = None


@case_tests.get("")
@policy(Policy.CLINICIAN)
def ask(case_id: int) -> Response:
    """The table, with nothing in it; for a correction with the result in it."""
    desk = the_desk(case_id)
    wanted = _wanted(desk)
    rows = rows_of(wanted.tests, None)
    if wanted.result is not None:
        rows = [row_of_result(wanted.tests[0], wanted.result, desk.known.state.opened.side)]
    return _drawn(desk, wanted, rows, desk.known.day.isoformat())


@case_tests.post("")
@policy(Policy.CLINICIAN)
def enter(case_id: int) -> Response:
    """Keep every row in which something stands; all of them or none."""
    desk = the_desk(case_id)
    wanted = _wanted(desk)
    rows, typed_day = rows_of(wanted.tests, request.form), request.form.get("day", "")[:20]
    found, problems = _read(desk, wanted, rows, day_in(typed_day))
    trouble = Trouble(tuple(problems)) if problems else keep(desk, found)
    if trouble is not None:
        return _drawn(the_desk(case_id), wanted, rows, typed_day, trouble)
    return redirect(url_for("cases.show", case_id=case_id, done="tests"), code=303)


def _wanted(desk: OpenDesk) -> Wanted:
    corrects = whole_number(request.values.get("corrects", ""))
    if corrects:
        result = next((one.body for one in desk.known.state.tests if one.number == corrects), None)
        if result is None or result.test not in desk.known.rules.tests:
            abort(404)
        test = desk.known.rules.tests[result.test]
        return Wanted(None, (ExaminedGroup("", (test.id,)),), (test,), corrects, result)
    stage, rules = _asked_stage(desk), desk.known.rules
    groups = groups_of(rules, stage)
    return Wanted(stage, groups, tuple(rules.tests[test] for group in groups for test in group.tests))


def _asked_stage(desk: OpenDesk) -> State | None:
    """The stage asked for, or where the case stands; None is the examination, before any stage."""
    asked, state = request.values.get("stage", ""), desk.known.state
    if asked in STAGES:
        return State(asked)
    return None if asked == EXAMINATION or not state.stage else state.state


def _read(
    desk: OpenDesk, wanted: Wanted, rows: Sequence[Row], day: dt.date | None
) -> tuple[list[TestRecorded], list[Problem]]:
    state = desk.known.state
    if day is None or not state.opened.injury_on <= day <= desk.known.day:
        return [], [Problem("day", "Choose the day of the tests, from the injury to today")]
    entry = Entry(state.opened.side, day, state.opened.injury_on, desk.known.day, wanted.corrects)
    read = [checked(row, entry) for row in rows]
    problems = [problem for _, problem in read if problem is not None]
    found = [result for result, _ in read if result is not None]
    if not found and not problems:
        problems = [Problem("day", "Type at least one result, or tick “not tested”")]
    return found, problems


def _drawn(
    desk: OpenDesk, wanted: Wanted, rows: Sequence[Row], day: str, trouble: Trouble = NO_TROUBLE
) -> Response:
    wrong = {one.field: one.message for one in reversed(trouble.problems)}
    injured = desk.known.state.opened.side.value
    page = render_template(
        "cases/tests.html",
        head=desk.head,
        case_id=desk.case_id,
        groups=_by_group(wanted, [_marked(row, wrong) for row in rows]),
        stage=wanted.stage.value if wanted.stage is not None else EXAMINATION,
        examination=EXAMINATION,
        heading=_heading(desk, wanted),
        stages=[stage for stage in STAGES if tests_of(desk.known.rules, stage)],
        corrects=wanted.corrects,
        injured=injured,
        day=day,
        today=desk.known.day,
        first=desk.known.state.opened.injury_on,
        day_error=wrong.get("day", ""),
        problems=[Pointed(one.field, one.message) for one in trouble.problems],
        reasons=trouble.reasons,
        others=lines_of(desk, trouble.others),
        version=desk.version,
        key=new_key(),
    )
    return make_response(page, trouble.status if trouble is not NO_TROUBLE else 200)


def _by_group(wanted: Wanted, rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The rows under the title of their group."""
    by_test = {row.test.id: row for row in rows}
    return [(group.title, [by_test[test] for test in group.tests]) for group in wanted.groups]


def _heading(desk: OpenDesk, wanted: Wanted) -> str:
    if wanted.corrects is not None:
        return "Correct a result"
    return "Examination" if wanted.stage is None else f"Tests of {desk.known.stage_words(wanted.stage)}"


def _marked(row: Row, wrong: dict[str, str]) -> Row:
    for name, message in wrong.items():
        test, _, part = name.rpartition("-")
        if test == row.test.id:
            folded = part in {"baseline", "device", "on", "note", "method"}
            return replace(row, error=message, target=name, unfolds=row.unfolds or folded)
    return row
