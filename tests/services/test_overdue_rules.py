"""Rules past their review-by date: told on every result, and long past it used by decision only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from screening.domain.answers import Answers
from screening.domain.errors import InvalidAnswers
from screening.domain.notices import RulesState, rules_notices
from screening.domain.rulebook import Rulebook
from screening.services.drafts import DraftHandle, load_draft, save_page, start_draft
from screening.services.readiness import rules_remarks
from screening.services.result_notices import open_result
from screening.services.results import load_result
from screening.services.rulebook_status import (
    LONGEST_ACCEPTANCE,
    RulesOutdated,
    accept_outdated,
    site_notices,
    status_of,
)
from screening.services.submit_screening import submit
from screening.store import Store
from screening.store.queries.audit import entries
from screening.store.tables import RulesDecisionRow, ScreeningRow
from screening.store.tables.audit import Event
from tests.support.changed_rules import renamed

SECOND, DAY = dt.timedelta(seconds=1), dt.timedelta(days=1)
STARTS = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
DUE = dt.datetime(2027, 1, 16, tzinfo=dt.UTC)
"""The first moment after the review-by day."""
STOPS = DUE + 90 * DAY
HEALTHY = Answers({"age_years": 24, "sex": "male", "sport": "football", "has_problem": False})
KEY = "made by the browser"


def ready_draft(store: Store, now: dt.datetime) -> DraftHandle:
    handle = start_draft(store, now)
    save_page(store, handle.token, "about_you", HEALTHY, now)
    return handle


def accept(store: Store, rulebook: Rulebook, now: dt.datetime, days: int = 30) -> dt.datetime:
    until = (now + days * DAY).date()
    return accept_outdated(store, rulebook, by="Ada Physio", reason="no new study", until=until, now=now)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (STARTS - SECOND, RulesState.NOT_YET),
        (STARTS, RulesState.IN_FORCE),
        (DUE - SECOND, RulesState.IN_FORCE),
        (DUE, RulesState.PAST_REVIEW),
        (STOPS - SECOND, RulesState.PAST_REVIEW),
        (STOPS, RulesState.LONG_PAST),
    ],
)
def test_states_change_to_the_second_and_no_result_is_without_its_notice(
    store: Store, rulebook: Rulebook, now: dt.datetime, state: RulesState
) -> None:
    assert status_of(store, rulebook, now).state is state
    if state is RulesState.LONG_PAST:
        handle = ready_draft(store, now)
        with pytest.raises(RulesOutdated):
            submit(store, handle.token, KEY, rulebook, now)
        accept(store, rulebook, now)
        token = submit(store, handle.token, KEY, rulebook, now)
    else:
        token = submit(store, ready_draft(store, now).token, KEY, rulebook, now)
    expected = rules_notices(rulebook, now.date())
    assert bool(expected) is (state is not RulesState.IN_FORCE)
    assert load_result(store, token).view.notices == expected
    assert open_result(store, token, rulebook, now).view.notices == expected


def test_midnight_is_that_of_the_place_where_it_is_asked(store: Store, rulebook: Rulebook) -> None:
    sydney = dt.timezone(dt.timedelta(hours=11))
    there = dt.datetime(2027, 1, 16, tzinfo=sydney)
    assert status_of(store, rulebook, there).state is RulesState.PAST_REVIEW
    assert status_of(store, rulebook, there - SECOND).state is RulesState.IN_FORCE


def test_a_result_made_in_time_says_it_once_its_own_rules_are_overdue(
    store: Store, rulebook: Rulebook
) -> None:
    made = DUE - 10 * DAY
    token = submit(store, ready_draft(store, made).token, KEY, rulebook, made)
    newer = renamed(replace(rulebook, valid_from="2027-01-10", review_by="2028-01-10"), "2.0.0")
    assert open_result(store, token, newer, DUE - SECOND).view.notices == ()
    assert open_result(store, token, newer, DUE).view.notices == rules_notices(rulebook, DUE.date())
    assert open_result(store, token, rulebook, DUE).view.notices == rules_notices(rulebook, DUE.date())


def test_a_trial_result_goes_on_saying_that_it_was_one(store: Store, rulebook: Rulebook) -> None:
    before = STARTS - DAY
    token = submit(store, ready_draft(store, before).token, KEY, rulebook, before)
    (said,) = open_result(store, token, rulebook, STARTS + DAY).view.notices
    assert "trial" in said


def test_a_record_from_before_the_dates_were_kept_follows_the_rules_that_run(
    store: Store, rulebook: Rulebook
) -> None:
    token = submit(store, ready_draft(store, STARTS).token, KEY, rulebook, STARTS)
    with store.write() as tx:
        tx.connection().exec_driver_sql("DROP TRIGGER screening_refuse_update")
        tx.execute(sa.update(ScreeningRow).values(rules_valid_from=None, rules_review_by=None))
    assert open_result(store, token, rulebook, STARTS).view.notices == ()
    assert open_result(store, token, rulebook, DUE).view.notices == rules_notices(rulebook, DUE.date())


def test_refusing_loses_nothing_and_the_draft_can_be_finished_later(
    any_store: Store, rulebook: Rulebook
) -> None:
    handle = ready_draft(any_store, STOPS)
    before = load_draft(any_store, handle.token, STOPS)
    with pytest.raises(RulesOutdated):
        submit(any_store, handle.token, KEY, rulebook, STOPS)
    assert load_draft(any_store, handle.token, STOPS) == before
    accept(any_store, rulebook, STOPS)
    stored = load_result(any_store, submit(any_store, handle.token, KEY, rulebook, STOPS + SECOND))
    assert stored.answers == HEALTHY


def test_a_finished_draft_still_leads_to_its_result_when_no_new_ones_are_given(
    store: Store, rulebook: Rulebook
) -> None:
    made = STOPS - SECOND
    handle = ready_draft(store, made)
    token = submit(store, handle.token, KEY, rulebook, made)
    assert submit(store, handle.token, KEY, rulebook, STOPS) == token


def test_a_decision_holds_to_the_end_of_its_last_day_and_for_its_own_rules_only(
    any_store: Store, rulebook: Rulebook
) -> None:
    ends = accept(any_store, rulebook, STOPS, days=3)
    assert ends == STOPS + 4 * DAY
    assert status_of(any_store, rulebook, ends - SECOND).gives_results
    assert not status_of(any_store, rulebook, ends).gives_results
    assert not status_of(any_store, rulebook, STOPS - SECOND).accepted_until
    assert not status_of(any_store, renamed(rulebook, "1.0.1"), STOPS).gives_results


def test_a_decision_is_recorded_with_name_reason_and_audit_entry(
    any_store: Store, rulebook: Rulebook
) -> None:
    accept(any_store, rulebook, STOPS, days=3)
    with any_store.read() as tx:
        row = tx.scalars(sa.select(RulesDecisionRow)).one()
        events = [entry.event for entry in entries(tx)]
    assert (row.decided_by, row.reason, row.decided_at) == ("Ada Physio", "no new study", STOPS)
    assert row.rulebook_digest == rulebook.digest
    assert events == [Event.OUTDATED_RULES_ACCEPTED]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"by": " "}, ["by"]),
        ({"by": "x" * 81}, ["by"]),
        ({"by": "Ada\u202e"}, ["by"]),
        ({"reason": ""}, ["reason"]),
        ({"reason": "x" * 501}, ["reason"]),
        ({"until": (STOPS - DAY).date()}, ["until"]),
        ({"until": (STOPS + LONGEST_ACCEPTANCE + DAY).date()}, ["until"]),
        ({"now": DUE - SECOND, "until": DUE.date()}, ["rules"]),
        ({"by": "", "reason": "", "until": dt.date(2020, 1, 1)}, ["by", "reason", "until"]),
    ],
)
def test_a_decision_that_says_too_little_or_too_much_is_refused(
    store: Store, rulebook: Rulebook, given: dict[str, object], fields: list[str]
) -> None:
    complete = {"by": "Ada", "reason": "why", "until": STOPS.date(), "now": STOPS}
    with pytest.raises(InvalidAnswers) as caught:
        accept_outdated(store, rulebook, **{**complete, **given})  # type: ignore[arg-type]
    assert [problem.field for problem in caught.value.problems] == fields
    with store.read() as tx:
        assert tx.scalars(sa.select(RulesDecisionRow)).all() == []


def test_pages_say_that_it_stopped_until_somebody_decided(store: Store, rulebook: Rulebook) -> None:
    assert site_notices(store, rulebook, DUE - SECOND) == ()
    (due,) = site_notices(store, rulebook, DUE)
    (stopped,) = site_notices(store, rulebook, STOPS)
    assert "No new results" in stopped
    accept(store, rulebook, STOPS)
    (decided,) = site_notices(store, rulebook, STOPS)
    assert len({due, stopped, decided}) == 3


def test_a_store_that_does_not_answer_shows_no_decision(store: Store, rulebook: Rulebook) -> None:
    accept(store, rulebook, STOPS)
    with store.write() as tx:
        tx.connection().exec_driver_sql("DROP TABLE rules_decision")
    assert "No new results" in site_notices(store, rulebook, STOPS)[0]


def test_whoever_watches_the_service_is_told_what_is_due(store: Store, rulebook: Rulebook) -> None:
    assert rules_remarks(store, rulebook, DUE - SECOND) == ()
    assert rules_remarks(store, rulebook, STARTS - SECOND) == (
        f"rules {rulebook.version} hold from 2026-01-15 only",
    )
    assert rules_remarks(store, rulebook, DUE) == (
        f"rules {rulebook.version} were due for review on 2027-01-15",
    )
    (stopped,) = rules_remarks(store, rulebook, STOPS)
    assert stopped.endswith("no new results are given")
    accept(store, rulebook, STOPS, days=3)
    (accepted,) = rules_remarks(store, rulebook, STOPS)
    assert accepted.endswith("accepted until 2027-04-19")
