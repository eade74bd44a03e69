"""The way back for who is signed in: to read, to agree to, to ask about, to leave; and only one's own."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from screening.domain.case.events import Agreed, AskedFor, DaysSaid, ProgrammeMade
from screening.domain.case.rules import required_case_rules
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.week.model import Terms
from screening.domain.case.words import Party, State
from screening.domain.clubs import Role
from screening.services.cases.own_side import GUARDIAN_UNTIL
from screening.store.tables import AthleteRow
from tests.support.signing_in import Person
from tests.web.checkin.conftest import Returning
from tests.web.page_rules import faults_of


def state_of(returning: Returning, name: str = "grown") -> CaseState:
    return replay(returning.ward.log(returning.cases[name]))


def opened(person: Person, path: str) -> str:
    answer = person.get(path)
    assert answer.status_code == 200, path
    page = answer.get_data(as_text=True)
    assert faults_of(page) == [], path
    return page


def press(person: Person, path: str, **fields: str) -> str:
    """Send a form of the page and go where it leads."""
    answer = person.post(path, {"key": "k" * 32, **fields})
    if answer.status_code != 303:
        page = answer.get_data(as_text=True)
        assert faults_of(page) == [], path
        return page
    return opened(person, answer.headers["Location"])


def own(returning: Returning) -> tuple[Person, str]:
    return returning.person(Role.ATHLETE), f"/my-return/{returning.cases['grown']}"


def test_an_athlete_with_one_case_goes_straight_to_it(returning: Returning) -> None:
    athlete, address = own(returning)
    assert athlete.get("/my-return").headers["Location"].endswith(address)


def test_the_page_says_where_one_stands_and_what_opens_the_next_stage(returning: Returning) -> None:
    athlete, address = own(returning)
    page = opened(athlete, address)
    assert "Your way back" in page
    assert "S4, Running progression" in page
    assert re.search(r'<li class="now" aria-current="step">', page)
    assert "What opens S5" in page
    assert "Not tested" in page
    assert "A date alone opens nothing." in page
    assert "Running up to 70% of your best speed" in page
    assert "safe" not in page.replace("unsafe", "").lower().replace("safety", "")
    for word in ("healed", "guaranteed"):
        assert word not in page.lower()


def test_a_yes_to_the_next_move_is_kept_and_moves_nothing(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/agree", move="move.TR6", agrees="yes")
    assert "You agreed on 14 November 2026." in page
    assert state_of(returning).state is State.S4
    said = state_of(returning).agreements[-1]
    assert (said.by.party, said.body) == (Party.ATHLETE, Agreed("move.TR6", agrees=True))


def test_a_yes_to_another_move_is_refused_with_the_reason(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/agree", move="move.TR8", agrees="yes")
    assert "does not begin where the case stands" in page
    assert state_of(returning).agreements == ()


def test_disagreeing_holds_the_case(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/ask", what="disagree", disagree="I want to sprint next week")
    assert "Nothing moves up until you have talked about it." in page
    assert "hold.HD6" in {hold.rule for hold in state_of(returning).holds}
    assert "Hold: no step up" in page


def test_asking_for_a_step_down_reaches_the_physio_and_decides_nothing(returning: Returning) -> None:
    athlete, address = own(returning)
    press(athlete, f"{address}/ask", what="step_down", step_down="It feels too fast")
    state = state_of(returning)
    assert state.asked_for[-1].body == AskedFor("a step down", "It feels too fast")
    assert state.state is State.S4


def test_a_wish_without_a_word_is_asked_about(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/ask", what="step_down", step_down=" ")
    assert "Say it in a few words" in page
    assert state_of(returning).asked_for == ()


def test_consent_is_taken_back_after_a_second_look(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/withdraw")
    assert "Tick the box" in page
    assert state_of(returning).state is State.S4
    page = press(athlete, f"{address}/withdraw", sure="yes")
    assert "Your consent is taken back" in page
    assert state_of(returning).state is State.WITHDRAWN
    assert "Take back your consent" not in page
    assert returning.phone().client.get(returning.link()).status_code == 404


def test_pressed_twice_it_is_kept_once(returning: Returning) -> None:
    athlete, address = own(returning)
    for _ in range(2):
        press(athlete, f"{address}/ask", what="step_up", step_up="It goes well")
    assert len(state_of(returning).asked_for) == 1


def test_an_athlete_says_which_days_there_are_and_the_days_ahead_follow(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/ask", what="days", days="2", minutes="25")
    assert "Kept. The days ahead follow it." in page
    said = [
        one.body for one in returning.ward.log(returning.cases["grown"]) if isinstance(one.body, DaysSaid)
    ]
    assert said == [DaysSaid((2,), 25)]
    form = opened(athlete, f"{address}?change=days")
    assert re.search(r'value="2" checked', form)
    assert 'value="25"' in form


def test_minutes_and_days_that_cannot_be_are_said_beside_their_fields(returning: Returning) -> None:
    athlete, address = own(returning)
    for minutes in ("5", "many", "121"):
        page = press(athlete, f"{address}/ask", what="days", days="2", minutes=minutes)
        assert "Type the minutes as a number from 6 to 120" in page
        assert re.search(r'value="2" checked', page), "what was ticked stays"
    kept = ProgrammeMade(Terms(days=(1, 3)), dt.date(2026, 11, 14), dt.date(2026, 11, 20), ())
    returning.ward.do(returning.cases["grown"], kept)
    assert "Your physio chose: Monday and Wednesday. You can say less, not more." in opened(
        athlete, f"{address}?change=days"
    )
    page = press(athlete, f"{address}/ask", what="days", days="2")
    assert "Tick at least one of the days that your physio chose: Monday and Wednesday" in page
    assert not any(isinstance(one.body, DaysSaid) for one in returning.ward.log(returning.cases["grown"]))


def test_from_the_page_one_gets_to_the_check_in(returning: Returning) -> None:
    athlete, address = own(returning)
    page = press(athlete, f"{address}/check-in")
    assert "Morning check-in" in page


def test_a_guardian_reads_and_agrees_until_the_athlete_is_grown_up(returning: Returning) -> None:
    guardian, case = returning.person(Role.GUARDIAN), returning.cases["young"]
    page = opened(guardian, f"/my-return/{case}")
    assert "The way back of Harriers athlete 2" in page
    state = state_of(returning, "young")
    assert state.state is State.S5
    press(guardian, f"/my-return/{case}/agree", move="move.TR7", agrees="yes")
    said = state_of(returning, "young").agreements[-1]
    assert (said.by.party, said.body.agrees) == (Party.GUARDIAN, True)
    returning.later(days=3 * 365)
    assert returning.person(Role.GUARDIAN).get(f"/my-return/{case}").status_code == 404


def test_a_guardian_takes_a_consent_back_only_while_the_guardian_decides(returning: Returning) -> None:
    guardian, case = returning.person(Role.GUARDIAN), returning.cases["young"]
    address = f"/my-return/{case}"
    assert 'id="withdraw"' not in opened(guardian, address), "old enough to decide alone about answers"
    refused = press(guardian, f"{address}/withdraw", sure="yes")
    assert "The athlete decides about this consent alone" in refused
    assert state_of(returning, "young").state is State.S5
    with returning.ward.store.write(club=returning.ward.club.id) as tx:
        athlete = tx.get_one(AthleteRow, returning.ward.club.athletes[1])
        athlete.birth_date, athlete.birth_year = "2014-06-01", 2014
    assert 'id="withdraw"' in opened(guardian, address)
    press(guardian, f"{address}/withdraw", sure="yes")
    assert state_of(returning, "young").state is State.WITHDRAWN


def test_a_guardian_is_asked_as_long_as_the_rules_need_their_yes(returning: Returning) -> None:
    assert required_case_rules(returning.ward.rulebook).classes.guardian_under_years == GUARDIAN_UNTIL


@pytest.mark.parametrize("role", [Role.COACH, Role.PHYSIO])
def test_the_staff_has_no_way_back_of_its_own(returning: Returning, role: Role) -> None:
    person = returning.person(role)
    assert person.get(f"/my-return/{returning.cases['grown']}").status_code == 404
    assert person.get("/my-return").status_code == 404


@pytest.mark.parametrize("path", ["", "/agree", "/ask", "/withdraw", "/check-in"])
def test_nobody_reaches_the_way_back_of_somebody_else(returning: Returning, path: str) -> None:
    athlete, guardian = returning.person(Role.ATHLETE), returning.person(Role.GUARDIAN)
    for person, case in ((athlete, "young"), (guardian, "grown"), (athlete, "fast")):
        address = f"/my-return/{returning.cases[case]}{path}"
        answer = person.post(address, {"key": "k" * 32, "sure": "yes"}) if path else person.get(address)
        assert answer.status_code == 404, address
