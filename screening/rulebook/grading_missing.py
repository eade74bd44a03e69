"""Reads what missing answers, time and recurrence do to a grade."""

from __future__ import annotations

from screening.domain.answers import Known
from screening.domain.grading.missing_rules import (
    Bounds,
    Fill,
    Forget,
    Insufficient,
    MinimumItem,
    MinimumSet,
    MissingRules,
    RaisedFloor,
    TimingRule,
    Unreliable,
)
from screening.domain.questionnaire import QuestionType
from screening.domain.vocabulary import Confidence, Grade, Urgency
from screening.rulebook.reading import Block
from screening.rulebook.signs import Signs


def read_missing(block: Block, signs: Signs) -> MissingRules:
    """The rules missing.D1 to missing.D11, but for those that prognosis.yaml holds."""
    return MissingRules(
        bounds=_bounds(block.child("bounds"), signs),
        minimum_set=_minimum_set(block.child("minimum_set"), signs),
        insufficient=_insufficient(block.child("insufficient"), signs),
        unreliable=_unreliable(block.child("unreliable"), signs),
        timing=tuple(_timing(child, signs) for child in block.children("timing")),
    )


def _bounds(block: Block, signs: Signs) -> Bounds:
    return Bounds(
        id=block.text("id"),
        urgency_id=block.text("urgency_id"),
        fills=tuple(_fill(child, signs) for child in block.children("fills")),
        text=block.text("text"),
        sources=signs.context.sources_of(block),
    )


def _fill(block: Block, signs: Signs) -> Fill:
    field = _field(block, signs)
    absent = _value(block, "absent", field, signs) if block.has("absent") else None
    return Fill(
        field=field,
        absent=absent,
        present=_value(block, "present", field, signs),
        present_when=signs.optional_condition(block, "present_when"),
    )


def _field(block: Block, signs: Signs) -> str:
    field = block.text("field")
    if field not in signs.context.names:
        block.problem("field", f"{field!r} is not a question", "check the id in rules/questionnaire")
    return field


def _value(block: Block, key: str, field: str, signs: Signs) -> Known | None:
    value = block.value(key)
    name = signs.context.names.get(field)
    if name is None or value is None:
        return value
    fits = {
        QuestionType.BOOLEAN: isinstance(value, bool),
        QuestionType.CHOICE: name.values is not None and value in name.values,
        QuestionType.INTEGER: isinstance(value, int) and not isinstance(value, bool),
        QuestionType.NUMBER: isinstance(value, int | float) and not isinstance(value, bool),
    }
    if not fits.get(name.type, False):
        block.problem(key, f"{value!r} cannot be an answer to {field}", "use an answer the question allows")
    return value


def _minimum_set(block: Block, signs: Signs) -> MinimumSet:
    text = block.text("text")
    if "{items}" not in text:
        block.problem("text", "does not name the open questions", "write {items} where they go")
    return MinimumSet(
        id=block.text("id"),
        items=tuple(
            MinimumItem(_field(child, signs), child.text("words"), signs.optional_condition(child))
            for child in block.children("items")
        ),
        text=text,
        sources=signs.context.sources_of(block),
    )


def _insufficient(block: Block, signs: Signs) -> Insufficient:
    return Insufficient(
        id=block.text("id"),
        least_items=block.integer("least_items"),
        low_at_most=block.choice("low_at_most", Grade),
        high_at_least=block.choice("high_at_least", Grade),
        floor=block.choice("floor", Urgency),
        text=block.text("text"),
        reason=block.text("reason"),
        raised=tuple(
            RaisedFloor(signs.condition(child), child.choice("urgency", Urgency), child.text("reason"))
            for child in block.children("raised")
        ),
        sources=signs.context.sources_of(block),
    )


def _unreliable(block: Block, signs: Signs) -> Unreliable:
    return Unreliable(
        id=block.text("id"),
        when=signs.condition(block),
        forgets=tuple(
            Forget(_field(child, signs), signs.condition(child)) for child in block.children("forgets")
        ),
        text=block.text("text"),
        sources=signs.context.sources_of(block),
    )


def _timing(block: Block, signs: Signs) -> TimingRule:
    return TimingRule(
        id=block.text("id"),
        when=signs.condition(block),
        text=block.text("text"),
        sources=signs.context.sources_of(block),
        provisional=block.flag("provisional", default=False),
        confidence=block.choice("confidence", Confidence) if block.has("confidence") else None,
        raises_high_by=block.optional_integer("raises_high_by") or 0,
    )
