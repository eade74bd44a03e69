"""Who fills a place in a session."""

from __future__ import annotations

from .draft import DraftItem, DraftSession
from .exercises import Exercise
from .rules import ItemRule, PlanRules
from .situation import Situation


def choose(slot: str, session: DraftSession, situation: Situation, rules: PlanRules) -> Exercise | None:
    """The first exercise of the slot, or of those it falls back to, that this athlete may do on that day."""
    for exercise in _permitted(slot, situation, rules):
        on_that_day = exercise.is_running or exercise.eccentric_class <= session.class_cap
        if on_that_day and not session.holds_exercise(exercise.id):
            return exercise
    return None


def _permitted(slot: str, situation: Situation, rules: PlanRules) -> tuple[Exercise, ...]:
    """Worked out once for all weeks of a plan."""
    found = situation.permitted.get(slot)
    if found is None:
        found = tuple([exercise for exercise in rules.slots[slot].exercises if situation.may_do(exercise)])
        situation.permitted[slot] = found
    return found


def add(rule: ItemRule, session: DraftSession, situation: Situation, rules: PlanRules) -> bool:
    """Put the item into the session; False where nobody can fill it or the slot is taken.

    The amount is the rule's, moved into the range of the exercise that fills the slot.
    """
    if rule.slot in [item.slot for item in session.items]:
        return False
    exercise = choose(rule.slot, session, situation, rules)
    if exercise is None:
        return False
    lowest, highest = exercise.dose.amount
    amount = min(max(rule.amount, lowest), highest) if exercise.dose.unit is rule.unit else lowest
    session.items.append(DraftItem(rule.slot, exercise, rule.sets, exercise.dose.unit, amount))
    return True
