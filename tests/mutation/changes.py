"""Small steps for taking typed rules apart: tuples with one item changed, and what a record is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Carry = Callable[[Any], Any]
"""Puts a changed value where it belongs and gives back the whole around it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed, in words that follow the name of the place, and the value that stands there then."""

    what: str
    value: Any


def with_item(items: tuple[Any, ...], place: int, item: Any) -> tuple[Any, ...]:
    return (*items[:place], item, *items[place + 1 :])


def without_item(items: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return (*items[:place], *items[place + 1 :])


def swapped(items: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    """Two neighbours in each other's place."""
    return (*items[:place], items[place + 1], items[place], *items[place + 2 :])


def name_of(record: Any, place: object) -> str:
    """What a record of a table is called: its id where it has one, else what it is about, else its place."""
    for key in ("id", "tag", "field", "factor", "position"):
        value = getattr(record, key, None)
        if isinstance(value, str) and value:
            return str(value)
    return str(place)


def says_its_table(name: str) -> bool:
    """Whether a name alone says where it stands (triage.S3)."""
    return "." in name
