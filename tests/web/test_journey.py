"""Where somebody is in the questionnaire: pure answers in, place out."""

from __future__ import annotations

import pytest

from screening.domain.answers import Answers
from screening.domain.rulebook import Rulebook
from screening.web.athlete.journey import Journey

RED_FLAGS = [
    "cauda_equina_signs",
    "chest_signs",
    "cold_foot",
    "pain_out_of_proportion",
    "dark_urine",
    "major_trauma",
    "swelling",
    "foot_drop",
    "calf_signs",
    "systemic_signs",
    "skin_signs",
    "walking",
]


@pytest.fixture(scope="module")
def journey(rulebook: Rulebook) -> Journey:
    return Journey.through(rulebook)


@pytest.mark.parametrize("field", RED_FLAGS)
def test_a_question_that_may_send_somebody_to_a_doctor_today_cannot_be_left_blank(
    journey: Journey, field: str
) -> None:
    assert field in journey.must


@pytest.mark.parametrize("field", RED_FLAGS)
def test_each_of_them_can_be_answered_by_not_knowing(rulebook: Rulebook, field: str) -> None:
    assert rulebook.questionnaire.question(field).not_sure


def test_questions_about_habits_can_be_left_blank(journey: Journey) -> None:
    assert not journey.must & {"nordic_dose", "sleep_hours", "warm_up_minutes", "sex", "equipment"}


def test_nobody_gets_a_result_before_saying_whether_something_hurts(journey: Journey) -> None:
    page = journey.first_must(Answers({"age_years": 24, "sport": "football", "level": "amateur"}))
    assert page is not None
    assert "has_problem" in page.fields


def test_with_a_problem_only_the_pages_about_it_hold_the_result_back(journey: Journey) -> None:
    started = Answers({"age_years": 24, "sport": "football", "level": "amateur", "has_problem": True})
    page = journey.first_must(started)
    assert page is not None
    asked = {field: "not_sure" for field in journey.must if field not in started}
    told = started.with_(**{**asked, "days_since_onset": 3, "mechanism": "sprint"}).without(
        "hamstring_history"
    )
    assert journey.first_must(told) is None


def test_an_alarm_holds_nothing_back(journey: Journey) -> None:
    assert journey.first_must(Answers({"has_problem": True, "cold_foot": True}), alarmed=True) is None


def test_dropping_an_answer_drops_what_hung_on_it(journey: Journey) -> None:
    before = Answers(
        {"has_problem": False, "onset": "sudden", "pain_location": "middle_third", "age_years": 30}
    )
    settled = journey.settle(before)
    assert dict(settled.answers) == {"has_problem": False, "age_years": 30}
    assert set(settled.removed) == {"onset", "pain_location"}


def test_an_alarming_answer_is_never_dropped(journey: Journey) -> None:
    before = Answers({"has_problem": False, "cold_foot": True})
    assert journey.settle(before).answers["cold_foot"] is True


def test_a_healthy_athlete_answers_at_most_fourteen_pages(journey: Journey) -> None:
    assert journey.healthy_page_count() <= 14


def test_the_count_adapts_to_what_was_answered(journey: Journey) -> None:
    first = journey.pages(Answers())[0]
    healthy = journey.step_words(first, Answers({"has_problem": False}))
    hurt = journey.step_words(first, Answers({"has_problem": True}))
    assert healthy.startswith("Question 1 of about ")
    assert int(hurt.rpartition(" ")[2]) > int(healthy.rpartition(" ")[2])


def test_no_page_has_the_name_of_a_fixed_address(rulebook: Rulebook) -> None:
    assert not {page.id for page in rulebook.questionnaire.pages} & {"answers", "later", "care"}
