"""Which group an athlete is compared with, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.conditions import Condition
from screening.domain.vocabulary import BaselineQuality


@dataclass(frozen=True, slots=True)
class Cell:
    """One sport at one level: the season probability of its average athlete.

    `own_sex` is set on a row that was studied in that sex; every other cell is for men.
    """

    id: str
    p0: float
    quality: BaselineQuality
    group: str
    """To follow "men in": "amateur football"."""
    sources: tuple[str, ...]
    note: str | None = None
    own_sex: str | None = None
    under_18: bool = False
    """The group is under 18, so its baseline already holds the age."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A line of the lookup by demands, highest first."""

    id: str
    when: Condition
    p0: float
    group: str


@dataclass(frozen=True, slots=True)
class ByDemands:
    """The lookup for sports without a row; `undecided_p0` counts while answers are missing."""

    lines: tuple[Demand, ...]
    undecided_id: str
    undecided_p0: float
    undecided_group: str
    quality: BaselineQuality
    sources: tuple[str, ...]
    note: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SexRule:
    """What a cell for men becomes for somebody else. `quality` None: one step down."""

    id: str
    hazard: float
    who: str
    young_who: str
    steps_down: bool
    quality: BaselineQuality | None
    note: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A hazard multiplier for a position of some sports."""

    sports: frozenset[str]
    position: str
    hazard: float
    words: str
    """To follow the group: "who play as backs"."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExposureRate:
    """Strains per 1000 hours of matches and of training, for some sports and levels."""

    id: str
    sports: frozenset[str]
    levels: frozenset[str]
    match_per_1000_h: float
    training_per_1000_h: float
    quality: BaselineQuality
    sources: tuple[str, ...]
    note: str | None = None

    __hash__ = object.__hash__  # quick: places are kept by it


@dataclass(frozen=True, slots=True)
class Exposure:
    """The path through hours, taken only where both are answered and not both are 0."""

    match_field: str
    training_field: str
    season_weeks: float
    rates: tuple[ExposureRate, ...]


@dataclass(frozen=True, slots=True)
class BaselineRules:
    """The lookup. `cells` are for men by (sport, level); `own_rows` by (sport, level, sex)."""

    cells: Mapping[tuple[str, str], Cell]
    own_rows: Mapping[tuple[str, str, str], Cell]
    by_demands: ByDemands
    sexes: Mapping[str, SexRule]
    other_sex: SexRule
    """For another, not said and missing."""
    positions: tuple[Position, ...]
    exposure: Exposure
    level_when_missing: str
    quality_when_level_missing: BaselineQuality
    note_when_level_missing: str
    reads: tuple[str, ...] = ("sport", "level", "sex", "position")
    """The answers the table is looked up by; hours and demands name theirs in their own parts."""

    __hash__ = object.__hash__  # quick: comparisons are kept by these rules
