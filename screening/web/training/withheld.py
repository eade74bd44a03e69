"""When a plan must wait: something sudden, too much pain, newer advice, or answers that no longer hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.programme.rules import Effect
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import PlanKind
from screening.services.training import Followed, programme_rules
from screening.web.training.responding import response_in_force


@dataclass(frozen=True, slots=True)
class Held:
    """Why no session is shown for now, and what to do instead."""

    title: str
    text: str


STOPPED = "Stop for now"
RECALLED = Held(
    "Answer the check again first",
    "The rules have changed since you answered, and with the same answers they ask for more. "
    "Your plan waits until you have answered again.",
)
EXPIRED = Held(
    "Answer the check again first",
    "Your answers were about a problem and held for a few days only. Your plan waits until you have "
    "answered again.",
)


def held_words(current: Followed, rulebook: Rulebook, now: dt.datetime) -> Held | None:
    """Why the sessions wait; None while they may be done."""
    if _hurts(current, rulebook):
        return Held(STOPPED, programme_rules(rulebook).effects[Effect.REST].text)
    if current.basis.is_recalled:
        return RECALLED
    if current.basis.kind is not PlanKind.PREVENTION and now >= current.basis.valid_until:
        return EXPIRED
    return None


def _hurts(current: Followed, rulebook: Rulebook) -> bool:
    found = response_in_force(current, rulebook)
    return found is not None and found.effect is Effect.REST
