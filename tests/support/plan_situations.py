"""Athletes for plan tests: one plan from answers and conclusions, and thousands of seeded ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from screening.domain.answers import Answer, Answers
from screening.domain.assessment import InjuryResult, RiskResult, TriageResult
from screening.domain.derived import DerivedValue, derive
from screening.domain.facts import Facts
from screening.domain.outcome import Outcome
from screening.domain.plan.build import build_plan, programme_for
from screening.domain.plan.check import check_plan
from screening.domain.plan.model import Plan
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation, settle
from screening.domain.vocabulary import Band, Grade, InjuryStatus, NotGradedBecause, RiskStatus, Urgency

NO_PROBLEM = InjuryResult(InjuryStatus.NO_PROBLEM)
STRAIN = InjuryResult(InjuryStatus.GRADED, grade=Grade.ONE, grade_low=Grade.ONE, grade_high=Grade.ONE)
SORENESS = InjuryResult(InjuryStatus.NOT_GRADED, not_graded_because=NotGradedBecause.DOMS)

KIT = (
    "partner",
    "ankle_anchor",
    "band",
    "dumbbells",
    "kettlebell",
    "barbell",
    "stability_ball",
    "sliders",
    "leg_curl_machine",
    "glute_ham_bench",
    "hip_extension_bench",
    "flywheel",
    "bench_or_box",
    "bike",
    "cable_machine",
    "trap_bar",
    "running_space",
)
LIMITS = ("kneeling", "back_bending", "wrist_or_shoulder", "head_down", "balance", "calf_or_foot")


@dataclass(frozen=True)
class Case:
    """Answers with the conclusions that came before the plan."""

    answers: dict[str, Answer] = field(default_factory=dict)
    band: Band | None = None
    injury: InjuryResult = NO_PROBLEM
    urgency: Urgency | None = Urgency.T5

    def but(self, **changes: Answer) -> Case:
        return Case({**self.answers, **changes}, self.band, self.injury, self.urgency)


@dataclass(frozen=True)
class Planner:
    """Builds and checks plans under one set of rules."""

    rules: PlanRules
    derived: tuple[DerivedValue, ...]

    def outcome(self, case: Case) -> Outcome[Plan]:
        facts = derive(Facts.of(Answers(case.answers)), self.derived)
        risk = RiskResult(RiskStatus.SCORED, band=case.band)
        triage = TriageResult(case.urgency, headline="", who="", when="", what_to_say="")
        return build_plan(facts, risk, case.injury, triage, self.rules)

    def plan(self, case: Case) -> Plan:
        return self.outcome(case).result

    def situation(self, case: Case) -> Situation:
        outcome = self.outcome(case)
        row = next(row for row in self.rules.kinds if row.id == outcome.result.rule)
        return settle(outcome.facts, row, self.rules)

    def breaches(self, case: Case, plan: Plan | None = None) -> list[str]:
        """The hard constraints broken by the case's own plan, or by another one in the same situation."""
        outcome = self.outcome(case)
        row = next(row for row in self.rules.kinds if row.id == outcome.result.rule)
        situation = settle(outcome.facts, row, self.rules)
        programme = programme_for(row, situation, self.rules)
        return check_plan(plan or outcome.result, situation, self.rules, programme)


def cases(count: int, seed: int) -> Iterator[Case]:
    """Athletes of every kind; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - test data, not a secret
    for _ in range(count):
        yield _case(chance)


def _case(chance: random.Random) -> Case:
    answers = _answers(chance)
    kind = chance.random()
    if kind < 0.06:
        return Case({**answers, "hamstring_history": "not_back_yet"}, None, NO_PROBLEM, Urgency.T4)
    if kind < 0.12:
        return Case(answers, None, STRAIN, chance.choice((Urgency.T4, Urgency.T5)))
    band = chance.choice((None, *Band))
    return Case(answers, band, SORENESS if kind < 0.16 else NO_PROBLEM, Urgency.T5)


def _answers(chance: random.Random) -> dict[str, Answer]:
    some: dict[str, Answer] = {}

    def maybe(name: str, value: Answer, share: float = 0.6) -> None:
        if chance.random() < share:
            some[name] = value

    sports = ("football", "tennis", "athletics_sprint_hurdles", "rugby_union", "gym_and_fitness", "other")
    maybe("age_years", chance.randint(10, 45), 0.9)
    maybe("sport", chance.choice(sports), 0.95)
    maybe("season_phase", chance.choice(("off_season", "pre_season", "in_season")))
    maybe("days_to_next_match", chance.choice((0, 1, 2, 3, 4, 5, 7, 9, 14, 20, 25, 40)))
    maybe("days_since_last_match", chance.choice((0, 1, 2, 3, 6, 10, 60)))
    maybe("matches_close_together", chance.random() < 0.3, 0.4)
    maybe("demand_sprinting", chance.choice(("never", "some_sessions", "every_session")))
    maybe("warm_up_frequency", chance.choice(("never", "sometimes", "usually", "always")))
    maybe("warm_up_minutes", chance.choice((0, 5, 8, 10, 20)))
    history = ("never", "over_12_months", "within_12_months", "this_season", "not_sure")
    maybe("hamstring_history", chance.choice(history))
    maybe("weeks_since_return", chance.randint(0, 52), 0.3)
    maybe("nordic_dose", chance.choice(("none", "under_25", "from_25_to_50", "from_50_to_75", "over_75")))
    maybe("knee_flexion_sessions_per_week", chance.randint(0, 3), 0.4)
    maybe("hip_extension_sessions_per_week", chance.randint(0, 3), 0.3)
    maybe("days_available_per_week", chance.randint(1, 7))
    minutes = (5, 6, 8, 10, 11, 12, 13, 15, 18, 20, 25, 30, 45, 60, 120)
    maybe("minutes_per_session", chance.choice(minutes))
    maybe("equipment", tuple(chance.sample(KIT, chance.randint(0, 6))) or ("none",), 0.8)
    limits = tuple(chance.sample(LIMITS, chance.choice((0, 0, 1, 1, 2, 3, 6))))
    maybe("exercise_limits", limits or ("none",))
    maybe("numbness", chance.choice(("none", "thigh")), 0.1)
    return some
