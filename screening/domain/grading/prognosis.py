"""How long it may take: the published range of the grade, and the signs that make it longer."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.assessment import ExpectedReturn
from screening.domain.vocabulary import Grade

from .rules import Prognosis, ReturnOverride, Span


def expected_return(
    span: Span, grade: Grade, overrides: Sequence[ReturnOverride], prognosis: Prognosis
) -> ExpectedReturn:
    """Weeks from the mild end to the severe end of the span; an override only ever lengthens them."""
    low = max([prognosis.by_grade[span.low].low_weeks, *(o.low_weeks for o in overrides)])
    high = max([prognosis.by_grade[span.high].high_weeks, *(o.high_weeks for o in overrides)])
    label = prognosis.by_grade[grade]
    if overrides:
        text = " ".join(override.text for override in overrides)
    elif (label.low_weeks, label.high_weeks) == (low, high):
        text = label.text
    else:
        text = prognosis.range_text.format(low=low, high=high)
    return ExpectedReturn(text=text, low_weeks=low, high_weeks=high)
