"""Reads rules/derived.yaml: values worked out from answers, which any later rule may use by name."""

from __future__ import annotations

import re

from screening.domain.derived import Derivation, DerivedFlag, DerivedNumber, DerivedValue
from screening.domain.questionnaire import QuestionType
from screening.rulebook.conditions import read_condition
from screening.rulebook.context import Context
from screening.rulebook.names import Name
from screening.rulebook.reading import Block

DERIVED = "derived.yaml"
_ID = re.compile(r"derived\.[a-z][a-z0-9_]*")
_NUMERIC = (QuestionType.INTEGER, QuestionType.NUMBER)


def read_derived(context: Context) -> tuple[tuple[DerivedValue, ...], Context]:
    """The derived values in file order, and the context that knows their names."""
    file = context.open(DERIVED)
    values: list[DerivedValue] = []
    for block in file.blocks() if file else ():
        block.text("means")
        value = _read_value(block, context)
        if value.id in context.names:
            block.problem("id", f"{value.id!r} is there twice", "give it another name")
        values.append(value)
        context = context.knowing({value.id: _name_of(value)})
    return tuple(values), context


def _name_of(value: DerivedValue) -> Name:
    return Name(QuestionType.BOOLEAN if isinstance(value, DerivedFlag) else QuestionType.NUMBER)


def _read_value(block: Block, context: Context) -> DerivedValue:
    name = block.text("id")
    if name and not _ID.fullmatch(name):
        block.problem("id", f"{name!r} is not a derived name", "write it like derived.is_child")
    if block.has("when"):
        return DerivedFlag(name, read_condition(block.child("when"), context.names))
    used = [derivation for derivation in Derivation if block.has(derivation)]
    if len(used) != 1:
        words = ", ".join(Derivation)
        block.problem("id", f"is worked out in {len(used)} ways", f"use exactly one of when, {words}")
        return DerivedNumber(name, Derivation.SUM, ())
    fields = block.texts(used[0])
    for field in fields:
        known = context.names.get(field)
        if known is None or known.type not in _NUMERIC:
            block.problem(used[0], f"{field!r} is not a number we know", "use ids of number questions")
    if len(fields) < 2 or len(set(fields)) < len(fields):
        block.problem(used[0], "does not combine different numbers", "list two or more different ids")
    return DerivedNumber(name, used[0], fields)
