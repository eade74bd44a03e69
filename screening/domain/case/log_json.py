"""Events as plain JSON values and back. The log is kept for ever, so reading is strict about what it finds.

A field that is missing takes its default, so that logs written before a field existed can be read.
"""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Mapping

from .events import Body, CaseEvent, Log
from .plain import Field, Reader, fields_of, plain, reader_of, record_reader

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
        "by": plain(event.by),
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
    kept["body"] = body_from_json(str(kept.pop("kind", "")), kept.get("body"))
    event: CaseEvent = _event_reader()(kept)
    return event


def log_to_json(log: Log) -> list[dict[str, object]]:
    """All events in order."""
    return [event_to_json(event) for event in log]


def log_from_json(data: typing.Iterable[Mapping[str, object]]) -> Log:
    """The log as `log_to_json` gave it. Raises ValueError as `event_from_json` does."""
    return tuple(event_from_json(entry) for entry in data)


def body_to_json(body: Body) -> dict[str, object]:
    """The body alone; `kind_of` says what it is."""
    record = plain(body)
    if not isinstance(record, dict):
        raise TypeError(f"not a record: {body!r}")
    return record


def body_from_json(kind: str, data: object) -> Body:
    """The body alone. Raises ValueError as `event_from_json` does."""
    if kind not in _KINDS:
        raise ValueError(f"{kind!r} is no kind of event")
    body: Body = _readers()[kind](data)
    return body


@functools.cache
def _readers() -> Mapping[str, Reader]:
    return {kind: reader_of(body) for kind, body in _KINDS.items()}


@functools.cache
def _event_reader() -> Reader:
    """Of an event whose body has been read already."""
    read_already = Field(frozenset(_NAMES), lambda body: body)
    return record_reader(CaseEvent, {**fields_of(CaseEvent, frozenset({"body"})), "body": read_already})
