"""The care card after a check-in that says STOP: the same rules and cards as after a screening decide it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from screening.domain.answers import Answer, Answers
from screening.domain.assess import assess
from screening.domain.assessment import TriageResult
from screening.domain.case.events import Opened
from screening.domain.case.words import Flag, Mechanism
from screening.domain.rulebook import Rulebook

ANSWERS_OF: Mapping[Flag, Mapping[str, Answer]] = {
    Flag.POP: {"felt_pop": True},
    Flag.NUMBNESS: {"numbness": "below_knee"},
    Flag.SADDLE_OR_BLADDER: {"cauda_equina_signs": True},
    Flag.CALF_SWELLING: {"calf_signs": ("calf_swelling",)},
    Flag.BREATHLESSNESS: {"chest_signs": True},
    Flag.FEVER: {"systemic_signs": ("fever",)},
}
"""What a tick says in the words of the questionnaire; where it could say two things, the more urgent one."""
_MECHANISMS: Mapping[Mechanism, str] = {
    Mechanism.SPRINT: "sprint",
    Mechanism.KICK: "kick",
    Mechanism.STRETCH: "slow_stretch",
}


def stop_card(
    opened: Opened, flags: Collection[Flag], age_years: int | None, day: dt.date, rulebook: Rulebook
) -> TriageResult:
    """Whom to see and how soon, for what was ticked. Nothing that was not asked counts as harmless.

    Args:
        opened: what the case started from: side, day and mechanism of the injury.
        day: the club's own day.
    """
    answers: dict[str, Answer] = {
        "has_problem": True,
        "problem_side": opened.side.value,
        "onset": "sudden",
        "days_since_onset": max(0, (day - opened.injury_on).days),
    }
    if opened.mechanism in _MECHANISMS:
        answers["mechanism"] = _MECHANISMS[opened.mechanism]
    if age_years is not None:
        answers["age_years"] = age_years
    for flag in flags:
        answers |= ANSWERS_OF.get(flag, {})
    return assess(Answers(answers), rulebook).triage
