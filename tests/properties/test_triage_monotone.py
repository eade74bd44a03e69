"""R-05 and R-06: a worse symptom never lowers the urgency, and a blank is never taken for normal."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from screening.domain.answers import Answer, Answers
from screening.domain.vocabulary import InjuryStatus, Urgency
from tests.support.answers import answer_sets, near_benign
from tests.support.injury_rules import Judged, judge
from tests.support.samples import sample_of

WORSE: dict[str, tuple[Answer, ...]] = {
    "felt_pop": (False, True),
    "stopped": ("continued", "stopped", "collapsed"),
    "walking": ("normal", "limp", "cannot"),
    "pain_worst": (0, 3, 6, 7, 10),
    "pain_rest": (0, 3, 4, 8),
    "walking_pain_free": ("within_a_day", "after_more_than_a_day", "not_yet"),
    "daily_pain_over_3_days": (False, True),
    "bruising": ("none", "small", "large_or_spreading"),
    "swelling": ("none", "mild", "marked", "tense"),
    "gap": (False, True),
    "weakness": ("none", "some", "cannot"),
    "sitting_pain": ("none", "mild", "cannot_sit"),
    "numbness": ("none", "thigh", "below_knee"),
    "foot_drop": ("none", "gradual_or_partial", "sudden_or_complete"),
    "back_pain": (False, True),
    "cauda_equina_signs": (False, True),
    "night_pain": (False, True),
    "systemic_signs": ((), ("unwell",), ("unwell", "fever"), ("unwell", "fever", "sweats_or_weight_loss")),
    "cancer_history": (False, True),
    "calf_signs": ((), ("calf_tender",), ("calf_tender", "pitting")),
    "clot_risks": ((), ("long_travel",), ("long_travel", "previous_clot")),
    "chest_signs": (False, True),
    "pain_out_of_proportion": (False, True),
    "cold_foot": (False, True),
    "dark_urine": (False, True),
    "major_trauma": (False, True),
    "lump": ("none", "stable", "growing"),
    "skin_signs": ((), ("red_hot",), ("red_hot", "open_wound")),
    "morning_stiffness_over_3_months": (False, True),
    "low_energy_signs": (False, True),
    "trend": ("improving", "static", "worsening"),
    "recurrences_this_season": (0, 1, 2, 3),
}
"""Each symptom from benign to alarming; rules/triage/index.yaml says why both_legs is left out."""

HISTORY = frozenset({"recurrences_this_season"})
"""Only moves between T5 and T4 or T4 and T3, on what was reported; a blank does not block T5."""

steps = st.sampled_from(sorted(WORSE)).flatmap(
    lambda field: st.tuples(st.just(field), st.integers(0, len(WORSE[field]) - 2))
)


def _rank(judged: Judged) -> int:
    assert judged.triage.urgency is not None
    return judged.triage.urgency.rank


def _ended_by_a_gate(before: Judged, after: Judged) -> bool:
    """The documented exception: a gate on a start that was not sudden ends grading.

    What rested on the grade alone, by blanks or by a recurrence, no longer counts there.
    """
    decisive = {reason.id for reason in before.triage.reasons if reason.urgency is before.triage.urgency}
    by_grade = decisive <= {"triage.U1", "triage.U8", "missing.D3"}
    return (
        by_grade
        and before.facts.get("result.tear_pattern") is False
        and after.injury.status is InjuryStatus.NOT_GRADED
        and after.facts.get("result.worst_grade") is None
    )


@given(answers=st.one_of(answer_sets(), near_benign()), step=steps)
@settings(max_examples=sample_of(300))
def test_a_worse_symptom_never_lowers_the_urgency(answers: Answers, step: tuple[str, int]) -> None:
    field, place = step
    milder, worse = (judge(answers.with_(**{field: WORSE[field][place + i]})) for i in (0, 1))
    if _ended_by_a_gate(milder, worse):
        return
    assert _rank(worse) <= _rank(milder)


@given(answers=near_benign(changes=4), field=st.sampled_from(sorted(WORSE)))
@settings(max_examples=sample_of(150))
def test_a_benign_answer_that_becomes_unknown_never_lowers_the_urgency(answers: Answers, field: str) -> None:
    benign = answers.with_(**{field: WORSE[field][0]})
    for unknown in (benign.without(field), benign.with_(**{field: "not_sure"})):
        assert _rank(judge(unknown)) <= _rank(judge(benign))


@given(
    answers=near_benign(changes=4),
    field=st.sampled_from(sorted(set(WORSE) - HISTORY)),
    place=st.integers(1, 4),
)
@settings(max_examples=sample_of(180))
def test_an_alarming_answer_that_becomes_unknown_never_ends_in_self_management(
    answers: Answers, field: str, place: int
) -> None:
    alarming = answers.with_(**{field: WORSE[field][min(place, len(WORSE[field]) - 1)]})
    assume(_rank(judge(alarming)) < Urgency.T5.rank)
    assert _rank(judge(alarming.without(field))) < Urgency.T5.rank


@given(answers=answer_sets())
@settings(max_examples=sample_of(180))
def test_an_open_safety_question_is_named_and_forbids_self_management(answers: Answers) -> None:
    judged = judge(answers)
    if judged.injury.missing:
        assert _rank(judged) < Urgency.T5.rank
        assert judged.injury.open_questions
