"""Recording in a case: by whom, from what they saw, once; all of it or nothing."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from screening.domain.case.events import (
    Agreed,
    AskedFor,
    CheckIn,
    Delegated,
    HoldSet,
    LightGiven,
    Moved,
    NoteWritten,
    Opened,
    ResponsibleChanged,
    SessionRecorded,
    Who,
)
from screening.domain.case.happen import Refused
from screening.domain.case.state import replay
from screening.domain.case.words import Flag, Light, Part, Party, SessionKind, State
from screening.domain.clubs import Purpose, Role
from screening.domain.errors import InvalidAnswers, NotFound
from screening.domain.rulebook import Rulebook
from screening.services.cases import CaseMoved, case_page, own_case, record
from screening.store import Store
from screening.store.tables import CaseEventRow
from screening.store.tables.audit import Event
from tests.support.kept_cases import Ward, make_ward, morning
from tests.support.store_rows import NOON

TO_S2 = Moved("move.TR3", State.S1, State.S2)
NOTE = NoteWritten("Walked without a limp today.")


def test_a_case_goes_up_when_its_gate_is_met_and_signed(ward: Ward) -> None:
    case = ward.in_s2()
    row, log = ward.row(case), ward.log(case)
    assert (row.state, row.version) == (State.S2, len(log))
    moved = log[-1].body
    assert isinstance(moved, Moved)
    assert all(line.met for line in moved.gate if not line.advisory)
    assert log[-1].by.party is Party.PHYSIO
    assert replay(log).state is State.S2
    noted = ward.audit(Event.CASE_CHANGED)[-1]
    assert noted.amount == 7
    assert noted.detail == {"case_id": case, "what": "test_recorded", "role": "physio"}


def test_a_gate_that_is_not_met_stays_shut_and_keeps_nothing(ward: Ward) -> None:
    case = ward.in_s1()
    before = ward.log(case)
    with pytest.raises(Refused) as refused:
        ward.do(case, (NOTE, TO_S2))
    assert "not tested" in str(refused.value)
    assert ward.log(case) == before, "nothing of what was sent together is kept"


def test_sending_again_gives_the_same_answer_and_keeps_nothing_twice(ward: Ward) -> None:
    case = ward.in_s1()
    version = ward.row(case).version
    number = ward.do(case, NOTE, key="the same")
    log = ward.log(case)
    assert ward.do(case, NOTE, key="the same") == number
    assert ward.do(case, NOTE, key="the same", seen=version) == number, "also as it was sent first"
    assert ward.log(case) == log
    assert ward.do(case, NOTE, Role.DOCTOR, key="the same") == number + 1, "a key is one person's own"


def test_somebody_who_saw_an_older_state_is_told_what_happened_since(ward: Ward) -> None:
    case = ward.in_s1()
    seen = ward.row(case).version
    number = ward.do(case, morning(ward.at.date()), Role.ATHLETE)
    with pytest.raises(CaseMoved) as moved:
        ward.do(case, NOTE, seen=seen)
    assert [event.number for event in moved.value.since] == [number, number + 1]
    assert isinstance(moved.value.since[0].body, CheckIn)
    with pytest.raises(CaseMoved):
        _record(ward, case, NOTE, None), "a clinician always says what was looked at"


def _record(ward: Ward, case: int, body: NoteWritten, seen: int | None) -> int:
    return record(
        ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, body, seen, "k", ward.rulebook, ward.at
    )


def test_what_an_athlete_reports_stands_whatever_was_seen(ward: Ward) -> None:
    case = ward.in_s1()
    ward.do(case, NOTE)
    number = ward.do(case, morning(ward.at.date(), pain=6), Role.ATHLETE)
    light = ward.log(case)[number].body
    assert isinstance(light, LightGiven)
    assert light.light is Light.RED
    row = ward.row(case)
    assert (row.light, row.is_held) == (Light.RED, True)
    assert row.due_at <= ward.at, "somebody has to look"


def test_a_flag_refers_at_once(ward: Ward) -> None:
    case = ward.in_s1()
    bad = CheckIn(Part.MORNING, ward.at.date(), pain_morning=1, flags=frozenset({Flag.NUMBNESS}))
    ward.do(case, bad, Role.ATHLETE)
    assert ward.row(case).state is State.REFERRED
    with pytest.raises(Refused):
        ward.do(case, TO_S2)


def test_nobody_but_a_clinician_moves_a_case(ward: Ward) -> None:
    mine, child = ward.in_s1(0), ward.in_s1(1)
    before = (ward.log(mine), ward.log(child))
    for role in (Role.ATHLETE, Role.GUARDIAN, Role.COACH, Role.ADMINISTRATOR):
        for body in (TO_S2, NOTE, HoldSet("a reason for holding it")):
            with pytest.raises((Refused, NotFound)):
                ward.do(child if role is Role.GUARDIAN else mine, body, role)
    assert (ward.log(mine), ward.log(child)) == before


def test_a_coach_enters_effort_and_minutes_and_no_more(ward: Ward) -> None:
    case, today = ward.in_s1(), ward.at.date()
    ward.do(case, CheckIn(Part.SESSION, today, session_rpe=4, minutes=30), Role.PHYSIO)
    ward.do(case, SessionRecorded("a", today, SessionKind.REHAB, minutes=30, session_rpe=4), Role.COACH)
    ward.do(case, AskedFor("a lighter day", "He looks tired."), Role.COACH)
    for body in (
        SessionRecorded("b", today, SessionKind.RUNNING, rung=2),
        SessionRecorded("b", today, SessionKind.RUNNING, pain_max=0),
        CheckIn(Part.MORNING, today, minutes=3),
        CheckIn(Part.SESSION, today, pain_during_max=0),
        CheckIn(Part.SESSION, today, flags=frozenset({Flag.LIMP})),
    ):
        with pytest.raises(InvalidAnswers, match="effort and minutes"):
            ward.do(case, body, Role.COACH)


def test_a_coach_of_another_squad_another_club_and_half_a_sign_in_find_no_case(ward: Ward) -> None:
    elsewhere = ward.in_s1(4)
    with pytest.raises(NotFound):
        ward.do(elsewhere, AskedFor("a lighter day"), Role.COACH)
    other = make_ward(ward.store, ward.rulebook, ward.at, "Canary")
    case = ward.in_s1()
    for actor, club in (
        (other.actor(Role.PHYSIO), ward.club.id),
        (other.actor(Role.PHYSIO), other.club.id),
        (ward.actor(Role.PHYSIO, second_factor=False), ward.club.id),
    ):
        for number in (case, 999_999):
            with pytest.raises(NotFound):
                record(ward.store, actor, club, number, NOTE, 2, "k", ward.rulebook, ward.at)
            with pytest.raises(NotFound):
                case_page(ward.store, actor, club, number, ward.rulebook, ward.at)


def test_nothing_comes_in_that_only_the_service_says(ward: Ward) -> None:
    case = ward.in_s1()
    opened = ward.log(case)[0].body
    assert isinstance(opened, Opened)
    for body in (opened, LightGiven(ward.at.date(), Light.GREEN, (), counts_green=True)):
        with pytest.raises(NotFound):
            ward.do(case, body)


def test_a_colleague_is_a_clinician_of_the_club_and_not_of_the_athletes_side(ward: Ward) -> None:
    case, accounts = ward.in_s1(), ward.club.accounts
    ward.do(case, Delegated(accounts[Role.PHYSIO], "Harriers physio"), Role.DOCTOR)
    for role in (Role.COACH, Role.ATHLETE):
        with pytest.raises(InvalidAnswers):
            ward.do(case, Delegated(accounts[role], "Somebody"), Role.DOCTOR)
        with pytest.raises(InvalidAnswers):
            ward.do(case, ResponsibleChanged(Who(Party.PHYSIO, "Somebody", accounts[role])))
    doctor = Who(Party.DOCTOR, "Harriers doctor", accounts[Role.DOCTOR])
    ward.do(case, ResponsibleChanged(doctor))
    assert ward.row(case).responsible_account_id == accounts[Role.DOCTOR]


def test_a_consent_taken_back_ends_the_case_at_the_next_request_and_closes_it_to_staff(ward: Ward) -> None:
    case = ward.in_s1()
    ward.do(case, HoldSet("Swelling is to be looked at first."))
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    with pytest.raises(NotFound):
        case_page(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.rulebook, ward.at)
    row = ward.row(case)
    assert (row.state, row.closed_at) == (State.WITHDRAWN, ward.at)
    last = ward.log(case)[-1]
    assert (last.by.party, last.body.move) == (Party.ATHLETE, "move.TR16")  # type: ignore[union-attr] # a move
    with pytest.raises(NotFound):
        ward.do(case, NOTE)
    mine = own_case(ward.store, ward.actor(Role.ATHLETE), ward.club.id, case, ward.rulebook, ward.at)
    assert mine.state.state is State.WITHDRAWN, "the athlete still reads everything"
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=True)
    with pytest.raises(Refused):
        ward.do(case, TO_S2)
    assert ward.row(case).state is State.WITHDRAWN, "allowing it again brings no case back"


def test_an_agreement_is_said_by_whoever_agrees(ward: Ward) -> None:
    case = ward.in_s1()
    ward.do(case, Agreed("move.TR3", agrees=True), Role.ATHLETE)
    assert ward.log(case)[-1].by == Who(Party.ATHLETE, "Harriers athlete", ward.club.accounts[Role.ATHLETE])


def test_of_two_at_once_exactly_one_is_first(any_store: Store, rulebook: Rulebook) -> None:
    ward = make_ward(any_store, rulebook, NOON)
    case = ward.in_s1()
    seen = ward.row(case).version
    gate = threading.Barrier(4)
    outcomes: list[object] = []

    def sign(role: Role, number: int) -> None:
        body = NoteWritten(f"This is the note of writer {number}.")
        gate.wait()
        try:
            outcomes.append(
                record(
                    ward.store, ward.actor(role), ward.club.id, case, body, seen, f"k{number}", rulebook, NOON
                )
            )
        except CaseMoved as moved:
            outcomes.append(moved)

    writers = [
        threading.Thread(target=sign, args=(role, number))
        for number, role in enumerate((Role.PHYSIO, Role.DOCTOR, Role.PHYSIO, Role.DOCTOR))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    won = [one for one in outcomes if isinstance(one, int)]
    lost = [one for one in outcomes if isinstance(one, CaseMoved)]
    assert (len(won), len(lost)) == (1, 3)
    assert all([event.number for event in one.since] == [seen + 1] for one in lost)
    assert ward.row(case).version == seen + 1


def test_of_one_press_sent_many_times_at_once_one_is_kept(any_store: Store, rulebook: Rulebook) -> None:
    ward = make_ward(any_store, rulebook, NOON)
    case = ward.in_s1()
    found: list[int] = []

    def send() -> None:
        found.append(ward.do(case, morning(ward.at.date()), Role.ATHLETE, key="one press"))

    senders = [threading.Thread(target=send) for _ in range(5)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(found) == 5
    assert len(set(found)) == 1
    with ward.store.read(club=ward.club.id) as tx:
        kinds = list(tx.scalars(sa.select(CaseEventRow.kind).where(CaseEventRow.case_id == case)))
    assert kinds.count("check_in") == 1
