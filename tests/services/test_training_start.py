"""Starting a programme from a result: once, while the result holds, never where loading is withheld."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.errors import NotAllowed, NotFound
from screening.domain.rulebook import Rulebook
from screening.services.training import load_programme
from screening.services.training_situation import situation_of
from screening.services.training_start import may_start, newest_link, start
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables import ProgrammeRow
from screening.store.tables.audit import Event
from tests.support.followed import ANSWERED, KEY, MONDAY, PLAYER, REQUEST, finished_screening, started


def test_a_started_programme_is_kept_as_it_was_made(store: Store, rulebook: Rulebook) -> None:
    current = load_programme(store, started(store, rulebook))
    assert current.version == 1
    assert current.request == REQUEST
    assert current.programme.start == MONDAY
    assert current.sessions
    assert set(current.calendar) == {session.key for session in current.sessions}
    assert current.rulebook_digest == rulebook.digest
    with store.read() as tx:
        assert audit.latest(tx, Event.PROGRAMME_STARTED) is not None


def test_pressing_start_twice_starts_one_programme(store: Store, rulebook: Rulebook) -> None:
    result = finished_screening(store, rulebook)
    first = start(store, result, REQUEST, KEY, rulebook, ANSWERED)
    assert start(store, result, REQUEST, KEY, rulebook, ANSWERED + dt.timedelta(days=400)) == first
    other = start(store, result, REQUEST, KEY + " again", rulebook, ANSWERED)
    assert other != first
    assert newest_link(store, result) == other
    with store.read() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(ProgrammeRow)) == 2


def test_the_link_of_a_result_is_no_link_of_a_programme_and_the_other_way_round(
    store: Store, rulebook: Rulebook
) -> None:
    result = finished_screening(store, rulebook)
    token = start(store, result, REQUEST, KEY, rulebook, ANSWERED)
    with pytest.raises(NotFound):
        load_programme(store, result)
    with pytest.raises(NotFound):
        start(store, token, REQUEST, KEY, rulebook, ANSWERED)
    assert newest_link(store, token) is None


def test_a_result_past_its_last_day_starts_nothing(store: Store, rulebook: Rulebook) -> None:
    result = finished_screening(store, rulebook)
    late = ANSWERED + dt.timedelta(days=92)
    assert may_start(store, result, ANSWERED)
    assert not may_start(store, result, late)
    with pytest.raises(NotAllowed):
        start(store, result, REQUEST, KEY, rulebook, late)


@pytest.mark.parametrize(
    "answers",
    [
        Answers({**PLAYER, "has_problem": True, "onset": "sudden", "cold_foot": True}),
        Answers({field: PLAYER[field] for field in PLAYER if field != "has_problem"}),
        Answers({**PLAYER, "exclusions": ("pregnant",)}),
    ],
    ids=["a red flag", "nobody asked about pain", "an exclusion"],
)
def test_no_programme_starts_where_loading_is_withheld(
    store: Store, rulebook: Rulebook, answers: Answers
) -> None:
    result = finished_screening(store, rulebook, answers)
    assert not may_start(store, result, ANSWERED)
    with pytest.raises(NotAllowed):
        start(store, result, REQUEST, KEY, rulebook, ANSWERED)
    assert newest_link(store, result) is None


def test_the_situation_of_a_programme_is_that_of_the_assessment(rulebook: Rulebook) -> None:
    plan = assess(PLAYER, rulebook).plan
    situation = situation_of(PLAYER, rulebook)
    assert plan.tier == situation.tier.value
    assert plan.level == situation.level
    assert situation.facts.get("plan.kind") == "prevention"
