"""The grade span that the answers allow: the table is read twice, missing as absent and as present."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from screening.domain.answers import Known
from screening.domain.conditions import ALWAYS, count_true, holds
from screening.domain.facts import Facts
from screening.domain.fitting import first_fitting
from screening.domain.vocabulary import Confidence

from .missing_rules import Fill
from .rules import GradeRow, GradingRules, RowResult, SeverityItem, Span

SEVERITY_COUNT = "result.severity_count"
_CONFIDENCES = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Reading:
    """One evaluation of the grade table: the facts it used, the row that fitted, what that gives."""

    facts: Facts
    row: GradeRow
    span: Span


@dataclass(frozen=True, slots=True)
class Spanned:
    """Both evaluations."""

    lower: Reading
    upper: Reading
    span: Span = field(init=False)
    """From the mildest end of either evaluation to the most severe end of either."""
    differ: bool = field(init=False)
    """Whether missing answers change the conclusion."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "span", self.lower.span.joined(self.upper.span))
        object.__setattr__(self, "differ", self.lower.span != self.upper.span)

    @property
    def confidence(self) -> Confidence:
        if self.differ:
            return Confidence.LOW
        return least_sure(self.lower.row.confidence, self.upper.row.confidence)


def least_sure(*confidences: Confidence) -> Confidence:
    """The lowest of some confidences."""
    return min(confidences, key=_CONFIDENCES.index)


def completed(facts: Facts, fills: Iterable[Fill], *, present: bool) -> dict[str, Known | None]:
    """The values with what is missing read as present, or as absent; a copy for the caller to add to."""
    values = dict(facts.values)
    for fill in fills:
        if values.get(fill.field) is None:
            use_present = present and fill.present_when.is_true(values)
            values[fill.field] = fill.present if use_present else fill.absent
    return values


def severity_count(facts: Facts, items: tuple[SeverityItem, ...]) -> int:
    """How many of the counted signs are there."""
    return count_true([item.when for item in items], facts)


def answered_items(facts: Facts, items: tuple[SeverityItem, ...]) -> int:
    """How many of the counted signs somebody answered."""
    values = facts.values
    return sum(any(values.get(field) is not None for field in item.answered_by) for item in items)


def span_of(reported: Facts, rules: GradingRules) -> Spanned:
    """Both readings of the answers as given."""
    values = reported.values
    fills = [fill for fill in rules.missing.bounds.fills if values.get(fill.field) is None]
    lower = _reading(reported, rules, fills, present=False)
    if fills:
        return Spanned(lower, _reading(reported, rules, fills, present=True))
    # Nothing is missing, so both look at the same facts; a result for the severe end alone still may differ.
    span = _result(lower.row.results, lower.facts, reported, present=True)
    return Spanned(lower, Reading(lower.facts, lower.row, span))


def _reading(reported: Facts, rules: GradingRules, fills: Iterable[Fill], *, present: bool) -> Reading:
    values = completed(reported, fills, present=present)
    facts = Facts(values)
    values[SEVERITY_COUNT] = severity_count(facts, rules.severity)
    row = first_fitting(rules.rows, facts)
    if row is None:
        raise LookupError("a table without a last, unconditional row")
    return Reading(facts, row, _result(row.results, facts, reported, present=present))


def _result(results: tuple[RowResult, ...], facts: Facts, reported: Facts, *, present: bool) -> Span:
    for result in results:
        if result.upper_only:
            if present and holds(result.when, reported):
                return result.span
        elif holds(result.when, facts):
            return result.span
    raise LookupError("a row without a last, unconditional result")


def ends_unconditionally(results: tuple[RowResult, ...]) -> bool:
    """Whether the last result always holds, so that a row that fits never lacks a grade."""
    return bool(results) and results[-1].when is ALWAYS and not results[-1].upper_only
