"""The link to the daily check-in: no password, one at a time, with an end; it opens nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.case.events import HoldSet, LightGiven, Moved
from screening.domain.case.words import Party, State
from screening.domain.clubs import Purpose, Role
from screening.domain.errors import NotFound
from screening.services.cases import (
    case_by_link,
    check_in_by_link,
    new_check_in_link,
    revoke_check_in_links,
    working_link,
)
from screening.services.cases.links_kept import LONGEST_LIFE
from screening.store.tables import AthleteRow
from screening.store.tables.audit import Event
from tests.support.kept_cases import Ward, make_ward, morning

DAY = dt.timedelta(days=1)


def link(ward: Ward, case: int, role: Role = Role.PHYSIO) -> str:
    return new_check_in_link(ward.store, ward.actor(role), ward.club.id, case, ward.at).token


def opens(ward: Ward, token: str) -> bool:
    try:
        case_by_link(ward.store, token, ward.rulebook, ward.at)
    except NotFound:
        return False
    return True


def test_a_link_takes_a_check_in_and_gives_the_light_at_once(ward: Ward) -> None:
    case = ward.in_s1()
    token = link(ward, case)
    assert token.startswith("day-")
    number = check_in_by_link(ward.store, token, morning(ward.at.date()), "one press", ward.rulebook, ward.at)
    again = check_in_by_link(ward.store, token, morning(ward.at.date()), "one press", ward.rulebook, ward.at)
    assert again == number
    log = ward.log(case)
    assert [log[number - 1].by.party, log[number - 1].by.account_id] == [Party.ATHLETE, None]
    assert isinstance(log[number].body, LightGiven)
    shown = case_by_link(ward.store, token, ward.rulebook, ward.at)
    assert (shown.case_id, shown.version) == (case, len(log))
    assert not any(entry.detail.get("what") == token for entry in ward.audit(Event.CASE_LINK_MADE))


def test_a_new_link_ends_the_one_before_and_the_same_can_be_shown_again(ward: Ward) -> None:
    case = ward.in_s1()
    first = link(ward, case)
    second = link(ward, case, Role.ATHLETE)
    assert (opens(ward, first), opens(ward, second)) == (False, True)
    shown = working_link(ward.store, ward.actor(Role.DOCTOR), ward.club.id, case, ward.at)
    assert shown is not None
    assert shown.token == second


def test_a_link_can_be_ended_and_ends_by_itself(ward: Ward) -> None:
    case = ward.in_s1()
    token = link(ward, case)
    assert revoke_check_in_links(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.at) == 1
    assert not opens(ward, token)
    token = link(ward, case)
    ward.at += LONGEST_LIFE - dt.timedelta(seconds=1)
    assert opens(ward, token)
    ward.at += dt.timedelta(seconds=1)
    assert not opens(ward, token)
    assert working_link(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.at) is None
    assert len(ward.audit(Event.CASE_LINK_REVOKED)) == 1


def test_a_move_of_stage_gives_the_link_its_full_life_again(ward: Ward) -> None:
    case = ward.in_s1()
    token = link(ward, case)
    for _ in range(2):
        ward.at += DAY
        ward.do(case, morning(ward.at.date()))
    ward.do(case, (*ward.tests_of(State.S1), Moved("move.TR3", State.S1, State.S2)))
    ward.at += LONGEST_LIFE - dt.timedelta(seconds=1)
    assert opens(ward, token)
    ward.at += DAY
    ward.do(case, Moved("move.TR11", State.S2, State.S1, reason="Back after a long time away."))
    assert not opens(ward, token), "what has ended stays ended"


def test_the_end_of_the_case_and_a_consent_taken_back_end_the_link(ward: Ward) -> None:
    case = ward.in_s1()
    token = link(ward, case)
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    with pytest.raises(NotFound):
        check_in_by_link(ward.store, token, morning(ward.at.date()), "k", ward.rulebook, ward.at)
    assert ward.row(case).state is State.WITHDRAWN
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=True)
    assert not opens(ward, token)
    with pytest.raises(NotFound):
        link(ward, case)


def test_a_link_of_somebody_who_left_opens_nothing(ward: Ward) -> None:
    token = link(ward, ward.in_s1())
    with ward.store.write(club=ward.club.id) as tx:
        tx.get_one(AthleteRow, ward.club.athletes[0]).removed_at = ward.at
    assert not opens(ward, token)


def test_a_made_up_link_opens_nothing(ward: Ward) -> None:
    link(ward, ward.in_s1())
    for token in ("", "day-", "day-" + "x" * 43, "inv-" + "x" * 43):
        assert not opens(ward, token)


def test_who_makes_links_and_who_does_not(ward: Ward) -> None:
    mine, child = ward.in_s1(0), ward.in_s1(1)
    for role, case in ((Role.DOCTOR, mine), (Role.ATHLETE, mine)):
        assert opens(ward, link(ward, case, role))
    for role, case in (
        (Role.COACH, mine),
        (Role.ADMINISTRATOR, mine),
        (Role.ATHLETE, child),
        (Role.GUARDIAN, mine),
    ):
        with pytest.raises(NotFound):
            link(ward, case, role)
    stranger = make_ward(ward.store, ward.rulebook, ward.at, "Canary").actor(Role.PHYSIO)
    with pytest.raises(NotFound):
        new_check_in_link(ward.store, stranger, ward.club.id, mine, ward.at)


def test_a_check_in_needs_no_look_at_the_newest_state(ward: Ward) -> None:
    case = ward.in_s1()
    token = link(ward, case)
    ward.do(case, HoldSet("Swelling is to be looked at first."))
    number = check_in_by_link(ward.store, token, morning(ward.at.date()), "k", ward.rulebook, ward.at)
    assert number == ward.row(case).version - 1
