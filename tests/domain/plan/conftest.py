from __future__ import annotations

import pytest

from screening.domain.rulebook import Rulebook
from tests.support.plan_situations import Planner


@pytest.fixture(scope="session")
def planner(rulebook: Rulebook) -> Planner:
    return Planner(rulebook.plan, rulebook.derived)
