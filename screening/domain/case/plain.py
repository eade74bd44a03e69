"""Records as plain JSON values and back. How a kind of record is read is worked out once, from its fields."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping

Reader = Callable[[object], typing.Any]
"""Gives the value of one field. Raises ValueError where it is no such value."""
_PLAIN = frozenset({types.NoneType, bool, int, float, str})


def plain(value: object) -> object:
    """Dictionaries, lists, texts, numbers, booleans and None, in the order of the fields.

    Raises:
        TypeError: there is no plain form for it.
    """
    if type(value) in _PLAIN:
        return value
    match value:
        case enum.Enum():
            return value.value
        case dt.date():  # a datetime is a date too
            return value.isoformat()
        case Mapping():
            return {str(key): plain(value[key]) for key in sorted(value)}
        case frozenset():
            return sorted(str(item) for item in value)
        case tuple():
            return [plain(item) for item in value]
    kind: type = type(value)
    if dataclasses.is_dataclass(kind):
        return {name: plain(getattr(value, name)) for name in _names(kind)}
    raise TypeError(f"no plain form for {type(value).__name__}")


@functools.cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(record))


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """How one value is read. Of these very types it stays as it is; `read` has the rest, or refuses it."""

    as_is: frozenset[type]
    read: Reader


@functools.cache
def reader_of(kind: object) -> Reader:
    """What reads a value of a type: a record, or whatever a field of one may be."""
    field = _field_of(kind)
    return lambda data: data if type(data) in field.as_is else field.read(data)


def _field_of(kind: object) -> Field:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        (only,) = (one for one in inner if one is not types.NoneType)
        field = _field_of(only)
        return Field(field.as_is | {types.NoneType}, field.read)
    if origin is tuple or origin is frozenset:
        return Field(frozenset(), _several(origin, reader_of(inner[0])))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Field(frozenset(), _answers(reader_of(inner[1])))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return Field(frozenset(), record_reader(kind, fields_of(kind)))
    return _single(kind)


def fields_of(record: type, but: frozenset[str] = frozenset()) -> Mapping[str, Field]:
    """How the fields of a record are read, by name, without some."""
    hints = typing.get_type_hints(record)
    return {name: _field_of(kind) for name, kind in hints.items() if name not in but}


def record_reader(record: type, fields: Mapping[str, Field]) -> Reader:
    """Reads a record. A field that is missing takes its default; one that is not known is refused."""

    def read(data: object) -> typing.Any:
        if type(data) is not dict and not isinstance(data, Mapping):
            raise ValueError(f"{record.__name__} is not a record here")
        values = {}
        for name, value in data.items():
            field = fields.get(name)
            if field is None:
                raise ValueError(f"{record.__name__} has no {name}")
            values[name] = value if type(value) in field.as_is else field.read(value)
        try:
            return record(**values)
        except TypeError as error:
            raise ValueError(f"{record.__name__} is not whole: {error}") from error

    return read


def _several(gathered: Callable[[Iterable[object]], object], read: Reader) -> Reader:
    def read_all(data: object) -> object:
        if not isinstance(data, list | tuple):
            raise ValueError(f"{data!r} is not a list")
        return gathered([read(item) for item in data])

    return read_all


def _answers(read: Reader) -> Reader:
    def read_all(data: object) -> object:
        if not isinstance(data, Mapping):
            raise ValueError(f"{data!r} is not a set of answers")
        return {str(key): read(item) for key, item in data.items()}

    return read_all


def _single(kind: object) -> Field:
    if kind is float:
        return Field(frozenset({float}), _number)
    if kind is dt.datetime:
        return Field(frozenset(), lambda data: dt.datetime.fromisoformat(_text(data)))
    if kind is dt.date:
        return Field(frozenset(), lambda data: dt.date.fromisoformat(_text(data)))
    if isinstance(kind, type) and issubclass(kind, enum.StrEnum):
        return Field(frozenset(), _word(kind))

    def refuse(data: object) -> object:
        raise ValueError(f"{data!r} is not a {getattr(kind, '__name__', kind)}")

    return Field(frozenset({kind}) if isinstance(kind, type) else frozenset(), refuse)


def _number(data: object) -> float:
    if type(data) is int:
        return float(data)
    raise ValueError(f"{data!r} is not a number")


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise ValueError(f"{data!r} is not a text")
    return data


def _word(kind: type[enum.StrEnum]) -> Reader:
    words = {one.value: one for one in kind}

    def read(data: object) -> object:
        if isinstance(data, str) and data in words:
            return words[data]
        raise ValueError(f"{data!r} is not a {kind.__name__}")

    return read
