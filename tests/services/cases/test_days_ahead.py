"""The days ahead through the services: who reads them, what they are made from, how they follow the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case.events import AskedFor, DaysSaid, HoldSet, ProgrammeMade
from screening.domain.case.refused import Refused
from screening.domain.case.today import Today
from screening.domain.case.week.model import Kind, Terms
from screening.domain.case.words import State
from screening.domain.clubs import Purpose, Role
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Availability
from screening.services.cases.availability import allowances_in_squad
from screening.services.cases.days_ahead import DaysAhead, days_for_clinician, days_for_coach, days_of_own
from screening.services.cases.own import own_case
from screening.services.squad_week import SquadWeek
from screening.store import Store
from screening.store.encoding import to_record
from screening.store.tables import SquadRow
from tests.support.clubs import make_club
from tests.support.kept_cases import Ward, make_ward, morning

NOON = dt.datetime(2026, 11, 14, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def ward(store: Store, rulebook: Rulebook) -> Ward:
    return make_ward(store, rulebook, NOON)


def days(ward: Ward, case: int, role: Role = Role.PHYSIO) -> DaysAhead:
    return days_for_clinician(ward.store, ward.actor(role), ward.club.id, case, ward.rulebook, ward.at)


def test_the_desk_the_athlete_and_the_coach_see_the_same_days(ward: Ward) -> None:
    case = ward.in_s2()
    desk = days(ward, case)
    assert desk.state.state is State.S2
    assert desk.programme.sessions
    own = own_case(ward.store, ward.actor(Role.ATHLETE), ward.club.id, case, ward.rulebook, ward.at)
    assert days_of_own(ward.store, own, ward.rulebook).programme == desk.programme
    coach = ward.actor(Role.COACH)
    assert days_for_coach(ward.store, coach, ward.club.id, case, ward.rulebook, ward.at) == desk.programme


def test_nobody_else_reads_them(ward: Ward) -> None:
    case = ward.in_s2()
    for role in (Role.COACH, Role.ATHLETE, Role.ADMINISTRATOR):
        with pytest.raises(NotFound):
            days(ward, case, role)
    other = make_club(ward.store, "Rovers", at=ward.at)
    stranger = ward.actor(Role.PHYSIO, other)
    with pytest.raises(NotFound):
        days_for_clinician(ward.store, stranger, other.id, case, ward.rulebook, ward.at)
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    with pytest.raises(NotFound):
        days(ward, case)


def test_what_a_physio_keeps_is_what_they_are_made_from(ward: Ward) -> None:
    case = ward.in_s2()
    first = days(ward, case)
    assert first.kept is None
    terms = replace(first.terms, minutes=12, days=(1, 2, 3))
    today = ward.at.date()
    ward.do(case, ProgrammeMade(terms, today, today + dt.timedelta(6), ()))
    after = days(ward, case)
    assert after.kept is not None
    assert after.kept_by
    assert all(one.minutes <= 12 for one in after.programme.sessions)
    assert {one.date.isoweekday() for one in after.programme.sessions} <= {1, 2, 3}


@pytest.mark.parametrize("role", [Role.COACH, Role.ATHLETE])
def test_only_a_clinician_keeps_a_programme(ward: Ward, role: Role) -> None:
    case = ward.in_s2()
    today = ward.at.date()
    with pytest.raises(Refused) as refusal:
        ward.do(case, ProgrammeMade(Terms(), today, today, ()), role)
    assert [reason.id for reason in refusal.value.reasons] == ["may.programme"]


def test_an_athlete_says_which_days_and_minutes_there_are_and_never_gets_more(ward: Ward) -> None:
    case = ward.in_s2()
    today = ward.at.date()
    ward.do(case, ProgrammeMade(Terms(days=(1, 3, 5), minutes=30), today, today + dt.timedelta(6), ()))
    ward.do(case, DaysSaid((3, 6), 60), Role.ATHLETE)
    after = days(ward, case)
    assert (after.terms.days, after.terms.minutes) == ((3,), 30)
    assert {one.date.isoweekday() for one in after.programme.sessions} == {3}
    ward.do(case, DaysSaid(minutes=15), Role.ATHLETE)
    shorter = days(ward, case)
    assert (shorter.terms.days, shorter.terms.minutes) == ((1, 3, 5), 15)
    assert all(one.minutes <= 15 for one in shorter.programme.sessions)
    ward.do(case, ProgrammeMade(Terms(minutes=40), today, today + dt.timedelta(6), ()))
    assert days(ward, case).terms.minutes == 40, "whatever a clinician keeps later counts"


@pytest.mark.parametrize("role", [Role.COACH, Role.PHYSIO, Role.DOCTOR])
def test_the_athletes_days_are_the_athletes_to_say(ward: Ward, role: Role) -> None:
    case = ward.in_s2()
    with pytest.raises(Refused) as refusal:
        ward.do(case, DaysSaid((1,)), role)
    assert [reason.id for reason in refusal.value.reasons] == ["may.days"]


@pytest.mark.parametrize(
    "said", [DaysSaid((0,)), DaysSaid((8,)), DaysSaid((2, 2)), DaysSaid(minutes=5), DaysSaid(minutes=121)]
)
def test_days_and_minutes_that_there_are_not_are_refused(ward: Ward, said: DaysSaid) -> None:
    case = ward.in_s1()
    with pytest.raises(Refused) as refusal:
        ward.do(case, said, Role.ATHLETE)
    assert [reason.id for reason in refusal.value.reasons] == ["record.value"]


def test_a_hold_or_a_red_morning_changes_them_at_once_whatever_was_kept(ward: Ward) -> None:
    case = ward.in_s2()
    today = ward.at.date()
    ward.do(case, ProgrammeMade(Terms(), today, today + dt.timedelta(6), ()))
    ward.do(case, morning(today, pain=5), Role.ATHLETE)
    red = days(ward, case).programme
    assert {one.top_rung for one in red.sessions if one.kind is Kind.RUNNING} <= {0}
    assert any("red" in note for note in red.notes)
    ward.do(case, HoldSet("Fever since this morning.", stops_training=True))
    stopped = days(ward, case).programme
    assert stopped.sessions == ()
    assert "Fever since this morning." in stopped.why


def test_a_coach_who_asks_for_no_session_closes_this_day_for_everybody_and_no_other(ward: Ward) -> None:
    case, squad = ward.in_s2(), ward.club.squads[0]
    today = ward.at.date()
    ward.do(case, AskedFor("No session today", no_session=True), Role.COACH)
    with ward.store.read(club=ward.club.id) as tx:
        listed = allowances_in_squad(tx, squad, ward.rulebook, today)[ward.club.athletes[0]]
        later = allowances_in_squad(tx, squad, ward.rulebook, today + dt.timedelta(1))[ward.club.athletes[0]]
    assert listed.availability is Availability.NOT_CLEARED
    assert later.availability is Availability.MODIFIED
    own = own_case(ward.store, ward.actor(Role.ATHLETE), ward.club.id, case, ward.rulebook, ward.at)
    assert own.allowed.today is Today.DAY_OFF
    programme = days(ward, case).programme
    assert today not in {one.date for one in programme.sessions}
    assert programme.sessions
    assert any("No session today" in note for note in programme.notes)
    ward.at += dt.timedelta(days=1)
    assert not any("No session today" in note for note in days(ward, case).programme.notes)


def test_a_day_off_is_a_coachs_to_ask_for(ward: Ward) -> None:
    case = ward.in_s2()
    with pytest.raises(Refused) as refusal:
        ward.do(case, AskedFor("No session today", no_session=True), Role.ATHLETE)
    assert [reason.id for reason in refusal.value.reasons] == ["may.ask"]


def test_outside_the_stages_nothing_is_planned_and_nothing_kept(ward: Ward) -> None:
    case = ward.open()
    assert days(ward, case).programme.sessions == ()
    today = ward.at.date()
    with pytest.raises(Refused):
        ward.do(case, ProgrammeMade(Terms(), today, today, ()))


def test_matches_and_training_days_come_from_the_squads_week(ward: Ward) -> None:
    case, match = ward.in_s2(), ward.at.date() + dt.timedelta(5)
    with ward.store.write(club=ward.club.id) as tx:
        week = SquadWeek(days=(2, 4), kit=(), matches=(match,), started_on=dt.date(2026, 11, 9))
        tx.get_one(SquadRow, ward.club.squads[0]).week = to_record(week)
    terms = days(ward, case).terms
    assert (terms.match_dates, terms.team_days) == ((match,), (2, 4))
