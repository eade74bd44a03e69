"""Reads the rules of the list for physios and doctors: rules/care."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from typing import TypeVar

from screening.domain.care_rules import CareRules, DueRow, OutcomeRow
from screening.domain.clubs import CareOutcome
from screening.domain.vocabulary import Urgency
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FOLDER = "care"
PARTS = ("index", "due", "outcomes")
URGENT = frozenset({Urgency.T1, Urgency.T2, Urgency.T3})
"""May never be left off the list."""
Word = TypeVar("Word", bound=enum.StrEnum)


def read_care(context: Context) -> CareRules | None:
    """The rules, None where a file is missing. Problems are collected in the context."""
    opened = {part: context.open(f"{FOLDER}/{part}.yaml") for part in PARTS}
    blocks = {part: file.block() for part, file in opened.items() if file is not None}
    if len(blocks) < len(PARTS):
        return None
    index, due, outcomes = (blocks[part] for part in PARTS)
    index.text("id")
    rows = [_due(row, context) for row in due.children("rows")]
    words = [_outcome(row) for row in outcomes.children("rows")]
    _check_each_once(due, [row.urgency for row in rows], URGENT)
    _check_each_once(outcomes, [row.outcome for row in words], frozenset(CareOutcome))
    _check_order(due, rows)
    return CareRules(
        due={row.urgency: row for row in rows},
        unread_after=_minutes(index.child("unread"), "after_minutes", context),
        outcomes={row.outcome: row for row in words},
    )


def _due(row: Block, context: Context) -> DueRow:
    within = _minutes(row, "within_minutes", context)
    return DueRow(row.text("id"), row.choice("urgency", Urgency), within, row.texts("sources"))


def _minutes(block: Block, key: str, context: Context) -> dt.timedelta:
    """A time above 0 that says where it comes from and why."""
    context.sources_of(block)
    block.text("note")
    value = block.integer(key)
    if value < 1:
        block.problem(key, "is below 1", "write whole minutes from 1")
    return dt.timedelta(minutes=value)


def _outcome(row: Block) -> OutcomeRow:
    outcome = row.choice("outcome", CareOutcome)
    return OutcomeRow(outcome, row.text("word"), row.text("text"), row.flag("needs_note"))


def _check_each_once(block: Block, found: Sequence[Word], needed: frozenset[Word]) -> None:
    for word in sorted(needed - set(found)):
        block.problem("rows", f"have none for {word}", "add one")
    if len(set(found)) < len(found):
        block.problem("rows", "name something twice", "keep one")


def _check_order(block: Block, rows: Sequence[DueRow]) -> None:
    """Whoever is more urgent is never due later."""
    times = [row.within for row in sorted(rows, key=lambda row: row.urgency.rank)]
    if times != sorted(times):
        block.problem("rows", "give a more urgent result more time", "shorten the times of the more urgent")
