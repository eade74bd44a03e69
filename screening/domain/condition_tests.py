"""The two-valued tests that conditions are made into, and how they are joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from .answers import Known

Values: TypeAlias = Mapping[str, Known | None]
Test: TypeAlias = Callable[[Values], bool]


def equals(name: str, wanted: tuple[Known, ...]) -> Test:
    """Whether the value is one of those wanted. None never is, so an unknown value passes nowhere."""
    match wanted:
        case (bool() as only,):
            return lambda values: values.get(name) is only
        case (only,):
            return lambda values: values.get(name) == only
    return lambda values: values.get(name) in wanted


def every(tests: Sequence[Test]) -> Test:
    """All of the tests, in order, stopping at the first that fails. Two and three stand without a loop."""
    match tests:
        case [first]:
            return first
        case [first, second]:
            return lambda values: first(values) and second(values)
        case [first, second, third]:
            return lambda values: first(values) and second(values) and third(values)

    def all_pass(values: Values) -> bool:
        for test in tests:  # noqa: SIM110 - all() with a generator takes twice as long
            if not test(values):
                return False
        return True

    return all_pass


def some(tests: Sequence[Test]) -> Test:
    """Any of the tests, in order, stopping at the first that passes."""
    match tests:
        case [first]:
            return first
        case [first, second]:
            return lambda values: first(values) or second(values)
        case [first, second, third]:
            return lambda values: first(values) or second(values) or third(values)

    def one_passes(values: Values) -> bool:
        for test in tests:  # noqa: SIM110 - any() with a generator takes twice as long
            if test(values):
                return True
        return False

    return one_passes
