"""One set more for a leg that measured weaker; everything else is the same for both legs (plan.HC20)."""

from __future__ import annotations

from screening.domain.facts import Facts
from screening.domain.plan.exercises import Stage

from .draft import DatedDraft, DraftDay, DraftWeek
from .rules import Wishes
from .setting import Setting
from .trim import fits, most_sets_of

ASYMMETRY = "derived.nordic_asymmetry_pct"
_FORCES = {"left": "nordic_force_left_n", "right": "nordic_force_right_n"}


def weaker_leg(facts: Facts, wishes: Wishes) -> str | None:
    """The leg that was measured weaker by more than the difference that matters; None where neither was."""
    difference = facts.get(ASYMMETRY)
    forces = {leg: facts.get(name) for leg, name in _FORCES.items()}
    if not isinstance(difference, int | float) or difference <= wishes.asymmetry_pct:
        return None
    measured = {leg: force for leg, force in forces.items() if isinstance(force, int | float)}
    return min(measured, key=measured.__getitem__) if len(measured) == len(_FORCES) else None


def add_for_weaker_leg(week: DraftWeek, most: int | None, setting: Setting) -> None:
    """One one-leg exercise of a full week gets the set more, the hardest there is room for.

    Args:
        most: the most hamstring sets of the week beside all other bounds; None where there is none.
    """
    leg = weaker_leg(setting.situation.facts, setting.rules.wishes)
    is_training = setting.situation.stage is Stage.P  # with a problem a physio decides what each leg does
    if leg is None or not is_training or week.deload or any(item.extra_sets for item in week.items()):
        return
    bound = most_sets_of(week, setting)
    bound = bound if most is None else min(bound, most)
    for day, item in _one_leg_work(week):
        item.extra_sets, item.extra_leg = setting.plan.limits.extra_sets_weaker_leg, leg
        if fits(day, setting) and week.hamstring_sets <= bound:
            return
        item.same_for_both()


def _one_leg_work(week: DraftWeek) -> list[tuple[DraftDay, DatedDraft]]:
    """What loads the hamstrings one leg at a time: knee work first, then the harder."""
    found = [
        (day, item)
        for day in week.open_days()
        for item in day.items
        if item.exercise.each_leg and item.exercise.loads_hamstring and not item.amounts
    ]
    return sorted(
        found, key=lambda one: (-one[1].exercise.knee_flexion_halves, -one[1].exercise.eccentric_class)
    )
