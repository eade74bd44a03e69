"""The log of a case is kept as JSON and gives the same state whenever it is replayed."""

from __future__ import annotations

import json

import pytest

from screening.domain.case.log_json import event_from_json, event_to_json, log_from_json, log_to_json
from screening.domain.case.state import replay
from screening.domain.case.words import State
from tests.support import case_lives


@pytest.mark.parametrize("life", sorted(case_lives.ALL))
def test_a_log_survives_json(life: str) -> None:
    log = case_lives.ALL[life]()
    assert log_from_json(json.loads(json.dumps(log_to_json(log)))) == log


@pytest.mark.parametrize("life", sorted(case_lives.ALL))
def test_replaying_a_kept_log_gives_the_same_state(life: str) -> None:
    log = case_lives.ALL[life]()
    assert replay(log_from_json(log_to_json(log))) == replay(log)


@pytest.mark.parametrize(
    ("life", "state"),
    [
        ("mild", State.S7),
        ("moderate", State.S4),
        ("tendon", State.S5),
        ("recurrent", State.S2),
        ("adolescent", State.S5),
        ("referred", State.REFERRED),
        ("reinjured", State.CLOSED_REINJURY),
        ("absent", State.S1),
        ("finished", State.S8),
    ],
)
def test_each_invented_life_leads_where_it_says(life: str, state: State) -> None:
    assert replay(case_lives.ALL[life]()).state is state


def test_a_log_with_a_gap_is_refused() -> None:
    log = case_lives.moderate()
    with pytest.raises(ValueError, match="stands where"):
        replay((log[0], *log[2:]))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "unheard_of"},
        {"day": "yesterday"},
        {"number": "1"},
        {"body": {"side": "left"}},
        {"more": 1},
        {"body": None},
    ],
)
def test_an_event_that_is_not_as_written_is_refused(change: dict[str, object]) -> None:
    kept = event_to_json(case_lives.moderate()[0])
    with pytest.raises(ValueError, match=r".+"):
        event_from_json({**kept, **change})
