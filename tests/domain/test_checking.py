"""Typed answers, as JSON and the API send them: read as they are meant, or refused with the way out."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.answers import Answers
from screening.domain.checking import check_answers
from screening.domain.errors import InvalidAnswers
from screening.domain.questionnaire import QuestionType
from tests.support.questionnaires import shipped_questionnaire

QUESTIONNAIRE = shipped_questionnaire()


def problems_of(raw: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InvalidAnswers) as refused:
        check_answers(raw, QUESTIONNAIRE)
    return {problem.field: problem.message for problem in refused.value.problems}


def test_good_answers_are_kept_as_given() -> None:
    raw: dict[str, object] = {
        "age_years": 24,
        "sport": "football",
        "position": "outfield",
        "sleep_hours": 7.5,
        "has_problem": False,
        "often_fatigued": "not_sure",
        "equipment": ["band", "partner"],
        "exercise_limits": [],
        "exclusions": ["none"],
        "imaging_class": "2b",
    }
    answers = check_answers(raw, QUESTIONNAIRE)
    assert answers["equipment"] == ("band", "partner")
    assert answers["exercise_limits"] == ()
    assert answers["exclusions"] == ("none",)
    assert answers["often_fatigued"] == "not_sure"
    assert answers["sleep_hours"] == 7.5


def test_no_answers_at_all_are_no_mistake() -> None:
    assert check_answers({}, QUESTIONNAIRE) == Answers()


def test_null_is_not_asked() -> None:
    assert "age_years" not in check_answers({"age_years": None}, QUESTIONNAIRE)


def test_every_problem_is_named_at_once() -> None:
    found = problems_of(
        {"age_years": 7, "sport": "chess", "wings": 2, "has_problem": "yes", "equipment": "band"}
    )
    assert set(found) == {"age_years", "sport", "wings", "has_problem", "equipment"}


def test_a_message_names_the_thing_and_the_way_out() -> None:
    assert problems_of({"age_years": 200})["age_years"] == "Enter your age in whole years, from 8 to 90"
    assert "left, right, both" in problems_of({"problem_side": "middle"})["problem_side"]


@pytest.mark.parametrize(
    "value", [True, "24", [24], {"a": 1}, 24.5, 7, 91, -1, math.nan, math.inf, 1e300, "not_sure"]
)
def test_an_age_that_is_no_whole_number_in_range_is_refused(value: object) -> None:
    assert "from 8 to 90" in problems_of({"age_years": value})["age_years"]


@pytest.mark.parametrize("value", [8, 90, 24.0])
def test_limits_themselves_are_fine(value: object) -> None:
    assert isinstance(check_answers({"age_years": value}, QUESTIONNAIRE)["age_years"], int)


@pytest.mark.parametrize("value", [0, 1, "true", "yes", "", [], 0.0, "NOT_SURE"])
def test_a_yes_no_answer_is_true_false_or_not_sure(value: object) -> None:
    assert "true, false" in problems_of({"felt_pop": value})["felt_pop"]


@pytest.mark.parametrize(
    "value", ["", "Football", "FOOTBALL", "football ", "not_sure", True, 3, ["football"]]
)
def test_an_option_is_spelt_exactly(value: object) -> None:
    assert "football" in problems_of({"sport": value})["sport"]


@pytest.mark.parametrize(
    "value", ["band", {"band": True}, ["band", 3], [["band"]], ["bands"], [True], [None]]
)
def test_a_tick_list_is_a_list_of_its_options(value: object) -> None:
    assert "band" in problems_of({"equipment": value})["equipment"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["none", "band"], "none"),
        (["band", "band"], "only once"),
    ],
)
def test_a_tick_list_does_not_contradict_itself(value: object, said: str) -> None:
    assert said in problems_of({"equipment": value})["equipment"]


def test_not_sure_about_a_tick_list_is_not_an_empty_one() -> None:
    assert check_answers({"calf_signs": "not_sure"}, QUESTIONNAIRE)["calf_signs"] == "not_sure"
    assert check_answers({"calf_signs": ["not_sure"]}, QUESTIONNAIRE)["calf_signs"] == "not_sure"
    assert "not both" in problems_of({"calf_signs": ["not_sure", "warm"]})["calf_signs"]


def test_not_sure_is_an_answer_only_where_a_person_may_not_know() -> None:
    assert check_answers({"pain_worst": "not_sure"}, QUESTIONNAIRE)["pain_worst"] == "not_sure"
    assert (
        "from 0 to 14"
        in problems_of({"neuromuscular_warm_up_per_week": "not_sure"})["neuromuscular_warm_up_per_week"]
    )


@pytest.mark.parametrize(
    ("sport", "position", "fits"),
    [
        ("football", "goalkeeper", True),
        ("rugby_union", "forward", True),
        ("gaelic_football", "forward", True),
        ("football", "forward", False),
        ("tennis", "other", False),
        ("cricket", "fast_bowler", True),
        ("american_football", "fast_bowler", False),
    ],
)
def test_a_position_belongs_to_its_sport(sport: str, position: str, fits: bool) -> None:
    raw: dict[str, object] = {"sport": sport, "position": position}
    if fits:
        assert check_answers(raw, QUESTIONNAIRE)["position"] == position
    else:
        assert "sport" in problems_of(raw)["position"]


def test_a_position_alone_is_taken_as_it_is() -> None:
    assert check_answers({"position": "forward"}, QUESTIONNAIRE)["position"] == "forward"


@pytest.mark.parametrize("value", ["", "  ", "x" * 41, "2\nb", "2\x00b", "2\u202eb", "\ud800", 2, ["2b"]])
def test_a_text_is_short_and_of_plain_characters(value: object) -> None:
    assert "40 characters" in problems_of({"imaging_class": value})["imaging_class"]


def test_red_flags_are_read_even_where_no_problem_is_reported() -> None:
    answers = check_answers({"has_problem": False, "chest_signs": True}, QUESTIONNAIRE)
    assert answers["chest_signs"] is True


def test_an_older_file_may_still_say_pregnancy_or_hormones() -> None:
    assert check_answers({"clot_risks": ["pregnancy_or_hormones"]}, QUESTIONNAIRE)


def test_a_hostile_field_name_cannot_break_out_of_its_line() -> None:
    found = problems_of({"a\nb\x1b[31m": 1, "x" * 500: 2})
    assert all("\n" not in field and "\x1b" not in field and len(field) < 80 for field in found)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(QUESTIONNAIRE.questions)) | st.text(max_size=5), json_values))
def test_any_values_are_answers_or_problems(raw: dict[str, object]) -> None:
    try:
        answers = check_answers(raw, QUESTIONNAIRE)
    except InvalidAnswers as refused:
        assert all(problem.message for problem in refused.problems)  # noqa: PT017 - either way is right
        return
    assert set(answers) == {field for field, value in raw.items() if value is not None}


@given(st.sampled_from(sorted(QUESTIONNAIRE.questions)), st.data())
def test_every_offered_answer_of_every_question_is_accepted(field: str, data: st.DataObject) -> None:
    question = QUESTIONNAIRE.question(field)
    match question.type:
        case QuestionType.BOOLEAN:
            value: object = data.draw(st.sampled_from([True, False, "not_sure"]))
        case QuestionType.CHOICE:
            value = data.draw(st.sampled_from(question.option_values))
        case QuestionType.LIST:
            others = [option for option in question.option_values if option != "none"]
            value = data.draw(st.lists(st.sampled_from(others), unique=True) | st.just(["none"]))
        case QuestionType.TEXT:
            value = "2b"
        case _:
            assert question.minimum is not None
            assert question.maximum is not None
            value = data.draw(st.integers(math.ceil(question.minimum), math.floor(question.maximum)))
    assert check_answers({field: value}, QUESTIONNAIRE)[field] is not None
