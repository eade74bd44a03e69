"""Urgency: who gets one, in which order the reasons stand, and in which words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from screening.domain.answers import Answers
from screening.domain.conditions import ALWAYS
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.triage.decide import decide_urgency
from screening.domain.triage.rules import Card, Phrase
from screening.domain.triage.wording import placeholders
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


def test_later_steps_read_the_urgency_and_every_reason() -> None:
    judged = judge(MILD.with_(cold_foot=True, walking="cannot"))
    assert judged.facts.get("result.urgency") == "T1"
    assert judged.facts.get("result.fired") == {reason.id for reason in judged.triage.reasons}
    assert judged.facts.get("result.decisive") == {
        reason.id for reason in judged.triage.reasons if reason.urgency is Urgency.T1
    }


def test_later_steps_read_no_urgency_where_nobody_was_asked() -> None:
    nobody = judge({}).facts
    assert nobody.get("result.urgency") is None
    assert nobody.get("result.fired") == nobody.get("result.decisive") == frozenset()


@pytest.mark.parametrize(
    "card", [card for card in injury_rules().triage.cards if card.urgency], ids=lambda card: card.id
)
def test_nothing_is_put_into_words_where_no_reasons_were_asked_for(card: Card) -> None:
    rules = replace(injury_rules().triage, cards=(replace(card, urgency=Urgency.T1, when=ALWAYS),))
    graded = grade_injury(Facts.of(MILD.with_(cold_foot=True)), injury_rules().grading, explained=False)
    found = decide_urgency(graded.facts, graded.result, rules, explained=False)
    assert found.result.urgency is Urgency.T1
    assert found.result.what_to_say == ""
    assert (graded.trace, found.trace) == ((), ())


def test_an_age_nobody_gave_leaves_its_place_empty() -> None:
    phrases = replace(injury_rules().triage.phrases, age=(Phrase(ALWAYS, "Age: {years}"),))
    assert placeholders(Facts(), phrases)["age"] == "Age: "
    assert placeholders(Facts({"age_years": 24}), phrases)["age"] == "Age: 24"


def test_the_emergency_number_may_stand_in_every_text_of_a_card() -> None:
    call = "Call {number}."
    words = {"until_then": (call, call), "go_at_once": call, "recheck": call}
    card = replace(Card("made_up", Urgency.T1, call, call, call, call, call), **words)
    filled = card.with_words({"{number}": "112"})
    assert (filled.headline, filled.who, filled.how_soon, filled.what_to_say) == ("Call 112.",) * 4
    assert (filled.why, filled.go_at_once, filled.recheck) == ("Call 112.",) * 3
    assert filled.until_then == ("Call 112.",) * 2
    assert replace(card, recheck=None).with_words({"{number}": "112"}).recheck is None


def test_every_row_of_the_table_is_listed_in_its_order() -> None:
    rules = injury_rules().triage
    assert rules.rule_ids() == tuple(row.id for row in (*rules.rows, *rules.fallbacks, *rules.blocks))
    assert {"triage.E1", "triage.Q1", "triage.Q3"} <= set(rules.rule_ids())
