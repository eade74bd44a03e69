"""Every small mistake a rules file could hold, as changed parts of the rulebook with a readable name.

Numbers move one step either way, comparisons turn, options and parts go, weights turn into their opposite,
levels and urgencies move one step, rows are dropped or change places. Wording, sources and certainties do not
change: they are shown and decide nothing.
"""

from __future__ import annotations

import dataclasses
import enum
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from screening.domain.conditions import ALWAYS, All, AnyOf, Condition, CountOf, Not
from screening.domain.derived import Derivation
from screening.domain.plan.rules import Tier
from screening.domain.programme.rules import ProtocolItem
from screening.domain.risk.rules import FactorKind
from screening.domain.rulebook import Rulebook
from screening.domain.triage.rules import Scope
from screening.domain.vocabulary import (
    Band,
    BaselineQuality,
    Confidence,
    Grade,
    NotGradedBecause,
    PlanKind,
    Tag,
    Urgency,
)
from screening.rulebook.names import NameTable
from screening.rulebook.reachability import can_be_true
from screening.rulebook.spelling import is_condition
from tests.mutation.changes import Carry, name_of, says_its_table, swapped, with_item, without_item
from tests.mutation.condition_changes import Vocabulary, condition_changes

PARTS = ("derived", "grading", "triage", "risk", "plan", "programmes")
WITH_PATTERNS = ("grading", "triage")

STEPPED = (Urgency, Grade, Confidence, Band, BaselineQuality, Tier)
"""Ladders: one step up and one down."""
EXCHANGED = (Tag, NotGradedBecause, PlanKind, FactorKind, Scope, Derivation)
"""Words without an order: each becomes the next of its list."""
INVERTED = frozenset({"weight", "hazard", "per_year", "value"})
"""Multipliers: on the log scale the opposite sign is one over the value."""
WHOLE_STEPS = frozenset(
    {"first_weeks", "most_units", "season_weeks", "origin", "youngest", "oldest", "se_centre"}
)
"""Numbers that are compared with whole ones, or that a hundredth would hardly move."""

FINE = {"shrinkage": 0.05}
"""Steps of numbers that are neither whole nor moved by a hundredth: weights are rounded to one."""

LEFT_OUT = frozenset(
    {
        *(
            "sources",
            "certainty",
            "interval",
            "basis",
            "verified",
            "reads",
            "fields",
            "modifiable",
            "overlaps",
        ),
        *("crosswalk", "phrases", "messages", "not_weighted", "words", "outside", "wording", "population"),
        *("exercises", "figures", "slots", "templates", "layouts", "weeks", "named_programmes", "rungs"),
        *("trim_order", "trim_last", "top_up", "sprint", "stage", "until_then", "clamp_sources"),
    }
)
"""What is shown and decides nothing; the library, weeks and days of a plan, which other tests hold."""
HELD_ELSEWHERE = {"programmes": LEFT_OUT - {"weeks"}}
"""A part of which more is changed: the weeks of a protocol, and in them the doses of `DOSED`."""
DOSED = frozenset({"knee_flexion_high"})
"""The slot whose sets and repetitions the trials tell; all others only have to keep the hard constraints."""
WORDS_THAT_DECIDE = frozenset(
    {
        *("answered_by", "levels", "relative_for", "number_for", "sports", "history_factors", "codes"),
        *("child_never", "kinds", "action_order", "exempt", "bag"),
    }
)
"""Lists of words of which each decides something."""
MAY_BE_GONE = frozenset({"target", "joint"})
"""Records of their own inside another, which can be left out."""
FIRST_HOLDS = frozenset(
    {
        *(
            "Gate",
            "GradeRow",
            "RowResult",
            "Level",
            "KindRow",
            "TierRow",
            "LevelRow",
            "Raised",
            "RaisedFloor",
        ),
        *("ReturnWeight", "Card", "Demand", "Programme", "Ladder", "AlternativeRule", "Protocol"),
    }
)
"""Tables in which the order of the rows decides."""
IN_ORDER = frozenset({"LadderStep"})
"""Tables that are an order."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake. `rule` is the row it sits in; `build` may raise where the types refuse the mistake."""

    id: str
    rule: str
    parts: tuple[str, ...]
    build: Callable[[], Mapping[str, Any]]
    """The changed parts of the rulebook, by name."""


