from __future__ import annotations

import pytest

from screening.domain.rulebook import Rulebook
from tests.support.programme_lives import Programmer


@pytest.fixture(scope="session")
def programmer(rulebook: Rulebook) -> Programmer:
    return Programmer.of(rulebook)
