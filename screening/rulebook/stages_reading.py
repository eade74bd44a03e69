"""What the readers of rules/stages share: closed lists of words and whole numbers in limits."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import TypeVar

from screening.domain.vocabulary import Urgency
from screening.rulebook.reading import Block

E = TypeVar("E", bound=enum.StrEnum)


class Level(enum.StrEnum):
    """How soon somebody should look, as the files of a return say it."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    URGENT = "urgent"

    @property
    def urgency(self) -> Urgency:
        return _URGENCY[self]


_URGENCY = {Level.EMERGENCY: Urgency.T1, Level.SAME_DAY: Urgency.T2, Level.URGENT: Urgency.T3}


def words_of(block: Block, key: str, kind: type[E]) -> tuple[E, ...]:
    """A list of words of a closed list; empty where the key is missing."""
    return tuple(word for text in block.optional_texts(key) if (word := one_word(block, key, text, kind)))


def one_word(block: Block, key: str, text: str, kind: type[E]) -> E | None:
    """The word, None and a problem where it is not one of the list."""
    try:
        return kind(text)
    except ValueError:
        block.problem(key, f"holds {text!r}", f"use words of {', '.join(kind)}")
        return None


def optional_word(block: Block, key: str, kind: type[E], default: E) -> E:
    return block.choice(key, kind) if block.has(key) else default


def whole(block: Block, key: str, lowest: int = 0, highest: int = 400) -> int:
    """A required whole number in limits."""
    value = block.integer(key)
    if not lowest <= value <= highest:
        block.problem(key, f"is not from {lowest} to {highest}", "look at the unit in the name")
    return value


def optional_whole(block: Block, key: str, lowest: int = 0, highest: int = 400) -> int | None:
    return whole(block, key, lowest, highest) if block.has(key) else None


def every_word_once(block: Block, key: str, found: Sequence[E], needed: Iterable[E]) -> None:
    """Note words that have no row, or two."""
    for word in needed:
        if word not in found:
            block.problem(key, f"has none for {word}", "add one")
    twice = sorted({word for word in found if list(found).count(word) > 1})
    if twice:
        block.problem(key, f"names {', '.join(twice)} twice", "keep one")


def ids_once(block: Block, key: str, ids: Sequence[str]) -> None:
    if len(set(ids)) < len(ids):
        block.problem(key, "holds an id twice", "give each its own")


def id_like(block: Block, prefix: str) -> str:
    """The id of a row, which begins with its kind."""
    text = block.text("id")
    if text and not text.startswith(prefix):
        block.problem("id", f"is {text!r}", f"begin it with {prefix!r}")
    return text
