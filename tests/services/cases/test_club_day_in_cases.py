"""The days of a case are those of its club, wherever it is, and a change of its zone moves nothing up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from screening.domain.case.consequences import judged_day
from screening.domain.case.events import CheckIn, Moved, SessionRecorded
from screening.domain.case.happen import Refused
from screening.domain.case.lights import Judged
from screening.domain.case.rules import required_case_rules
from screening.domain.case.standing import Clearance
from screening.domain.case.state import replay
from screening.domain.case.words import Light, Part, SessionKind, State
from screening.domain.clubs import Role
from screening.services.accounts import clubs
from screening.services.accounts.hashing import Cost
from screening.services.accounts.tools import AccountTools
from screening.services.cases import case_page
from screening.services.cases.due import due_at
from screening.services.cases.listing import CasesWanted, cases_of_club
from screening.services.cases.moment import ZONES_APART
from screening.services.cases.opening import opening_form
from screening.services.cases.tending import tend_cases
from screening.services.club_day import club_day, zone_named, zone_names
from screening.store.tables import ClubRow
from tests.services.cases.test_clock_in_cases import ready
from tests.support.kept_cases import Ward, morning
from tests.support.store_rows import SECRET

DAY = dt.timedelta(days=1)
SYDNEY, LOS_ANGELES = "Australia/Sydney", "America/Los_Angeles"
TO_S2 = Moved("move.TR3", State.S1, State.S2)


def live_in(ward: Ward, zone: str, *, since: dt.datetime | None = None) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        club = tx.get_one(ClubRow, ward.club.id)
        club.time_zone, club.time_zone_since = zone, since


def local(zone: str, *when: int) -> dt.datetime:
    """A time on the clocks of the club, as the service has it."""
    return dt.datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)  # type: ignore[misc,arg-type]


def after_session(day: dt.date) -> CheckIn:
    return CheckIn(Part.SESSION, day, pain_during_max=0, session_rpe=4, minutes=45, ran=True)


def judged(ward: Ward, case: int, day: dt.date) -> Judged:
    return judged_day(replay(ward.log(case)), required_case_rules(ward.rulebook), day)


def days_of(ward: Ward, case: int) -> list[tuple[Part, dt.date, dt.date]]:
    """Each check-in: its half, the day it was entered on, and the day it is about."""
    return [(one.body.part, one.day, one.body.for_day) for one in replay(ward.log(case)).check_ins]


def begun(ward: Ward, zone: str, at: dt.datetime) -> int:
    """A case of a club in a zone that entered the first stage at that moment."""
    live_in(ward, zone)
    ward.at = at
    return ward.in_s1()


def a_day_of_training(ward: Ward, case: int, zone: str, day: dt.date, pain_after: int = 0) -> None:
    """A morning at seven, a session at five in the afternoon and the next morning at seven."""
    for at, body in (
        (dt.time(7), morning(day)),
        (dt.time(17), after_session(day)),
    ):
        ward.at = dt.datetime.combine(day, at, ZoneInfo(zone)).astimezone(dt.UTC)
        ward.do(case, body, Role.ATHLETE)
    ward.at = dt.datetime.combine(day + DAY, dt.time(7), ZoneInfo(zone)).astimezone(dt.UTC)
    ward.do(case, morning(day + DAY, pain_after), Role.ATHLETE)


@pytest.mark.parametrize("zone", [SYDNEY, LOS_ANGELES])
def test_a_morning_a_session_and_the_next_morning_are_on_their_two_days(ward: Ward, zone: str) -> None:
    case = begun(ward, zone, local(zone, 2026, 3, 15, 12))
    day = dt.date(2026, 3, 16)
    a_day_of_training(ward, case, zone, day)
    assert days_of(ward, case) == [
        (Part.MORNING, day, day),
        (Part.SESSION, day, day),
        (Part.MORNING, day + DAY, day + DAY),
    ]


@pytest.mark.parametrize("zone", [SYDNEY, LOS_ANGELES])
@pytest.mark.parametrize(("pain", "counts"), [(0, True), (2, False)])
def test_a_session_counts_by_the_next_morning_of_the_club(
    ward: Ward, zone: str, pain: int, counts: bool
) -> None:
    case = begun(ward, zone, local(zone, 2026, 3, 15, 12))
    day = dt.date(2026, 3, 17)
    a_day_of_training(ward, case, zone, day - DAY)
    ward.at = local(zone, 2026, 3, 17, 17)
    ward.do(case, after_session(day), Role.ATHLETE)
    known = judged(ward, case, day)
    assert (known.light, known.counts_green) == (Light.GREEN, False), "the next morning is not in yet"
    ward.at = local(zone, 2026, 3, 18, 7)
    ward.do(case, morning(day + DAY, pain), Role.ATHLETE)
    assert judged(ward, case, day).counts_green is counts


def test_an_evening_in_los_angeles_belongs_to_that_day(ward: Ward) -> None:
    case = begun(ward, LOS_ANGELES, local(LOS_ANGELES, 2026, 3, 15, 12))
    ward.at = local(LOS_ANGELES, 2026, 3, 16, 20)
    assert ward.at.date() == dt.date(2026, 3, 17), "it is the next day at Greenwich"
    ward.do(case, after_session(dt.date(2026, 3, 16)), Role.ATHLETE)
    event = next(event for event in ward.log(case) if isinstance(event.body, CheckIn))
    assert event.day == dt.date(2026, 3, 16)
    assert event.at.utcoffset() == dt.timedelta(0), "moments stay universal"


def test_a_day_that_has_not_begun_in_the_club_is_refused(ward: Ward) -> None:
    case = begun(ward, LOS_ANGELES, local(LOS_ANGELES, 2026, 3, 15, 12))
    ward.at = local(LOS_ANGELES, 2026, 3, 16, 20)
    with pytest.raises(Refused):
        ward.do(case, morning(dt.date(2026, 3, 17)), Role.ATHLETE)


@pytest.mark.parametrize(
    ("zone", "changes"),
    [(SYDNEY, dt.date(2026, 4, 5)), (SYDNEY, dt.date(2026, 10, 4)), (LOS_ANGELES, dt.date(2026, 11, 1))],
)
def test_a_day_on_which_the_clocks_change_is_one_day(ward: Ward, zone: str, changes: dt.date) -> None:
    live_in(ward, zone)
    hours = dt.timedelta(0)
    at = local(zone, changes.year, changes.month, changes.day, 0)
    with ward.store.read(club=ward.club.id) as tx:
        assert club_day(tx, at - dt.timedelta(minutes=1)) == changes - DAY
        while club_day(tx, at + hours) == changes:
            hours += dt.timedelta(hours=1)
        assert club_day(tx, at + hours) == changes + DAY
    assert hours != DAY, "that day has 23 or 25 hours"


def test_yesterday_is_the_day_before_in_the_club(ward: Ward) -> None:
    case = begun(ward, SYDNEY, local(SYDNEY, 2026, 3, 15, 12))
    ward.at = local(SYDNEY, 2026, 3, 17, 7)
    ward.do(case, after_session(dt.date(2026, 3, 16)), Role.ATHLETE)
    assert days_of(ward, case) == [(Part.SESSION, dt.date(2026, 3, 17), dt.date(2026, 3, 16))]


def test_minimum_days_are_those_of_the_club(ward: Ward) -> None:
    """In Sydney the third morning is the second day at Greenwich; it is the third day of the athlete."""
    case = begun(ward, SYDNEY, local(SYDNEY, 2026, 3, 15, 12))
    for day in (16, 17):
        ward.at = local(SYDNEY, 2026, 3, day, 7)
        ward.do(case, morning(dt.date(2026, 3, day)), Role.ATHLETE)
    tests = tuple(replace(test, on=dt.date(2026, 3, 17)) for test in ward.tests_of(State.S1))
    ward.do(case, (*tests, TO_S2))
    assert ward.row(case).state is State.S2


def test_sessions_of_a_coach_and_forms_go_by_the_day_of_the_club(ward: Ward) -> None:
    case = begun(ward, SYDNEY, local(SYDNEY, 2026, 3, 15, 12))
    ward.at = local(SYDNEY, 2026, 3, 16, 8)
    day = dt.date(2026, 3, 16)
    ward.do(case, SessionRecorded("first", day, SessionKind.REHAB, minutes=30, session_rpe=3))
    actor = ward.actor(Role.PHYSIO)
    found = cases_of_club(ward.store, actor, ward.club.id, CasesWanted(), ward.at, ward.rulebook)
    assert found.day == day
    form = opening_form(ward.store, actor, ward.club.id, ward.club.athletes[1], ward.at)
    assert form.day == day


def test_what_a_row_tells_is_brought_to_the_day_of_the_club(ward: Ward) -> None:
    case = begun(ward, SYDNEY, local(SYDNEY, 2026, 3, 15, 12))
    ward.at = local(SYDNEY, 2026, 3, 16, 1)
    tend_cases(ward.store, ward.rulebook, ward.at)
    assert ward.row(case).told["day"] == "2026-03-16"


def test_a_review_is_due_when_its_day_begins_in_the_club(ward: Ward) -> None:
    state = replay(ward.log(ward.in_s1()))
    assert state.responsible is not None
    review = ward.at.date() + DAY
    signed = Clearance(state.responsible, ward.at.date(), "move.TR7", "full training", review)
    state = replace(state, clearance=signed)
    due = due_at(state, required_case_rules(ward.rulebook), ward.at.date(), zone_named(LOS_ANGELES))
    assert due == dt.datetime.combine(review, dt.time(), ZoneInfo(LOS_ANGELES))


def change_zone(ward: Ward, zone: str) -> None:
    tools, actor = (
        AccountTools.under(ward.store, [SECRET], Cost(memory_kib=64, passes=1)),
        ward.actor(Role.ADMINISTRATOR),
    )
    wish = replace(clubs.club_as_set(tools, actor, ward.club.id), time_zone=zone)
    clubs.change_club(tools, actor, ward.club.id, wish, ward.at)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", SYDNEY])
def test_a_change_of_the_zone_lets_nothing_up_for_as_long_as_zones_lie_apart(ward: Ward, zone: str) -> None:
    case = ready(ward)
    last_day = ward.log(case)[-1].day
    change_zone(ward, zone)
    with pytest.raises(Refused, match="time zone of the club was changed"):
        ward.do(case, TO_S2)
    page = case_page(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.rulebook, ward.at)
    assert page.clock_in_doubt
    assert page.zone_is_new
    assert last_day <= page.day <= last_day + DAY, "the day never goes back, and leaps by one at most"
    ward.do(case, morning(page.day), Role.ATHLETE)
    ward.at += dt.timedelta(hours=20)
    ward.do(case, morning(ward_day(ward, case)), Role.ATHLETE)
    ward.at += ZONES_APART - dt.timedelta(hours=20)
    page = case_page(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.rulebook, ward.at)
    assert not page.clock_in_doubt


def ward_day(ward: Ward, case: int) -> dt.date:
    return case_page(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.rulebook, ward.at).day


def test_a_club_without_open_cases_changes_its_zone_without_waiting(ward: Ward) -> None:
    change_zone(ward, SYDNEY)
    with ward.store.read(club=ward.club.id) as tx:
        club = tx.get_one(ClubRow, ward.club.id)
        assert (club.time_zone, club.time_zone_since) == (SYDNEY, None)


def test_the_same_zone_again_is_no_change(ward: Ward) -> None:
    ready(ward)
    change_zone(ward, "UTC")
    with ward.store.read(club=ward.club.id) as tx:
        assert tx.get_one(ClubRow, ward.club.id).time_zone_since is None


def test_zones_come_with_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert zone_names()[0] == "UTC"
    assert {SYDNEY, LOS_ANGELES, "Europe/Dublin", "Asia/Kolkata"} <= set(zone_names())
    noon = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)
    for name in zone_names():
        offset = noon.astimezone(zone_named(name)).utcoffset()
        assert offset is not None
        assert abs(offset) <= dt.timedelta(hours=14)
    assert zone_named("Europe/Atlantis") is dt.UTC
    assert zone_named("../../etc/passwd") is dt.UTC
