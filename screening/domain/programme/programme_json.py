"""A programme as plain JSON and back, for storage: fixed key order, dates as ISO texts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping, Sequence

from screening.domain.plan.model import ExerciseCard

from .model import DatedItem, DatedSession, DatedWeek, Programme, ScoreLine

_Plain = Mapping[str, object]


def programme_to_json(programme: Programme) -> dict[str, object]:
    """Dictionaries, lists, texts, numbers, booleans and None; the same programme gives the same bytes."""
    whole = _plain(programme)
    if not isinstance(whole, dict):
        raise TypeError("a programme is a record")
    return whole


def _plain(value: object) -> object:
    match value:
        case enum.StrEnum():
            return str(value)
        case dt.date():
            return value.isoformat()
        case None | bool() | int() | float() | str():
            return value
        case Sequence():
            return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no plain form for {type(value).__name__}")


def programme_from_json(stored: _Plain) -> Programme:
    """The programme that `programme_to_json` wrote.

    Raises:
        KeyError, TypeError or ValueError: the record is not one of ours.
    """
    return Programme(
        **{
            **stored,  # type: ignore[arg-type]  # the fields that are plain already; checked by the class's own use
            "start": _date(stored["start"]),
            "weeks": tuple(_week(week) for week in _records(stored, "weeks")),
            "cards": tuple(_card(card) for card in _records(stored, "cards")),
            "score": tuple(ScoreLine(**line) for line in _records(stored, "score")),  # type: ignore[arg-type]
            "conflicts": _texts(stored, "conflicts"),
            "notes": _texts(stored, "notes"),
            "sources": _texts(stored, "sources"),
        }
    )


def _week(stored: _Plain) -> DatedWeek:
    return DatedWeek(
        **{
            **stored,  # type: ignore[arg-type]  # as above
            "start": _date(stored["start"]),
            "sessions": tuple(_session(session) for session in _records(stored, "sessions")),
            "match_dates": tuple(_date(date) for date in _list(stored["match_dates"])),
        }
    )


def _session(stored: _Plain) -> DatedSession:
    return DatedSession(
        **{
            **stored,  # type: ignore[arg-type]  # as above
            "date": _date(stored["date"]),
            "items": tuple(_item(item) for item in _records(stored, "items")),
        }
    )


def _item(stored: _Plain) -> DatedItem:
    amounts = tuple(_list(stored.get("amounts", [])))
    return DatedItem(
        **{**stored, "sources": _texts(stored, "sources"), "amounts": amounts}  # type: ignore[arg-type]  # as above
    )


def _card(stored: _Plain) -> ExerciseCard:
    return ExerciseCard(
        **{**stored, "cues": _texts(stored, "cues"), "sources": _texts(stored, "sources")}  # type: ignore[arg-type]  # as above
    )


def _date(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))


def _list(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"not a list: {value!r}")
    return list(value)


def _records(stored: _Plain, key: str) -> list[dict[str, object]]:
    found = _list(stored[key])
    if not all(isinstance(item, dict) for item in found):
        raise TypeError(f"{key} holds something that is no record")
    return [item for item in found if isinstance(item, dict)]


def _texts(stored: _Plain, key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in _list(stored[key]))
