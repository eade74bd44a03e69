"""The reasons of a grade as trace steps: each rule that had a say, and the answers it looked at."""

from __future__ import annotations

from collections.abc import Iterator

from screening.domain.answers import Known
from screening.domain.conditions import Condition, read_by
from screening.domain.facts import Facts
from screening.domain.trace import TraceStep

from .bounds import SEVERITY_COUNT, Spanned
from .combine import Combined
from .missing_rules import TimingRule
from .rules import AlternativeRule, Gate, GradeRow, GradingRules, ImagingAdvice


def gate_step(gate: Gate, facts: Facts) -> TraceStep:
    """Why a gate closed the way to a grade."""
    result = f"not graded: {gate.because}"
    return TraceStep(
        gate.id, read_by(gate.when, facts), result, gate.sources, text=gate.text, certainty=gate.certainty
    )


def fired_rows(answered: Spanned) -> Iterator[str]:
    """The rows of the table that fitted, by id; two where the ends differ."""
    if answered.differ:
        yield answered.lower.row.id
    yield answered.upper.row.id


def fired_beside(combined: Combined, answered: Spanned, rules: GradingRules) -> Iterator[str]:
    """Every other rule that had a say in the grade, by id, in the order of the steps."""
    yield from (match.finding.id for match in combined.matched)
    if combined.disagree:
        yield rules.disagreement.id
    if answered.differ:
        yield from (rules.missing.bounds.id, rules.missing.bounds.urgency_id)
    if combined.insufficient:
        yield rules.missing.insufficient.id
    yield from (timing.id for timing in combined.timing)


def row_steps(answered: Spanned, facts: Facts, rules: GradingRules) -> Iterator[TraceStep]:
    """The row of the table that fitted; one step for each end where they differ."""
    ends = [("mild end", answered.lower), ("severe end", answered.upper)]
    if not answered.differ:
        ends = [("", answered.upper)]
    for name, reading in ends:
        counted = reading.facts.get(SEVERITY_COUNT)
        words = f"{name}: " if name else ""
        yield TraceStep(
            reading.row.id,
            _read_by_row(reading.row, facts, rules),
            f"{words}grade {_span(reading.span.low, reading.span.high)}, {counted} counted signs",
            reading.row.sources,
            text=reading.row.text,
            certainty=reading.row.certainty,
        )


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _read_by_row(row: GradeRow, facts: Facts, rules: GradingRules) -> dict[str, Known | None]:
    read = dict(_expanded(row.when, facts, rules))
    for result in row.results:
        read.update(_expanded(result.when, facts, rules))
    return read


def _expanded(condition: Condition, facts: Facts, rules: GradingRules) -> Iterator[tuple[str, Known | None]]:
    for name in condition.names():
        if name != SEVERITY_COUNT:
            yield name, facts.get(name)
            continue
        for item in rules.severity:
            yield from read_by(item.when, facts).items()


def combined_steps(
    combined: Combined, answered: Spanned, facts: Facts, rules: GradingRules
) -> Iterator[TraceStep]:
    """Findings, what was missing, and the rules of time and recurrence."""
    for match in combined.matched:
        found = match.finding
        result = f"grade {_span(match.span.low, match.span.high)}"
        read = read_by(found.when, facts)
        yield TraceStep(found.id, read, result, found.sources, text=found.text, certainty=found.certainty)
    if combined.disagree:
        rule = rules.disagreement
        result = "answers and findings lie far apart"
        yield TraceStep(rule.id, {}, result, rule.sources, text=rule.text, certainty=rule.certainty)
    missing = rules.missing
    if answered.differ:
        unknown = {f.field: None for f in missing.bounds.fills if facts.get(f.field) is None}
        bounds = missing.bounds
        result = "read as absent and as present"
        yield TraceStep(bounds.id, unknown, result, bounds.sources, text=bounds.text)
        result = f"urgency goes by grade {combined.worst}"
        yield TraceStep(bounds.urgency_id, {}, result, bounds.sources, text=bounds.text)
    if combined.insufficient:
        rule_3 = missing.insufficient
        result = "too little is known for a grade"
        yield TraceStep(rule_3.id, {}, result, rule_3.sources, text=rule_3.text)
    for timing in combined.timing:
        read = read_by(timing.when, facts)
        yield TraceStep(timing.id, read, _changes(timing), timing.sources, text=timing.text)


def beside_step(rule: AlternativeRule | ImagingAdvice, facts: Facts, result: str) -> TraceStep:
    """Something said beside the grade."""
    return TraceStep(rule.id, read_by(rule.when, facts), result, rule.sources, text=rule.text)


def _changes(timing: TimingRule) -> str:
    """What a rule of time and recurrence does to the grade."""
    if timing.raises_high_by:
        return "the range reaches higher"
    if timing.provisional:
        return "the grade is provisional"
    return f"confidence {timing.confidence} at most" if timing.confidence else "said beside the grade"
