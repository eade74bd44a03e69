"""Squads out of thin air, the same for a seed: for laws that hold whatever the rules make of answers."""

from __future__ import annotations

import datetime as dt
from random import Random

from screening.domain.squad.model import Answered, GroupFigure, Permitted, ScreeningSummary, SquadMember
from screening.domain.squad.picture import required_squad_rules
from screening.domain.squad.rules import Cell
from screening.domain.vocabulary import Band, BaselineQuality, PlanKind, Urgency
from tests.support.assessments import rulebook

ON = dt.date(2026, 11, 16)
RULES = required_squad_rules(rulebook())
SAYABLE = (Cell.IN_PLACE, Cell.PARTLY, Cell.GAP, Cell.NOTHING_YET, Cell.NOT_ANSWERED, Cell.NOT_APPLICABLE)


class RandomSquads:
    """Endless squads of 0 to 30 athletes; most of them train in full, and names repeat."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret: the same seed must give the same squad

    def squad(self, most: int = 30) -> tuple[SquadMember, ...]:
        return tuple(self.member(f"m{place}") for place in range(self.chance.randint(0, most)))

    def member(self, reference: str) -> SquadMember:
        pick = self.chance.choice
        return SquadMember(
            reference=reference,
            name=pick(["Ana", "ana", "Bea", "Čiro", "Zoë"]),
            permitted=Permitted(reason=self.coin(), factors=self.coin(), band=self.coin()),
            latest=self.answered() if self.coin(0.9) else None,
            previous=self.answered() if self.coin(0.7) else None,
            review_on=ON + dt.timedelta(days=self.chance.randint(0, 30)) if self.coin(0.2) else None,
            key=pick([None, "7", "10"]),
        )

    def coin(self, share: float = 0.5) -> bool:
        return self.chance.random() < share

    def answered(self) -> Answered:
        return Answered(self.summary(), ON - dt.timedelta(days=self.chance.choice([0, 2, 6, 7, 8, 60, 100])))

    def cells(self) -> dict[str, Cell]:
        return {column.factor: self.chance.choice(SAYABLE) for column in RULES.columns}

    def summary(self) -> ScreeningSummary:
        """A calm result more often than not; otherwise anything, contradictions too."""
        pick, calm = self.chance.choice, self.coin(0.6)
        return ScreeningSummary(
            plan_kind=PlanKind.PREVENTION if calm else pick([None, *PlanKind]),
            urgency=Urgency.T5 if calm else pick([None, *Urgency]),
            has_problem=not calm and self.coin(),
            cells=self.cells(),
            band=pick([None, *Band]),
            group=pick(
                [None, *(GroupFigure(p0, BaselineQuality.GOOD, ("Ekstrand2016",)) for p0 in (0.05, 0.22))]
            ),
            valid_days=90 if calm else pick([7, 90]),
        )
