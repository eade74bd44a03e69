"""Reads the patterns that several rules share, and puts each in place of its name.

A rule that says `{field: sign.clot_pattern, is: true}` gets the pattern's own condition, so that evaluation
and its reasons always speak of answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from screening.domain.conditions import (
    ALWAYS,
    All,
    AnyOf,
    Condition,
    CountOf,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
)
from screening.domain.questionnaire import QuestionType
from screening.rulebook.context import Context
from screening.rulebook.names import Name
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block

SIGNS = "grading/signs.yaml"
_FLAG = Name(QuestionType.BOOLEAN)


@dataclass(frozen=True, slots=True)
class Signs:
    """The patterns by id, with the context that knows their names."""

    context: Context
    patterns: Mapping[str, Condition] = field(default_factory=dict)

    def knowing(self, names: Mapping[str, Name]) -> Signs:
        """The same patterns, with more names for conditions."""
        return replace(self, context=self.context.knowing(names))

    def pattern(self, sign_id: str) -> Condition:
        """A pattern that the grading code itself asks for."""
        if sign_id not in self.patterns:
            self.context.problems.add(SIGNS, sign_id, "is missing", "grading needs it; add it")
        return self.patterns.get(sign_id, ALWAYS)

    def condition(self, block: Block, key: str = "when") -> Condition:
        """The required condition under `key`, in terms of answers and conclusions."""
        return self._spelled_out(self.context.condition(block, key), block, key)

    def optional_condition(self, block: Block, key: str = "when") -> Condition:
        """The condition under `key`; Always where there is none."""
        return self._spelled_out(self.context.optional_condition(block, key), block, key)

    def _spelled_out(self, condition: Condition, block: Block, key: str) -> Condition:
        match condition:
            case All():
                return All(tuple(self._spelled_out(part, block, key) for part in condition.parts))
            case AnyOf():
                return AnyOf(tuple(self._spelled_out(part, block, key) for part in condition.parts))
            case CountOf():
                parts = tuple(self._spelled_out(part, block, key) for part in condition.parts)
                return CountOf(parts, condition.at_least)
            case Not():
                return Not(self._spelled_out(condition.part, block, key))
            case OneOf() if condition.values == (True,) and condition.field in self.patterns:
                return self.patterns[condition.field]
            case OneOf() | OtherThan() | IsUnknown() if condition.field in self.patterns:
                block.problem(key, f"asks {condition.field} for something else", "write `is: true`")
        return condition


def read_signs(context: Context, *, again: bool = False) -> Signs:
    """The shared patterns, each in terms of answers alone.

    Args:
        again: the file was read before; its problems and sources are noted already.
    """
    if again:
        apart = replace(context, problems=Problems(), opened=[], cited=set())
        patterns = read_signs(apart).patterns
        return Signs(context.knowing(_names(patterns)), patterns)
    file = context.open(SIGNS)
    signs = Signs(context)
    for block in file.blocks() if file else []:
        sign_id = block.text("id")
        block.text("about")
        if not sign_id.startswith("sign."):
            block.problem("id", f"is {sign_id!r}", "start it with `sign.`")
        if sign_id in signs.patterns:
            block.problem("id", f"{sign_id!r} is there twice", "rename one")
        patterns = {**signs.patterns, sign_id: signs.condition(block)}
        signs = Signs(signs.context.knowing(_names(patterns)), patterns)
    return signs


def _names(patterns: Mapping[str, Condition]) -> dict[str, Name]:
    return dict.fromkeys(patterns, _FLAG)
