"""Events as plain JSON values and back. The log is kept for ever, so reading is strict about what it finds.

A field that is missing takes its default, so that logs written before a field existed can be read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import re
import types
import typing
from collections.abc import Mapping

from .events import Body, CaseEvent, Log

_KINDS: Mapping[str, type] = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "_", body.__name__).lower(): body for body in typing.get_args(Body)
}
_NAMES = {body: kind for kind, body in _KINDS.items()}


def kind_of(body: Body) -> str:
    """The word a body is kept under: "check_in"."""
    return _NAMES[type(body)]


def event_to_json(event: CaseEvent) -> dict[str, object]:
    """Plain dictionaries, lists, texts, numbers, booleans and None, always in the same order of keys."""
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "day": event.day.isoformat(),
        "by": _plain(event.by),
        "rulebook": event.rulebook,
        "kind": kind_of(event.body),
        "body": body_to_json(event.body),
    }


def event_from_json(data: Mapping[str, object]) -> CaseEvent:
    """An event as `event_to_json` gave it.

    Raises:
        ValueError: the kind, a field or a value is not known here.
    """
    kept = dict(data)
    body = body_from_json(str(kept.pop("kind", "")), kept.pop("body", None))
    event = _record(CaseEvent, {**kept, "body": None}, given={"body": body})
    if not isinstance(event, CaseEvent):
        raise ValueError("this is not an event")
    return event


def log_to_json(log: Log) -> list[dict[str, object]]:
    """All events in order."""
    return [event_to_json(event) for event in log]


def log_from_json(data: typing.Iterable[Mapping[str, object]]) -> Log:
    """The log as `log_to_json` gave it. Raises ValueError as `event_from_json` does."""
    return tuple(event_from_json(entry) for entry in data)


def body_to_json(body: Body) -> dict[str, object]:
    """The body alone; `kind_of` says what it is."""
    plain = _plain(body)
    if not isinstance(plain, dict):
        raise TypeError(f"not a record: {body!r}")
    return plain


def body_from_json(kind: str, data: object) -> Body:
    """The body alone. Raises ValueError as `event_from_json` does."""
    if kind not in _KINDS:
        raise ValueError(f"{kind!r} is no kind of event")
    body: Body = _record(_KINDS[kind], data)
    return body


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case enum.Enum():
            return value.value
        case str():
            return value
        case dt.date():  # a datetime is a date too
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(value[key]) for key in sorted(value)}
        case frozenset():
            return sorted(str(item) for item in value)
        case tuple():
            return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")


@functools.cache
def _hints(record: type) -> Mapping[str, object]:
    return typing.get_type_hints(record)


def _record(record: type, data: object, given: Mapping[str, object] | None = None) -> typing.Any:
    if not isinstance(data, Mapping):
        raise ValueError(f"{record.__name__} is not a record here")
    unknown = set(data) - set(_hints(record))
    if unknown:
        raise ValueError(f"{record.__name__} has no {', '.join(sorted(map(str, unknown)))}")
    read = given or {}
    values = {key: read[key] if key in read else _value(_hints(record)[key], data[key]) for key in data}
    try:
        return record(**values)
    except TypeError as error:
        raise ValueError(f"{record.__name__} is not whole: {error}") from error


def _value(kind: object, data: object) -> object:
    """The value of one field; `kind` is its type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return _optional(inner, data)
    if origin is tuple:
        return tuple(_value(inner[0], item) for item in _list(data))
    if origin is frozenset:
        return frozenset(_value(inner[0], item) for item in _list(data))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(data, Mapping):
            raise ValueError(f"{data!r} is not a set of answers")
        return {str(key): _value(inner[1], item) for key, item in data.items()}
    return _plain_value(kind, data)


def _optional(kinds: tuple[object, ...], data: object) -> object:
    if data is None:
        return None
    (only,) = (kind for kind in kinds if kind is not types.NoneType)
    return _value(only, data)


def _list(data: object) -> list[object]:
    if not isinstance(data, list | tuple):
        raise ValueError(f"{data!r} is not a list")
    return list(data)


def _plain_value(kind: object, data: object) -> object:
    if kind is float and isinstance(data, int | float) and not isinstance(data, bool):
        return float(data)
    if kind in {dt.datetime, dt.date} and isinstance(data, str):
        return dt.datetime.fromisoformat(data) if kind is dt.datetime else dt.date.fromisoformat(data)
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            return _record(kind, data)
        if issubclass(kind, enum.StrEnum) and isinstance(data, str):
            return kind(data)
        if type(data) is kind:
            return data
    raise ValueError(f"{data!r} is not a {getattr(kind, '__name__', kind)}")
