"""Which names a condition may use, and which values each can take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.questionnaire import Question, QuestionType


@dataclass(frozen=True, slots=True)
class Name:
    """A fact a condition may read. `values` is None where any value of the type goes.

    `minimum` and `maximum` are the hard limits of a number, in its unit; None where there is none.
    """

    type: QuestionType
    values: frozenset[str] | None = None
    minimum: float | None = None
    maximum: float | None = None


class NameTable:
    """Field ids and derived or concluded names, as conditions may use them."""

    def __init__(self, names: Mapping[str, Name] | None = None) -> None:
        self._names = dict(names or {})

    @classmethod
    def of(cls, questions: Iterable[Question]) -> NameTable:
        """The names of all questions."""
        return cls(
            {
                question.id: Name(
                    question.type,
                    frozenset(question.option_values) if question.options else None,
                    question.minimum,
                    question.maximum,
                )
                for question in questions
            }
        )

    def plus(self, more: Mapping[str, Name]) -> NameTable:
        return NameTable({**self._names, **more})

    def known(self) -> tuple[str, ...]:
        """Every name, in the order given."""
        return tuple(self._names)

    def get(self, name: str) -> Name | None:
        return self._names.get(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names
