"""What a calendar may have seen of a programme, so that a dropped session is cancelled there too."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.programme.model import DatedSession, Programme
from screening.store.base import JsonObject
from screening.store.encoding import from_record, to_json, to_record

STRENGTH, RUNNING, MOBILITY = "Strength", "Running", "Mobility"
_ALONE = {"running": RUNNING, "mobility": MOBILITY}


@dataclass(frozen=True, slots=True)
class Shown:
    """One session as calendars know it: `sequence` rises with every change of what they show."""

    sequence: int
    date: dt.date
    minutes: int
    title: str
    content: str
    """A digest of the whole session."""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class _Kept:
    sessions: dict[str, Shown]


def title_of(session: DatedSession) -> str:
    """What a calendar shows of a session: a kind of training and its length, nothing about health."""
    slots = {item.slot for item in session.items}
    kind = _ALONE.get(next(iter(slots)), STRENGTH) if len(slots) == 1 else STRENGTH
    return f"{kind}, {session.minutes} min"


def shown_after(before: Mapping[str, Shown], programme: Programme) -> dict[str, Shown]:
    """What calendars know once they have read this programme, by the key of the session, in order of time."""
    sessions = (session for week in programme.weeks for session in week.sessions)
    planned = {session.key: session for session in sessions}
    shown = {key: _next(before.get(key), session) for key, session in planned.items()}
    for key, old in before.items():
        if key not in planned:
            shown[key] = (
                old if old.is_cancelled else replace(old, sequence=old.sequence + 1, is_cancelled=True)
            )
    return _by_date(shown)


def _by_date(shown: Mapping[str, Shown]) -> dict[str, Shown]:
    return dict(sorted(shown.items(), key=lambda entry: (entry[1].date, entry[0])))


def _next(old: Shown | None, session: DatedSession) -> Shown:
    content = hashlib.sha256(to_json(to_record(session)).encode()).hexdigest()[:16]
    if old is not None and old.content == content and not old.is_cancelled:
        return old
    sequence = 0 if old is None else old.sequence + 1
    return Shown(sequence, session.date, session.minutes, title_of(session), content)


def read_shown(record: JsonObject) -> dict[str, Shown]:
    """What was kept of it, in order of time: a stored object keeps no order."""
    return _by_date(from_record(record, _Kept).sessions)


def kept_shown(shown: Mapping[str, Shown]) -> JsonObject:
    """What is kept of it."""
    return to_record(_Kept(dict(shown)))
