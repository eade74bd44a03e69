"""When an answer is alarming, the care card comes at once, before the next question."""

from __future__ import annotations

from collections.abc import Collection

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import TriageResult
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency

LEAST_URGENT_TO_INTERRUPT = Urgency.T2
"""T3 and later wait for the result: interrupting for what can wait days would wear out the rest."""


def alarm_in(answers: Answers, rulebook: Rulebook) -> TriageResult | None:
    """The care card to show now, if what was answered so far asks for it.

    Only rules that fired on given answers count. Blanks are no reason here: most questions are still to come.
    """
    triage = assess(answers, rulebook).triage
    if triage.urgency is None or not triage.urgency.is_at_least(LEAST_URGENT_TO_INTERRUPT):
        return None
    told = any(reason.urgency.is_at_least(LEAST_URGENT_TO_INTERRUPT) for reason in triage.reasons)
    return triage if told else None


def is_news(alarm: TriageResult, shown: Collection[str]) -> bool:
    """Whether this urgency, or a worse one, was not shown yet: each level interrupts once."""
    return all(Urgency(seen).rank > alarm.urgency.rank for seen in shown) if alarm.urgency else False
