"""The day and the time of day in a club: a training in the morning is on that day wherever the club is.

Zones come from the `tzdata` package, never from files of the system, so that every installation agrees.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from screening.store import Transaction
from screening.store.queries import members

UNIVERSAL = "UTC"
_ZONES = resources.files("tzdata").joinpath("zoneinfo")


@cache
def zone_names() -> tuple[str, ...]:
    """Every zone a club can be in, as IANA names it; UTC is the first, then those that a country uses."""
    table = _ZONES.joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
    places = (line.split("\t")[2] for line in table if line and not line.startswith("#"))
    return (UNIVERSAL, *sorted(places))


@cache
def zone_named(name: str) -> dt.tzinfo:
    """The zone of a name; UTC for one that this program does not know, as after a step back."""
    if name == UNIVERSAL or name not in zone_names():
        return dt.UTC
    with _ZONES.joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def club_zone(tx: Transaction) -> dt.tzinfo:
    """The zone of the transaction's club."""
    club = members.club(tx, tx.club)
    return zone_named(club.time_zone) if club is not None else dt.UTC


def club_day(tx: Transaction, now: dt.datetime) -> dt.date:
    """The day it is in the transaction's club; `now` is aware."""
    return now.astimezone(club_zone(tx)).date()