def rule_mutants(
    rulebook: Rulebook, patterns: Mapping[str, Condition], names: NameTable
) -> tuple[Mutant, ...]:
    """Every mutant of every part, in the order of the files.

    Args:
        patterns: the shared patterns of rules/grading/signs.yaml, whose mistakes show in every rule at once.
        names: what conditions may read, to tell which rows can meet.
    """
    words = Vocabulary(rulebook.questionnaire.questions, patterns)
    found = [mutant for name in patterns for mutant in _pattern_mutants(name, rulebook, words)]
    for part in PARTS:
        found += _Walker(part, words, names).whole(getattr(rulebook, part))
    return tuple(found)


def weights_of_one(rulebook: Rulebook) -> int:
    """How many weights are exactly 1, so that turning them round leaves them as they are."""
    levels = [level for factor in rulebook.risk.factors for level in factor.levels]
    return sum(level.weight == 1.0 for level in levels)


def _pattern_mutants(name: str, rulebook: Rulebook, words: Vocabulary) -> Iterator[Mutant]:
    pattern = words.patterns[name]
    for change in condition_changes(pattern, words, whole=True):
        build = partial(_with_pattern, rulebook, pattern, change.value)
        yield Mutant(f"{name}{change.what}", name, WITH_PATTERNS, build)


def _with_pattern(rulebook: Rulebook, pattern: Condition, changed: Condition) -> dict[str, Any]:
    return {part: _exchanged(getattr(rulebook, part), pattern, changed) for part in WITH_PATTERNS}


