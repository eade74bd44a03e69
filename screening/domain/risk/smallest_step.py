"""The smallest step to a lower band: the fewest changes that reach it, or why none does."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from screening.domain.risk.rules import Target
from screening.domain.risk.what_if import Ground, Outlook
from screening.domain.vocabulary import Band

_ORDER = tuple(Band)


class StepKind(enum.StrEnum):
    """What can be said about a lower band."""

    LOWERS = "lowers"
    """The changes below lead to a lower band."""
    ALREADY_LOWEST = "already_lowest"
    HELD_BY_FLOOR = "held_by_floor"
    """Something that cannot change, such as a recent strain, keeps the band from being lower."""
    NOT_REACHED = "not_reached"
    """There are changes, but all of them together leave the band as it is."""
    NOTHING_LEFT = "nothing_left"
    """Nothing that can change is left."""


@dataclass(frozen=True, slots=True)
class SmallestStep:
    """The step, or why there is none. Numbers are None wherever the contract says that none is shown."""

    kind: StepKind
    band: Band
    to_band: Band | None = None
    changes: tuple[str, ...] = ()
    """Factor ids, in the order of the rules."""
    minutes_per_week: int | None = None
    """Of those changes whose minutes are known; None where none are."""
    minutes_not_known: tuple[str, ...] = ()
    relative_to_peers: float | None = None
    season_probability: float | None = None
    low: float | None = None
    high: float | None = None
    kept_by: tuple[str, ...] = ()
    """Factor ids: what keeps a low band low, or what keeps a band from being lower; strongest first."""


def smallest_step(ground: Ground) -> SmallestStep:
    """Fewest changes first, then fewest minutes a week, then the largest drop, then the order of the rules.

    Minutes that nobody has estimated are not nothing: among equally many changes those with fewer unknown
    minutes come first.

    Args:
        ground: of a scored result.
    """
    now = ground.outlook()
    if now.band is _ORDER[0]:
        return SmallestStep(StepKind.ALREADY_LOWEST, now.band, kept_by=_pulling(ground, up=False))
    found = _search(ground, now)
    if found is not None:
        return _step(ground, now, *found)
    floors = _floors(ground, now)
    if floors:
        return SmallestStep(StepKind.HELD_BY_FLOOR, now.band, kept_by=floors)
    kind = StepKind.NOT_REACHED if ground.open_targets() else StepKind.NOTHING_LEFT
    return SmallestStep(kind, now.band, kept_by=_pulling(ground, up=True))


def _search(ground: Ground, now: Outlook) -> tuple[dict[str, Target], Outlook] | None:
    """The best set of the smallest size that lowers the band, with what comes out."""
    targets = ground.open_targets()
    for size in range(1, len(targets) + 1):
        tried = [(chosen, ground.outlook(ground.at_target(chosen))) for chosen in combinations(targets, size)]
        lowering = [pair for pair in tried if _ORDER.index(pair[1].band) < _ORDER.index(now.band)]
        if lowering:
            # min() keeps the first of equals, and combinations come in the order of the rules.
            chosen, after = min(lowering, key=lambda pair: _cost([targets[one] for one in pair[0]], pair[1]))
            return {factor_id: targets[factor_id] for factor_id in chosen}, after
    return None


def _cost(chosen: Sequence[Target], after: Outlook) -> tuple[int, int, float]:
    """How many have no estimate of minutes, the minutes of the others, and what is left of the risk."""
    known = [target.minutes_per_week for target in chosen if target.minutes_per_week is not None]
    return len(chosen) - len(known), sum(known), after.estimate.relative


def _step(ground: Ground, now: Outlook, chosen: dict[str, Target], after: Outlook) -> SmallestStep:
    minutes = {factor_id: target.minutes_per_week for factor_id, target in chosen.items()}
    known = [each for each in minutes.values() if each is not None]
    shown = after.estimate if ground.shows_numbers else None
    return SmallestStep(
        kind=StepKind.LOWERS,
        band=now.band,
        to_band=after.band,
        changes=tuple(chosen),
        minutes_per_week=sum(known) if known else None,
        minutes_not_known=tuple(factor_id for factor_id, each in minutes.items() if each is None),
        relative_to_peers=after.estimate.relative,
        season_probability=shown.probability if shown else None,
        low=shown.low if shown else None,
        high=shown.high if shown else None,
    )


def _floors(ground: Ground, now: Outlook) -> tuple[str, ...]:
    """The factors whose floor is the present band."""
    return tuple(
        floor.factor
        for floor in ground.rules.bands.floors
        if floor.band is now.band
        and any(
            stand.factor.id == floor.factor and stand.level is not None and stand.level.id in floor.levels
            for stand in ground.standings
        )
    )


def _pulling(ground: Ground, *, up: bool) -> tuple[str, ...]:
    """The factors that raise, or lower, the risk; upwards only those that cannot change. Strongest first."""
    pulling = [
        stand.result
        for stand in ground.standings
        if stand.result is not None
        and (stand.result.effect > 1 and not stand.result.modifiable if up else stand.result.effect < 1)
    ]
    return tuple(result.id for result in sorted(pulling, key=lambda one: -one.effect if up else one.effect))
