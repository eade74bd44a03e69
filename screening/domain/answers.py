"""What somebody answered, by field id. Absent, not sure and answered stay three different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from sys import intern
from typing import TypeAlias, TypeGuard

Answer: TypeAlias = bool | int | float | str | tuple[str, ...]
"""An answer as given; a tick list is a tuple in the order given."""

Known: TypeAlias = bool | int | float | str | frozenset[str]
"""An answer a rule can read; a tick list is a set without its "none"."""

_NUMBERS = frozenset({int, float})

NOT_SURE = "not_sure"
NONE_OPTION = "none"


class Answers(Mapping[str, Answer]):
    """Checked answers, verbatim. Immutable; the order in which they were given never matters."""

    __slots__ = ("_given", "_known")

    def __init__(self, given: Mapping[str, Answer] | None = None) -> None:
        given = given or {}
        # Interned, as the names in the rules are: looking one up then compares no letters.
        self._given: dict[str, Answer] = {intern(field): given[field] for field in sorted(given)}
        self._known: dict[str, Known | None] = {
            field: None if value == NOT_SURE else _ticked(value) if isinstance(value, tuple) else value
            for field, value in self._given.items()
        }

    def __getitem__(self, field: str) -> Answer:
        return self._given[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __repr__(self) -> str:
        return f"Answers({self._given!r})"

    def __hash__(self) -> int:
        return hash(tuple(self._given.items()))

    def known(self, field: str) -> Known | None:
        """The answer a rule may use: None where it is absent or "not sure"; a list without its "none"."""
        return self._known.get(field)

    def all_known(self) -> dict[str, Known | None]:
        """What a rule may use of every field that was asked; None where the answer was "not sure".

        A copy for the caller to keep.
        """
        return self._known.copy()

    def is_not_sure(self, field: str) -> bool:
        """Whether the person said that they do not know."""
        return self._given.get(field) == NOT_SURE

    def without(self, *fields: str) -> Answers:
        """The same answers with these fields not asked."""
        return Answers({field: value for field, value in self._given.items() if field not in fields})

    def with_(self, **changes: Answer) -> Answers:
        """The same answers with these given instead."""
        return Answers({**self._given, **changes})


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number to a rule; a bool is one to Python only."""
    return value.__class__ in _NUMBERS


def _ticked(items: tuple[str, ...]) -> frozenset[str]:
    return frozenset([item for item in items if item != NONE_OPTION])
