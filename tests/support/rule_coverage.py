"""Which parts of a condition decide it: flip one alone, and the rule fires or falls silent.

A condition is looked at as it is used: it fires where it is true, and not true is false or unknown alike.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from screening.domain.answers import Known
from screening.domain.conditions import ALWAYS, All, AnyOf, Condition, CountOf, Not, Truth
from screening.domain.facts import Facts
from screening.rulebook.spelling import is_condition, spell_out
from screening.rulebook.walking import walk

Leaf = tuple[str, Condition]
"""Where in the condition, and the single statement that stands there."""
Decided = tuple[bool, frozenset[str]]
"""Whether the condition comes out as wanted, and the statements that could turn it round alone."""


def conditions_of(part: object) -> Iterator[tuple[str, Condition]]:
    """Every whole condition below a part of the rulebook, with the name of the record it belongs to."""
    for record in walk(part):
        if not dataclasses.is_dataclass(record) or is_condition(record):
            continue
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if is_condition(value) and value is not ALWAYS:
                yield f"{_name_of(record)}.{field.name}", value


def _name_of(record: Any) -> str:
    for key in ("id", "rule", "tag", "field", "urgency", "text"):
        value = getattr(record, key, None)
        if isinstance(value, str) and value:
            return str(value)
    return type(record).__name__


def leaves_of(condition: Condition, place: str = "") -> Iterator[Leaf]:
    """Every single statement of a condition."""
    match condition:
        case All(parts) | AnyOf(parts) | CountOf(parts):
            for index, part in enumerate(parts):
                yield from leaves_of(part, f"{place}[{index}]")
        case Not(part):
            yield from leaves_of(part, f"{place}!")
        case _:
            yield place, condition


def decided(condition: Condition, facts: Facts, wanted: Truth = Truth.TRUE, place: str = "") -> Decided:
    """Whether the condition comes out as wanted, and which statements could change that on their own."""
    match condition:
        case Not(part):
            other = Truth.FALSE if wanted is Truth.TRUE else Truth.TRUE
            return decided(part, facts, other, f"{place}!")
        case CountOf(parts, at_least):
            needed = at_least if wanted is Truth.TRUE else len(parts) - at_least + 1
            return _counted(_of_parts(parts, facts, wanted, place), needed)
        case All(parts):
            needed = len(parts) if wanted is Truth.TRUE else 1
            return _counted(_of_parts(parts, facts, wanted, place), needed)
        case AnyOf(parts):
            needed = 1 if wanted is Truth.TRUE else len(parts)
            return _counted(_of_parts(parts, facts, wanted, place), needed)
    return condition.judge(facts) is wanted, frozenset((place,))


def _of_parts(parts: Sequence[Condition], facts: Facts, wanted: Truth, place: str) -> list[Decided]:
    return [decided(part, facts, wanted, f"{place}[{index}]") for index, part in enumerate(parts)]


def _counted(parts: Sequence[Decided], needed: int) -> Decided:
    """So many parts have to come out as wanted; at the edge of that number each of them tips the scale."""
    as_wanted = sum(holds for holds, _ in parts)
    holds = as_wanted >= needed
    at_edge = as_wanted == needed if holds else as_wanted == needed - 1
    deciding = (places for held, places in parts if at_edge and held is holds)
    return holds, frozenset().union(*deciding)


def without_say(condition: Condition, everybody: Iterable[Mapping[str, Known | None]]) -> list[str]:
    """The statements that decide nothing: none of these people would be judged otherwise by it alone.

    A statement has to make the rule fire for somebody, and to keep it silent for somebody else.
    """
    names = tuple(dict.fromkeys(condition.names()))
    missing = {(place, fires) for place, _ in leaves_of(condition) for fires in (True, False)}
    seen: set[tuple[Known | None, ...]] = set()
    for person in everybody:
        values = tuple([person.get(name) for name in names])
        if values in seen:
            continue
        seen.add(values)
        fires, places = decided(condition, Facts(dict(zip(names, values, strict=True))))
        missing -= {(place, fires) for place in places}
        if not missing:
            return []
    spelled = {place: spell_out(leaf) for place, leaf in leaves_of(condition)}
    words = {True: "never makes it fire alone", False: "never keeps it silent alone"}
    return sorted(f"{spelled[place]} {words[fires]} {place}".rstrip() for place, fires in missing)
