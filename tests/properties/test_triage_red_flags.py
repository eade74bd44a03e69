"""R-04: a red flag sets a floor for urgency that nothing else can lower."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.answers import Answer, Answers
from screening.domain.vocabulary import Urgency
from tests.support.answers import answer_sets
from tests.support.injury_rules import judge
from tests.support.samples import sample_of

FLAGS: tuple[tuple[Mapping[str, Answer], Urgency], ...] = (
    ({"cauda_equina_signs": True}, Urgency.T1),
    ({"chest_signs": True}, Urgency.T1),
    ({"cold_foot": True}, Urgency.T1),
    ({"pain_out_of_proportion": True}, Urgency.T2),
    ({"dark_urine": True}, Urgency.T1),
    ({"major_trauma": True}, Urgency.T1),
    ({"swelling": "tense"}, Urgency.T1),
    ({"foot_drop": "gradual_or_partial"}, Urgency.T2),
    ({"foot_drop": "sudden_or_complete"}, Urgency.T1),
    ({"calf_signs": ("calf_swelling",)}, Urgency.T2),
    ({"calf_signs": ("whole_leg_swelling",)}, Urgency.T2),
    ({"calf_signs": ("pitting",)}, Urgency.T2),
    ({"calf_signs": ("calf_tender",)}, Urgency.T4),
    ({"calf_signs": ("warm",)}, Urgency.T4),
    ({"systemic_signs": ("fever",)}, Urgency.T2),
    ({"systemic_signs": ("sweats_or_weight_loss",)}, Urgency.T3),
    ({"systemic_signs": ("unwell",)}, Urgency.T3),
    ({"skin_signs": ("red_hot",)}, Urgency.T3),
    ({"skin_signs": ("open_wound",)}, Urgency.T4),
    ({"lump": "growing"}, Urgency.T3),
    ({"lump": "over_5_cm"}, Urgency.T3),
)
FREE = (
    "cauda_equina_signs",
    "chest_signs",
    "cold_foot",
    "dark_urine",
    "foot_drop",
    "calf_signs",
    "lump",
    "swelling",
)


def _urgency(answers: Answers) -> Urgency:
    urgency = judge(answers).triage.urgency
    assert urgency is not None, "a red flag always gets an urgency"
    return urgency


@pytest.mark.parametrize(("flag", "floor"), FLAGS, ids=str)
@given(others=answer_sets(has_problem=None), asked=st.sampled_from([True, False, "not_sure", None]))
@settings(max_examples=sample_of(60))
def test_no_other_answer_lowers_the_floor_of_a_red_flag(
    flag: Mapping[str, Answer], floor: Urgency, others: Answers, asked: Answer | None
) -> None:
    answers = others.without("has_problem") if asked is None else others.with_(has_problem=asked)
    assert _urgency(answers.with_(**flag)).is_at_least(floor)


@pytest.mark.parametrize("asked", [True, False, None])
def test_every_subset_of_flags_keeps_the_highest_floor(asked: bool | None) -> None:
    first = {field: next((f, u) for f, u in FLAGS if field in f) for field in FREE}
    for size in range(1, len(FREE) + 1):
        for chosen in itertools.combinations(FREE, size):
            given_flags = {key: value for field in chosen for key, value in first[field][0].items()}
            floor = min((first[field][1] for field in chosen), key=lambda urgency: urgency.rank)
            answers = Answers(given_flags)
            if asked is not None:
                answers = answers.with_(has_problem=asked)
            assert _urgency(answers).is_at_least(floor)


@given(others=answer_sets(has_problem=False))
@settings(max_examples=sample_of(200))
def test_without_a_problem_and_a_flag_only_exclusions_and_measurements_say_more(others: Answers) -> None:
    flags = {field for flag, _ in FLAGS for field in flag}
    quiet = others.without(*flags, "exclusions", "hamstring_history")
    quiet = quiet.without("tenderness_length_cm", "ake_deficit_deg", "knee_flexor_force_pct")
    assert judge(quiet).triage.urgency is Urgency.T5
