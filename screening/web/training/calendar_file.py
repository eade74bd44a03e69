"""A programme as a calendar file: neutral titles, everything to do inside, nothing that leads back here."""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Calendar, Event

from screening.domain.programme.model import DatedItem, DatedSession
from screening.services.training import Followed
from screening.services.training_calendar import Shown
from screening.services.training_feed import Feed

MAKER = "-//Hamstring Screening//Training plan//EN"
NAME = "Training"
REFRESH = dt.timedelta(hours=6)
UID_LETTERS = 24


def calendar_file(feed: Feed, *, is_withheld: bool = False) -> bytes:
    """The feed as iCalendar (RFC 5545).

    Times float: 18:30 is 18:30 wherever the phone is. A session that was dropped stays, cancelled.

    Args:
        is_withheld: nothing may be loaded for now, so the sessions that lie ahead are shown as cancelled.
    """
    current = feed.followed
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH, parameters={"VALUE": "DURATION"})
    sessions = {session.key: session for session in current.sessions}
    told = {entry.session for entry in current.log}
    for key, shown in current.calendar.items():
        off = shown.is_cancelled or (is_withheld and key not in told)
        event = _event(feed, key, shown, sessions.get(key), is_off=off)
        before = None if off or key in told else feed.timing.before
        if before is not None:
            event.add_component(_alarm(before, shown.title))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(feed: Feed, key: str, shown: Shown, session: DatedSession | None, *, is_off: bool) -> Event:
    event = Event()
    event.add("uid", _uid(feed.followed, key))
    # One more while withheld, or a calendar that has seen the session would leave it standing; more with
    # every other time or reminder.
    withheld = 1 if is_off and not shown.is_cancelled else 0
    event.add("sequence", (shown.sequence + feed.changes) * 2 + withheld)
    event.add("dtstamp", feed.followed.updated_at)
    event.add("last-modified", feed.followed.updated_at)
    at_time = feed.timing.at_time
    if at_time is None:
        event.add("dtstart", shown.date)
        event.add("dtend", shown.date + dt.timedelta(days=1))
    else:
        start = dt.datetime.combine(shown.date, at_time)
        event.add("dtstart", start)
        event.add("dtend", start + dt.timedelta(minutes=shown.minutes))
    event.add("summary", shown.title)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_off or at_time is None else "OPAQUE")
    event.add("class", "PRIVATE")
    if session is not None and not is_off:
        event.add("description", session_text(session))
    return event


def _alarm(before: dt.timedelta, title: str) -> Alarm:
    """What the phone shows on its locked screen: the title, which tells nothing of health."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -before)
    return alarm


def _uid(current: Followed, key: str) -> str:
    """The same for a session through all changes; it tells nothing of the programme's link."""
    return f"{current.token_digest[:UID_LETTERS]}-{key}@hamstring-screening.invalid"


def session_text(session: DatedSession) -> str:
    """All there is to do, to read without a network."""
    lines = [session.note, session.warm_up]
    lines += [_item_text(place, item) for place, item in enumerate(session.items, 1)]
    return "\n\n".join(line for line in lines if line)


def _item_text(place: int, item: DatedItem) -> str:
    facts = (("Tempo", item.tempo), ("Rest", item.rest), ("Note", item.note))
    lines = [f"{place}. {item.name}: {item.dose}", *(f"{head}: {text}" for head, text in facts if text)]
    return "\n".join([*lines, item.stop_rule] if item.stop_rule else lines)
