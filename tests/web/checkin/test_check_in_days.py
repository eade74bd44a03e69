"""Today and yesterday of a check-in are those of the club, and so is the time at which it was entered."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from screening.domain.case.state import replay
from screening.domain.case.words import Part
from screening.store.tables import ClubRow
from tests.web.checkin.conftest import Returning
from tests.web.checkin.test_check_in_pages import AFTER, CALM, send

SYDNEY, LOS_ANGELES = "Australia/Sydney", "America/Los_Angeles"


def live_in(returning: Returning, zone: str, at: dt.datetime) -> None:
    with returning.ward.store.write(club=returning.ward.club.id) as tx:
        tx.get_one(ClubRow, returning.ward.club.id).time_zone = zone
    returning.clock.time = returning.ward.at = at


def entered(returning: Returning) -> list[tuple[Part, dt.date, dt.date]]:
    state = replay(returning.ward.log(returning.cases["grown"]))
    return [(one.body.part, one.day, one.body.for_day) for one in state.check_ins[-3:]]


@pytest.mark.parametrize(
    ("zone", "ahead"), [(SYDNEY, dt.timedelta(hours=11)), (LOS_ANGELES, dt.timedelta(hours=-8))]
)
def test_a_morning_a_session_and_the_next_morning_of_a_phone(
    returning: Returning, zone: str, ahead: dt.timedelta
) -> None:
    day = returning.clock.time.date() + dt.timedelta(days=1)
    phone, link = returning.phone(), returning.link()
    shown = []
    for on, hour, fields, part in (
        (day, 7, CALM, ""),
        (day, 20, AFTER, "session"),
        (day + dt.timedelta(days=1), 7, CALM, ""),
    ):
        local = dt.datetime.combine(on, dt.time(hour), dt.UTC)
        live_in(returning, zone, local - ahead)
        shown.append(send(phone, link, *fields, part=part))
    next_day = day + dt.timedelta(days=1)
    assert entered(returning) == [
        (Part.MORNING, day, day),
        (Part.SESSION, day, day),
        (Part.MORNING, next_day, next_day),
    ]
    assert all("late" not in re.findall(r"Entered on [^<]*", page)[0] for page in shown)
    assert "at 07:00." in shown[0]
    assert "at 20:00." in shown[1]


def test_an_entry_for_yesterday_is_about_the_day_before_in_the_club(returning: Returning) -> None:
    day = returning.clock.time.date() + dt.timedelta(days=1)
    live_in(returning, LOS_ANGELES, dt.datetime.combine(day + dt.timedelta(days=2), dt.time(3), dt.UTC))
    page = send(returning.phone(), returning.link(), *AFTER, part="session", day="yesterday")
    assert entered(returning)[-1] == (Part.SESSION, day + dt.timedelta(days=1), day)
    assert "entered late" in page
    assert "at 19:00, late." in page
