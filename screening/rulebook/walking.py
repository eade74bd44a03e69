"""Walks through the typed rules, whatever their shape, so that checks need not know every part."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping


def walk(part: object) -> Iterator[object]:
    """A part of the rulebook and everything inside it: records, members of collections, keys and texts."""
    yield part
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield from walk(key)
            yield from walk(value)
    elif isinstance(part, tuple | list | set | frozenset):
        for member in part:
            yield from walk(member)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from walk(getattr(part, field.name))


def words_in(*parts: object) -> frozenset[str]:
    """Every text of those parts; ids of questions and sources are among them."""
    return frozenset(
        item.value if hasattr(item, "value") else item
        for part in parts
        for item in walk(part)
        if isinstance(item, str)
    )
