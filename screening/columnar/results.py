"""What the evaluation of a table gives: an array for each output, and the words for their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from screening.columnar.effects import Entry
from screening.columnar.exactly import PLACES
from screening.columnar.program import Array
from screening.columnar.ranking import FactorRanking
from screening.domain.summary_row import SummaryRow
from screening.domain.vocabulary import (
    Band,
    Grade,
    InjuryStatus,
    Light,
    NotGradedBecause,
    PlanKind,
    RiskStatus,
    Tag,
    Urgency,
)


@dataclass(frozen=True)
class Names:
    """The words for the codes that depend on the rulebook."""

    rulebook_version: str
    factors: tuple[str, ...]
    entries: tuple[Sequence[Entry], ...]
    """Of each factor, by the codes in `levels`."""
    baselines: tuple[str, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactorLine:
    id: str
    level: str
    weight: float
    effect: float


@dataclass(frozen=True, slots=True)
class Detail:
    """What a result holds besides its summary row."""

    baseline: str
    p0: float
    factors: tuple[FactorLine, ...]
    provisional: bool
    fortnight_light: str | None
    reasons: tuple[str, ...]
    """Ids of the triage rules that fired, most urgent first."""


@dataclass(frozen=True)
class Results:
    """Codes are places in the vocabulary of their name, -1 for none; numbers are NaN where there is none."""

    length: int
    names: Names
    risk_status: Array
    band: Array
    season_probability: Array
    low: Array
    high: Array
    relative_to_peers: Array
    completeness: Array
    baseline: Array
    p0: Array
    provisional: Array
    fortnight_light: Array
    urgency: Array
    injury_status: Array
    grade_low: Array
    grade_high: Array
    not_graded_because: Array
    tags: Array
    """A bit for each tag in the order of the vocabulary."""
    plan_kind: Array
    levels: Array
    """Factor by athlete: the place of the level among the factor's entries, 0 where it is open."""
    causes: Array
    """Cause by athlete: how urgent it says it is, from 1; 0 where it did not fire."""

    def rows(self) -> Iterator[SummaryRow]:
        """The summary row of everybody, in order."""
        columns = self._columns(AS_VALUES)
        for values in zip(*columns.values(), strict=True):
            yield SummaryRow(*values)

    def column_texts(self) -> Mapping[str, Sequence[str]]:
        """The cells of everybody, column by column in the order of the summary row."""
        return self._columns(AS_TEXTS)

    def details(self) -> Iterator[Detail]:
        """The rest of every result, in order."""
        lines = [[_line(factor, entry) for entry in entries] for factor, entries in self._factors()]
        lights = AS_VALUES.words(self.fortnight_light, Light)
        levels, causes = self.levels.T.tolist(), self.causes.T.tolist()
        for place in range(self.length):
            found = [of[level] for of, level in zip(lines, levels[place], strict=True)]
            fired = [(rank, cause) for cause, rank in enumerate(causes[place]) if rank]
            yield Detail(
                baseline=self.names.baselines[self.baseline[place]],
                p0=float(self.p0[place]),
                factors=tuple(line for line in found if line is not None),
                provisional=bool(self.provisional[place]),
                fortnight_light=lights[place],
                reasons=tuple(self.names.causes[cause] for _, cause in sorted(fired)),
            )

    def _factors(self) -> Iterator[tuple[str, Sequence[Entry]]]:
        return zip(self.names.factors, self.names.entries, strict=True)

    def _columns(self, style: Style) -> dict[str, list[Any]]:
        names = self.names
        tags = [style.several(_tags_of(bits)) for bits in range(1 << len(Tag))]
        ranking = FactorRanking(names.factors, names.entries)
        return {
            "risk_status": style.words(self.risk_status, RiskStatus),
            "band": style.words(self.band, Band),
            "season_probability": style.numbers(self.season_probability.tolist()),
            "low": style.numbers(self.low.tolist()),
            "high": style.numbers(self.high.tolist()),
            "relative_to_peers": style.numbers(self.relative_to_peers.tolist()),
            "completeness": style.numbers(self.completeness.tolist()),
            "urgency": style.words(self.urgency, Urgency),
            "injury_status": style.words(self.injury_status, InjuryStatus),
            "grade_low": style.words(self.grade_low, Grade),
            "grade_high": style.words(self.grade_high, Grade),
            "not_graded_because": style.words(self.not_graded_because, NotGradedBecause),
            "tags": [tags[bits] for bits in self.tags.tolist()],
            "plan_kind": style.words(self.plan_kind, PlanKind),
            "top_factors": ranking.top(list(self.levels), style.several),
            "rulebook_version": [names.rulebook_version] * self.length,
        }


@dataclass(frozen=True)
class Style:
    """How codes and numbers become what a row holds."""

    none: str | None
    numbers: Callable[[list[float]], list[Any]]
    several: Callable[[tuple[str, ...]], Any]

    def words(self, codes: Array, vocabulary: Iterable[str]) -> list[str | None]:
        words = [*(str(word) for word in vocabulary), self.none]  # code -1 is the last: none
        return [words[code] for code in codes.tolist()]


# NaN is the one number that differs from itself.
AS_VALUES = Style(None, lambda told: [value if value == value else None for value in told], tuple)  # noqa: PLR0124
AS_TEXTS = Style("", lambda told: [repr(value) if value == value else "" for value in told], ";".join)  # noqa: PLR0124


def _tags_of(bits: int) -> tuple[str, ...]:
    return tuple(str(tag) for place, tag in enumerate(Tag) if bits >> place & 1)


def _line(factor: str, entry: Entry) -> FactorLine | None:
    if entry.level is None or not entry.shown:
        return None
    return FactorLine(factor, entry.level, round(entry.weight, PLACES), round(entry.effect, PLACES))
