"""A stored programme comes back as it was."""

from __future__ import annotations

import json

import pytest

from screening.domain.programme.model import Programme, Request
from screening.domain.programme.programme_json import programme_from_json, programme_to_json
from tests.support.plan_situations import Case
from tests.support.programme_cases import BUILDER, FOOTBALLER, HURT
from tests.support.programme_lives import MONDAY, Programmer, follow, lives

TRAINED = BUILDER.but(nordic_dose="over_75")


def stored(programme: Programme) -> Programme:
    found: dict[str, object] = json.loads(json.dumps(programme_to_json(programme)))
    return programme_from_json(found)


@pytest.mark.parametrize(
    ("case", "protocol"),
    [
        (BUILDER, None),
        (FOOTBALLER, None),
        (HURT, None),
        (TRAINED, "ten_week_nordic"),
        (Case(urgency=None), None),
    ],
)
def test_what_is_stored_comes_back_as_it_was(
    programmer: Programmer, case: Case, protocol: str | None
) -> None:
    programme = programmer.make(case, Request(MONDAY, protocol=protocol))
    assert stored(programme) == programme


def test_a_programme_that_was_followed_comes_back_too(programmer: Programmer) -> None:
    for life in lives(25, 5, programmer.more):
        programme = follow(programmer, life).again
        assert stored(programme) == programme


def test_dates_are_texts_and_the_keys_keep_their_order(programmer: Programmer) -> None:
    found = programme_to_json(programmer.make(BUILDER, Request(MONDAY)))
    assert found["start"] == "2026-03-02"
    assert list(found)[:4] == ["protocol", "title", "why", "start"]


@pytest.mark.parametrize("missing", ["start", "weeks", "cards", "sources"])
def test_a_record_that_is_not_ours_is_refused(programmer: Programmer, missing: str) -> None:
    found = programme_to_json(programmer.make(BUILDER, Request(MONDAY)))
    del found[missing]
    with pytest.raises(KeyError):
        programme_from_json(found)
    with pytest.raises(TypeError):
        programme_from_json({**found, missing: 7, "start": "2026-03-02", "weeks": 7})
