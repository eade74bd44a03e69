"""The calendar feed of a programme: an address of its own that shows it, and can be closed at any time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.errors import NotFound
from screening.domain.programme.reminder import Timing
from screening.services.training import Followed, followed
from screening.store import Store, Transaction
from screening.store.queries import audit
from screening.store.queries import training as rows
from screening.store.tables import CalendarFeedRow, ProgrammeRow
from screening.store.tables.audit import Event
from screening.store.tokens import digest, new_seed


@dataclass(frozen=True, slots=True, repr=False)
class Feed:
    """What a calendar reads: the programme, how it shows the sessions, and what tells this from others."""

    followed: Followed
    timing: Timing
    changes: int
    """How often the timing was changed."""
    opened_at: dt.datetime
    state: str
    """The same for the same content."""


@dataclass(frozen=True, slots=True, repr=False)
class OpenFeed:
    """The open address of a programme, for the page that gives it out."""

    token: str
    timing: Timing


def open_feed(store: Store, token: str, timing: Timing, now: dt.datetime) -> str:
    """Open an address for the calendar and close the one there was; says the token of the new one.

    Raises:
        NotFound: no such programme.
    """
    with store.write() as tx:
        row = _row(tx, token)
        _close_all(tx, row, now)
        seed = new_seed()
        link = store.tokens.calendar_link(seed)
        feed = CalendarFeedRow(programme_id=row.id, seed=seed, token_digest=digest(link), opened_at=now)
        _put(feed, timing)
        tx.add(feed)
        audit.record(tx, Event.CALENDAR_OPENED, now, screening_id=row.screening_id)
    return link


def change_feed(store: Store, token: str, timing: Timing) -> None:
    """Show the sessions at another time or with another reminder; the address stays as it is.

    Raises:
        NotFound: no such programme, or its calendar has no open address.
    """
    with store.write() as tx:
        feed = rows.open_feed(tx, _row(tx, token).id)
        if feed is None:
            raise NotFound("no open calendar")
        if _timing(feed) != timing:
            _put(feed, timing)
            feed.changes += 1


def close_feed(store: Store, token: str, now: dt.datetime) -> None:
    """Close the address for the calendar; closing what is closed changes nothing.

    Raises:
        NotFound: no such programme.
    """
    with store.write() as tx:
        row = _row(tx, token)
        if _close_all(tx, row, now):
            audit.record(tx, Event.CALENDAR_CLOSED, now, screening_id=row.screening_id)


def feed_of(store: Store, current: Followed) -> OpenFeed | None:
    """The open feed of a programme; None where there is none."""
    with store.read() as tx:
        feed = rows.open_feed(tx, current.id)
    if feed is None:
        return None
    link = store.tokens.calendar_link(feed.seed)
    # After a change of the server's secret its link cannot be made again.
    return OpenFeed(link, _timing(feed)) if digest(link) == feed.token_digest else None


def load_feed(store: Store, token: str) -> Feed:
    """What an open calendar address shows.

    Raises:
        NotFound: no such address, or it was closed; both alike.
    """
    with store.read() as tx:
        found = rows.programme_of_feed(tx, digest(token))
        if found is None:
            raise NotFound("no such calendar")
        row, feed = found
        return Feed(
            followed=followed(tx, row),
            timing=_timing(feed),
            changes=feed.changes,
            opened_at=feed.opened_at,
            state=f"{feed.id}-{feed.changes}-{row.version}",
        )


def _put(feed: CalendarFeedRow, timing: Timing) -> None:
    feed.at_time = timing.at_time.strftime("%H:%M") if timing.at_time else None
    feed.reminder = timing.reminder


def _timing(feed: CalendarFeedRow) -> Timing:
    return Timing(dt.time.fromisoformat(feed.at_time) if feed.at_time else None, feed.reminder)


def _row(tx: Transaction, token: str) -> ProgrammeRow:
    row = rows.programme_by_token(tx, digest(token), for_update=True)
    if row is None:
        raise NotFound("no such programme")
    return row


def _close_all(tx: Transaction, row: ProgrammeRow, now: dt.datetime) -> bool:
    """Whether there was one to close."""
    feed = rows.open_feed(tx, row.id)
    if feed is None:
        return False
    # A clock set back must not make the row contradict itself.
    feed.closed_at = max(now, feed.opened_at)
    tx.flush()
    return True
