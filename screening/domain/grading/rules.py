"""What the grading rules are made of. Read from `rules/grading/`, applied by this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.conditions import ALWAYS, Condition
from screening.domain.leads import Leads
from screening.domain.vocabulary import Certainty, Confidence, Grade, NotGradedBecause, Tag, Urgency

from .missing_rules import MissingRules


@dataclass(frozen=True, slots=True)
class Span:
    """From the mildest to the most severe grade that fits."""

    low: Grade
    high: Grade

    def __post_init__(self) -> None:
        if self.low.step > self.high.step:
            raise ValueError(f"grade span runs backwards: {self.low} to {self.high}")

    def joined(self, other: Span) -> Span:
        """The smallest span that holds both."""
        low = min(self.low, other.low, key=lambda grade: grade.step)
        high = max(self.high, other.high, key=lambda grade: grade.step)
        return Span(low, high)

    def steps_to(self, other: Span) -> int:
        """How many steps of the ladder lie between the two; 0 where they touch or overlap."""
        return max(0, other.low.step - self.high.step, self.low.step - other.high.step)


@dataclass(frozen=True, slots=True)
class Gate:
    """A pattern that is not graded as a strain, and how urgent it is at least."""

    id: str
    when: Condition
    because: NotGradedBecause
    floor: Urgency
    text: str
    """What the pattern fits instead; one or two sentences to the athlete."""
    reason: str
    """Why somebody should look at it; one sentence among the triage reasons."""
    certainty: Certainty
    sources: tuple[str, ...]
    second_line: bool = True
    """Whether a strain grade may stand as the second line where there was a sudden event (gate.N11)."""
    without_problem: bool = False
    """Whether it fires even where nobody reported a problem."""


@dataclass(frozen=True, slots=True)
class MixedPicture:
    """gate.N11: a gate fits and there was a sudden event, so the strain grade is the second line.

    `bound_when` says when the worst plausible grade counts for urgency beside a gate.
    """

    id: str
    when: Condition
    bound_when: Condition
    text: str
    certainty: Certainty
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeverityItem:
    """One of the signs that are counted; `answered_by` are the fields that answer it."""

    id: str
    when: Condition
    answered_by: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowResult:
    """What a row concludes; the first whose condition holds.

    `upper_only` ones look at the answers as given and count only in the evaluation that reads what is
    missing as present.
    """

    span: Span
    when: Condition = ALWAYS
    upper_only: bool = False


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One row of the ordered grade table: the first whose condition holds gives the grade."""

    id: str
    when: Condition
    results: tuple[RowResult, ...]
    confidence: Confidence
    text: str
    certainty: Certainty
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A row about what a clinician measured or saw; every matching one counts.

    An `imaging` row replaces the answers; any other can only widen the span.
    """

    id: str
    when: Condition
    results: tuple[RowResult, ...]
    text: str
    certainty: Certainty
    sources: tuple[str, ...]
    imaging: bool = False
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class ImagingFields:
    """Which answers hold the class of a scan, and when they count."""

    system: str
    written_class: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Disagreement:
    """findings.K10: answers and findings lie more than `above_steps` steps apart."""

    id: str
    above_steps: int
    text: str
    certainty: Certainty
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagRule:
    tag: Tag
    when: Condition
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnTime:
    """How long people with this label were out, in weeks."""

    low_weeks: int
    high_weeks: int
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnOverride:
    """A sign that makes the course longer whatever the grade says; `rule` is the id it fires under."""

    rule: str
    when: Condition
    low_weeks: int
    high_weeks: int
    text: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prognosis:
    """`range_text` holds {low} and {high}, for a span that no single label covers."""

    by_grade: Mapping[Grade, ReturnTime]
    overrides: tuple[ReturnOverride, ...]
    range_text: str


@dataclass(frozen=True, slots=True)
class AlternativeRule:
    """Something else it could be, offered when its condition holds."""

    id: str
    when: Condition
    text: str
    what_would_tell: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImagingAdvice:
    """Whether a picture of the inside helps, and which."""

    id: str
    when: Condition
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradingRules:
    """Everything that turns answers and findings into a grade span or a reason not to grade."""

    red_flags: Condition
    gates: tuple[Gate, ...]
    mixed_picture: MixedPicture
    tear_pattern: Condition
    """Row grade.G1 as a condition: what it says about the answers as given stays with triage."""
    severity: tuple[SeverityItem, ...]
    rows: tuple[GradeRow, ...]
    imaging: ImagingFields
    findings: tuple[Finding, ...]
    disagreement: Disagreement
    missing: MissingRules
    tags: tuple[TagRule, ...]
    crosswalk: Mapping[Grade, Mapping[str, str]]
    prognosis: Prognosis
    alternatives: tuple[AlternativeRule, ...]
    most_alternatives: int
    imaging_advice: tuple[ImagingAdvice, ...]
    gates_beside_problem: Leads[Gate] = field(init=False, repr=False, compare=False)
    gates_without_problem: Leads[Gate] = field(init=False, repr=False, compare=False)
    """Those of `gates` that count where no problem was reported."""
    tag_leads: Leads[TagRule] = field(init=False, repr=False, compare=False)
    finding_leads: Leads[Finding] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        without_problem = [gate for gate in self.gates if gate.without_problem]
        object.__setattr__(self, "gates_beside_problem", Leads(self.gates))
        object.__setattr__(self, "gates_without_problem", Leads(without_problem))
        object.__setattr__(self, "tag_leads", Leads(self.tags))
        object.__setattr__(self, "finding_leads", Leads(self.findings))

    def rule_ids(self) -> tuple[str, ...]:
        """Every rule id that grading can report, in table order."""
        return (
            *(gate.id for gate in self.gates),
            self.mixed_picture.id,
            *(row.id for row in self.rows),
            *(finding.id for finding in self.findings),
            self.disagreement.id,
            self.missing.bounds.id,
            self.missing.minimum_set.id,
            self.missing.insufficient.id,
            self.missing.bounds.urgency_id,
            self.missing.unreliable.id,
            *(rule.id for rule in self.missing.timing),
            *(override.rule for override in self.prognosis.overrides if override.rule.startswith("missing.")),
        )
