"""Who reads which cases: clinicians all of it, coaches what may be done today, the athlete's side its own."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa

from screening.domain.case.events import HoldSet
from screening.domain.case.words import Availability, Party, State
from screening.domain.clubs import Purpose, Role, Sight
from screening.domain.errors import NotFound
from screening.services.cases import (
    CasesWanted,
    CoachCase,
    case_page,
    cases_for_coach,
    cases_of_club,
    own_case,
    own_cases,
)
from screening.store.tables import AthleteRow, ViewedRow
from screening.store.tables.audit import Event
from tests.support.kept_cases import Ward, make_ward, morning


def listed(ward: Ward, wanted: CasesWanted | None = None, role: Role = Role.PHYSIO) -> list[int]:
    found = cases_of_club(ward.store, ward.actor(role), ward.club.id, wanted or CasesWanted(), ward.at)
    return [one.case_id for one in found.entries]


def seen(ward: Ward) -> list[tuple[int, Sight]]:
    with ward.store.read(club=ward.club.id) as tx:
        rows = tx.scalars(sa.select(ViewedRow).order_by(ViewedRow.id))
        return [(row.athlete_id, row.what) for row in rows]


def test_the_page_of_a_case_has_everything_and_its_reading_is_written_down(ward: Ward) -> None:
    case = ward.in_s2()
    page = case_page(ward.store, ward.actor(Role.DOCTOR), ward.club.id, case, ward.rulebook, ward.at)
    assert (page.case_id, page.version, page.state.state) == (case, len(page.log), State.S2)
    assert (page.acts_as, page.day, page.clock_in_doubt) == (Party.DOCTOR, ward.at.date(), False)
    assert page.gate is not None
    assert not page.gate.is_open
    assert page.whose.athlete_id == ward.club.athletes[0]
    assert {one.account_id for one in page.clinicians} == {
        ward.club.accounts[Role.PHYSIO],
        ward.club.accounts[Role.DOCTOR],
    }
    assert page.link_until is None
    assert seen(ward) == [(ward.club.athletes[0], Sight.CASE)]
    assert ward.audit(Event.RECORD_VIEWED)[-1].detail == {"case_id": case, "what": "case"}
    case_page(ward.store, ward.actor(Role.DOCTOR), ward.club.id, case, ward.rulebook, ward.at)
    assert len(seen(ward)) == 1, "within the hour once for the athlete"
    assert len(ward.audit(Event.RECORD_VIEWED)) == 2


def test_the_page_and_the_list_are_for_clinicians(ward: Ward) -> None:
    case = ward.in_s1()
    for role in (Role.COACH, Role.ADMINISTRATOR, Role.ATHLETE, Role.GUARDIAN):
        with pytest.raises(NotFound):
            case_page(ward.store, ward.actor(role), ward.club.id, case, ward.rulebook, ward.at)
        with pytest.raises(NotFound):
            listed(ward, role=role)
    assert seen(ward) == []


def test_what_waits_for_somebody_comes_first(ward: Ward) -> None:
    calm = ward.in_s2(0)
    waiting = ward.open(4)
    held = ward.in_s1(2)
    ward.do(held, HoldSet("Swelling is to be looked at first."))
    assert listed(ward)[-1] == calm
    assert set(listed(ward)[:2]) == {waiting, held}
    found = cases_of_club(ward.store, ward.actor(Role.PHYSIO), ward.club.id, CasesWanted(), ward.at)
    due = {one.case_id: one.is_due for one in found.entries}
    assert (due[waiting], due[held]) == (True, True)
    assert found.due == sum(due.values())
    assert {one.case_id for one in found.entries if one.is_held} == {held}
    assert found.has_clinician


def test_the_list_can_be_narrowed_and_turned(ward: Ward) -> None:
    first, second = ward.in_s1(0), ward.in_s1(4)
    assert listed(ward, CasesWanted(squad_id=ward.club.squads[1])) == [second]
    assert set(listed(ward, CasesWanted(only_mine=True))) == {first, second}
    assert listed(ward, CasesWanted(only_mine=True), Role.DOCTOR) == []
    assert listed(ward, CasesWanted(squad_id=999)) == listed(ward), "a foreign squad narrows nothing"
    assert listed(ward, CasesWanted(page=9)) == listed(ward)
    assert listed(ward, CasesWanted(is_closed=True)) == []
    with ward.store.write(club=ward.club.id) as tx:
        tx.get_one(AthleteRow, ward.club.athletes[4]).removed_at = ward.at
    assert listed(ward) == [first], "nobody who left the club"


def test_cases_of_another_club_are_not_there(ward: Ward) -> None:
    case = ward.in_s1()
    other = make_ward(ward.store, ward.rulebook, ward.at, "Canary")
    assert listed(other) == []
    with pytest.raises(NotFound):
        cases_of_club(ward.store, other.actor(Role.PHYSIO), ward.club.id, CasesWanted(), ward.at)
    for club in (ward.club.id, other.club.id):
        for number in (case, 999_999):
            with pytest.raises(NotFound):
                own_case(ward.store, other.actor(Role.ATHLETE), club, number, ward.rulebook, ward.at)


def test_a_list_shows_nothing_of_whoever_closed_their_case_to_staff(ward: Ward) -> None:
    case = ward.in_s1()
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    found = cases_of_club(ward.store, ward.actor(Role.PHYSIO), ward.club.id, CasesWanted(), ward.at)
    assert (found.entries, found.withheld, found.total) == ((), 1, 1)
    assert ward.row(case).state is State.S1, "the list alone ends nothing"


def test_a_coach_reads_what_is_allowed_and_nothing_clinical(ward: Ward) -> None:
    case = ward.in_s2()
    ward.in_s1(4)
    found = cases_for_coach(ward.store, ward.actor(Role.COACH), ward.club.id, ward.rulebook, ward.at)
    assert [one.case_id for one in found] == [case], "only of the coach's own squads"
    (one,) = found
    assert (one.state, one.allowed.availability) == (State.S2, Availability.MODIFIED)
    assert {field.name for field in dataclasses.fields(CoachCase)} == {
        "case_id",
        "whose",
        "state",
        "allowed",
        "review_on",
        "version",
    }
    assert seen(ward) == [(ward.club.athletes[0], Sight.AVAILABILITY)]
    for role in (Role.PHYSIO, Role.ADMINISTRATOR, Role.ATHLETE):
        with pytest.raises(NotFound):
            cases_for_coach(ward.store, ward.actor(role), ward.club.id, ward.rulebook, ward.at)


def test_a_coach_reads_nothing_of_whoever_withdrew_everything(ward: Ward) -> None:
    ward.in_s1()
    ward.decide(0, Purpose.PROCESSING, given=False)
    assert cases_for_coach(ward.store, ward.actor(Role.COACH), ward.club.id, ward.rulebook, ward.at) == ()


def test_the_athlete_and_the_guardian_read_their_own_whole(ward: Ward) -> None:
    mine, child = ward.in_s1(0), ward.in_s1(1)
    with ward.store.write(club=ward.club.id) as tx:
        tx.get_one(AthleteRow, ward.club.athletes[1]).birth_year = ward.at.year - 10
    ward.decide(1, Purpose.PROCESSING, given=True)
    for role, case, party in (
        (Role.ATHLETE, mine, Party.ATHLETE),
        (Role.GUARDIAN, child, Party.GUARDIAN),
    ):
        found = own_case(ward.store, ward.actor(role), ward.club.id, case, ward.rulebook, ward.at)
        assert (found.case_id, found.acts_as, found.log) == (case, party, ward.log(case))
        lines = own_cases(ward.store, ward.actor(role), ward.club.id, ward.at)
        assert [(line.case_id, line.is_open) for line in lines] == [(case, True)]
    for role, case in ((Role.ATHLETE, child), (Role.GUARDIAN, mine), (Role.PHYSIO, mine)):
        with pytest.raises(NotFound):
            own_case(ward.store, ward.actor(role), ward.club.id, case, ward.rulebook, ward.at)
    assert seen(ward) == []


def test_a_guardian_of_somebody_grown_up_reads_and_records_nothing(ward: Ward) -> None:
    case = ward.in_s1(1)
    with pytest.raises(NotFound):
        own_case(ward.store, ward.actor(Role.GUARDIAN), ward.club.id, case, ward.rulebook, ward.at)
    with pytest.raises(NotFound):
        ward.do(case, morning(ward.at.date()), Role.GUARDIAN)
    assert own_cases(ward.store, ward.actor(Role.GUARDIAN), ward.club.id, ward.at) == ()
