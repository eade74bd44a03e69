"""Where an athlete stands on one factor: the level, or the levels still possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.conditions import Truth
from screening.domain.facts import Facts
from screening.domain.risk.groups import BLANK, Share
from screening.domain.risk.rules import Factor, FactorKind, Level


@dataclass(frozen=True, slots=True)
class Standing:
    """One factor for one athlete. `level` is None while the answers leave more than one possible.

    `possible` are the levels some completion of the answers leads to; a settled factor has one, unless a
    condition that counts as false while unknown could still come true.
    """

    factor: Factor
    level: Level | None
    possible: tuple[Level, ...]
    centred: bool = True
    """False where the baseline already holds this factor, so that nothing is divided out."""

    @property
    def counts(self) -> bool:
        """Whether it has a say: settled, and meaningful for this athlete."""
        return self.level is not None and self.level.applies

    @property
    def share(self) -> Share:
        return BLANK if self.level is None else self.share_of(self.level)

    @property
    def effect(self) -> float:
        """The centred multiplier; exactly 1 while unknown."""
        share = self.share
        return share.weight / share.mean

    @property
    def variance(self) -> float:
        """What it adds to the variance of the log-hazard."""
        if self.level is not None:
            return self.level.se_log**2
        return self.factor.sd_log**2 if self.factor.kind is FactorKind.ASKED else 0.0

    @property
    def options(self) -> tuple[Share, ...]:
        """What it may bring in once answered; a blank that stays blank is one of them."""
        if self.factor.kind is not FactorKind.ASKED:
            return (self.share,)
        shares = tuple(self.share_of(level) for level in self.possible)
        return shares if self.level is not None else (*shares, BLANK)

    def share_of(self, level: Level) -> Share:
        if not level.applies:
            return BLANK
        return Share(level.id, level.weight, self.factor.mean if self.centred else 1.0)

    def at(self, level: Level) -> Standing:
        """The same athlete after reaching a level."""
        return Standing(self.factor, level, (level,), self.centred)


def standings(factors: Iterable[Factor], facts: Facts, *, under_18: bool) -> tuple[Standing, ...]:
    """Every factor in order. `under_18`: the baseline already holds the age."""
    return tuple(
        _on_levels(factor, facts) if factor.curve is None else _on_curve(factor, facts, under_18=under_18)
        for factor in factors
    )


def _on_levels(factor: Factor, facts: Facts) -> Standing:
    """The first level that is true while all before are false; else every level still reachable."""
    possible: list[Level] = []
    found: Level | None = None
    undecided = False
    for level in factor.levels:
        truth = level.when.judge(facts)
        if truth is Truth.FALSE:
            continue
        possible.append(level)
        if truth is Truth.TRUE:
            found = None if undecided else level
            break
        undecided = undecided or not level.only_when_known
    return Standing(factor, found, tuple(possible))


def _on_curve(factor: Factor, facts: Facts, *, under_18: bool) -> Standing:
    age = facts.get(factor.fields[0])
    if isinstance(age, bool) or not isinstance(age, int | float):
        return Standing(factor, None, ())
    level = age_level(factor, age, under_18=under_18)
    return Standing(factor, level, (level,), centred=not under_18)


def age_level(factor: Factor, age: float, *, under_18: bool = False) -> Level:
    """The level of a curve factor at an age in years. The id is the age itself."""
    curve = factor.curve
    if curve is None:
        raise ValueError(f"{factor.id} has no age curve")
    shown = f"{age:g}"
    if under_18:
        words, weight, se_log = curve.outside, 1.0, 0.0
    else:
        words = next((words for words in curve.words if age <= words.up_to), curve.words[-1])
        weight, se_log = curve.weight_at(age), curve.se_log_at(age)
    return Level(
        id=shown,
        weight=weight,
        label=words.label.replace("{age}", shown),
        text=words.text.replace("{age}", shown),
        certainty=factor.certainty,
        se_log=se_log,
        sources=factor.sources,
    )
