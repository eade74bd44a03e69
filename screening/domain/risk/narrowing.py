"""What a missing answer would tell: the range that would be left, and the bands it could lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.risk.standing import Standing
from screening.domain.risk.what_if import Ground
from screening.domain.vocabulary import Band


@dataclass(frozen=True, slots=True)
class IfKnown:
    """One way a missing topic could turn out.

    `relative_low` and `relative_high` are the best and worst completion of what would still be blank; the
    season probabilities beside them are None wherever no number may be shown.
    """

    level: str
    band: Band
    relative_low: float
    relative_high: float
    season_low: float | None
    season_high: float | None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What settling one topic would do. `field` is the question to answer first."""

    field: str
    factor: str
    ways: tuple[IfKnown, ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """Every band it could lead to, lowest first."""
        return tuple(band for band in Band if band in {way.band for way in self.ways})


def narrowing(ground: Ground, fields: Sequence[str]) -> tuple[Narrowing, ...]:
    """For each of these missing fields, what its topic could turn out to be and what would follow.

    Args:
        ground: of a scored result.
        fields: such as `most_useful_missing` of the result; one that settles no open topic is left out.
    """
    found = ((field, _topic(ground, field)) for field in fields)
    return tuple(_narrowing(ground, field, stand) for field, stand in found if stand is not None)


def _topic(ground: Ground, field: str) -> Standing | None:
    """The open factor that this field answers; the one with the widest spread where it answers several."""
    waiting = [stand for stand in ground.standings if stand.is_open and field in stand.factor.fields]
    return max(waiting, key=lambda stand: stand.factor.sd_log, default=None)


def _narrowing(ground: Ground, field: str, stand: Standing) -> Narrowing:
    factor = stand.factor.id
    return Narrowing(field, factor, tuple(_if_known(ground, factor, level.id) for level in stand.possible))


def _if_known(ground: Ground, factor: str, level: str) -> IfKnown:
    settled = {factor: level}
    low, high = ground.ends(settled)
    shown = ground.shows_numbers
    return IfKnown(
        level=level,
        band=ground.outlook(settled).band,
        relative_low=low.relative,
        relative_high=high.relative,
        season_low=low.probability if shown else None,
        season_high=high.probability if shown else None,
    )
