"""From facts to a grade span, or to the reason why there is none. Order: gates, table, findings, time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from screening.domain.answers import Known
from screening.domain.assessment import Alternative, InjuryResult, Reason
from screening.domain.conditions import holds, read_by
from screening.domain.facts import Facts
from screening.domain.fitting import first_fitting, fitting
from screening.domain.outcome import Outcome
from screening.domain.trace import Trace, TraceStep
from screening.domain.vocabulary import Grade, InjuryStatus, NotGradedBecause, Tag, covering_label

from .bounds import Spanned, span_of
from .combine import Combined, combine
from .explain import beside_step, combined_steps, fired_beside, fired_rows, gate_step, row_steps
from .imaging import imaging_class
from .problem import Asked, asked_about_problem
from .prognosis import expected_return
from .rules import Gate, GradingRules, ReturnOverride


@dataclass(slots=True)
class _Notes:
    """What has been found so far, in the order found."""

    trace: Trace
    fired: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    floors: list[Reason] = field(default_factory=list)


def grade_injury(facts: Facts, rules: GradingRules, *, explained: bool = True) -> Outcome[InjuryResult]:
    """Grade the present problem, if there is one.

    Args:
        facts: answers and derived values.
        explained: whether to write down the reasons; see `assess`.
    Returns:
        The result; the facts with every `result.` conclusion that triage, risk and plan may read.
    Source:
        grading-and-referral.md sections 5 and 6.1; every rule carries its own source.
    """
    asked = asked_about_problem(facts)
    flagged = holds(rules.red_flags, facts)
    has_problem = asked is Asked.PRESENT or flagged
    facts = facts.plus({"result.problem": has_problem, "result.imaging": imaging_class(facts, rules.imaging)})
    gates = _matching_gates(facts, rules, has_problem=has_problem)
    if not has_problem and not gates:
        status = InjuryStatus.NO_PROBLEM if asked is Asked.NONE else InjuryStatus.NOT_ASKED
        return Outcome(InjuryResult(status=status), _concluded(facts, status))
    return _graded(facts, gates, rules, _Notes([] if explained else None), has_problem=has_problem)


def _matching_gates(facts: Facts, rules: GradingRules, *, has_problem: bool) -> tuple[Gate, ...]:
    gates = rules.gates_beside_problem if has_problem else rules.gates_without_problem
    return tuple(gates.fitting(facts))


def _graded(
    reported: Facts, gates: Sequence[Gate], rules: GradingRules, seen: _Notes, *, has_problem: bool
) -> Outcome[InjuryResult]:
    facts = _without_unreliable(reported, rules, seen)
    gate = gates[0] if gates else None
    _note_gates(gates, facts, seen)
    missing = _open_questions(facts, rules) if has_problem else ()
    tear_pattern = holds(rules.tear_pattern, facts)
    tags = _tags(facts, rules)

    answered: Spanned | None = None
    combined: Combined | None = None
    if gate is None or (gate.second_line and holds(rules.mixed_picture.bound_when, facts)):
        answered = span_of(facts, rules)
        combined = combine(facts, answered, rules, tear_pattern=tear_pattern)
    second_line = gate is not None and combined is not None and holds(rules.mixed_picture.when, facts)
    shown = combined if combined and (gate is None or second_line) else None
    if shown and answered:
        _note_grade(shown, answered, facts, rules, seen)
    if second_line:
        _note_mixed(facts, rules, seen)
    because = gate.because if gate else None
    why_not = gate.text if gate else None
    if shown and shown.insufficient:
        if gate is None:
            because, why_not = NotGradedBecause.INSUFFICIENT, rules.missing.insufficient.text
            _note_insufficient_floor(facts, rules, seen)
        shown = None
    open_questions = _note_missing(missing, rules, seen)
    status = InjuryStatus.NOT_GRADED if because else InjuryStatus.GRADED
    visible_tags = tags if gate is None or second_line else ()
    low, high = (shown.span.low, shown.span.high) if shown else (None, None)
    facts = _concluded(
        reported,
        status,
        because,
        span=(low, high),
        worst=combined.worst if combined else None,
        tags=tags,
        tear_pattern=tear_pattern,
    )
    overrides = _overrides(facts, rules, seen, graded=status is InjuryStatus.GRADED, tags=visible_tags)
    result = InjuryResult(
        status=status,
        not_graded_because=because,
        why_not=why_not,
        grade=covering_label(low, high) if low and high else None,
        grade_low=low,
        grade_high=high,
        provisional=bool(shown and shown.provisional),
        confidence=shown.confidence if shown else None,
        tags=visible_tags,
        alternatives=_alternatives(facts, rules, seen),
        crosswalk=(
            rules.crosswalk[covering_label(low, high)]
            if low and high and status is InjuryStatus.GRADED
            else None
        ),
        expected_return=(
            expected_return(shown.span, covering_label(low, high), overrides, rules.prognosis)
            if shown and low and high and status is InjuryStatus.GRADED
            else None
        ),
        notes=tuple(dict.fromkeys(seen.notes)),
        missing=missing,
        rules_fired=tuple(dict.fromkeys(seen.fired)),
        open_questions=open_questions,
        floors=tuple(seen.floors),
        imaging_advice=_imaging_advice(facts, rules, seen),
    )
    return Outcome(result, facts, tuple(seen.trace or ()))


def _without_unreliable(facts: Facts, rules: GradingRules, seen: _Notes) -> Facts:
    rule = rules.missing.unreliable
    if not holds(rule.when, facts):
        return facts
    forgotten = {forget.field: None for forget in fitting(rule.forgets, facts)}
    seen.fired.append(rule.id)
    seen.notes.append(rule.text)
    if seen.trace is not None:
        read = {**read_by(rule.when, facts), **{name: facts.get(name) for name in forgotten}}
        seen.trace.append(TraceStep(rule.id, read, "read as not answered", rule.sources, text=rule.text))
    return facts.plus(forgotten)


def _note_gates(gates: Sequence[Gate], facts: Facts, seen: _Notes) -> None:
    """The first gate is the reason; a later one still counts where it is more urgent."""
    most_urgent = None
    for gate in gates:
        if most_urgent is not None and gate.floor.rank >= most_urgent.rank:
            continue
        most_urgent = gate.floor
        seen.fired.append(gate.id)
        if seen.trace is not None:
            seen.trace.append(gate_step(gate, facts))
        seen.floors.append(Reason(gate.id, gate.floor, gate.reason, gate.sources))


def _note_grade(
    combined: Combined, answered: Spanned, facts: Facts, rules: GradingRules, seen: _Notes
) -> None:
    seen.fired.extend(fired_rows(answered))
    seen.fired.extend(fired_beside(combined, answered, rules))
    if seen.trace is not None:
        seen.trace.extend(row_steps(answered, facts, rules))
        seen.trace.extend(combined_steps(combined, answered, facts, rules))
    if answered.differ:
        seen.notes.append(rules.missing.bounds.text)
    seen.notes.extend(match.finding.text for match in combined.matched)
    if combined.disagree:
        seen.notes.append(rules.disagreement.text)
    seen.notes.extend(rule.text for rule in combined.timing)


def _note_mixed(facts: Facts, rules: GradingRules, seen: _Notes) -> None:
    rule = rules.mixed_picture
    seen.fired.append(rule.id)
    seen.notes.append(rule.text)
    if seen.trace is not None:
        read = read_by(rule.when, facts)
        seen.trace.append(
            TraceStep(rule.id, read, "grade as second line", rule.sources, None, rule.text, rule.certainty)
        )


def _note_insufficient_floor(facts: Facts, rules: GradingRules, seen: _Notes) -> None:
    rule = rules.missing.insufficient
    raised = first_fitting(rule.raised, facts)
    urgency, text = (raised.urgency, raised.reason) if raised else (rule.floor, rule.reason)
    seen.floors.append(Reason(rule.id, urgency, text, rule.sources))


def _open_questions(facts: Facts, rules: GradingRules) -> tuple[str, ...]:
    values, items = facts.values, rules.missing.minimum_set.items
    return tuple(
        [item.field for item in items if values.get(item.field) is None and item.when.is_true(values)]
    )


def _note_missing(missing: tuple[str, ...], rules: GradingRules, seen: _Notes) -> str | None:
    if not missing:
        return None
    rule = rules.missing.minimum_set
    words = [item.words for item in rule.items if item.field in missing]
    text = rule.text.format(items=", ".join(words))
    seen.fired.append(rule.id)
    if seen.trace is not None:
        read: dict[str, Known | None] = dict.fromkeys(missing)
        seen.trace.append(TraceStep(rule.id, read, "safety questions are open", rule.sources, text=text))
    return text


def _tags(facts: Facts, rules: GradingRules) -> tuple[Tag, ...]:
    found = {rule.tag for rule in rules.tag_leads.fitting(facts)}
    return tuple([tag for tag in Tag if tag in found]) if found else ()


def _overrides(
    facts: Facts, rules: GradingRules, seen: _Notes, *, graded: bool, tags: tuple[Tag, ...]
) -> list[ReturnOverride]:
    if not tags:
        return []
    found = fitting(rules.prognosis.overrides, facts)
    for override in found:
        if override.rule in seen.fired:
            continue
        seen.fired.append(override.rule)
        seen.notes.append(override.note)
        if seen.trace is not None:
            read = read_by(override.when, facts)
            seen.trace.append(
                TraceStep(override.rule, read, "takes longer", override.sources, text=override.note)
            )
    return found if graded else []


def _alternatives(facts: Facts, rules: GradingRules, seen: _Notes) -> tuple[Alternative, ...]:
    if seen.trace is None:
        return ()
    first = fitting(rules.alternatives, facts)[: rules.most_alternatives]
    seen.trace.extend(beside_step(rule, facts, "offered as something else") for rule in first)
    return tuple([Alternative(rule.id, rule.text, rule.what_would_tell) for rule in first])


def _imaging_advice(facts: Facts, rules: GradingRules, seen: _Notes) -> tuple[str, ...]:
    if seen.trace is None:
        return ()
    said = fitting(rules.imaging_advice, facts)
    seen.trace.extend(beside_step(rule, facts, "said about scans") for rule in said)
    return tuple([rule.text for rule in said])


def _concluded(
    facts: Facts,
    status: InjuryStatus,
    because: NotGradedBecause | None = None,
    *,
    span: tuple[Grade | None, Grade | None] = (None, None),
    worst: Grade | None = None,
    tags: tuple[Tag, ...] = (),
    tear_pattern: bool = False,
) -> Facts:
    low, high = span
    conclusions: dict[str, Known | None] = {
        "result.injury_status": str(status),
        "result.gate": str(because) if because else None,
        "result.grade_low": str(low) if low else None,
        "result.grade_high": str(high) if high else None,
        "result.worst_grade": str(worst) if worst else None,
        "result.tags": frozenset(str(tag) for tag in tags),
        "result.tear_pattern": tear_pattern,
    }
    return facts.plus(conclusions)
