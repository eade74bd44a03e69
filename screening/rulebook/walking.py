"""Walks through the typed rules, whatever their shape, so that checks need not know every part."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

_PLAIN = frozenset({str, int, float, bool, type(None)})
_COLLECTIONS = frozenset({tuple, list, set, frozenset})
_FIELDS: dict[type[object], tuple[str, ...]] = {}  # asking a record for its fields is slow


def walk(part: object) -> Iterator[object]:
    """A part of the rulebook and everything inside it: records, members of collections, keys and texts.

    A text may come more than once; what is shared by two records comes for each.
    """
    waiting = [part]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(reversed(_inside(item)))


def words_in(*parts: object) -> frozenset[str]:
    """Every text of those parts; ids of questions and sources are among them."""
    return frozenset(str(item) for part in parts for item in walk(part) if isinstance(item, str))


def _inside(item: object) -> list[object]:
    kind = type(item)
    if kind in _PLAIN:
        return []
    if kind in _COLLECTIONS:
        return list(item)  # type: ignore[call-overload,no-any-return]
    if isinstance(item, Mapping):
        return [inner for pair in item.items() for inner in pair]
    return [getattr(item, name) for name in field_names(type(item))]


def field_names(record: type[object]) -> tuple[str, ...]:
    """The fields of a kind of record; none for what is no record."""
    if record not in _FIELDS:
        _FIELDS[record] = tuple(
            field.name for field in (dataclasses.fields(record) if dataclasses.is_dataclass(record) else ())
        )
    return _FIELDS[record]
