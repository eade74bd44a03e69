"""The season risk rules as typed data: factors with their levels, groups with caps, cuts and words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.conditions import ALWAYS, Condition
from screening.domain.risk.baseline_rules import BaselineRules
from screening.domain.risk.groups import Group
from screening.domain.risk.return_rules import ReturnRules
from screening.domain.vocabulary import Band, BaselineQuality, Certainty


class Basis(enum.StrEnum):
    """Where a weight comes from."""

    REFERENCE = "reference"
    PUBLISHED = "published"
    DERIVED = "derived"
    ASSUMPTION = "assumption"


class FactorKind(enum.StrEnum):
    """How a blank counts."""

    ASKED = "asked"
    """Counts in completeness; a blank widens the range and the completion bounds."""
    OPTIONAL = "optional"
    """Centred only where it is answered; a blank changes nothing."""
    MEASURED = "measured"
    """A test. Not tested is no penalty and no blank."""


@dataclass(frozen=True, slots=True)
class Published:
    """The published effect a weight was shrunk from. `interval` only where the source itself was read."""

    measure: str
    value: float
    source: str
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One answer to a factor and what it weighs.

    `applies` is False where the question makes no sense for this athlete: the effect is then exactly 1 and
    nothing is centred. `only_when_known`: for the score an unknown condition counts as false, for the
    completion bounds it stays possible.
    """

    id: str
    weight: float
    label: str
    text: str
    when: Condition = ALWAYS
    basis: Basis = Basis.REFERENCE
    certainty: Certainty = Certainty.NONE
    se_log: float = 0.0
    published: Published | None = None
    note: str | None = None
    prevalence: float | None = None
    applies: bool = True
    only_when_known: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgeWords:
    """What is said up to an age (in years, inclusive)."""

    up_to: float
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class AgeCurve:
    """Weight `per_year ** (age - origin)`, flat outside `youngest` to `oldest` (years)."""

    per_year: float
    origin: float
    youngest: float
    oldest: float
    se_log_per_year: float
    se_centre: float
    words: tuple[AgeWords, ...]
    outside: AgeWords
    """Said where the baseline already holds the age (under-18 groups)."""

    def weight_at(self, age: float) -> float:
        clamped = min(max(age, self.youngest), self.oldest)
        return float(self.per_year ** (clamped - self.origin))

    def se_log_at(self, age: float) -> float:
        return self.se_log_per_year * abs(age - self.se_centre)


@dataclass(frozen=True, slots=True)
class Target:
    """A level the athlete could reach, with the effort in words and minutes a week."""

    level: str
    text: str
    effort: str
    minutes_per_week: int | None


@dataclass(frozen=True, slots=True)
class Factor:
    """Something that moves the risk. `mean` is the average weight in the population behind the baselines.

    `fields` are the questions a person would answer to settle it, most useful first. `sd_log` is the
    spread of log-weights in that population, used while the factor is unknown.
    """

    id: str
    label: str
    kind: FactorKind
    fields: tuple[str, ...]
    mean: float
    sd_log: float
    modifiable: bool
    certainty: Certainty
    levels: tuple[Level, ...]
    sources: tuple[str, ...]
    reviewed: str
    reviewed_by: str
    population: str
    verified: bool
    curve: AgeCurve | None = None
    target: Target | None = None
    overlaps: tuple[str, ...] = ()
    note: str | None = None
    mean_note: str | None = None
    """Why the mean is not that of the levels by prevalence."""
    reads: tuple[str, ...] = field(init=False)
    """Every fact its levels look at, once each."""
    reads_answers: bool = field(init=False)
    """Whether it looks at answers as given, of which there are few, and not at measured values."""

    def __post_init__(self) -> None:
        names = [name for level in self.levels for name in level.when.names()]
        reads = tuple(dict.fromkeys(names or self.fields))
        object.__setattr__(self, "reads", reads)
        given = all("." not in name for name in reads)
        object.__setattr__(self, "reads_answers", given and self.curve is None)

    @property
    def sd_log_if_blank(self) -> float:
        """The spread a blank adds: none where nobody was asked."""
        return self.sd_log if self.kind is FactorKind.ASKED else 0.0

    __hash__ = object.__hash__  # quick: standings are kept by factor

    def level(self, level_id: str) -> Level:
        return next(level for level in self.levels if level.id == level_id)


