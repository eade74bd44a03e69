"""When the care card interrupts."""

from __future__ import annotations

import pytest

from screening.domain.answers import Answer, Answers
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.web.athlete.interrupts import alarm_in, is_news

START = Answers({"age_years": 24, "sport": "football", "level": "amateur", "has_problem": True})


@pytest.mark.parametrize(
    ("field", "answer", "urgency"),
    [
        ("cold_foot", True, Urgency.T1),
        ("chest_signs", True, Urgency.T1),
        ("cauda_equina_signs", True, Urgency.T1),
        ("swelling", "tense", Urgency.T1),
        ("foot_drop", "gradual_or_partial", Urgency.T2),
        ("calf_signs", ("calf_swelling",), Urgency.T2),
        ("walking", "cannot", Urgency.T2),
    ],
)
def test_an_alarming_answer_alarms_while_everything_else_is_still_open(
    rulebook: Rulebook, field: str, answer: Answer, urgency: Urgency
) -> None:
    alarm = alarm_in(START.with_(**{field: answer}), rulebook)
    assert alarm is not None
    assert alarm.urgency is not None
    assert alarm.urgency.is_at_least(urgency)


@pytest.mark.parametrize(
    "answers", [Answers(), START, START.with_(cold_foot="not_sure"), START.without("has_problem")]
)
def test_blanks_and_not_knowing_alarm_nobody_half_way(rulebook: Rulebook, answers: Answers) -> None:
    assert alarm_in(answers, rulebook) is None


def test_a_red_flag_alarms_beside_no_problem_too(rulebook: Rulebook) -> None:
    assert alarm_in(Answers({"has_problem": False, "chest_signs": True}), rulebook) is not None


def test_each_level_interrupts_once_and_a_worse_one_again(rulebook: Rulebook) -> None:
    today = alarm_in(START.with_(walking="cannot"), rulebook)
    now = alarm_in(START.with_(walking="cannot", cold_foot=True), rulebook)
    assert today is not None
    assert now is not None
    assert is_news(today, ())
    assert not is_news(today, ("T2",))
    assert not is_news(today, ("T1",))
    assert is_news(now, ("T2",))
    assert not is_news(now, ("T1", "T2"))
