"""Where an athlete stands on one factor: the level, or the levels still possible."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from screening.domain.answers import Known, is_number
from screening.domain.assessment import FactorResult
from screening.domain.condition_tests import Values
from screening.domain.facts import Facts
from screening.domain.risk.groups import BLANK, Share
from screening.domain.risk.rules import Factor, FactorKind, Level
from screening.domain.rounding import settled


@dataclass(frozen=True, slots=True)
class Standing:
    """One factor for one athlete. `level` is None while the answers leave more than one possible.

    `possible` are the levels some completion of the answers leads to; a settled factor has one, unless a
    condition that counts as false while unknown could still come true. Everything else follows.
    """

    factor: Factor
    level: Level | None
    possible: tuple[Level, ...]
    centred: bool = True
    """False where the baseline already holds this factor, so that nothing is divided out."""
    share: Share = field(init=False)
    effect: float = field(init=False)
    """The centred multiplier; exactly 1 while unknown."""
    variance: float = field(init=False)
    """What it adds to the variance of the log-hazard."""
    options: tuple[Share, ...] = field(init=False)
    """What it may bring in once answered; a blank that stays blank is one of them."""
    result: FactorResult | None = field(init=False)
    """The line of the assessment; None where it has no say: open, or meaningless for this athlete."""
    is_asked: bool = field(init=False)
    """Whether it counts in completeness for this athlete."""
    is_open: bool = field(init=False)
    """Whether an answer to it is still missing."""
    lowest: float = field(init=False)
    highest: float = field(init=False)
    """The least and the most it may multiply the risk by once answered, both without its group."""
    option_levels: tuple[str, ...] = field(init=False)
    """The level ids of `options`."""
    after_change: Standing | None = field(init=False)
    """Where the athlete would stand after the change that is open to them; None where there is none."""

    def __post_init__(self) -> None:
        share = BLANK if self.level is None else self._share_of(self.level)
        spread = self.factor.sd_log_if_blank if self.level is None else self.level.se_log
        object.__setattr__(self, "share", share)
        object.__setattr__(self, "effect", share.weight / share.mean)
        object.__setattr__(self, "variance", spread**2)
        object.__setattr__(self, "options", self._options())
        object.__setattr__(self, "result", self._result())
        asked = self.factor.kind is FactorKind.ASKED
        object.__setattr__(self, "is_asked", asked and (self.level is None or self.level.applies))
        object.__setattr__(self, "is_open", asked and self.level is None)
        effects = [option.weight / option.mean for option in self.options]
        object.__setattr__(self, "lowest", min(effects))
        object.__setattr__(self, "highest", max(effects))
        object.__setattr__(self, "option_levels", tuple(option.level for option in self.options))
        object.__setattr__(self, "after_change", self._after_change())

    __hash__ = object.__hash__  # quick: standings are kept, and steps by them

    def _after_change(self) -> Standing | None:
        target = self.factor.target
        if target is None or (self.level is not None and not self.level.applies):
            return None
        if target.level not in [level.id for level in self.factor.levels]:
            return None  # the loader refuses such rules, and looks at standings before it can
        return None if self.level is not None and self.level.id == target.level else self.at(target.level)

    def at(self, level_id: str) -> Standing:
        """The same athlete after reaching a level."""
        index = [level.id for level in self.factor.levels].index(level_id)
        return _standing(self.factor, index, 1 << index)

    def _share_of(self, level: Level) -> Share:
        if not level.applies:
            return BLANK
        return Share(level.id, level.weight, self.factor.mean if self.centred else 1.0)

    def _options(self) -> tuple[Share, ...]:
        if self.factor.kind is not FactorKind.ASKED:
            return (self.share,)
        shares = tuple(self._share_of(level) for level in self.possible)
        return shares if self.level is not None else (*shares, BLANK)

    def _result(self) -> FactorResult | None:
        level, factor = self.level, self.factor
        if level is None or not level.applies:
            return None
        return FactorResult(
            id=factor.id,
            level=level.id,
            weight=settled(level.weight),
            effect=settled(self.effect),
            modifiable=factor.modifiable,
            certainty=level.certainty,
            label=level.label,
            text=level.text,
            sources=level.sources,
        )


def standings(factors: Iterable[Factor], facts: Facts, *, under_18: bool) -> tuple[Standing, ...]:
    """Every factor in order. `under_18`: the baseline already holds the age."""
    values = facts.values
    return tuple(
        [
            _on_answers(factor, *map(values.get, factor.reads))
            if factor.reads_answers
            else _on_levels(factor, values)
            if factor.curve is None
            else _on_curve(factor, facts, under_18)
            for factor in factors
        ]
    )


@functools.lru_cache(maxsize=16384)
def _on_answers(factor: Factor, *read: Known | None) -> Standing:
    """Kept by the answers that the factor reads, in their order: most athletes give one of a few."""
    return _on_levels(factor, dict(zip(factor.reads, read, strict=True)))


def _on_levels(factor: Factor, values: Values) -> Standing:
    """The first level that is true while all before are false; else every level still reachable."""
    possible = 0
    undecided = False
    for index, level in enumerate(factor.levels):
        if level.when.is_true(values):
            return _standing(factor, None if undecided else index, possible | 1 << index)
        if level.when.is_false(values):
            continue
        possible |= 1 << index
        undecided = undecided or not level.only_when_known
    return _standing(factor, None, possible)


def _on_curve(factor: Factor, facts: Facts, under_18: bool) -> Standing:
    age = facts.get(factor.fields[0])
    if not is_number(age):
        return _standing(factor, None, 0)
    return _aged(factor, age, under_18)


@functools.lru_cache(maxsize=8192)
def _standing(factor: Factor, index: int | None, possible: int) -> Standing:
    """Kept: there are few, and every assessment needs two dozen. `possible` has a bit for each level."""
    levels = tuple(level for place, level in enumerate(factor.levels) if possible >> place & 1)
    return Standing(factor, None if index is None else factor.levels[index], levels)


@functools.lru_cache(maxsize=1024)
def _aged(factor: Factor, age: float, under_18: bool) -> Standing:
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
