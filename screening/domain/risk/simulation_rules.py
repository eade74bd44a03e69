"""What is assumed about a whole population of athletes, to show what the season score can do, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from screening.domain.vocabulary import Band


@dataclass(frozen=True, slots=True)
class AgeSpread:
    """Ages in whole years, normally distributed."""

    factor: str
    mean: float
    sd: float

    def share(self, age: int, youngest: int, oldest: int) -> float:
        """The share of athletes of an age; the ends hold everybody beyond them."""
        spread = NormalDist(self.mean, self.sd)
        below = 0.0 if age <= youngest else spread.cdf(age - 0.5)
        up_to = 1.0 if age >= oldest else spread.cdf(age + 0.5)
        return up_to - below


@dataclass(frozen=True, slots=True)
class FollowsFrom:
    """`factor` is at `level` wherever the other factor is at `at`."""

    factor: str
    level: str
    other: str
    at: str


@dataclass(frozen=True, slots=True)
class BandFigures:
    """What one band holds: of all athletes, of all injuries, and how many of its own are injured."""

    band: Band
    athletes: float
    injuries: float
    injured: float


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """What the evidence review found by its own simulation, to compare with."""

    page: str
    athletes: int
    p0: float
    auc: float
    auc_lowest: float
    auc_highest: float
    other_p0: tuple[float, ...]
    differs: tuple[str, ...]
    """What the rules do and the review does not say it did."""
    bands: tuple[BandFigures, ...]


@dataclass(frozen=True, slots=True)
class SimulationRules:
    """The population behind `screening rules simulate`. `shares` are by factor and level."""

    about: str
    age: AgeSpread
    shares: Mapping[str, Mapping[str, float]]
    follows: tuple[FollowsFrom, ...]
    review: ReviewFigures
    sources: tuple[str, ...]
