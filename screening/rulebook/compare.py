"""Two rulebooks on the same athletes: who would move, where to, and which rules and factors do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.refitting import fitted
from screening.domain.rulebook import Rulebook

NONE = "none"
SMALLEST_STEP = 0.01
"""A season probability that changes by no more, 1 in 100, is not called a move."""
SMALLEST_EFFECT = 0.005
"""Effects that differ by less print alike."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one rulebook makes of an athlete, as far as moves are about it."""

    urgency: str
    band: str
    grade: str
    plan: str
    season_probability: float | None


@dataclass(frozen=True, slots=True)
class FactorChange:
    """A factor whose effect differs; None where only the other rulebook counts it."""

    id: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Move:
    """One athlete who would be told something else, and why."""

    name: str
    old: Standing
    new: Standing
    changed: tuple[str, ...]
    """Which parts of the standing."""
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    """Rules that have a say under one of the two only."""
    factors: tuple[FactorChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All moves, and how many athletes go from where to where."""

    athletes: int
    moves: tuple[Move, ...]
    urgencies: Mapping[tuple[str, str], int]
    bands: Mapping[tuple[str, str], int]
    not_taken: Mapping[str, tuple[str, ...]]
    """Fields by athlete that one of the two no longer takes as answered; there they count as blank."""


def compare_rulebooks(old: Rulebook, new: Rulebook, athletes: Iterable[tuple[str, Answers]]) -> Comparison:
    """Assess every athlete under both.

    Args:
        athletes: names to find them again, with checked answers.
    """
    moves: list[Move] = []
    urgencies: Counter[tuple[str, str]] = Counter()
    bands: Counter[tuple[str, str]] = Counter()
    not_taken: dict[str, tuple[str, ...]] = {}
    count = 0
    for name, answers in athletes:
        count += 1
        before, lost_before = _assessed(answers, old)
        after, lost_after = _assessed(answers, new)
        if lost_before or lost_after:
            not_taken[name] = tuple(dict.fromkeys((*lost_before, *lost_after)))
        here, there = standing(before), standing(after)
        urgencies[here.urgency, there.urgency] += 1
        bands[here.band, there.band] += 1
        changed = changes(here, there)
        if changed:
            moves.append(_move(name, before, after, changed))
    return Comparison(count, tuple(moves), urgencies, bands, not_taken)


def _assessed(answers: Answers, rulebook: Rulebook) -> tuple[Assessment, tuple[str, ...]]:
    taken, lost = fitted(answers, rulebook.questionnaire)
    return assess(taken, rulebook, explained=False, weeks=False), lost


def standing(assessment: Assessment) -> Standing:
    """The part of an assessment that moves are about."""
    injury, risk = assessment.injury, assessment.risk
    grade = f"{injury.grade_low} to {injury.grade_high}" if injury.grade else NONE
    return Standing(
        urgency=str(assessment.triage.urgency or NONE),
        band=str(risk.band or NONE),
        grade=grade,
        plan=str(assessment.plan.kind or NONE),
        season_probability=risk.season_probability,
    )


def changes(old: Standing, new: Standing) -> tuple[str, ...]:
    """The names of the parts that differ."""
    names = ("urgency", "band", "grade", "plan")
    found = [name for name in names if getattr(old, name) != getattr(new, name)]
    p, q = old.season_probability, new.season_probability
    appears = (p is None) != (q is None)
    # Rounded, so that a step of exactly 1 in 100 is the same on every machine.
    if appears or (p is not None and q is not None and round(abs(q - p), 6) > SMALLEST_STEP):
        found.append("season_probability")
    return tuple(found)


def _move(name: str, before: Assessment, after: Assessment, changed: tuple[str, ...]) -> Move:
    fired_before, fired_after = _fired(before), _fired(after)
    return Move(
        name=name,
        old=standing(before),
        new=standing(after),
        changed=changed,
        only_old=tuple(rule for rule in fired_before if rule not in fired_after),
        only_new=tuple(rule for rule in fired_after if rule not in fired_before),
        factors=_factor_changes(before, after),
    )


def _fired(assessment: Assessment) -> tuple[str, ...]:
    reasons = (reason.id for reason in assessment.triage.reasons)
    adjusted = (adjustment.id for adjustment in assessment.risk.adjustments)
    return tuple(dict.fromkeys((*assessment.injury.rules_fired, *reasons, *adjusted)))


def _factor_changes(before: Assessment, after: Assessment) -> tuple[FactorChange, ...]:
    old = {factor.id: factor.effect for factor in before.risk.factors}
    new = {factor.id: factor.effect for factor in after.risk.factors}
    pairs = [FactorChange(name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new))]
    return tuple(pair for pair in pairs if _differs(pair.old, pair.new))


def _differs(old: float | None, new: float | None) -> bool:
    return old is None or new is None or abs(new - old) >= SMALLEST_EFFECT
