"""The shipped scenarios."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from screening.domain.questionnaire import Questionnaire
from screening.resources import rules_folder
from screening.rulebook.problems import Problems
from screening.rulebook.scenarios import BoundaryCase, PublicCase, read_boundary_cases, read_public_cases
from screening.rulebook.vignettes import Vignette, read_vignettes
from tests.support.injury_rules import injury_rules

T = TypeVar("T")


@cache
def boundary_cases() -> tuple[BoundaryCase, ...]:
    return _shipped(read_boundary_cases)


@cache
def public_cases() -> tuple[PublicCase, ...]:
    return _shipped(read_public_cases)


@cache
def vignettes() -> tuple[Vignette, ...]:
    return _shipped(read_vignettes)


def _shipped(read: Callable[[Path, Questionnaire, Problems], T]) -> T:
    problems = Problems()
    cases = read(rules_folder(), injury_rules().questionnaire, problems)
    problems.stop_if_any()
    return cases
