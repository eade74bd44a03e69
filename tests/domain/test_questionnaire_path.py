"""The way through the questionnaire: short for the healthy, complete for whoever has a problem."""

from __future__ import annotations

import pytest

from screening.domain.answers import Answer, Answers
from screening.domain.path import (
    answers_from_ticks,
    fields_on,
    options_for,
    pages_for,
    relevant_answers,
    suggestions,
    ticks_from_answers,
    visible_fields,
)
from screening.domain.questionnaire import Page, QuestionType
from tests.support.questionnaires import shipped_questionnaire

QUESTIONNAIRE = shipped_questionnaire()
PAGES = {page.id: page for page in QUESTIONNAIRE.pages}
HEALTHY = Answers(
    {
        "sport": "football",
        "has_problem": False,
        "hamstring_history": "never",
        "demand_sprinting": "most_sessions",
    }
)
HURT = HEALTHY.with_(has_problem=True)


def ids(answers: Answers, *, extras: bool = False) -> list[str]:
    return [page.id for page in pages_for(answers, QUESTIONNAIRE, extras=extras)]


def test_the_healthy_path_has_the_fourteen_pages_in_order() -> None:
    assert ids(HEALTHY) == [
        *(
            "age",
            "sport",
            "about_you",
            "pain_now",
            "hamstring_history",
            "other_injuries",
            "demands",
            "sprinting",
        ),
        *("lately", "warm_up", "strength_and_balance", "nordics", "rest", "your_plan"),
    ]


@pytest.mark.parametrize("sport", QUESTIONNAIRE.question("sport").option_values)
def test_no_sport_makes_the_healthy_path_longer(sport: str) -> None:
    assert len(ids(HEALTHY.with_(sport=sport))) <= 14


def touches(page: Page, answers: Answers) -> int:
    """One per single choice, number or list with one tick; none for what is filled in beforehand."""
    filled = suggestions(page, answers)
    asked = [field for field in fields_on(page, answers, QUESTIONNAIRE) if field not in filled]
    if page.kind == "tick_group":
        return 1
    return len(asked)


@pytest.mark.parametrize("sport", ["football", "tennis", "dance", "rugby_union"])
def test_the_healthy_path_takes_at_most_twenty_taps_beside_continue(sport: str) -> None:
    start = Answers({"sport": sport})
    assert sum(touches(page, start) for page in pages_for(HEALTHY.with_(sport=sport), QUESTIONNAIRE)) <= 20


def test_a_problem_opens_its_pages_right_after_the_question_and_urgent_ones_first() -> None:
    found = ids(HURT)
    place = found.index("pain_now")
    assert found[place + 1] == "quick_help"
    part = [page.id for page in pages_for(HURT, QUESTIONNAIRE) if page.part == "problem"]
    assert found[place + 1 : place + 1 + len(part)] == part
    assert [page for page in found if page not in part] == ids(HEALTHY)


def test_every_question_about_a_problem_can_be_reached() -> None:
    slow = HURT.with_(onset="gradual", days_since_onset=10)
    reached = set(visible_fields(slow, QUESTIONNAIRE))
    about_it = {field for field, question in QUESTIONNAIRE.questions.items() if question.section == "problem"}
    assert about_it <= reached


def test_signs_of_a_slow_start_are_asked_unless_it_was_sudden() -> None:
    assert "slow_start" in ids(HURT)
    assert "slow_start" in ids(HURT.with_(onset="not_sure"))
    assert "slow_start" not in ids(HURT.with_(onset="sudden"))


def test_three_days_of_pain_are_asked_only_once_three_days_have_passed() -> None:
    assert "daily_pain_over_3_days" not in visible_fields(HURT.with_(days_since_onset=3), QUESTIONNAIRE)
    assert "daily_pain_over_3_days" in visible_fields(HURT.with_(days_since_onset=4), QUESTIONNAIRE)
    assert "daily_pain_over_3_days" in visible_fields(HURT, QUESTIONNAIRE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("chest_signs", True),
        ("swelling", "tense"),
        ("foot_drop", "gradual_or_partial"),
        ("calf_signs", ("warm",)),
        ("systemic_signs", ("fever",)),
        ("skin_signs", ("red_hot",)),
        ("lump", "growing"),
        ("dark_urine", True),
    ],
)
def test_an_alarming_answer_stays_in_sight_after_no_problem(field: str, value: Answer) -> None:
    answers = HEALTHY.with_(**{field: value})
    assert field in visible_fields(answers, QUESTIONNAIRE)
    assert relevant_answers(answers, QUESTIONNAIRE) == answers


def test_a_harmless_answer_is_dropped_when_the_problem_is_taken_back() -> None:
    assert "onset" not in relevant_answers(HEALTHY.with_(onset="sudden"), QUESTIONNAIRE)


def test_what_staff_measured_is_never_dropped() -> None:
    answers = HEALTHY.with_(nordic_force_left_n=300, ake_deficit_deg=5)
    assert relevant_answers(answers, QUESTIONNAIRE) == answers


