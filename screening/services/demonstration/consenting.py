"""What the invented athletes allow: most nearly everything, some only what is needed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Protocol

from screening.domain.clubs import ConsentBy, ConsentHow, Purpose
from screening.domain.consents import Decider, Standing
from screening.services.consents import By, consent_picture, decide, own_age
from screening.services.demonstration.plan import COUNTRY
from screening.store import Store

ALLOWING: Mapping[Purpose, int] = {
    Purpose.PROCESSING: 100,
    Purpose.PHYSIO_CLINICAL: 92,
    Purpose.COACH_REASONS: 75,
    Purpose.COACH_BAND: 35,
}
"""Of 100 athletes. Invented for the demonstration."""


class Numbered(Protocol):
    """An athlete of the demonstration."""

    @property
    def id(self) -> int: ...


def own_age_here() -> int:
    """From which age the athletes of the demonstration decide alone, in years."""
    return own_age(COUNTRY)


def decide_for(
    store: Store, club_id: int, athletes: Sequence[Numbered], at: dt.datetime, chance: random.Random
) -> None:
    """Have these athletes, or their guardians, decide about every purpose that is offered to them."""
    with store.write(club=club_id) as tx:
        for athlete in athletes:
            picture = consent_picture(tx, athlete.id, at.date())
            wishes = {
                purpose: chance.randrange(100) < share
                for purpose, share in ALLOWING.items()
                if picture.of(purpose).standing is not Standing.NOT_AT_THIS_AGE
            }
            who = ConsentBy.GUARDIAN if picture.decider is Decider.GUARDIAN else ConsentBy.ATHLETE
            decide(tx, athlete.id, wishes, By(who, ConsentHow.LINK), at)
