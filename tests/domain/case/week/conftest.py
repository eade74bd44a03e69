"""Plans under the shipped rules."""

from __future__ import annotations

import pytest

from screening.domain.rulebook import Rulebook
from tests.support.case_week_lives import Planner


@pytest.fixture(scope="session")
def planner(rulebook: Rulebook) -> Planner:
    return Planner(rulebook)