@pytest.mark.parametrize("history", ["over_12_months", "within_12_months", "this_season", "not_back_yet"])
def test_an_earlier_strain_opens_one_page_more(history: str) -> None:
    found = ids(HEALTHY.with_(hamstring_history=history))
    assert found[found.index("hamstring_history") + 1] == "hamstring_history_details"


@pytest.mark.parametrize("history", ["never", "not_sure"])
def test_nobody_is_asked_about_a_strain_they_did_not_have(history: str) -> None:
    assert "hamstring_history_details" not in ids(HEALTHY.with_(hamstring_history=history))


def test_the_return_is_asked_only_of_whoever_is_back() -> None:
    assert "weeks_since_return" in visible_fields(
        HEALTHY.with_(hamstring_history="this_season"), QUESTIONNAIRE
    )
    not_back = HEALTHY.with_(hamstring_history="not_back_yet")
    hidden = {"weeks_since_return", "sprint_exposure", "sprint_spike", "matches_close_together"}
    assert hidden.isdisjoint(visible_fields(not_back, QUESTIONNAIRE))


def test_sessions_before_the_first_match_are_asked_in_the_first_weeks() -> None:
    back = HEALTHY.with_(hamstring_history="this_season")
    assert "return_sessions" in ids(back.with_(weeks_since_return=14))
    assert "return_sessions" not in ids(back.with_(weeks_since_return=15))
    assert "return_sessions" not in ids(back)


def test_sprinting_is_not_asked_where_nobody_sprints() -> None:
    assert "sprinting" not in ids(HEALTHY.with_(demand_sprinting="never"))


def test_positions_are_those_of_the_sport() -> None:
    question = QUESTIONNAIRE.question("position")
    offered = {option.value for option in options_for(question, Answers({"sport": "rugby_league"}))}
    assert offered == {"forward", "back"}
    assert "position" not in visible_fields(Answers({"sport": "tennis"}), QUESTIONNAIRE)


def test_a_position_goes_with_the_sport_it_belongs_to() -> None:
    changed = HEALTHY.with_(position="outfield", sport="rugby_union")
    assert relevant_answers(changed, QUESTIONNAIRE) == changed.without("position")


def test_demands_are_suggested_by_sport_until_answered() -> None:
    page = PAGES["demands"]
    assert suggestions(page, HEALTHY)["demand_kicking"] == "every_session"
    assert "demand_sprinting" not in suggestions(page, HEALTHY)
    assert suggestions(page, Answers({"sport": "other"})) == {}
    assert suggestions(page, Answers()) == {}


def test_extra_pages_come_on_request_or_once_answered() -> None:
    assert "season" not in ids(HEALTHY)
    assert "season" in ids(HEALTHY, extras=True)
    assert "season" in ids(HEALTHY.with_(season_phase="in_season"))


# tick groups -------------------------------------------------------------------------------------

GROUP = PAGES["quick_help"]


def test_an_untouched_tick_group_says_nothing() -> None:
    assert answers_from_ticks(GROUP, [], GROUP.fields) == (Answers(), ())


def test_none_of_these_says_no_to_each() -> None:
    answers, problems = answers_from_ticks(GROUP, ["none"], GROUP.fields)
    assert problems == ()
    assert dict(answers) == dict.fromkeys(GROUP.fields, False)


def test_a_tick_says_yes_and_no_to_the_rest() -> None:
    answers, _ = answers_from_ticks(GROUP, ["cold_foot"], GROUP.fields)
    assert answers["cold_foot"] is True
    assert answers["chest_signs"] is False


def test_not_sure_about_the_rest_is_never_no() -> None:
    answers, _ = answers_from_ticks(GROUP, ["cold_foot", "not_sure"], GROUP.fields)
    assert answers["cold_foot"] is True
    assert {value for field, value in answers.items() if field != "cold_foot"} == {"not_sure"}


@pytest.mark.parametrize("ticked", [["none", "cold_foot"], ["none", "not_sure"], ["age_years"], ["<script>"]])
def test_ticks_that_contradict_or_do_not_belong_are_refused(ticked: list[str]) -> None:
    answers, problems = answers_from_ticks(GROUP, ticked, GROUP.fields)
    assert len(answers) == 0
    assert problems


@pytest.mark.parametrize("ticked", [[], ["none"], ["not_sure"], ["cold_foot"], ["cold_foot", "dark_urine"]])
def test_ticks_come_back_as_they_were_given(ticked: list[str]) -> None:
    answers, _ = answers_from_ticks(GROUP, ticked, GROUP.fields)
    assert ticks_from_answers(GROUP, answers) == frozenset(ticked)


def test_only_yes_no_questions_stand_in_tick_groups() -> None:
    for page in QUESTIONNAIRE.pages:
        if page.kind == "tick_group":
            assert all(QUESTIONNAIRE.question(field).type is QuestionType.BOOLEAN for field in page.fields)
