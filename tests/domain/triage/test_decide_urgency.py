"""Urgency: who gets one, in which order the reasons stand, and in which words."""

from __future__ import annotations

import re

import pytest

from screening.domain.answers import Answers
from screening.domain.vocabulary import Urgency
from tests.support.injury_rules import injury_rules, judge
from tests.support.scenarios import boundary_cases, public_cases

MILD = next(case.answers for case in boundary_cases() if case.rule == "triage.Q1")
EVERY = tuple(dict.fromkeys(case.answers for case in (*boundary_cases(), *public_cases())))


def test_nobody_asked_gets_no_urgency_and_its_own_words() -> None:
    triage = judge({}).triage
    assert triage.urgency is None
    assert triage.headline == "Nobody asked about pain"
    assert triage.recheck is None


def test_no_problem_gets_its_own_words_and_no_recheck_in_days() -> None:
    triage = judge({"has_problem": False}).triage
    assert (triage.urgency, triage.headline) == (Urgency.T5, "Nothing here needs a professional now")
    assert triage.recheck is None
    assert [reason.id for reason in triage.reasons] == ["triage.Q3"]


def test_self_management_of_a_problem_books_a_recheck() -> None:
    triage = judge(MILD).triage
    assert triage.urgency is Urgency.T5
    assert triage.recheck is not None


def test_reasons_stand_with_the_most_urgent_first() -> None:
    reasons = judge(MILD.with_(cold_foot=True, walking="cannot", gap=True)).triage.reasons
    ranks = [reason.urgency.rank for reason in reasons]
    assert ranks == sorted(ranks)
    assert reasons[0].id == "triage.E3"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"chest_signs": True}, "clot in the lung"),
        ({"cauda_equina_signs": True}, "lower back"),
        ({"cold_foot": True}, "blood supply"),
        ({"swelling": "tense"}, "pressure is building up"),
        ({"dark_urine": True}, "kidneys"),
        ({"systemic_signs": ("fever", "unwell")}, "infection"),
        ({"calf_signs": ("pitting",)}, "blood clot"),
        ({"foot_drop": "gradual_or_partial"}, "nerve"),
        ({"blood_thinner": "anticoagulant"}, "bleed"),
        ({"walking": "cannot"}, "four steps"),
        ({"gap": True}, "complete tear"),
        ({"pain_location": "sit_bone", "sitting_pain": "cannot_sit"}, "come away at the sit bone"),
        ({"age_years": 15, "pain_location": "sit_bone"}, "X-ray"),
        ({"lump": "growing"}, "lump"),
        ({"exclusions": ("pregnant",)}, "not designed for your situation"),
        ({"mechanism": "slow_stretch", "pain_location": "upper_third"}, "stretch injury"),
    ],
)
def test_the_care_card_speaks_of_what_made_it_urgent(changes: dict[str, object], words: str) -> None:
    assert words in judge(Answers({**MILD, **changes})).triage.why  # type: ignore[dict-item]


def test_what_to_say_tells_side_place_start_and_findings() -> None:
    triage = judge(
        MILD.with_(
            problem_side="right",
            pain_location="sit_bone",
            felt_pop=True,
            sitting_pain="cannot_sit",
            walking="limp",
            days_since_onset=1,
        )
    ).triage
    assert triage.what_to_say.startswith(
        "I have pain at the sit bone, at the top of the back of my right thigh. "
        "It began suddenly while sprinting yesterday. "
        "I felt or heard a pop, I limp and I cannot sit on that side."
    )


def test_pain_is_not_claimed_where_only_a_warning_sign_was_answered() -> None:
    said = judge({"has_problem": False, "calf_signs": ("calf_swelling",)}).triage.what_to_say
    assert said.startswith("My calf is swollen.")
    assert "pain" not in said


@pytest.mark.parametrize("answers", EVERY, ids=lambda _: "case")
def test_every_card_is_whole_and_plain(answers: Answers) -> None:
    triage = judge(answers).triage
    texts = (triage.headline, triage.who, triage.when, triage.what_to_say, triage.why, triage.go_at_once)
    texts = (*texts, *triage.until_then, *(reason.text for reason in triage.reasons), triage.recheck or "")
    for text in texts:
        assert not re.search(r"[{}!]|\s{2}|\s[.,]|\.\.|None", text), text
        assert not re.search(r"\byou have an? ", text, re.IGNORECASE), text
    assert all((triage.headline, triage.who, triage.when, triage.why))


def test_emergency_cards_name_the_number_from_the_rules() -> None:
    number = injury_rules().triage.emergency_number
    assert number in judge({"chest_signs": True}).triage.who
