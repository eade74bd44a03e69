"""The care card: when, who, what to say, until then, go at once."""

from __future__ import annotations

from screening.domain.assessment import Assessment
from screening.domain.reporting.charts.model import Clock, ClockStep
from screening.domain.reporting.references import References
from screening.domain.reporting.situation import shows_care_card
from screening.domain.reporting.view import CareCard, Row
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import ended
from screening.domain.vocabulary import Urgency


def clock_of(urgency: Urgency, wording: Wording) -> Clock:
    """How soon, as a place on five steps."""
    return Clock(
        steps=tuple(ClockStep(word=wording.say(f"clock.{step}"), is_now=step is urgency) for step in Urgency),
        title=f"How soon: {wording.say(f'clock.{urgency}')}",
    )


def care_card_of(assessment: Assessment, wording: Wording) -> CareCard | None:
    """The card; None where nothing needs care."""
    triage = assessment.triage
    if triage.urgency is None or not shows_care_card(assessment):
        return None
    rows = ((wording.say("care.when"), triage.when), (wording.say("care.who"), triage.who))
    return CareCard(
        urgency=triage.urgency.value,
        kicker=wording.say(f"care.{triage.urgency}"),
        headline=triage.headline,
        clock=clock_of(triage.urgency, wording),
        why=triage.why,
        rows=tuple(Row(head, ended(text)) for head, text in rows if text),
        what_to_say=triage.what_to_say,
        until_then=tuple(ended(line) for line in triage.until_then),
        go_at_once=triage.go_at_once,
        recheck=triage.recheck,
        stands_alone=triage.urgency.is_at_least(Urgency.T3),
    )


def reasons_of(assessment: Assessment, references: References) -> tuple[Row, ...]:
    """What made it this urgent, the most pressing first, with sources by number."""
    reasons = sorted(assessment.triage.reasons, key=lambda reason: reason.urgency.rank)
    return tuple(Row(head=ended(reason.text), text=references.mark(reason.sources)) for reason in reasons)
