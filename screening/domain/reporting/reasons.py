"""The trace of a result as rows to read: what each rule looked at and what it concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Known
from screening.domain.assessment import Assessment
from screening.domain.questionnaire import Question
from screening.domain.trace import TraceStep

KINDS = (
    ("gate", "Is it a muscle strain at all?"),
    ("grade", "Which pattern does it fit?"),
    ("findings", "What was found on examination"),
    ("missing", "What follows from missing answers"),
    ("triage", "How soon should somebody see it?"),
    ("risk", "How do you compare with your sport?"),
    ("plan", "Which plan?"),
)
OTHER = "Other rules"


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One rule that had a say."""

    rule: str
    looked_at: tuple[str, ...]
    result: str
    effect: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The rules that answer one question."""

    title: str
    rows: tuple[ReasonRow, ...]


def reason_groups(assessment: Assessment, questions: Mapping[str, Question]) -> tuple[ReasonGroup, ...]:
    """The trace by the question it answers, in the order of evaluation."""
    titles = dict(KINDS)
    words = _words(assessment)
    found: dict[str, list[ReasonRow]] = {}
    for step in assessment.trace:
        title = titles.get(step.rule.partition(".")[0], OTHER)
        found.setdefault(title, []).append(_row(step, questions, words))
    return tuple(ReasonGroup(title, tuple(rows)) for title, rows in found.items())


def _words(assessment: Assessment) -> dict[str, str]:
    """What the result itself says about a rule, where it says anything."""
    factors = {f"risk.{factor.id}": factor.label for factor in assessment.risk.factors}
    urgencies = {reason.id: f"{reason.urgency}: {reason.text}" for reason in assessment.triage.reasons}
    return {**factors, **urgencies}


def _row(step: TraceStep, questions: Mapping[str, Question], words: Mapping[str, str]) -> ReasonRow:
    return ReasonRow(
        rule=step.rule,
        looked_at=tuple(
            f"{_name(name, questions)}: {_value(name, value, questions)}" for name, value in step.read.items()
        ),
        result=words.get(step.rule, step.result.replace("_", " ")),
        effect=f"× {step.effect:.2f}" if step.effect is not None else "",
        sources=step.sources,
    )


def _name(name: str, questions: Mapping[str, Question]) -> str:
    if name in questions:
        return questions[name].short_label
    return name.partition(".")[2].replace("_", " ") or name


def _value(name: str, value: Known | None, questions: Mapping[str, Question]) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    labels = {option.value: option.label for option in questions[name].options} if name in questions else {}
    if isinstance(value, frozenset):
        return ", ".join(labels.get(item, item) for item in sorted(value)) or "none"
    if isinstance(value, str):
        return labels.get(value, value.replace("_", " "))
    return f"{value:g}"
