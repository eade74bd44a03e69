"""Reads rules/risk/return_module.yaml: the constants of the first weeks after a return."""

from __future__ import annotations

from screening.domain.risk.return_rules import ReturnRules, ReturnWeight
from screening.rulebook.context import Context
from screening.rulebook.reading import Block


def read_return_rules(context: Context) -> ReturnRules | None:
    """The rules of the first weeks; None where the file is missing."""
    file = context.open("risk/return_module.yaml")
    if file is None:
        return None
    block = file.block()
    weeks_field = block.text("weeks_field")
    if weeks_field not in context.names:
        block.problem("weeks_field", f"{weeks_field!r} is not a question", "check the id")
    rules = ReturnRules(
        weeks_field=weeks_field,
        first_weeks=block.number("first_weeks"),
        when=context.condition(block),
        season_weeks=_above_zero(block, "season_weeks"),
        calibration=block.number("calibration"),
        history_mean=_above_zero(block, "history_mean"),
        settled_weight=block.number("settled_weight"),
        start_weight=block.number("start_weight"),
        decay_weeks=_above_zero(block, "decay_weeks"),
        sessions=_weights(context, block, "sessions"),
        clinical=_weights(context, block, "clinical"),
        clinical_highest=block.number("clinical_highest"),
        history_factors=block.texts("history_factors"),
        note=block.text("note"),
        sources=context.sources_of(block),
    )
    block.text("about")
    return rules


def _weights(context: Context, block: Block, key: str) -> tuple[ReturnWeight, ...]:
    weights = []
    for part in block.children(key):
        unit = part.optional_text("per_unit_of")
        if unit is not None and unit not in context.names:
            part.problem("per_unit_of", f"{unit!r} is not a question", "check the id")
        part.text("note")
        weights.append(
            ReturnWeight(
                id=part.text("id"),
                when=context.condition(part),
                weight=_above_zero(part, "weight"),
                per_unit_of=unit,
                most_units=part.optional_number("most_units"),
            )
        )
    return tuple(weights)


def _above_zero(block: Block, key: str) -> float:
    value = block.number(key)
    if value <= 0:
        block.problem(key, "is not above 0", "write a positive number")
        return 1.0
    return value
