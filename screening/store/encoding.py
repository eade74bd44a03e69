"""Typed records to JSON text and back, always the same text for the same record."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

from screening.store.base import JsonObject

T = TypeVar("T")

_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, sort_keys=True, separators=(",", ":"))


def to_json(value: object) -> str:
    """Compact ASCII JSON with sorted keys; a number that is not finite is refused."""
    return _ENCODER.encode(value)


def from_json(text: str) -> Any:
    return json.loads(text)


def from_text(text: str, kind: type[T]) -> T:
    """The dataclass whose record this JSON text is."""
    return msgspec.json.decode(text, type=kind)


def to_record(value: object) -> JsonObject:
    """A frozen dataclass as plain JSON values, sets in a fixed order."""
    record = msgspec.to_builtins(value, order="sorted")
    if not isinstance(record, dict):
        raise TypeError(f"{type(value).__name__} is not a record")
    return record


def from_record(record: JsonObject, kind: type[T]) -> T:
    """The dataclass a record was made from; `from_record(to_record(x), type(x)) == x`."""
    return msgspec.convert(record, kind)
