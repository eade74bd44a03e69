"""The table in which tests are entered: a row for each test, both legs side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from screening.domain.case.events import TestRecorded
from screening.domain.case.examination_rules import ExaminedGroup
from screening.domain.case.rules import CaseRules
from screening.domain.case.stage_rules import PASSED_OR_NOT, PassedWords, TestKind, TestRule
from screening.domain.case.words import Side, State
from screening.domain.errors import Problem
from screening.domain.wellformed import wrong_characters

from .asks import LONGEST_LINE, day_in, number_in

PARTS = ("left", "right", "number", "passed", "pain", "not", "baseline", "method", "device", "on", "note")
VALUES = ("left", "right", "number", "passed")
MORE = ("baseline", "device", "on", "note")
"""What is folded while nothing stands in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One test with what stands in its fields and what is wrong with it."""

    test: TestRule
    said: Mapping[str, str]
    error: str = ""
    target: str = ""
    """The field the error is about."""
    unfolds: bool = False

    @property
    def words(self) -> PassedWords:
        """What a yes and a no are called."""
        return self.test.words or PASSED_OR_NOT

    def name(self, part: str) -> str:
        """The field of one part: "ake-left"."""
        return f"{self.test.id}-{part}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page as a whole says: whose legs, and the day for every row without one of its own."""

    side: Side
    on: dt.date
    injury_on: dt.date
    today: dt.date
    corrects: int | None = None


def tests_of(rules: CaseRules, stage: State) -> tuple[TestRule, ...]:
    """The tests that the criteria of a stage ask for, each once, in their order."""
    exits = rules.stages[stage].exit
    asked = dict.fromkeys(need.test for criterion in exits for need in criterion.needs)
    return tuple(rules.tests[test] for test in asked)


def groups_of(rules: CaseRules, stage: State | None) -> tuple[ExaminedGroup, ...]:
    """The tests of a stage in one group without a title, or those of the examination by their groups.

    Args:
        stage: None for the examination of the first day.
    """
    if stage is None:
        return rules.examination.groups
    return (ExaminedGroup("", tuple(test.id for test in tests_of(rules, stage))),)


def rows_of(tests: Sequence[TestRule], form: MultiDict[str, str] | None) -> list[Row]:
    """The rows as typed, or empty ones with the usual method."""
    return [Row(test, _said(test, form), unfolds=_is_unfolded(test, form)) for test in tests]


def row_of_result(test: TestRule, body: TestRecorded, side: Side) -> Row:
    """The row of a result that is corrected, with the result in it."""
    left, right = (body.injured, body.other) if side is Side.LEFT else (body.other, body.injured)
    said = {
        "left": _plain(left),
        "right": _plain(right),
        "number": _plain(body.number),
        "passed": {True: "yes", False: "no", None: ""}[body.passed],
        "pain": _plain(body.pain),
        "not": "" if body.tested else "yes",
        "baseline": _plain(body.baseline),
        "method": body.method,
        "device": body.device,
        "on": body.on.isoformat(),
        "note": body.note,
    }
    return Row(test, said, unfolds=True)


def checked(row: Row, entry: Entry) -> tuple[TestRecorded | None, Problem | None]:
    """The result of a row; neither where nothing was typed in it."""
    problem = _problem(row, entry)
    if problem is not None:
        return None, problem
    if not is_filled(row):
        return None, None
    return _recorded(row, entry), None


def is_filled(row: Row) -> bool:
    """Whether somebody typed a result, or that it was not tested."""
    return any(row.said.get(part) for part in (*VALUES, "pain", "not"))


def _said(test: TestRule, form: MultiDict[str, str] | None) -> dict[str, str]:
    if form is None:
        return {"method": test.method}
    return {part: " ".join(form.get(f"{test.id}-{part}", "")[:2000].split()) for part in PARTS}


def _is_unfolded(test: TestRule, form: MultiDict[str, str] | None) -> bool:
    return form is not None and any(form.get(f"{test.id}-{part}", "").strip() for part in MORE)


def _problem(row: Row, entry: Entry) -> Problem | None:
    for part in ("left", "right", "number", "baseline"):
        if row.said.get(part) and not _fits(row.said[part], row.test):
            return _said_wrong(row, part, f"type a number{_span(row.test)}")
    pain = number_in(row.said.get("pain", ""))
    if row.said.get("pain") and (pain is None or pain != int(pain) or not 0 <= pain <= 10):
        return _said_wrong(row, "pain", "type the pain as a whole number from 0 to 10")
    if row.said.get("passed") not in {None, "", "yes", "no"}:
        return _said_wrong(row, "passed", "choose one of the two")
    return _problem_of_whole(row, entry) or _problem_of_words(row)


def _problem_of_whole(row: Row, entry: Entry) -> Problem | None:
    has_value = any(row.said.get(part) for part in VALUES)
    injured = entry.side.value
    if row.said.get("not") and has_value:
        return _said_wrong(row, "not", "either type a result, or tick “not tested”")
    if row.test.kind is TestKind.TWO_LEGS and has_value and not row.said.get(injured):
        return _said_wrong(row, injured, f"type the {injured} leg, the injured one")
    if row.said.get("pain") and not has_value and not row.said.get("not"):
        return _said_wrong(row, "pain", "type the result too, or tick “not tested”")
    on = _day(row, entry)
    if on is None or not entry.injury_on <= on <= entry.today:
        return _said_wrong(row, "on", "choose a day from the injury to today")
    return None


def _problem_of_words(row: Row) -> Problem | None:
    for part in ("method", "device", "note"):
        text = row.said.get(part, "")
        if len(text) > LONGEST_LINE or wrong_characters(text):
            return _said_wrong(row, part, f"write at most {LONGEST_LINE} plain letters")
    return None


def _said_wrong(row: Row, part: str, message: str) -> Problem:
    return Problem(row.name(part), f"{row.test.name}: {message}")


def _fits(text: str, test: TestRule) -> bool:
    number = number_in(text)
    low, high = test.lowest, test.highest
    return number is not None and (low is None or number >= low) and (high is None or number <= high)


def _span(test: TestRule) -> str:
    if test.lowest is None or test.highest is None:
        return ""
    return f" from {test.lowest:g} to {test.highest:g}"


def _day(row: Row, entry: Entry) -> dt.date | None:
    return day_in(row.said["on"]) if row.said.get("on") else entry.on


def _recorded(row: Row, entry: Entry) -> TestRecorded:
    left, right = number_in(row.said.get("left", "")), number_in(row.said.get("right", ""))
    injured, other = (left, right) if entry.side is Side.LEFT else (right, left)
    pain = number_in(row.said.get("pain", ""))
    return TestRecorded(
        test=row.test.id,
        on=_day(row, entry) or entry.on,
        tested=not row.said.get("not"),
        injured=injured,
        other=other,
        baseline=number_in(row.said.get("baseline", "")),
        number=number_in(row.said.get("number", "")),
        passed={"yes": True, "no": False}.get(row.said.get("passed", "")),
        pain=None if pain is None else int(pain),
        method=row.said.get("method", ""),
        device=row.said.get("device", ""),
        note=row.said.get("note", ""),
        corrects=entry.corrects,
    )


def _plain(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
