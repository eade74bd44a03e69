"""The physio's report: the athlete's result with every rule, input, weight and source behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment, InjuryResult, RiskResult
from screening.domain.reporting.athlete import athlete_view, required_wording
from screening.domain.reporting.reasons import cited, effect_words, reason_groups
from screening.domain.reporting.view import AthleteReport, ReasonGroup, Row
from screening.domain.reporting.words import capital
from screening.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One multiplier of the season risk, as computed."""

    label: str
    level: str
    weight: str
    effect: str
    certainty: str
    sources: str


@dataclass(frozen=True, slots=True)
class PhysioReport:
    """Frozen view of the physio's report; `shown` is what the athlete sees, word for word."""

    shown: AthleteReport
    document_title: str
    handover: tuple[Row, ...]
    factors: tuple[FactorRow, ...]
    factors_note: str
    reasons: tuple[ReasonGroup, ...]
    references: tuple[Row, ...]
    """Every source cited in the reasons: its key and where to find it."""


def physio_view(
    assessment: Assessment,
    answers: Answers,
    rulebook: Rulebook,
    on: dt.date,
    shown: AthleteReport | None = None,
) -> PhysioReport:
    """The result with all its reasons.

    Args:
        shown: the athlete's view of the same assessment, where it is already there.
    Raises:
        ScreeningError: the rulebook has no report wording.
    """
    shown = shown or athlete_view(assessment, answers, rulebook, on)
    groups = shown.why or reason_groups(assessment, answers, rulebook, required_wording(rulebook))
    return PhysioReport(
        shown=shown,
        document_title=f"For a physio or doctor: {shown.document_title}",
        handover=(*_urgency_rows(assessment), *_injury_rows(assessment.injury), *_risk_rows(assessment.risk)),
        factors=tuple(_factor_rows(assessment.risk)),
        factors_note=_factors_note(assessment.risk),
        reasons=groups,
        references=shown.why_sources or cited(groups, rulebook),
    )


def _urgency_rows(assessment: Assessment) -> list[Row]:
    triage = assessment.triage
    urgency = triage.urgency if triage.urgency else "none"
    return [Row("Urgency", f"{urgency}: {triage.headline}"), Row("Plan", assessment.plan.why)]


def _injury_rows(injury: InjuryResult) -> list[Row]:
    rows = []
    if injury.not_graded_because:
        rows.append(Row("Not graded", f"{injury.not_graded_because}. {injury.why_not or ''}".strip()))
    if injury.grade and injury.grade_low and injury.grade_high:
        provisional = ", provisional" if injury.provisional else ""
        span = f"{injury.grade} (from {injury.grade_low} to {injury.grade_high}{provisional})"
        rows.append(Row("Pattern", f"Grade {span}, confidence {injury.confidence}"))
    if injury.tags:
        tags = (str(tag).replace("_", " ").lower() for tag in injury.tags)
        rows.append(Row("Flags", capital(", ".join(tags))))
    if injury.crosswalk:
        systems = (f"{name} {value}" for name, value in injury.crosswalk.items())
        rows.append(Row("Roughly the same as", "; ".join(systems)))
    if injury.missing:
        rows.append(Row("Open safety questions", ", ".join(injury.missing).replace("_", " ")))
    return rows


def _risk_rows(risk: RiskResult) -> list[Row]:
    rows = [Row("Season risk", _risk_words(risk))]
    if risk.baseline:
        group = f"{capital(risk.baseline.label)}, evidence {risk.baseline.quality}"
        rows.append(Row("Compared with", f"{group} ({', '.join(risk.baseline.sources)})"))
    rows.append(Row("Answered", f"{risk.completeness:.0%} of the scored factors"))
    return rows


def _risk_words(risk: RiskResult) -> str:
    if risk.band is None or risk.relative_to_peers is None:
        return "Not scored. " + " ".join(capital(why) for why in risk.why_not)
    provisional = ", provisional" if risk.provisional else ""
    words = (
        f"{capital(risk.band.replace('_', ' '))}{provisional}; {risk.relative_to_peers:.3f} times the group"
    )
    if risk.display:
        return f"{words}; {risk.display}, 80% range {risk.display_range}"
    return f"{words}. {risk.why_no_number}"


def _factor_rows(risk: RiskResult) -> list[FactorRow]:
    rows = [
        FactorRow(
            label=factor.label,
            level=factor.level.replace("_", " "),
            weight=f"{factor.weight:.3f}",
            effect=effect_words(factor.effect),
            certainty=factor.certainty.replace("_", " "),
            sources=", ".join(factor.sources),
        )
        for factor in risk.factors
    ]
    caps = [
        FactorRow(cap.text, level="", weight="", effect=effect_words(cap.effect), certainty="", sources="")
        for cap in risk.adjustments
    ]
    return [*rows, *caps]


def _factors_note(risk: RiskResult) -> str:
    if risk.relative_to_peers is None:
        return "Listed for completeness; nothing is multiplied while the season is not scored."
    total = effect_words(risk.relative_to_peers)
    return f"An effect is the weight over its mean in the group. All effects multiplied: {total}."
