"""Puts answers and findings together: imaging replaces the answers, any other finding widens the span."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.facts import Facts
from screening.domain.fitting import first_fitting, fitting
from screening.domain.vocabulary import Confidence, Grade

from .bounds import Spanned, answered_items, least_sure
from .missing_rules import Insufficient, TimingRule
from .rules import Finding, GradingRules, Span


@dataclass(frozen=True, slots=True)
class Matched:
    """A finding that applies, with the grade it stands for."""

    finding: Finding
    span: Span


@dataclass(frozen=True, slots=True)
class Combined:
    """The whole span with what made it.

    `worst` is the most severe grade that answers or findings allow: a finding may narrow the span that is
    shown, never the urgency.
    """

    span: Span
    worst: Grade
    confidence: Confidence
    provisional: bool
    insufficient: bool
    disagree: bool
    matched: tuple[Matched, ...]
    timing: tuple[TimingRule, ...]


def matched_findings(facts: Facts, rules: GradingRules) -> tuple[Matched, ...]:
    """Every clinician row that applies, in table order."""
    found = [
        (finding, first_fitting(finding.results, facts)) for finding in rules.finding_leads.fitting(facts)
    ]
    return tuple([Matched(finding, result.span) for finding, result in found if result is not None])


def combine(facts: Facts, answered: Spanned, rules: GradingRules, *, tear_pattern: bool) -> Combined:
    """The grade span from the answers, the findings and the rules of time and recurrence."""
    matched = matched_findings(facts, rules)
    imaging = [match for match in matched if match.finding.imaging]
    span = imaging[0].span if imaging else answered.span
    for match in imaging[1:]:
        span = span.joined(match.span)
    widening = [match for match in matched if not match.finding.imaging]
    limit = rules.disagreement.above_steps
    disagree = any(span.steps_to(match.span) > limit for match in widening)
    for match in widening:
        span = span.joined(match.span)
    timing = tuple(fitting(rules.missing.timing, facts))
    raised = sum(rule.raises_high_by for rule in timing)
    span = Span(span.low, span.high.raised(raised))
    worst = max(span.high, answered.span.high.raised(raised), key=lambda grade: grade.step)
    too_little = _too_little(facts, answered, rules, rules.missing.insufficient)
    return Combined(
        span=span,
        worst=worst,
        confidence=_confidence(answered, imaging, timing, disagree=disagree),
        provisional=any(rule.provisional for rule in timing),
        insufficient=too_little and not (tear_pattern or imaging or disagree),
        disagree=disagree,
        matched=matched,
        timing=timing,
    )


def _too_little(facts: Facts, answered: Spanned, rules: GradingRules, limits: Insufficient) -> bool:
    span = answered.span
    too_wide = (
        answered.differ
        and span.low.step <= limits.low_at_most.step
        and span.high.step >= limits.high_at_least.step
    )
    return too_wide or answered_items(facts, rules.severity) < limits.least_items


def _confidence(
    answered: Spanned, imaging: list[Matched], timing: tuple[TimingRule, ...], *, disagree: bool
) -> Confidence:
    if disagree:
        return Confidence.LOW
    sure = [match.finding.confidence for match in imaging if match.finding.confidence]
    capped = [rule.confidence for rule in timing if rule.confidence]
    return least_sure(*(sure or [answered.confidence]), *capped)
