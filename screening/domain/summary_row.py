"""One athlete as one row of a table: the columns of the bulk result, in their order."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .assessment import Assessment, FactorResult

MOST_FACTORS = 3


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """What a coach's table needs of an assessment. Its fields are the columns, in order."""

    risk_status: str
    band: str | None
    season_probability: float | None
    low: float | None
    high: float | None
    relative_to_peers: float | None
    completeness: float
    urgency: str | None
    injury_status: str
    grade_low: str | None
    grade_high: str | None
    not_graded_because: str | None
    tags: tuple[str, ...]
    plan_kind: str | None
    top_factors: tuple[str, ...]
    """The factors that raise the risk most, largest effect first."""
    rulebook_version: str


SUMMARY_COLUMNS = tuple(field.name for field in fields(SummaryRow))


def summary_row(assessment: Assessment) -> SummaryRow:
    """The row of one assessment."""
    risk, injury = assessment.risk, assessment.injury
    return SummaryRow(
        risk_status=str(risk.status),
        band=_text(risk.band),
        season_probability=risk.season_probability,
        low=risk.low,
        high=risk.high,
        relative_to_peers=risk.relative_to_peers,
        completeness=risk.completeness,
        urgency=_text(assessment.triage.urgency),
        injury_status=str(injury.status),
        grade_low=_text(injury.grade_low),
        grade_high=_text(injury.grade_high),
        not_graded_because=_text(injury.not_graded_because),
        tags=tuple(str(tag) for tag in injury.tags),
        plan_kind=_text(assessment.plan.kind),
        top_factors=top_factors(risk.factors),
        rulebook_version=assessment.rulebook_version,
    )


def top_factors(factors: tuple[FactorResult, ...]) -> tuple[str, ...]:
    """The ids of at most three factors that raise the risk, largest effect first, file order among equals."""
    raising = [factor for factor in factors if factor.effect > 1]
    raising.sort(key=lambda factor: -factor.effect)
    return tuple(factor.id for factor in raising[:MOST_FACTORS])


def cells(row: SummaryRow) -> tuple[str, ...]:
    """The row as texts: numbers as Python writes them, lists joined by ";", nothing where there is none."""
    return tuple(_cell(getattr(row, column)) for column in SUMMARY_COLUMNS)


def _cell(value: str | float | tuple[str, ...] | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case tuple():
            return ";".join(value)
        case _:
            return repr(value)


def _text(word: str | None) -> str | None:
    return None if word is None else str(word)
