"""What could change a result, as JSON beside it: the smallest step to a lower band, what would narrow it."""

from __future__ import annotations

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.assessment_json import plain
from screening.domain.risk.narrowing import narrowing
from screening.domain.risk.smallest_step import smallest_step
from screening.domain.risk.what_if import ground_of
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import RiskStatus


def outlook_json(assessment: Assessment, answers: Answers, rulebook: Rulebook) -> dict[str, object]:
    """The keys `smallest_step` and `would_narrow`; both None where nothing is scored.

    Not part of `assess`, since most callers need neither and a step takes up to a few dozen scores.
    """
    if assessment.risk.status is not RiskStatus.SCORED:
        return {"smallest_step": None, "would_narrow": None}
    ground = ground_of(answers, rulebook)
    return {
        "smallest_step": plain(smallest_step(ground)),
        "would_narrow": plain(narrowing(ground, assessment.risk.most_useful_missing)),
    }
