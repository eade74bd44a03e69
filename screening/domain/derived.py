"""Values worked out from answers before any rule looks: means, sums, differences, named conditions."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .answers import Known, is_number
from .conditions import Condition
from .facts import Facts
from .rounding import settled


class Derivation(enum.StrEnum):
    MEAN = "mean_of"
    LOWEST = "lowest_of"
    SUM = "sum_of"
    ASYMMETRY_PCT = "asymmetry_pct_of"
    """(stronger - weaker) / stronger, in percent; 0 where both are 0."""


@dataclass(frozen=True, slots=True)
class DerivedNumber:
    """A number from several numeric fields; unknown while any of them is."""

    id: str
    derivation: Derivation
    of: tuple[str, ...]

    def value(self, facts: Facts) -> Known | None:
        numbers: list[float] = []
        values = facts.values
        for name in self.of:
            given = values.get(name)
            if given is None:
                return None
            if not is_number(given):
                raise TypeError(f"{name} is not a number: {given!r}")
            numbers.append(float(given))
        return settled(_COMBINE[self.derivation](numbers))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)


def _asymmetry_pct(numbers: Sequence[float]) -> float:
    strongest = max(numbers)
    return 0.0 if strongest == 0 else (strongest - min(numbers)) / strongest * 100


_COMBINE: Mapping[Derivation, Callable[[Sequence[float]], float]] = {
    Derivation.MEAN: _mean,
    Derivation.LOWEST: min,
    Derivation.SUM: sum,
    Derivation.ASYMMETRY_PCT: _asymmetry_pct,
}


@dataclass(frozen=True, slots=True)
class DerivedFlag:
    """A condition with a name, so that several rules can use it: true, false or unknown."""

    id: str
    condition: Condition

    def value(self, facts: Facts) -> Known | None:
        if self.condition.is_true(facts.values):
            return True
        return False if self.condition.is_false(facts.values) else None


DerivedValue = DerivedNumber | DerivedFlag


def derive(facts: Facts, definitions: Sequence[DerivedValue]) -> Facts:
    """The facts with every derived value added, in file order (a later one may use an earlier one)."""
    values = dict(facts.values)
    growing = Facts(values)
    for definition in definitions:
        values[definition.id] = definition.value(growing)
    return growing