def _exchanged(value: Any, old: Condition, new: Condition) -> Any:
    """The same rules with a condition exchanged wherever it stands; what does not hold it stays itself."""
    if is_condition(value):
        return _exchanged_in_condition(value, old, new)
    if isinstance(value, tuple):
        items = tuple(_exchanged(item, old, new) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    fields = [field.name for field in dataclasses.fields(value) if field.init]
    changes = {name: _exchanged(getattr(value, name), old, new) for name in fields}
    changes = {name: item for name, item in changes.items() if item is not getattr(value, name)}
    return dataclasses.replace(value, **changes) if changes else value


def _exchanged_in_condition(condition: Condition, old: Condition, new: Condition) -> Condition:
    if condition == old:
        return new
    match condition:
        case All() | AnyOf() | CountOf():
            parts = tuple(_exchanged_in_condition(part, old, new) for part in condition.parts)
            if parts == condition.parts:
                return condition
            return dataclasses.replace(condition, parts=parts)
        case Not(part):
            return Not(_exchanged_in_condition(part, old, new))
    return condition


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the rules: the name so far, the row, and how a value gets back into the whole."""

    name: str
    rule: str
    carry: Carry

    def inside(self, name: str, rule: str, carry: Carry) -> _Place:
        return _Place(name, rule, lambda value: self.carry(carry(value)))


class _Walker:
    """Goes through one part of the typed rules and says every change."""

    def __init__(self, part: str, words: Vocabulary, names: NameTable) -> None:
        self._part = part
        self._left_out = HELD_ELSEWHERE.get(part, LEFT_OUT)
        self._words = words
        self._names = names

    def whole(self, part: Any) -> Iterator[Mutant]:
        place = _Place(self._part, self._part, lambda value: {self._part: value})
        yield from self._value(part, self._part, place)

    def _mutant(self, place: _Place, what: str, value: Any) -> Mutant:
        return Mutant(f"{place.name}{what}", place.rule, (self._part,), partial(place.carry, value))

    def _value(self, value: Any, name: str, place: _Place) -> Iterator[Mutant]:
        if is_condition(value):
            for change in condition_changes(value, self._words):
                yield self._mutant(place, change.what, change.value)
        elif isinstance(value, bool):
            yield self._mutant(place, f" -> {not value}", not value)
        elif isinstance(value, int | float):
            yield from self._number(value, name, place)
        elif isinstance(value, enum.Enum):
            yield from self._word(value, place)
        elif isinstance(value, tuple):
            yield from self._table(value, name, place)
        elif isinstance(value, frozenset) and name in WORDS_THAT_DECIDE:
            for item in sorted(value):
                yield self._mutant(place, f" without {item}", value - {item})
        elif isinstance(value, Mapping):
            yield from self._mapping(value, name, place)
        elif dataclasses.is_dataclass(value):
            yield from self._record(value, place)

    def _record(self, record: Any, place: _Place) -> Iterator[Mutant]:
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if not field.init or field.name in self._left_out or value is None or value is ALWAYS:
                continue
            carry = partial(_in_field, record, field.name)
            at = place.inside(f"{place.name}.{field.name}", place.rule, carry)
            if field.name in MAY_BE_GONE:
                yield self._mutant(at, " gone", None)
            yield from self._value(value, field.name, at)

    def _number(self, value: float, name: str, place: _Place) -> Iterator[Mutant]:
        if name in INVERTED:
            if value != 1:
                yield self._mutant(place, " inverted", 1 / value)
            return
        step = 1 if isinstance(value, int) or name in WHOLE_STEPS else FINE.get(name, 0.01)
        for moved in (-step, step):
            yield self._mutant(place, f" {moved:+g}", type(value)(round(value + moved, 6)))

    def _word(self, value: enum.Enum, place: _Place) -> Iterator[Mutant]:
        ladder = tuple(type(value))
        at = ladder.index(value)
        if isinstance(value, STEPPED):
            for other in ladder[max(at - 1, 0) : at + 2]:
                if other is not value:
                    yield self._mutant(place, f" -> {other.value}", other)
        elif isinstance(value, EXCHANGED):
            other = ladder[(at + 1) % len(ladder)]
            yield self._mutant(place, f" -> {other.value}", other)

    def _table(self, items: tuple[Any, ...], name: str, place: _Place) -> Iterator[Mutant]:
        if items and isinstance(items[0], str):
            if name in WORDS_THAT_DECIDE:
                for index, item in enumerate(items):
                    yield self._mutant(place, f" without {item}", without_item(items, index))
            return
        shown = _names_in(items)
        for index, item in enumerate(items):
            if isinstance(item, ProtocolItem) and name == "items" and item.slot not in DOSED:
                continue
            at = self._entry(shown[index], item, place, partial(with_item, items, index))
            yield from self._value(item, name, at)
            if not dataclasses.is_dataclass(item):
                continue
            yield self._whole_row(at, place, " dropped", without_item(items, index))
            if index and self._may_meet(items[index - 1], item):
                yield self._whole_row(at, place, " before the one above", swapped(items, index - 1))

    def _whole_row(self, at: _Place, place: _Place, what: str, items: Any) -> Mutant:
        return Mutant(f"{at.name}{what}", at.rule, (self._part,), partial(place.carry, items))

    def _entry(self, name: str, item: Any, place: _Place, carry: Carry) -> _Place:
        if says_its_table(name):
            return place.inside(name, name, carry)
        full = f"{place.name}[{name}]"
        is_row = dataclasses.is_dataclass(item) and place.rule == self._part
        return place.inside(full, full if is_row else place.rule, carry)

    def _may_meet(self, earlier: Any, later: Any) -> bool:
        """Whether both rows could hold for the same athlete, so that their order matters."""
        if type(later).__name__ in IN_ORDER:
            return True
        if type(later).__name__ not in FIRST_HOLDS:
            return False
        if any(
            row.kind is not earlier.kind or row.when is None for row in (earlier, later) if _is_protocol(row)
        ):
            return False
        if getattr(earlier, "urgency", None) is not getattr(later, "urgency", None) and _is_card(later):
            return False
        return can_be_true(All((earlier.when, later.when)), self._names)

    def _mapping(self, items: Mapping[Any, Any], name: str, place: _Place) -> Iterator[Mutant]:
        rows = tuple(items.items())
        for index, (key, value) in enumerate(rows):
            shown = "|".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
            at = self._entry(shown, value, place, partial(_in_mapping, items, key))
            yield from self._value(value, name, at)
            if dataclasses.is_dataclass(value):
                rest = {other: kept for other, kept in items.items() if other != key}
                yield self._whole_row(at, place, " dropped", rest)
                if index and self._may_meet(rows[index - 1][1], value):
                    yield self._whole_row(at, place, " before the one above", dict(swapped(rows, index - 1)))


def _is_card(row: Any) -> bool:
    """Cards are chosen among those of one urgency; in every other table all rows stand in one order."""
    return type(row).__name__ == "Card"


def _is_protocol(row: Any) -> bool:
    """Protocols are chosen among those of one kind, and some only by name."""
    return type(row).__name__ == "Protocol"


def _names_in(items: tuple[Any, ...]) -> list[str]:
    """What the rows of a table are called, with their place where two have the same name."""
    names = [name_of(item, index) for index, item in enumerate(items)]
    often = {name for name, count in Counter(names).items() if count > 1}
    return [f"{name}#{index}" if name in often else name for index, name in enumerate(names)]


def _in_field(record: Any, name: str, value: Any) -> Any:
    return dataclasses.replace(record, **{name: value})


def _in_mapping(items: Mapping[Any, Any], key: Any, value: Any) -> dict[Any, Any]:
    return {**items, key: value}
