"""What somebody answered, by field id. Absent, not sure and answered stay three different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

Answer: TypeAlias = bool | int | float | str | tuple[str, ...]
"""An answer as given; a tick list is a tuple in the order given."""

Known: TypeAlias = bool | int | float | str | frozenset[str]
"""An answer a rule can read; a tick list is a set without its "none"."""

NOT_SURE = "not_sure"
NONE_OPTION = "none"


class Answers(Mapping[str, Answer]):
    """Checked answers, verbatim. Immutable; the order in which they were given never matters."""

    __slots__ = ("_given", "_known")

    def __init__(self, given: Mapping[str, Answer] | None = None) -> None:
        self._given: dict[str, Answer] = dict(sorted((given or {}).items()))
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

    def all_known(self) -> Mapping[str, Known | None]:
        """What a rule may use of every field that was asked; None where the answer was "not sure"."""
        return MappingProxyType(self._known)

    def is_not_sure(self, field: str) -> bool:
        """Whether the person said that they do not know."""
        return self._given.get(field) == NOT_SURE

    def without(self, *fields: str) -> Answers:
        """The same answers with these fields not asked."""
        return Answers({field: value for field, value in self._given.items() if field not in fields})

    def with_(self, **changes: Answer) -> Answers:
        """The same answers with these given instead."""
        return Answers({**self._given, **changes})


def _ticked(items: tuple[str, ...]) -> frozenset[str]:
    return frozenset([item for item in items if item != NONE_OPTION])
