"""Urgency and moments of the list in words, each with its shape: never a colour alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.day_words import many
from screening.domain.reporting.words import day, moment
from screening.domain.vocabulary import Urgency
from screening.services.care_entries import CareEntry
from screening.services.care_listing import care_rules
from screening.web.parts import parts

SHAPES = {
    Urgency.T1: "square",
    Urgency.T2: "triangle",
    Urgency.T3: "diamond",
    Urgency.T4: "circle",
    Urgency.T5: "ring",
}


@dataclass(frozen=True, slots=True)
class UrgencyWords:
    """`kind` is the theme class, `shape` the form for people who see no colour."""

    kind: str
    shape: str
    word: str
    how_soon: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An entry with its urgency and its moments in words."""

    entry: CareEntry
    urgency: UrgencyWords
    listed: str
    due: str
    taken: str
    closed: str
    waits: str
    """For how long at least nobody has read it; empty while that is not too long."""


def urgency_words(urgency: Urgency | None) -> UrgencyWords:
    """The words of an urgency, those of the athlete's own card; None reads as "nobody asked about pain"."""
    say = required_wording(parts().rulebook).say
    if urgency is None:
        return UrgencyWords("", "ring", say("side.not_asked").capitalize(), "")
    shape = SHAPES[urgency]
    return UrgencyWords(urgency.lower(), shape, say(f"care.{urgency}"), say(f"clock.{urgency}"))


def drawn(entry: CareEntry, now: dt.datetime) -> Drawn:
    """An entry as its templates draw it."""
    rules = care_rules(parts().rulebook)
    return Drawn(
        entry=entry,
        urgency=urgency_words(entry.urgency),
        listed=f"{moment(entry.listed_at)}, {ago(entry.listed_at, now)}",
        due=moment(entry.due_at),
        taken=moment(entry.taken_at) if entry.taken_at else "",
        closed=moment(entry.closing.at) if entry.closing else "",
        waits=f"for more than {long(rules.unread_after)}" if entry.waits_too_long else "",
    )


def long(time: dt.timedelta) -> str:
    """A time in whole hours: "4 hours"."""
    return many(int(time.total_seconds() // 3600), "hour")


def ago(then: dt.datetime, now: dt.datetime) -> str:
    """How long ago something was, in whole units: "3 hours ago"."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 60:
        return "just now" if minutes == 0 else f"{many(minutes, 'minute')} ago"
    hours = minutes // 60
    return f"{many(hours, 'hour')} ago" if hours < 48 else f"{many(hours // 24, 'day')} ago"


def day_of(at: dt.datetime) -> str:
    """The day of a moment: 14 November 2026."""
    return day(at.date())
