"""The limits of one case on one day: class, rung, level, kit, minutes."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.case.words import PainMode, State
from screening.domain.plan.exercises import Code, Exercise, Stage
from screening.domain.plan.rules import PlanRules

from .model import StageNow, Terms
from .rules import CaseWeekRules, Rung, StageWeek

HIGHEST_CLASS = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """What every item of the days ahead keeps to; `rung` is the running to be done."""

    week: StageWeek
    stage: Stage
    class_cap: int
    rung: int
    level: int
    kit: frozenset[str]
    codes: frozenset[Code]
    minutes: int
    is_child: bool
    child_never: frozenset[str]
    level_margin: int
    is_short: bool
    """Too short for a warm-up of one's own, so nothing in it needs one."""

    @property
    def fast_runs(self) -> int | None:
        """The most fast runs of one's own beside training with the team; None: the whole rung is run."""
        return self.week.fast_runs if self.rung >= self.week.first_rung else None

    def may_do(self, exercise: Exercise, class_cap: int) -> bool:
        """Whether the exercise may be given on a day that carries so much."""
        return (
            self.stage in exercise.stages
            and (exercise.is_running or exercise.eccentric_class <= class_cap)
            and (exercise.rung or 0) <= self.rung
            and exercise.level <= self.level + self.level_margin
            and exercise.fits_kit(self.kit)
            and not exercise.contraindications & self.codes
            and not (self.is_child and exercise.id in self.child_never)
        )


def bounds_of(now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules) -> Bounds:
    """The limits of a case that stands in a stage."""
    week, limits = week_of(now, rules), plan.limits
    minutes = rules.limits.default_minutes if terms.minutes is None else terms.minutes
    is_short = minutes < limits.short_session_minutes
    cap = class_cap_of(now, rules)
    rung = rung_to_run(now, week)
    return Bounds(
        week=week,
        stage=Stage(now.state.value),
        class_cap=min(cap, limits.short_session_class) if is_short else cap,
        rung=min(rung, limits.warm_up_rung - 1) if is_short else rung,
        level=max(max(terms.level or 0, week.level) - now.level_down, 1),
        kit=rules.default_kit if terms.kit is None else terms.kit,
        codes=terms.codes | _codes_of(now, rules),
        minutes=minutes,
        is_child=now.age_years is not None and now.age_years < rules.limits.child_age,
        child_never=limits.child_never,
        level_margin=limits.level_margin,
        is_short=is_short,
    )


def week_of(now: StageNow, rules: CaseWeekRules) -> StageWeek:
    """The week of the stage; in S8 a lighter one after half a year."""
    played = now.days_in_competition
    if now.state is rules.later.stage and played is not None and played >= rules.later_after_days:
        return rules.later
    return rules.stages[now.state]


def class_cap_of(now: StageNow, rules: CaseWeekRules) -> int:
    """By stage, one more by a clinician's record; with a hurt tendon nothing high before S5 at all."""
    cap = min(rules.stages[now.state].class_cap + (1 if now.cap_raised else 0), HIGHEST_CLASS)
    if _has_tendon(now, rules) and _is_before(now.state, rules.tendon_until):
        return min(cap, rules.limits.tendon_class)
    return cap


def rung_to_run(now: StageNow, week: StageWeek) -> int:
    """The rung that a person set, inside the stage. The next one is a person's to set."""
    return min(now.rung, week.highest_rung)


def is_pain_free(now: StageNow, rules: CaseWeekRules) -> bool:
    """Whether the stricter pain limits count, whatever a clinician set."""
    grown = now.age_years is not None and now.age_years >= rules.limits.adult_age
    allowed = grown and not now.recurrent and not _has_tendon(now, rules)
    return not (allowed and now.pain_mode is PainMode.THRESHOLD)


def rung_of(number: int, rules: CaseWeekRules) -> Rung:
    return rules.ladder[number]


def consecutive_from(now: StageNow, rules: CaseWeekRules) -> int:
    """From which rung on two running days in a row are ruled out."""
    limits = rules.limits
    return limits.consecutive_rung_fast_track if now.is_fast_track else limits.consecutive_rung


def _has_tendon(now: StageNow, rules: CaseWeekRules) -> bool:
    return now.is_tendon or now.is_proximal or now.severity in rules.tendon


def _codes_of(now: StageNow, rules: CaseWeekRules) -> frozenset[Code]:
    is_early = _is_before(now.state, rules.proximal_until)
    return rules.proximal_codes if now.is_proximal and is_early else frozenset()


def _is_before(state: State, other: State) -> bool:
    return (state.number or 0) < (other.number or 0)
