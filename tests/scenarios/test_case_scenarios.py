"""Whole returns written down day by day come out as they were meant to."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.resources import rules_folder
from tests.support.case_scenarios import play, scenario_files

FILES = scenario_files(rules_folder())


def test_the_kinds_of_return_are_all_there() -> None:
    assert {path.stem for path in FILES} >= {
        "mild",
        "moderate_with_flares",
        "tendon",
        "recurrent",
        "adolescent",
        "referred",
        "absence",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_return_goes_as_written(path: Path) -> None:
    play(path)
