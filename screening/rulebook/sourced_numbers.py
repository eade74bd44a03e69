"""Numbers that each say where they come from, and some of them which hard constraint they belong to."""

from __future__ import annotations

from screening.rulebook.context import Context
from screening.rulebook.reading import Block

RULE_PREFIX = "plan.HC"


class SourcedNumbers:
    """Reads entries like `{value: 2, sources: [Coratella2025, expert]}` from one block.

    `of_rules`: each entry also names the hard constraint it belongs to, as `rule: plan.HC06`.
    """

    def __init__(self, block: Block, context: Context, *, of_rules: bool = False) -> None:
        self._block, self._context, self._of_rules = block, context, of_rules

    def number(self, key: str) -> float:
        """A required number; a problem is noted where its rule or a source is not one of ours."""
        entry = self._block.child(key)
        if self._of_rules:
            hard_rule(entry)
        self._context.sources_of(entry)
        return entry.number("value")

    def whole(self, key: str) -> int:
        """A required number without a fraction."""
        value = self.number(key)
        if value != int(value):
            self._block.problem(key, "is not a whole number", "write it without a fraction")
        return int(value)


def hard_rule(entry: Block) -> str:
    """The hard constraint that an entry names; a problem is noted where it is none."""
    rule = entry.text("rule")
    if not rule.startswith(RULE_PREFIX):
        entry.problem("rule", f"is {rule!r}", f"name the hard constraint, such as {RULE_PREFIX}06")
    return rule
