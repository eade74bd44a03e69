"""Reads the training principles that the exercise library is built on: rules/exercises/principles.yaml."""

from __future__ import annotations

from screening.domain.plan.exercises import Principle
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FILE = "exercises/principles.yaml"
PREFIX = "principle."


def read_principles(context: Context) -> tuple[Principle, ...]:
    """All principles, in the order of the file."""
    file = context.open(FILE)
    found: dict[str, Principle] = {}
    for block in file.block().children("principles") if file is not None else ():
        principle = _principle(block, context)
        if principle.id in found:
            block.problem("id", f"{principle.id!r} is there twice", "keep one")
        found[principle.id] = principle
    return tuple(found.values())


def _principle(block: Block, context: Context) -> Principle:
    principle = Principle(
        id=block.text("id"),
        principle=block.text("principle"),
        research=block.text("research"),
        use=block.text("use"),
        sources=context.sources_of(block),
    )
    if principle.id and not principle.id.startswith(PREFIX):
        block.problem("id", f"is {principle.id!r}", f"begin it with {PREFIX}")
    for key in ("research", "use"):
        if not getattr(principle, key).endswith("."):
            block.problem(key, "is not a sentence", "end it with a full stop")
    return principle
