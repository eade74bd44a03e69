"""The reasons of a grade as trace steps: each rule that had a say, and the answers it looked at."""

from __future__ import annotations

from collections.abc import Iterator

from screening.domain.answers import Known
from screening.domain.conditions import Condition, read_by
from screening.domain.facts import Facts
from screening.domain.trace import TraceStep

from .bounds import SEVERITY_COUNT, Spanned
from .combine import Combined
from .rules import Gate, GradeRow, GradingRules


def gate_step(gate: Gate, facts: Facts) -> TraceStep:
    """Why a gate closed the way to a grade."""
    return TraceStep(gate.id, read_by(gate.when, facts), f"not graded: {gate.because}", gate.sources)


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
        read = read_by(match.finding.when, facts)
        grade = _span(match.span.low, match.span.high)
        yield TraceStep(match.finding.id, read, f"grade {grade}", match.finding.sources)
    if combined.disagree:
        rule = rules.disagreement
        yield TraceStep(rule.id, {}, "answers and findings lie far apart", rule.sources)
    missing = rules.missing
    if answered.differ:
        unknown = {f.field: None for f in missing.bounds.fills if facts.get(f.field) is None}
        yield TraceStep(missing.bounds.id, unknown, "read as absent and as present", missing.bounds.sources)
        yield TraceStep(
            missing.bounds.urgency_id, {}, f"urgency goes by grade {combined.worst}", missing.bounds.sources
        )
    if combined.insufficient:
        rule_3 = missing.insufficient
        yield TraceStep(rule_3.id, {}, "too little is known for a grade", rule_3.sources)
    for timing in combined.timing:
        yield TraceStep(timing.id, read_by(timing.when, facts), timing.text, timing.sources)
