"""The rules of the care list: every urgent result has its time and every outcome its words."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from screening.domain.clubs import CareOutcome
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.resources import rules_folder
from screening.rulebook.care import read_care
from screening.rulebook.context import Context
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from tests.support.rule_folders import edit

AT = dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_the_more_urgent_a_result_the_sooner_it_is_due(rulebook: Rulebook) -> None:
    rules = rulebook.care
    assert rules is not None
    due = [rules.due_at(urgency, AT) for urgency in (Urgency.T1, Urgency.T2, Urgency.T3, Urgency.T4)]
    assert due == sorted(moment for moment in due if moment is not None)


def test_what_needs_nobody_is_not_listed(rulebook: Rulebook) -> None:
    assert rulebook.care is not None
    assert rulebook.care.due_at(Urgency.T5, AT) is None
    assert rulebook.care.due_at(None, AT) is None


def test_a_result_is_passed_on_after_more_than_four_hours(rulebook: Rulebook) -> None:
    rules = rulebook.care
    assert rules is not None
    limit = AT + dt.timedelta(hours=4)
    assert not rules.escalates(AT, limit)
    assert rules.escalates(AT, limit + SECOND)


def test_every_outcome_has_its_words(rulebook: Rulebook) -> None:
    assert rulebook.care is not None
    assert set(rulebook.care.outcomes) == set(CareOutcome)


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("due", "urgency: T2", "urgency: T5", "have none for T2"),
        ("due", "within_minutes: 60", "within_minutes: 300", "give a more urgent result more time"),
        ("due", "within_minutes: 60", "within_minutes: 0", "is below 1"),
        ("due", "urgency: T4", "urgency: T3", "name something twice"),
        ("outcomes", "outcome: referred", "outcome: seen", "have none for referred"),
        ("index", "after_minutes: 240", "after_minutes: 0", "is below 1"),
        ("index", "sources: [expert]", "sources: [Nobody2020]", "is not in sources.yaml"),
    ],
)
def test_rules_that_would_leave_somebody_unlisted_are_refused(
    tmp_path: Path, file: str, before: str, after: str, problem: str
) -> None:
    shutil.copy(rules_folder() / "sources.yaml", tmp_path)
    folder = Path(shutil.copytree(rules_folder() / "care", tmp_path / "care"))
    edit(folder / f"{file}.yaml", before, after)
    context = Context(tmp_path, Problems())
    read_care(context.citing(read_sources(context)))
    found = [str(one) for one in context.problems.found]
    assert any(problem in one for one in found), found
