"""Reads conditions from rules files; checks every name and value against the questionnaire.

The whole grammar:

    {all: [..]}  {any: [..]}  {not: ..}  {count_of: [..], at_least: 2}  {always: true}
    {field: f, is: v}  {field: f, in: [v, w]}  {field: f, other_than: v}  {field: f, unknown: true}
    {field: f, at_least: n}  {field: f, at_most: n}  {field: f, above: n}  {field: f, below: n}
    {field: f, has_any: [a, b]}  {field: f, has_any: any}

A condition that could never come true is refused where it is read: an option that does not exist, a
number beyond the question's limits, "not sure" (which counts as unknown) or a list's own "none".
"""

from __future__ import annotations

from screening.domain.answers import NONE_OPTION, NOT_SURE, Known
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
from screening.rulebook.names import Name, NameTable
from screening.rulebook.reading import Block

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
        return CountOf(parts, _count(block, len(parts)))
    if block.has("always"):
        _only_true(block, "always")
        return ALWAYS
    block.problem(
        "condition", "has no operator", "use all, any, not, count_of, always, or a field with an operator"
    )
    return ALWAYS


def optional_condition(block: Block, key: str, names: NameTable) -> Condition:
    """The condition under `key`, or Always where there is none."""
    child = block.optional_child(key)
    return ALWAYS if child is None else read_condition(child, names)


def _count(block: Block, parts: int) -> int:
    count = block.integer("at_least")
    if block.has("at_least") and parts and not 1 <= count <= parts:
        block.problem("at_least", f"is {count}, of {parts} conditions", f"use 1 to {parts}")
    return count


def _only_true(block: Block, word: str) -> None:
    if block.has(word) and not block.flag(word):
        block.problem(word, "can only be true", "write true, or turn it round with `not:`")


def _parts(block: Block, word: str) -> list[Block]:
    parts = block.children(word)
    if not parts:
        block.problem(word, "is empty", "list at least one condition")
    return parts


def _about_a_field(block: Block, names: NameTable) -> Condition:
    field = block.text("field")
    name = names.get(field)
    used = [operator for operator in _OPERATORS if block.has(operator)]
    if field and name is None:
        advice = "check the id in rules/questionnaire"
        block.problem("field", f"{field!r} is not a question or derived value", advice)
    if len(used) != 1:
        block.problem("field", f"has {len(used)} operators", f"use exactly one of {', '.join(_OPERATORS)}")
    if name is None or len(used) != 1:
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
            _only_true(block, "unknown")
            return IsUnknown(field)
        case "has_any":
            return _has_any(block, field, name)
        case _:
            if name.type not in _NUMERIC:
                block.problem(operator, f"compares {field}, which is not a number", "use is or in")
            threshold = block.number(operator)
            _check_limits(block, operator, name, threshold)
            return Compare(field, Comparison(operator), threshold)


def _has_any(block: Block, field: str, name: Name) -> Condition:
    if name.type is not QuestionType.LIST:
        block.problem("has_any", f"looks into {field}, which is not a tick list", "use is or in")
    values = block.texts("has_any")
    if values == ("any",):
        return HasAny(field, frozenset())
    if NONE_OPTION in values:
        block.problem("has_any", "looks for none, which is never in a list", "use `not: {has_any: any}`")
    _check_options(block, "has_any", name, values)
    return HasAny(field, frozenset(values))


def _checked(block: Block, operator: str, name: Name, *, one: bool = False) -> tuple[Known, ...]:
    values = block.values(operator)
    if len(set(values)) < len(values):
        block.problem(operator, "has a value twice", "keep one")
    if NOT_SURE in values:
        block.problem(operator, "compares with not_sure, which counts as unknown", "use `unknown: true`")
    if one and len(values) > 1:
        block.problem(operator, "has several values", "use `in:` for a list")
    if name.type is QuestionType.LIST:
        block.problem(operator, "compares a tick list", "use has_any")
    elif name.type is QuestionType.BOOLEAN and any(not isinstance(value, bool) for value in values):
        block.problem(operator, "compares a yes/no question with something else", "write true or false")
    elif name.type in _NUMERIC and any(isinstance(v, bool) or not isinstance(v, int | float) for v in values):
        block.problem(operator, "compares a number with something else", "write numbers")
    elif name.type in _NUMERIC:
        for value in values:
            _check_limits(block, operator, name, value)
    else:
        _check_options(block, operator, name, values)
    return values


def _check_limits(block: Block, operator: str, name: Name, value: Known) -> None:
    """A number has to lie where answers can lie, or the condition decides nothing."""
    if isinstance(value, str | frozenset):
        return
    if name.minimum is not None and (value < name.minimum or (operator, value) == ("below", name.minimum)):
        block.problem(operator, f"{value:g} is under the lowest answer", f"the lowest is {name.minimum:g}")
    if name.maximum is not None and (value > name.maximum or (operator, value) == ("above", name.maximum)):
        block.problem(operator, f"{value:g} is over the highest answer", f"the highest is {name.maximum:g}")


def _check_options(block: Block, operator: str, name: Name, values: tuple[Known, ...]) -> None:
    for value in values:
        if name.values is not None and value not in name.values:
            block.problem(
                operator, f"{value!r} is not an option", f"use one of {', '.join(sorted(name.values))}"
            )
