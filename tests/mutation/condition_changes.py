"""Every way a condition is changed: thresholds moved, comparisons turned, options and parts taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from screening.domain.answers import NONE_OPTION
from screening.domain.conditions import (
    All,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    CountOf,
    HasAny,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
)
from screening.domain.questionnaire import Question
from tests.mutation.changes import Change, with_item, without_item

FINER = {
    "sleep_hours": 0.5,
    "derived.nordic_force_mean_n": 0.5,
    "derived.fascicle_lowest_cm": 0.01,
    "derived.nordic_asymmetry_pct": 0.1,
}
"""The smallest step that an answer to these can make, where it is not 1."""

TURNED = {
    Comparison.AT_LEAST: (Comparison.ABOVE, Comparison.AT_MOST),
    Comparison.ABOVE: (Comparison.AT_LEAST, Comparison.BELOW),
    Comparison.AT_MOST: (Comparison.BELOW, Comparison.AT_LEAST),
    Comparison.BELOW: (Comparison.AT_MOST, Comparison.ABOVE),
}
"""Each comparison without its end, or with it, and the other way round."""

Parts = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What conditions speak of: questions with their options, and patterns with a name of their own.

    A pattern inside another condition is left whole; its own mistakes are made where it is written.
    """

    questions: Mapping[str, Question]
    patterns: Mapping[str, Condition] = field(default_factory=dict)

    def is_pattern(self, condition: Condition) -> bool:
        return condition in self.patterns.values()


def condition_changes(condition: Condition, words: Vocabulary, *, whole: bool = False) -> Iterator[Change]:
    """All changes of one condition; none for "always", whose rule is dropped instead.

    Args:
        whole: the condition is the pattern itself, so that its parts are changed.
    """
    if not whole and words.is_pattern(condition):
        return
    match condition:
        case All(parts):
            yield from _of_parts(".all", parts, All, words)
            if len(parts) > 1:
                yield Change(".all -> any", AnyOf(parts))
        case AnyOf(parts):
            yield from _of_parts(".any", parts, AnyOf, words)
            if len(parts) > 1:
                yield Change(".any -> all", All(parts))
        case CountOf(parts, at_least):
            yield from _of_parts(".count_of", parts, lambda rest: CountOf(rest, at_least), words)
            for step in (-1, 1):
                yield Change(f".at_least {step:+d}", CountOf(parts, at_least + step))
        case Not(part):
            yield Change(" without not", part)
            for change in condition_changes(part, words):
                yield Change(f".not{change.what}", Not(change.value))
        case Compare():
            yield from _of_comparison(condition)
        case OneOf(field, values):
            for place, value in enumerate(values):
                yield Change(f".{field} without {value}", OneOf(field, without_item(values, place)))
        case OtherThan(field, values):
            for place, value in enumerate(values):
                rest = OtherThan(field, without_item(values, place))
                yield Change(f".{field} other than without {value}", rest)
        case HasAny():
            yield from _of_ticks(condition, words)
        case IsUnknown(field):
            yield Change(f".{field} known", Not(condition))


def _of_parts(
    name: str, parts: Parts, made_of: Callable[[Parts], Condition], words: Vocabulary
) -> Iterator[Change]:
    for place, part in enumerate(parts):
        for change in condition_changes(part, words):
            yield Change(f"{name}[{place}]{change.what}", made_of(with_item(parts, place, change.value)))
        if len(parts) > 1:
            yield Change(f"{name} without [{place}]", made_of(without_item(parts, place)))


def _of_comparison(condition: Compare) -> Iterator[Change]:
    field, comparison, threshold = condition.field, condition.comparison, condition.threshold
    step = FINER.get(field, 1)
    for moved in (-step, step):
        yield Change(f".{field} threshold {moved:+g}", Compare(field, comparison, threshold + moved))
    for other in TURNED[comparison]:
        yield Change(f".{field} {comparison} -> {other}", Compare(field, other, threshold))


def _of_ticks(condition: HasAny, words: Vocabulary) -> Iterator[Change]:
    """Each tick taken away: "any tick" becomes every tick but one, and the last tick of a list any tick."""
    field = condition.field
    question = words.questions.get(condition.field)
    every = frozenset(question.option_values) - {NONE_OPTION} if question else frozenset()
    for tick in sorted(condition.values or every):
        yield Change(f".{field} without {tick}", HasAny(field, (condition.values or every) - {tick}))
