"""Grading: who is graded at all, what the span says, and what goes with it."""

from __future__ import annotations

import pytest

from screening.domain.grading.rules import Span
from screening.domain.vocabulary import Confidence, Grade, InjuryStatus, NotGradedBecause, Tag, covering_label
from tests.support.injury_rules import judge
from tests.support.scenarios import boundary_cases

MILD = next(case.answers for case in boundary_cases() if case.rule == "triage.Q1")


def test_nobody_asked_is_not_the_same_as_no_problem() -> None:
    assert judge({}).injury.status is InjuryStatus.NOT_ASKED
    assert judge({"has_problem": False}).injury.status is InjuryStatus.NO_PROBLEM


def test_not_sure_about_a_problem_counts_as_one() -> None:
    assert judge({"has_problem": "not_sure"}).injury.status is InjuryStatus.NOT_GRADED


@pytest.mark.parametrize("asked", [{"has_problem": False}, {}])
def test_a_red_flag_without_a_problem_is_graded_like_one(asked: dict[str, bool]) -> None:
    injury = judge({**asked, "chest_signs": True}).injury
    assert injury.not_graded_because is NotGradedBecause.RED_FLAG
    assert injury.missing


def test_symptoms_other_than_red_flags_do_not_make_a_problem() -> None:
    assert judge({"has_problem": False, "walking": "limp"}).injury.status is InjuryStatus.NO_PROBLEM


def test_the_first_gate_is_reported_and_a_more_urgent_later_one_still_counts() -> None:
    injury = judge(MILD.with_(exclusions=("pregnant",), systemic_signs=("unwell",))).injury
    assert injury.not_graded_because is NotGradedBecause.OUT_OF_SCOPE
    assert injury.rules_fired[:2] == ("gate.N0", "gate.N3")


def test_a_less_urgent_later_gate_is_left_unsaid() -> None:
    injury = judge(MILD.with_(onset="gradual", low_energy_signs=True, days_since_onset=20)).injury
    assert injury.not_graded_because is NotGradedBecause.BONE_STRESS
    assert "gate.N12" not in injury.rules_fired


def test_an_excluded_situation_gets_no_second_line() -> None:
    injury = judge(MILD.with_(exclusions=("recent_leg_surgery",), gap=True)).injury
    assert injury.grade is None
    assert injury.tags == ()


def test_a_sudden_event_beside_a_gate_keeps_the_grade_as_second_line_without_a_forecast() -> None:
    injury = judge(MILD.with_(calf_signs=("pitting",), gap=True)).injury
    assert injury.status is InjuryStatus.NOT_GRADED
    assert (injury.grade_low, injury.grade_high) == (Grade.TWO_TO_THREE, Grade.TWO_TO_THREE)
    assert injury.tags == (Tag.RUPTURE_SUSPECTED,)
    assert injury.expected_return is None
    assert "gate.N11" in injury.rules_fired


def test_a_gap_nobody_asked_about_counts_only_beside_another_sign() -> None:
    alone = judge(MILD.without("gap")).injury
    beside = judge(MILD.with_(felt_pop=True).without("gap")).injury
    assert (alone.grade_low, alone.grade_high) == (Grade.ONE, Grade.ONE)
    assert (beside.grade_low, beside.grade_high) == (Grade.ONE_TO_TWO, Grade.TWO_TO_THREE)


def test_a_scan_shows_its_grade_while_the_answers_keep_their_urgency() -> None:
    judged = judge(MILD.with_(weakness="cannot", imaging_system="peetrons", imaging_class="1"))
    assert judged.injury.grade is Grade.ONE
    assert judged.facts.get("result.worst_grade") == "II-III"


def test_an_override_only_ever_lengthens_the_forecast() -> None:
    complete = judge(
        MILD.with_(
            imaging_system="bamic", imaging_class="4c", mechanism="slow_stretch", pain_location="sit_bone"
        )
    ).injury.expected_return
    assert complete is not None
    assert (complete.low_weeks, complete.high_weeks) == (13, 50)


def test_a_span_no_label_covers_is_told_in_weeks() -> None:
    injury = judge(MILD.with_(palpable_defect=True)).injury
    assert injury.confidence is Confidence.LOW
    assert injury.grade is Grade.TWO_TO_THREE
    assert injury.expected_return is not None
    assert injury.expected_return.text.startswith("About 1 to 12 weeks")


def test_open_questions_are_named_in_words() -> None:
    injury = judge(MILD.without("cold_foot", "lump")).injury
    assert injury.missing == ("cold_foot", "lump")
    assert injury.open_questions is not None
    assert "a cold or pale foot, a lump" in injury.open_questions


def test_the_reasons_name_the_answers_behind_a_shared_pattern() -> None:
    step = next(step for step in judge(MILD.with_(calf_signs=("pitting",))).trace if step.rule == "gate.N2")
    assert step.read["calf_signs"] == frozenset({"pitting"})
    assert not any(name.startswith("sign.") for name in step.read)


def test_a_span_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Span(Grade.TWO, Grade.ONE)


@pytest.mark.parametrize(
    ("low", "high", "label"),
    [
        (Grade.ONE, Grade.TWO, Grade.ONE_TO_TWO),
        (Grade.ZERO_TO_ONE, Grade.ONE, Grade.ZERO_TO_ONE),
        (Grade.TWO, Grade.THREE, Grade.TWO_TO_THREE),
        (Grade.ONE, Grade.TWO_TO_THREE, Grade.TWO_TO_THREE),
        (Grade.TWO, Grade.TWO, Grade.TWO),
    ],
)
def test_the_label_covers_the_span_or_names_its_worse_end(low: Grade, high: Grade, label: Grade) -> None:
    assert covering_label(low, high) is label
