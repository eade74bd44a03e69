"""From the conclusions of an assessment to a plan: which kind, which weeks, which words."""

from __future__ import annotations

import functools

from screening.domain.assessment import InjuryResult, RiskResult, TriageResult
from screening.domain.conditions import holds, read_by
from screening.domain.facts import Facts
from screening.domain.fitting import first_fitting
from screening.domain.outcome import Outcome
from screening.domain.trace import TraceStep
from screening.domain.vocabulary import PlanKind

from .draft import DraftWeek
from .model import Plan
from .present import Parts, present
from .rules import KindRow, PlanRules, Programme
from .situation import Situation, facts_for_plan, settle, situation_steps
from .weeks import build_weeks, conflicts_of


def build_plan(
    facts: Facts,
    risk: RiskResult,
    injury: InjuryResult,
    triage: TriageResult,
    rules: PlanRules,
    *,
    explained: bool = True,
) -> Outcome[Plan]:
    """The plan for one athlete.

    Args:
        facts: answers, derived values and the conclusions of grading and triage.
        explained: whether to write down the reasons; see `assess`.
    Returns:
        A plan without a kind when nobody asked about pain; without weeks when loading is withheld. Where the
        time, the kit or the matches leave no room for a rule, the plan is reduced, names the rule in
        `conflicts` and says so in a note.
    Source:
        rules/plan; programmes.md 9.0 and 9.2.
    """
    facts, row, steps = _kind(facts, risk, injury, triage, rules, explained=explained)
    if row.kind is None:
        return Outcome(_of_kind(row), facts, steps)
    facts = facts.plus({"plan.kind": row.kind.value})
    situation = settle(facts, row, rules)
    programme = programme_for(row, situation, rules)
    weeks = build_weeks(programme, situation, rules) if programme else []
    conflicts = _conflicts(weeks, programme, row.kind, situation, rules)
    plan = present(Parts(row, row.kind, programme, tuple(weeks), conflicts), situation, rules)
    if programme is None or not explained:
        return Outcome(plan, situation.facts, steps)
    chosen = (*situation_steps(situation, rules), *_reasons(programme, conflicts, situation, rules))
    return Outcome(plan, situation.facts, (*steps, *chosen))


def decide_plan_kind(
    facts: Facts,
    risk: RiskResult,
    injury: InjuryResult,
    triage: TriageResult,
    rules: PlanRules,
    *,
    explained: bool = True,
) -> Outcome[Plan]:
    """The plan by its kind and reason alone, without weeks; arguments as for `build_plan`."""
    facts, row, steps = _kind(facts, risk, injury, triage, rules, explained=explained)
    return Outcome(_of_kind(row), facts, steps)


def _kind(
    facts: Facts,
    risk: RiskResult,
    injury: InjuryResult,
    triage: TriageResult,
    rules: PlanRules,
    *,
    explained: bool,
) -> tuple[Facts, KindRow, tuple[TraceStep, ...]]:
    """The facts a plan reads, the first row of the table that fits, and its step."""
    facts = facts_for_plan(facts, risk, injury, triage, rules)
    row = first_fitting(rules.kinds, facts)
    if row is None:
        raise LookupError("a table of kinds without a last, unconditional row")
    return facts, row, (_kind_step(row, facts),) if explained else ()


@functools.lru_cache(maxsize=64)
def _of_kind(row: KindRow) -> Plan:
    """Kept: there is one for each row of the table."""
    return Plan(kind=row.kind, why=row.why, rule=row.id, sources=row.sources)


def _kind_step(row: KindRow, facts: Facts) -> TraceStep:
    result = row.kind.value if row.kind else "no plan"
    return TraceStep(row.id, read_by(row.when, facts), result, row.sources, text=row.why)


def programme_for(row: KindRow, situation: Situation, rules: PlanRules) -> Programme | None:
    """The programme of a kind: the one it names, or for prevention the one of the season and tier."""
    if row.programme:
        return rules.named_programmes[row.programme]
    if row.kind is not PlanKind.PREVENTION:
        return None
    return next(programme for programme in rules.programmes if holds(programme.when, situation.facts))


def _conflicts(
    weeks: list[DraftWeek],
    programme: Programme | None,
    kind: PlanKind,
    situation: Situation,
    rules: PlanRules,
) -> tuple[str, ...]:
    if programme is None:
        return ()
    found = (rule for week in weeks for rule in conflicts_of(week, programme, kind, situation, rules))
    return tuple(sorted(set(found)))


def _reasons(
    programme: Programme, conflicts: tuple[str, ...], situation: Situation, rules: PlanRules
) -> tuple[TraceStep, ...]:
    ask = rules.situations
    read = {name: situation.facts.get(name) for name in (ask.days, ask.minutes, ask.kit, ask.next_match)}
    chosen = TraceStep(
        f"plan.programme.{programme.id}",
        {**read_by(programme.when, situation.facts), **read},
        f"{len(programme.weeks)} week{'s' if len(programme.weeks) > 1 else ''}",
        programme.sources,
    )
    reduced = tuple(
        TraceStep(rule, read, "no room for it", ("expert",), text=rules.wording.conflicts[rule])
        for rule in conflicts
    )
    return (chosen, *reduced)
