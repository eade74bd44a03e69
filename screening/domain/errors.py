"""What can go wrong, in the words of the product; shells map these to pages, exit codes and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ScreeningError(Exception):
    """Any failure this product knows by name."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what somebody entered: the field and how to put it right."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class InvalidAnswers(ScreeningError):
    """Some answers cannot be read; every problem is listed, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One thing wrong in a rules file: where it is, what it is, what to do about it."""

    file: str
    path: str
    problem: str
    advice: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.path}: {self.problem}; {self.advice}"


class RulebookError(ScreeningError):
    """The rules are wrong. Shown to rule authors, never to athletes."""

    def __init__(self, problems: Sequence[RuleProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotFound(ScreeningError):
    """Nothing of that name exists for the person who asked."""


class NotAllowed(ScreeningError):
    """The person may not do this."""


class OutOfDate(ScreeningError):
    """Somebody else changed or finished it in the meantime."""


class Busy(ScreeningError):
    """The store could not take the write lock in time; trying again is safe."""
