"""The two evaluators against each other: everything both say about the same answers, with no tolerance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from screening.columnar.evaluator import Evaluator
from screening.columnar.results import Detail, FactorLine
from screening.columnar.table import table_of
from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.rulebook import Rulebook
from screening.domain.summary_row import SummaryRow, cells, summary_row
from screening.rulebook.load import default_rulebook
from tests.support.random_answers import RandomAnswers

AT_ONCE = 10_000


@dataclass(frozen=True)
class Mismatch:
    """One value on which the two disagree."""

    answers: Answers
    value: str
    scalar: object
    columnar: object

    def __str__(self) -> str:
        return f"{self.value}: {self.scalar!r} one by one, {self.columnar!r} in columns, for {self.answers}"


def differential(count: int, seed: int, rulebook: Rulebook | None = None) -> list[Mismatch]:
    """Compare both on generated answers.

    Args:
        count: how many answer sets.
        seed: the same seed gives the same sets.
        rulebook: the shipped one by default.
    """
    book = rulebook or default_rulebook()
    generated = RandomAnswers(seed, rulebook=rulebook)
    evaluator = Evaluator(book)
    found: list[Mismatch] = []
    for start in range(0, count, AT_ONCE):
        sets = generated.take(min(AT_ONCE, count - start))
        found += mismatches(sets, book, evaluator)
    return found


def mismatches(sets: Sequence[Answers], scalar: Rulebook, columnar: Evaluator) -> list[Mismatch]:
    """Every value on which the scalar engine under one rulebook and the evaluator disagree."""
    results = columnar.evaluate(table_of(sets, scalar.questionnaire))
    texts = results.column_texts()
    found: list[Mismatch] = []
    told = zip(sets, results.rows(), results.details(), zip(*texts.values(), strict=True), strict=True)
    for answers, row, detail, written in told:
        assessment = assess(answers, scalar, explained=False, weeks=False)
        expected_row = summary_row(assessment)
        found += _compared(answers, _told(expected_row), _told(row))
        found += _compared(answers, _told(detail_of(assessment)), _told(detail))
        found += _compared(answers, {"cells": cells(expected_row)}, {"cells": written})
    return found


def detail_of(assessment: Assessment) -> Detail:
    """The detail of a scalar result."""
    risk = assessment.risk
    if risk.baseline is None:
        raise ValueError("every result has a baseline")
    return Detail(
        baseline=risk.baseline.id,
        p0=risk.baseline.p0,
        factors=tuple(FactorLine(f.id, f.level, f.weight, f.effect) for f in risk.factors),
        provisional=risk.provisional,
        fortnight_light=str(risk.fortnight_light) if risk.fortnight_light else None,
        reasons=tuple(reason.id for reason in assessment.triage.reasons),
    )


def _told(record: SummaryRow | Detail) -> Mapping[str, object]:
    return asdict(record)


def _compared(
    answers: Answers, scalar: Mapping[str, object], columnar: Mapping[str, object]
) -> Iterator[Mismatch]:
    for name, value in scalar.items():
        other = columnar[name]
        if type(value) is not type(other) or value != other:
            yield Mismatch(answers, name, value, other)
