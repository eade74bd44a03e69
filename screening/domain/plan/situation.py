"""What the builder knows about one athlete: kit, time, matches, what they may be given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.domain.answers import is_number
from screening.domain.assessment import InjuryResult, RiskResult, TriageResult
from screening.domain.conditions import holds, read_by
from screening.domain.facts import Facts
from screening.domain.trace import TraceStep
from screening.domain.vocabulary import InjuryStatus, NotGradedBecause, Tag, Urgency

from .exercises import Code, Exercise, Stage
from .rules import CodeRow, KindRow, LevelRow, PlanRules, Tier, TierRow

ANCHORS = frozenset({"ankle_anchor", "partner"})


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a week is built from. `kit` is empty where nobody said what there is."""

    facts: Facts
    tier: Tier
    level: int
    kit: frozenset[str]
    codes: frozenset[Code]
    stage: Stage
    class_cap: int
    is_child: bool
    days: int
    minutes: int
    has_team_warm_up: bool
    plays_every_week: bool
    plays_twice_a_week: bool
    days_to_next_match: int | None
    wants_sprints: bool
    child_never: frozenset[str]
    level_margin: int
    warm_up_minutes: int
    is_short: bool
    """Sessions too short, and on one's own, for a warm-up."""
    permitted: dict[str, tuple[Exercise, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Who may fill a slot, best first, as far as it has been worked out."""

    def may_do(self, exercise: Exercise) -> bool:
        """Whether this athlete may be given the exercise on a day that carries anything."""
        return (
            self.stage in exercise.stages
            and (exercise.is_running or exercise.eccentric_class <= self.class_cap)
            and exercise.level <= self.level + self.level_margin
            and exercise.fits_kit(self.kit)
            and not exercise.contraindications & self.codes
            and not (self.is_child and exercise.id in self.child_never)
        )

    @property
    def warms_up_alone(self) -> bool:
        """Whether the session starts with a warm-up of one's own, inside its minutes."""
        return self.stage is Stage.P and not self.has_team_warm_up and not self.is_short

    @property
    def exercise_minutes(self) -> int:
        """Minutes of one session left for exercises."""
        return self.minutes - (self.warm_up_minutes if self.warms_up_alone else 0)

    def plays_in_week(self, number: int) -> bool:
        """Whether that week holds a match: every week in season, or from the next known match on."""
        if self.days_to_next_match is None:
            return self.plays_every_week
        return self.days_to_next_match <= 7 * number


_PROBLEM = frozenset({InjuryStatus.GRADED, InjuryStatus.NOT_GRADED})
_UPPER_TENDON = frozenset({Tag.STRETCH_PROXIMAL, Tag.AVULSION_SUSPECTED})


def facts_for_plan(
    facts: Facts, risk: RiskResult, injury: InjuryResult, triage: TriageResult, rules: PlanRules
) -> Facts:
    """The facts with the conclusions that the plan's conditions read.

    `plan.returned`: back in training, but not for long.
    """
    excluded = injury.not_graded_because is NotGradedBecause.OUT_OF_SCOPE
    has_problem = injury.status in _PROBLEM and not excluded
    tendon = injury.not_graded_because is NotGradedBecause.TENDINOPATHY
    return facts.plus(
        {
            "plan.asked": triage.urgency is not None,
            "plan.urgency": str(triage.urgency) if triage.urgency else None,
            "plan.has_problem": has_problem,
            "plan.excluded": excluded,
            "plan.question_open": has_problem and bool(injury.missing),
            "plan.soreness_only": injury.not_graded_because is NotGradedBecause.DOMS
            and triage.urgency is Urgency.T5,
            "plan.referred": injury.not_graded_because is NotGradedBecause.REFERRED,
            "plan.upper_tendon": tendon or not _UPPER_TENDON.isdisjoint(injury.tags),
            "plan.band": str(risk.band) if risk.band else None,
            "plan.returned": holds(rules.situations.has_returned, facts),
        }
    )


def settle(facts: Facts, row: KindRow, rules: PlanRules) -> Situation:
    """The situation for one kind of plan."""
    tier = _tier_row(facts, rules).tier
    level = _level_row(facts, rules).level
    ask, limits = rules.situations, rules.limits
    kit = facts.get(ask.kit)
    has = frozenset(kit) if isinstance(kit, frozenset) else frozenset()
    facts = facts.plus({"plan.tier": tier.value, "plan.level": level, "plan.has_anchor": bool(has & ANCHORS)})
    minutes = _whole(facts, ask.minutes) or limits.default_minutes
    team = holds(ask.has_team_warm_up, facts)
    is_short = not team and minutes < limits.short_session_minutes
    return Situation(
        facts=facts,
        tier=tier,
        level=level,
        kit=has,
        codes=frozenset([code for row in _code_rows(facts, rules) for code in row.codes]),
        stage=row.stage or Stage.P,
        class_cap=min(row.class_cap, limits.short_session_class) if is_short else row.class_cap,
        is_child=holds(ask.is_child, facts),
        days=_whole(facts, ask.days) or limits.default_days,
        minutes=minutes,
        has_team_warm_up=team,
        plays_every_week=holds(ask.matches_every_week, facts),
        plays_twice_a_week=holds(ask.matches_close_together, facts),
        days_to_next_match=_whole(facts, ask.next_match),
        wants_sprints=holds(ask.wants_sprints, facts),
        child_never=limits.child_never,
        level_margin=limits.level_margin,
        warm_up_minutes=limits.warm_up_minutes,
        is_short=is_short,
    )


def situation_steps(situation: Situation, rules: PlanRules) -> Iterator[TraceStep]:
    """The rules that had a say in a situation, each with what it read."""
    facts = situation.facts
    tier, level = _tier_row(facts, rules), _level_row(facts, rules)
    yield _step(tier, facts, f"{tier.tier.value} tier")
    yield _step(level, facts, f"exercise level {level.level}")
    for row in _code_rows(facts, rules):
        yield _step(row, facts, "no " + ", ".join(sorted(row.codes)))


def _tier_row(facts: Facts, rules: PlanRules) -> TierRow:
    return next(row for row in rules.tiers if holds(row.when, facts))


def _level_row(facts: Facts, rules: PlanRules) -> LevelRow:
    return next(row for row in rules.levels if holds(row.when, facts))


def _code_rows(facts: Facts, rules: PlanRules) -> tuple[CodeRow, ...]:
    return tuple([row for row in rules.codes if holds(row.when, facts)])


def _step(row: TierRow | LevelRow | CodeRow, facts: Facts, result: str) -> TraceStep:
    return TraceStep(row.id, read_by(row.when, facts), result, row.sources)


def _whole(facts: Facts, name: str) -> int | None:
    value = facts.get(name)
    return int(value) if is_number(value) else None
