"""The shipped scenarios."""

from __future__ import annotations

from functools import cache

from screening.resources import rules_folder
from screening.rulebook.problems import Problems
from screening.rulebook.scenarios import BoundaryCase, PublicCase, read_boundary_cases, read_public_cases
from tests.support.injury_rules import injury_rules


@cache
def boundary_cases() -> tuple[BoundaryCase, ...]:
    problems = Problems()
    cases = read_boundary_cases(rules_folder(), injury_rules().questionnaire, problems)
    problems.stop_if_any()
    return cases


@cache
def public_cases() -> tuple[PublicCase, ...]:
    problems = Problems()
    cases = read_public_cases(rules_folder(), injury_rules().questionnaire, problems)
    problems.stop_if_any()
    return cases
