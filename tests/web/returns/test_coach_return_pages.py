"""What a coach sees of athletes on the way back, and may do: less always, more never, nothing clinical."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from screening.domain.case.events import Agreed, AskedFor, RungSet, SessionRecorded, TestRecorded
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.words import Party, SessionKind, State
from screening.domain.clubs import Purpose, Role
from screening.store.tables.audit import Event
from tests.support.signing_in import Person
from tests.web.checkin.conftest import Returning
from tests.web.page_rules import faults_of

CLINICAL = ("pain", "grade", "strain", "palpation", "N/kg", "of 10", "diagnos", "amber", "green", "red light")


def opened(person: Person, path: str) -> str:
    answer = person.get(path)
    assert answer.status_code == 200, path
    page = answer.get_data(as_text=True)
    assert faults_of(page) == [], path
    return page


def press(person: Person, path: str, **fields: str) -> str:
    answer = person.post(path, {"key": "c" * 32, **fields})
    if answer.status_code != 303:
        page = answer.get_data(as_text=True)
        assert faults_of(page) == [], path
        return page
    return opened(person, answer.headers["Location"])


def state_of(returning: Returning, name: str = "grown") -> CaseState:
    return replay(returning.ward.log(returning.cases[name]))


def of(returning: Returning, name: str = "grown") -> str:
    return f"/returns/{returning.cases[name]}"


def test_each_athlete_of_the_squad_has_one_sentence(returning: Returning) -> None:
    page = opened(returning.person(Role.COACH), "/returns")
    for place in (1, 2, 3):
        assert f"Harriers athlete {place}" in page
    assert "Modified training. Running up to 70% of best speed." in page
    assert page.count('class="word') == 3


def test_the_page_says_what_is_allowed_since_when_and_how_fast(returning: Returning) -> None:
    page = opened(returning.person(Role.COACH), of(returning))
    assert "S4, Running progression" in page
    assert "70% of best speed" in page
    assert "Highest speed" in page
    assert "Since" in page
    assert "Looked at again" in page
    assert "Clearance is given by a named person, not by software." in page


@pytest.mark.parametrize("name", ["grown", "young", "fast"])
def test_nothing_clinical_stands_on_any_page_of_a_coach(returning: Returning, name: str) -> None:
    ward = returning.ward
    ward.do(
        returning.cases[name], TestRecorded("palpation", ward.at.date(), passed=False, pain=7, note="sore")
    )
    coach = returning.person(Role.COACH)
    for path in ("/returns", of(returning, name)):
        page = opened(coach, path).partition("<main")[2]
        page = page.replace("Notes, pain, tests and what it fits stay between", "")
        found = [word for word in CLINICAL if re.search(rf"\b{re.escape(word)}\b", page)]
        assert found == [], path


def test_that_a_coach_has_looked_is_written_down(returning: Returning) -> None:
    opened(returning.person(Role.COACH), "/returns")
    assert returning.ward.audit(Event.RECORD_VIEWED)


def test_a_coach_accepts_into_full_training_and_moves_nothing(returning: Returning) -> None:
    coach = returning.person(Role.COACH)
    assert "Do you take them into full training?" in opened(coach, of(returning, "fast"))
    page = press(coach, f"{of(returning, 'fast')}/accept", agrees="yes")
    assert "takes them into full training, said on 14 November 2026" in page
    state = state_of(returning, "fast")
    assert state.state is State.S5
    assert (state.agreements[-1].by.party, state.agreements[-1].body) == (
        Party.COACH,
        Agreed("move.TR7", agrees=True),
    )


def test_a_coach_is_asked_and_heard_before_full_training_alone(returning: Returning) -> None:
    coach = returning.person(Role.COACH)
    assert "Do you take them" not in opened(coach, of(returning))
    page = press(coach, f"{of(returning)}/accept", agrees="yes")
    assert "does not begin where the case stands" in page
    assert state_of(returning).agreements == ()


def test_a_coach_makes_the_running_slower_and_never_faster(returning: Returning) -> None:
    coach = returning.person(Role.COACH)
    before = state_of(returning).rung
    page = opened(coach, of(returning))
    assert f'value="r{before - 1}"' in page
    assert f'value="r{before}"' not in page
    assert 'value="r0"' in page, "walking is always left"
    assert f'value="r{before + 1}"' not in page
    press(coach, f"{of(returning)}/less", less=f"r{before - 1}", why="Heavy legs")
    state = state_of(returning)
    assert state.rung == before - 1
    last = next(
        one for one in reversed(returning.ward.log(returning.cases["grown"])) if isinstance(one.body, RungSet)
    )
    assert last.by.party is Party.COACH
    refused = press(coach, f"{of(returning)}/less", key="d" * 32, less=f"r{before + 3}", why="Looks good")
    assert "Choose what is less" in refused
    assert state_of(returning).rung == before - 1


def test_a_coach_stops_a_session(returning: Returning) -> None:
    page = press(returning.person(Role.COACH), f"{of(returning)}/less", less="none", why="Cold pitch")
    asked = AskedFor("No session today", "Cold pitch", no_session=True)
    assert state_of(returning).asked_for[-1].body == asked
    assert "Today: not cleared" in page
    assert "No session today, as a coach asked." in page
    own = opened(returning.person(Role.ATHLETE), f"/my-return/{returning.cases['grown']}")
    assert own.count("No session today") >= 2, "under Today and beside the days ahead"
    assert "No session today, as a coach asked." in opened(returning.person(Role.COACH), "/returns")


def test_a_rise_of_fast_running_in_the_teams_training_is_said_to_coach_and_physio(
    returning: Returning,
) -> None:
    ward, case = returning.ward, returning.cases["grown"]
    said = "Fast running measured in the last seven days rose"
    assert said not in opened(returning.person(Role.COACH), of(returning))
    for back, metres in ((2, 500.0), (9, 300.0)):
        on = ward.at.date() - dt.timedelta(days=back)
        done = SessionRecorded(
            f"file-{back}", on, SessionKind.TEAM_MODIFIED, minutes=60, hsr_m=metres, from_file="runs.csv"
        )
        ward.do(case, done)
    assert said in opened(returning.person(Role.COACH), of(returning))
    desk = returning.person(Role.PHYSIO).get(f"/cases/{case}/programme").get_data(as_text=True)
    assert said in desk


def test_a_lighter_session_is_asked_for_and_closes_no_day(returning: Returning) -> None:
    page = press(returning.person(Role.COACH), f"{of(returning)}/less", less="lighter", why="Heavy legs")
    assert state_of(returning).asked_for[-1].body == AskedFor("A lighter session today", "Heavy legs")
    assert "Today: modified" in page


def test_a_coach_says_how_hard_a_session_was_and_nothing_of_pain(returning: Returning) -> None:
    coach = returning.person(Role.COACH)
    sent = {"kind": "team_modified", "day": "yesterday", "effort": "6", "minutes": "55", "pain_max": "9"}
    page = press(coach, f"{of(returning)}/session", **sent)
    assert "The session is kept." in page
    kept = [one.body for one in state_of(returning).sessions if one.by.party is Party.COACH]
    assert kept == [
        SessionRecorded(
            "coach-2026-11-13-team_modified",
            kept[0].on,
            SessionKind.TEAM_MODIFIED,
            minutes=55,
            session_rpe=6,
        )
    ]


def test_what_is_missing_of_a_session_is_asked_for(returning: Returning) -> None:
    page = press(returning.person(Role.COACH), f"{of(returning)}/session", day="today", effort="6")
    assert "Choose which session it was" in page
    assert "Type the minutes" in page


def test_who_took_back_the_keeping_of_answers_is_seen_by_no_coach(returning: Returning) -> None:
    returning.ward.decide(0, Purpose.PROCESSING, given=False)
    coach = returning.person(Role.COACH)
    assert "Harriers athlete 1<" not in opened(coach, "/returns")
    assert coach.get(of(returning)).status_code == 404


@pytest.mark.parametrize("role", [Role.PHYSIO, Role.ATHLETE])
def test_the_coachs_half_is_for_coaches(returning: Returning, role: Role) -> None:
    person = returning.person(role)
    assert person.get("/returns").status_code == 404
    assert person.get(of(returning)).status_code == 404
    for ending in ("accept", "less", "session"):
        assert person.post(f"{of(returning)}/{ending}", {"key": "c" * 32}).status_code == 404


def test_the_page_of_the_squad_says_it_too(returning: Returning) -> None:
    squad = f"/squads/{returning.ward.club.squads[0]}"
    page = opened(returning.person(Role.COACH), squad)
    assert "On the way back" in page
    assert "Running up to 70% of best speed" in page
    assert f'href="{of(returning)}"' in page
    assert "On the way back" not in opened(returning.person(Role.PHYSIO), squad), (
        "who has the cases themselves"
    )
