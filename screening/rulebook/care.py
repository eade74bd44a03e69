"""Reads the rules of the physio's list: rules/care."""

from __future__ import annotations

from screening.domain.care_rules import CareRules, DueRow
from screening.domain.vocabulary import Urgency
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FILE = "care/index.yaml"


def read_care(context: Context) -> CareRules | None:
    """The rules of the list; problems are collected in the context."""
    file = context.open(FILE)
    if file is None:
        return None
    block = file.block()
    block.text("id")
    rows = [_due(row, context) for row in block.children("due")]
    urgencies = [row.urgency for row in rows]
    # The urgent ones must be listed, each once, and none may be due before a more urgent one.
    if len(set(urgencies)) < len(urgencies) or not {Urgency.T1, Urgency.T2, Urgency.T3} <= set(urgencies):
        block.problem("due", "does not name T1, T2 and T3 once each", "give each urgency one row")
    ranked = sorted(rows, key=lambda row: row.urgency.rank)
    if [row.hours for row in ranked] != sorted(row.hours for row in rows):
        block.problem("due", "gives a more urgent result more time", "let the hours rise from T1 on")
    return CareRules({row.urgency: row for row in rows})


def _due(row: Block, context: Context) -> DueRow:
    row.text("note")
    hours = row.integer("hours")
    if hours < 1:
        row.problem("hours", "are below 1", "write whole hours from 1")
    return DueRow(row.text("id"), row.choice("urgency", Urgency), hours, context.sources_of(row))
