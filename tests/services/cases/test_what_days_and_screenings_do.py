"""What happens to cases without anybody opening them: the daily look, new screenings, the coach's picture."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import HoldSet, Moved
from screening.domain.case.words import Party, State
from screening.domain.clubs import Purpose, Role
from screening.domain.vocabulary import Availability
from screening.services.cases import tend_cases
from screening.services.due_work import do_what_is_due
from screening.services.squad_picture import open_squad
from screening.store.tables.audit import Event
from tests.support.care_results import CALM, TORN, answered
from tests.support.kept_cases import Ward

DAY = dt.timedelta(days=1)


def tended(ward: Ward) -> int:
    return tend_cases(ward.store, ward.rulebook, ward.at)


def test_a_case_that_goes_nowhere_comes_up_again(ward: Ward) -> None:
    case = ward.in_s2()
    before = ward.row(case)
    assert before.due_at > ward.at
    assert tended(ward) == 0
    for _ in range(8):
        ward.at += DAY * 4
        tended(ward)
    after = ward.row(case)
    assert after.due_at <= ward.at
    assert after.version == before.version, "the look changes the list and not the case"


def test_the_look_is_taken_at_most_once_an_hour_and_again_does_nothing(ward: Ward) -> None:
    ward.in_s1()
    tended(ward)
    ward.at += dt.timedelta(minutes=59)
    tended(ward)
    assert len(ward.audit(Event.CASES_TENDED)) == 1
    ward.at += dt.timedelta(minutes=1)
    tended(ward)
    assert len(ward.audit(Event.CASES_TENDED)) == 2


def test_a_look_after_a_leap_of_the_clock_tells_no_time(ward: Ward) -> None:
    ward.in_s1()
    ward.at += 3 * DAY
    tended(ward)
    assert ward.audit(Event.CASES_TENDED) == []


def test_the_look_ends_what_was_withdrawn(ward: Ward) -> None:
    case = ward.in_s1()
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    said = do_what_is_due(ward.store, lambda: ward.rulebook, None, ward.at)
    assert "1 case brought up to date" in said
    assert ward.row(case).state is State.WITHDRAWN
    assert do_what_is_due(ward.store, lambda: ward.rulebook, None, ward.at) == ()


def test_a_new_screening_that_asks_for_help_soon_stops_the_case_with_it(ward: Ward) -> None:
    case = ward.in_s2()
    number = answered(ward.store, ward.club.id, ward.club.athletes[0], TORN, ward.rulebook, ward.at)
    row, last = ward.row(case), ward.log(case)[-1]
    assert row.state is State.REFERRED
    assert row.due_at <= ward.at
    assert isinstance(last.body, Moved)
    assert (last.by.party, last.body.move, last.body.before) == (Party.SYSTEM, "move.TR13", State.S2)
    assert last.body.rules[0].startswith("urgency.T")
    assert any(rule.startswith("triage.") for rule in last.body.rules)
    noted = ward.audit(Event.CASE_CHANGED)[-1]
    assert (noted.screening_id, noted.detail["what"]) == (number, "new_symptom")
    version = row.version
    answered(ward.store, ward.club.id, ward.club.athletes[0], TORN, ward.rulebook, ward.at)
    assert ward.row(case).version == version, "it waits for a clinician already"


def test_a_calm_screening_and_one_of_somebody_else_stop_nothing(ward: Ward) -> None:
    case = ward.in_s2()
    version = ward.row(case).version
    answered(ward.store, ward.club.id, ward.club.athletes[0], CALM, ward.rulebook, ward.at)
    answered(ward.store, ward.club.id, ward.club.athletes[2], TORN, ward.rulebook, ward.at)
    assert ward.row(case).version == version


def availability(ward: Ward, place: int = 0) -> Availability:
    found = open_squad(
        ward.store, ward.actor(Role.COACH), ward.club.id, ward.club.squads[0], ward.rulebook, ward.at
    )
    wanted = str(ward.club.athletes[place])
    return next(one.availability for one in found.picture.members if one.reference == wanted)


def test_the_coach_is_told_what_the_case_allows_and_never_full_before(ward: Ward) -> None:
    answered(ward.store, ward.club.id, ward.club.athletes[0], CALM, ward.rulebook, ward.at)
    assert availability(ward) is Availability.FULL
    case = ward.open()
    assert availability(ward) is Availability.NOT_CLEARED
    ward.do(case, HoldSet("Swelling is to be looked at first."))
    assert availability(ward) is not Availability.FULL


def test_in_a_stage_the_coach_is_told_modified(ward: Ward) -> None:
    answered(ward.store, ward.club.id, ward.club.athletes[0], CALM, ward.rulebook, ward.at)
    ward.in_s2()
    assert availability(ward) is Availability.MODIFIED
    assert availability(ward, 1) is Availability.UNKNOWN


def test_a_case_that_was_withdrawn_leaves_nobody_full(ward: Ward) -> None:
    answered(ward.store, ward.club.id, ward.club.athletes[0], CALM, ward.rulebook, ward.at)
    ward.in_s1()
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    tended(ward)
    assert availability(ward) is Availability.UNKNOWN