@dataclass(frozen=True, slots=True)
class Cut:
    """The band below a value; `below` None for the last."""

    band: Band
    below: float | None


@dataclass(frozen=True, slots=True)
class BandFloor:
    """The band is never below this one at these levels of a factor."""

    factor: str
    levels: frozenset[str]
    band: Band


@dataclass(frozen=True, slots=True)
class BandRules:
    """Cut-offs on the season probability, and on the risk relative to peers for weak baselines."""

    by_probability: tuple[Cut, ...]
    by_relative: tuple[Cut, ...]
    relative_for: frozenset[BaselineQuality]
    floors: tuple[BandFloor, ...]
    provisional_from_bands: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Multiplier:
    """A short-term multiplier that applies while its condition is true."""

    id: str
    when: Condition
    weight: float


@dataclass(frozen=True, slots=True)
class LightRules:
    """The light for the next 14 days: relative risk times short-term multipliers, against two cuts."""

    multipliers: tuple[Multiplier, ...]
    amber_from: float
    red_from: float
    sources: tuple[str, ...]
    reads: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = [name for multiplier in self.multipliers for name in multiplier.when.names()]
        object.__setattr__(self, "reads", tuple(dict.fromkeys(names)))


@dataclass(frozen=True, slots=True)
class RequiredField:
    """A field without which nothing is scored, in the words of the message."""

    field: str
    words: str
    not_sure_counts: bool = False


@dataclass(frozen=True, slots=True)
class NotScored:
    """A reason why there is no score at all."""

    id: str
    when: Condition
    why: str


@dataclass(frozen=True, slots=True)
class Messages:
    """Sentences for the places where a score or a number is withheld. `{fields}` is filled in."""

    not_enough: str
    present_problem: str
    no_number: Mapping[BaselineQuality, str]
    first_weeks: str


@dataclass(frozen=True, slots=True)
class DisplayRules:
    """How a probability is printed: whole people of `of`, at most `highest`."""

    of: int
    highest: int


@dataclass(frozen=True, slots=True)
class NotWeighted:
    """A finding that was looked at and is deliberately not part of the score."""

    id: str
    fields: tuple[str, ...]
    finding: str
    decision: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskRules:
    """Everything the season risk needs. Factors are in file order, which also breaks ties."""

    factors: tuple[Factor, ...]
    groups: tuple[Group, ...]
    baselines: BaselineRules
    lowest_relative: float
    highest_relative: float
    clamp_text: str
    clamp_sources: tuple[str, ...]
    v_base: Mapping[BaselineQuality, float]
    """Standard deviation of the log-hazard of a baseline, by quality."""
    z: float
    shrinkage: Mapping[Certainty, float]
    bands: BandRules
    light: LightRules
    return_module: ReturnRules
    display: DisplayRules
    required: tuple[RequiredField, ...]
    not_scored: tuple[NotScored, ...]
    messages: Messages
    number_for: frozenset[BaselineQuality]
    action_order: tuple[str, ...]
    """Factors with a target; breaks ties between equal drops."""
    not_weighted: tuple[NotWeighted, ...] = ()
    group_places: tuple[tuple[Group, tuple[int, ...]], ...] = field(init=False)
    """Each group with the places of its members among the factors."""
    single_places: tuple[int, ...] = field(init=False)
    """The places of the factors in no group."""
    group_index: Mapping[int, int] = field(init=False)
    """For the place of each factor in a group, the place of that group."""
    action_places: tuple[int, ...] = field(init=False)
    """The places of the factors with a target, in the order of actions."""

    def __post_init__(self) -> None:
        place = {factor.id: index for index, factor in enumerate(self.factors)}
        grouped = tuple(
            (group, tuple(place[member] for member in group.members))
            for group in self.groups
            if all(member in place for member in group.members)
        )
        taken = {index for _, places in grouped for index in places}
        object.__setattr__(self, "group_places", grouped)
        index = {place: number for number, (_, places) in enumerate(grouped) for place in places}
        object.__setattr__(self, "group_index", index)
        object.__setattr__(self, "action_places", tuple(place[i] for i in self.action_order if i in place))
        object.__setattr__(self, "single_places", tuple(i for i in place.values() if i not in taken))

    def factor(self, factor_id: str) -> Factor:
        return next(factor for factor in self.factors if factor.id == factor_id)
