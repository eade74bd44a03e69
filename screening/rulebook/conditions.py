"""Reads conditions from rules files; checks every name and value against the questionnaire.

The whole grammar:

    {all: [..]}  {any: [..]}  {not: ..}  {count_of: [..], at_least: 2}  {always: true}
    {field: f, is: v}  {field: f, in: [v, w]}  {field: f, other_than: v}  {field: f, unknown: true}
    {field: f, at_least: n}  {field: f, at_most: n}  {field: f, above: n}  {field: f, below: n}
    {field: f, has_any: [a, b]}  {field: f, has_any: any}
"""

from __future__ import annotations

from screening.domain.answers import Known
from screening.domain.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    CountOf,
    HasAny,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
)
from screening.domain.questionnaire import QuestionType

from .names import Name, NameTable
from .reading import Block

_OPERATORS = ("is", "in", "other_than", "unknown", "at_least", "at_most", "above", "below", "has_any")
_NUMERIC = (QuestionType.INTEGER, QuestionType.NUMBER)


def read_condition(block: Block, names: NameTable) -> Condition:
    """The condition a block spells out; problems are noted on the block."""
    if block.has("field"):
        return _about_a_field(block, names)
    for word, make in (("all", All), ("any", AnyOf)):
        if block.has(word):
            return make(tuple(read_condition(part, names) for part in _parts(block, word)))
    if block.has("not"):
        return Not(read_condition(block.child("not"), names))
    if block.has("count_of"):
        parts = tuple(read_condition(part, names) for part in _parts(block, "count_of"))
        return CountOf(parts, block.integer("at_least"))
    if block.has("always"):
        block.flag("always")
        return ALWAYS
    block.problem(
        "condition", "has no operator", "use all, any, not, count_of, always, or a field with an operator"
    )
    return ALWAYS


def optional_condition(block: Block, key: str, names: NameTable) -> Condition:
    """The condition under `key`, or Always where there is none."""
    child = block.optional_child(key)
    return ALWAYS if child is None else read_condition(child, names)


def _parts(block: Block, word: str) -> list[Block]:
    parts = block.children(word)
    if not parts:
        block.problem(word, "is empty", "list at least one condition")
    return parts


def _about_a_field(block: Block, names: NameTable) -> Condition:
    field = block.text("field")
    name = names.get(field)
    if name is None:
        block.problem(
            "field", f"{field!r} is not a question or derived value", "check the id in rules/questionnaire"
        )
        name = Name(QuestionType.TEXT)
    used = [operator for operator in _OPERATORS if block.has(operator)]
    if len(used) != 1:
        block.problem("field", f"has {len(used)} operators", f"use exactly one of {', '.join(_OPERATORS)}")
        for operator in used:
            block.values(operator)
        return ALWAYS
    return _with_operator(block, field, name, used[0])


def _with_operator(block: Block, field: str, name: Name, operator: str) -> Condition:
    match operator:
        case "is":
            return OneOf(field, _checked(block, "is", name, one=True))
        case "in":
            return OneOf(field, _checked(block, "in", name))
        case "other_than":
            return OtherThan(field, _checked(block, "other_than", name))
        case "unknown":
            block.flag("unknown")
            return IsUnknown(field)
        case "has_any":
            return _has_any(block, field, name)
        case _:
            if name.type not in _NUMERIC:
                block.problem(operator, f"compares {field}, which is not a number", "use is or in")
            return Compare(field, Comparison(operator), block.number(operator))


def _has_any(block: Block, field: str, name: Name) -> Condition:
    if name.type is not QuestionType.LIST:
        block.problem("has_any", f"looks into {field}, which is not a tick list", "use is or in")
    values = block.texts("has_any")
    if values == ("any",):
        return HasAny(field, frozenset())
    _check_options(block, "has_any", name, values)
    return HasAny(field, frozenset(values))


def _checked(block: Block, operator: str, name: Name, *, one: bool = False) -> tuple[Known, ...]:
    values = block.values(operator)
    if one and len(values) > 1:
        block.problem(operator, "has several values", "use `in:` for a list")
    if name.type is QuestionType.LIST:
        block.problem(operator, "compares a tick list", "use has_any")
    elif name.type is QuestionType.BOOLEAN and any(not isinstance(value, bool) for value in values):
        block.problem(operator, "compares a yes/no question with something else", "write true or false")
    elif name.type in _NUMERIC and any(isinstance(v, bool) or not isinstance(v, int | float) for v in values):
        block.problem(operator, "compares a number with something else", "write numbers")
    else:
        _check_options(block, operator, name, values)
    return values


def _check_options(block: Block, operator: str, name: Name, values: tuple[Known, ...]) -> None:
    for value in values:
        if name.values is not None and value not in name.values:
            block.problem(
                operator, f"{value!r} is not an option", f"use one of {', '.join(sorted(name.values))}"
            )
