"""Opening a case: by whom, from what, once; and never without a clinician and the athlete's consent."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import Any

import pytest

from screening.domain.answers import Answers
from screening.domain.case.events import Opened
from screening.domain.case.happen import Refused
from screening.domain.case.words import Mechanism, Party, Side, State
from screening.domain.clubs import Purpose, Role
from screening.domain.errors import InvalidAnswers, NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.services.cases import (
    AlreadyOpen,
    ConsentMissing,
    NoClinician,
    Opening,
    open_case,
    opening_form,
    set_registration,
)
from screening.store import Store
from screening.store.tables import AthleteRow, ClubRow
from screening.store.tables.audit import Event
from tests.support.care_results import STRAINED, answered
from tests.support.kept_cases import Ward, make_ward
from tests.support.store_rows import NOON

WISH = Opening(Side.LEFT, NOON.date(), Mechanism.SPRINT)


def opened(ward: Ward, wish: Opening = WISH, place: int = 0, role: Role = Role.PHYSIO, key: str = "k") -> int:
    athlete = ward.club.athletes[place]
    return open_case(ward.store, ward.actor(role), ward.club.id, athlete, wish, key, ward.rulebook, ward.at)


def first(ward: Ward, case_id: int) -> Opened:
    body = ward.log(case_id)[0].body
    assert isinstance(body, Opened)
    return body


def test_a_physio_opens_a_case_which_waits_for_the_red_flag_questions(ward: Ward) -> None:
    case = opened(ward)
    row, body = ward.row(case), first(ward, case)
    assert (row.state, row.version, row.side, row.is_held) == (State.TRIAGE, 2, Side.LEFT, False)
    assert row.due_at <= ward.at
    assert row.responsible_account_id == ward.club.accounts[Role.PHYSIO]
    assert body.responsible.party is Party.PHYSIO
    assert body.athlete_account_id == ward.club.accounts[Role.ATHLETE]
    assert body.age_years == 25, "of a year of birth alone the least age counts"
    (noted,) = ward.audit(Event.CASE_OPENED)
    assert (noted.athlete_id, noted.detail) == (ward.club.athletes[0], {"case_id": case})


def test_pressing_again_opens_nothing_and_another_press_finds_the_leg_taken(ward: Ward) -> None:
    case = opened(ward)
    assert opened(ward) == case
    with pytest.raises(AlreadyOpen) as refused:
        opened(ward, key="another")
    assert refused.value.case_id == case
    other_leg = opened(ward, replace(WISH, side=Side.RIGHT), key="another")
    assert other_leg != case
    assert len(ward.audit(Event.CASE_OPENED)) == 2


def test_nobody_but_a_clinician_opens_one(ward: Ward) -> None:
    for role in (Role.COACH, Role.ADMINISTRATOR, Role.ATHLETE, Role.GUARDIAN):
        with pytest.raises(NotFound):
            opened(ward, role=role)
        with pytest.raises(NotFound):
            opening_form(ward.store, ward.actor(role), ward.club.id, ward.club.athletes[0], ward.at)


def test_another_club_and_half_a_sign_in_find_nothing(ward: Ward) -> None:
    other = make_ward(ward.store, ward.rulebook, NOON, "Canary")
    athlete = ward.club.athletes[0]
    strangers = (other.actor(Role.PHYSIO), ward.actor(Role.PHYSIO, second_factor=False))
    for actor in strangers:
        with pytest.raises(NotFound):
            open_case(ward.store, actor, ward.club.id, athlete, WISH, "k", ward.rulebook, NOON)
    with pytest.raises(NotFound):
        open_case(
            ward.store, other.actor(Role.PHYSIO), other.club.id, athlete, WISH, "k", ward.rulebook, NOON
        )
    assert not ward.audit(Event.CASE_OPENED)


@pytest.mark.parametrize(("named", "said"), [(None, "has not named"), ("Somebody Else", "does not sign in")])
def test_without_a_responsible_clinician_who_signs_in_no_case_is_opened(
    ward: Ward, named: str | None, said: str
) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        row = tx.get_one(ClubRow, ward.club.id)
        row.responsible_clinician, row.responsible_account_id = named, None
    with pytest.raises(NoClinician, match=said):
        opened(ward)
    with pytest.raises(NoClinician, match="club's settings"):
        opening_form(ward.store, ward.actor(Role.PHYSIO), ward.club.id, ward.club.athletes[0], ward.at)


def test_a_clinician_who_was_named_only_is_found_by_the_name(ward: Ward) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        row = tx.get_one(ClubRow, ward.club.id)
        row.responsible_clinician, row.responsible_account_id = "harriers  Doctor", None
    body = first(ward, opened(ward))
    assert (body.responsible.party, body.responsible.account_id) == (
        Party.DOCTOR,
        ward.club.accounts[Role.DOCTOR],
    )


def test_without_the_consent_no_case_is_opened(ward: Ward) -> None:
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    with pytest.raises(ConsentMissing, match="has not allowed"):
        opened(ward)
    assert not ward.audit(Event.CASE_OPENED)


def test_nobody_opens_a_case_of_their_own(ward: Ward) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        tx.get_one(AthleteRow, ward.club.athletes[2]).account_id = ward.club.accounts[Role.PHYSIO]
    with pytest.raises(Refused, match="themselves"):
        opened(ward, place=2, role=Role.DOCTOR)
    with pytest.raises((Refused, NotFound)):
        opened(ward, place=2, role=Role.PHYSIO)


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"injury_on": NOON.date() + dt.timedelta(days=1)}, "injury_on"),
    ({"injury_on": dt.date(1999, 1, 1)}, "injury_on"),
    ({"best_speed_m_s": 40.0}, "best_speed_m_s"),
    ({"mechanism_note": "x" * 501}, "mechanism_note"),
    ({"mechanism_note": "a\x00b"}, "mechanism_note"),
    ({"screening_id": 99}, "screening"),
)


def test_what_cannot_be_is_said_and_nothing_is_opened(ward: Ward) -> None:
    for changes, field in WRONG:
        with pytest.raises(InvalidAnswers) as refused:
            opened(ward, replace(WISH, **changes))
        assert [problem.field for problem in refused.value.problems] == [field]
    assert not ward.audit(Event.CASE_OPENED)


@pytest.fixture
def strained(ward: Ward) -> tuple[Ward, int]:
    """The first athlete has answered about a strain of the left leg."""
    number = answered(ward.store, ward.club.id, ward.club.athletes[0], STRAINED, ward.rulebook, NOON)
    return ward, number


def test_a_screening_gives_side_day_mechanism_grade_and_urgency(strained: tuple[Ward, int]) -> None:
    ward, number = strained
    form = opening_form(ward.store, ward.actor(Role.PHYSIO), ward.club.id, ward.club.athletes[0], ward.at)
    said = form.screening
    assert said is not None
    assert said.screening_id == number
    answers = Answers(STRAINED)
    assert said.side == answers.get("problem_side")
    assert said.injury_on == NOON.date() - dt.timedelta(days=int(str(answers["days_since_onset"])))
    assert said.side is not None
    assert said.injury_on is not None
    assert said.mechanism is not None
    wish = Opening(said.side, said.injury_on, said.mechanism, screening_id=number)
    body = first(ward, opened(ward, wish))
    assert (body.screening_id, body.urgency) == (number, said.urgency)
    assert (body.proposed_low, body.proposed_high, body.tags) == (said.low, said.high, said.tags)
    assert body.urgency in set(Urgency)


def test_the_other_side_than_the_athlete_answered_is_asked_about(strained: tuple[Ward, int]) -> None:
    ward, number = strained
    said = Side(str(Answers(STRAINED)["problem_side"]))
    other = Side.RIGHT if said is Side.LEFT else Side.LEFT
    wish = replace(WISH, side=other, screening_id=number)
    with pytest.raises(InvalidAnswers, match=f"answered {said}"):
        opened(ward, wish)


def test_a_screening_of_somebody_else_opens_nothing(strained: tuple[Ward, int]) -> None:
    ward, number = strained
    with pytest.raises(InvalidAnswers, match="of this athlete"):
        opened(ward, replace(WISH, screening_id=number), place=1)


def test_a_registration_stands_beside_the_name(ward: Ward) -> None:
    set_registration(ward.store, ward.actor(Role.PHYSIO), ward.club.id, " PH  12345 ")
    log = ward.log(opened(ward))
    assert log[0].by.registration == "PH 12345"
    for wrong in ("x" * 61, "a\x00"):
        with pytest.raises(InvalidAnswers):
            set_registration(ward.store, ward.actor(Role.PHYSIO), ward.club.id, wrong)
    with pytest.raises(NotFound):
        set_registration(ward.store, ward.actor(Role.COACH), ward.club.id, "C 1")


def test_of_two_who_open_a_case_of_one_leg_at_once_one_does(any_store: Store, rulebook: Rulebook) -> None:
    ward = make_ward(any_store, rulebook, NOON)
    gate, found = threading.Barrier(4), []

    def press(number: int) -> None:
        gate.wait()
        try:
            found.append(opened(ward, key=f"press {number}"))
        except AlreadyOpen as earlier:
            found.append(-earlier.case_id)

    pressing = [threading.Thread(target=press, args=(number,)) for number in range(4)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    (case,) = [number for number in found if number > 0]
    assert sorted(found) == [-case, -case, -case, case]
