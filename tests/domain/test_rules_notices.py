"""The life of a rulebook by days, and that whatever is shown says where the rules stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.assess import assess
from screening.domain.errors import ScreeningError
from screening.domain.notices import (
    LONG_PAST_AFTER_DAYS,
    NOTICE_PLACES,
    RulesState,
    rules_notices,
    rules_state,
    state_of,
    stopped_notice,
)
from screening.domain.reporting.athlete import athlete_view
from screening.domain.reporting.coach import coach_view
from screening.domain.reporting.physio import physio_view
from screening.domain.rulebook import Rulebook
from screening.report.html import report_html
from tests.support.assessments import HEALTHY, PROBLEM

DAY = dt.timedelta(days=1)
START, REVIEW = dt.date(2026, 1, 15), dt.date(2027, 1, 15)
LAST_OF_GRACE = REVIEW + LONG_PAST_AFTER_DAYS * DAY


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (START - 400 * DAY, RulesState.NOT_YET),
        (START - DAY, RulesState.NOT_YET),
        (START, RulesState.IN_FORCE),
        (REVIEW, RulesState.IN_FORCE),
        (REVIEW + DAY, RulesState.PAST_REVIEW),
        (LAST_OF_GRACE, RulesState.PAST_REVIEW),
        (LAST_OF_GRACE + DAY, RulesState.LONG_PAST),
        (LAST_OF_GRACE + 4000 * DAY, RulesState.LONG_PAST),
    ],
)
def test_each_state_begins_and_ends_on_its_day(on: dt.date, state: RulesState) -> None:
    assert rules_state(START.isoformat(), REVIEW.isoformat(), on) is state


def test_nothing_is_said_while_the_rules_are_in_force_and_something_on_every_other_day(
    rulebook: Rulebook,
) -> None:
    first = dt.date.fromisoformat(rulebook.valid_from) - 5 * DAY
    days = [first + number * DAY for number in range(900)]
    silent = {on for on in days if not rules_notices(rulebook, on)}
    assert silent == {on for on in days if state_of(rulebook, on) is RulesState.IN_FORCE}
    assert {state_of(rulebook, on) for on in days} == set(RulesState)


def test_every_notice_is_worded_with_its_date(rulebook: Rulebook) -> None:
    assert rulebook.notices is not None
    assert set(rulebook.notices.texts) == set(NOTICE_PLACES)
    review = dt.date.fromisoformat(rulebook.review_by)
    (soon,) = rules_notices(rulebook, review + DAY)
    (late,) = rules_notices(rulebook, review + 200 * DAY)
    (early,) = rules_notices(rulebook, dt.date.fromisoformat(rulebook.valid_from) - DAY)
    assert "15 January 2027" in soon
    assert "15 January 2027" in late
    assert "90 days" in late
    assert "15 January 2026" in early
    assert "warning signs" in stopped_notice(rulebook)


def test_the_dates_of_a_results_own_rules_win_over_those_of_the_rules_that_run(rulebook: Rulebook) -> None:
    in_force = dt.date(2026, 6, 1)
    assert rules_notices(rulebook, in_force) == ()
    (said,) = rules_notices(rulebook, in_force, valid_from="2024-01-01", review_by="2026-05-01")
    assert "1 May 2026" in said


def test_rules_without_words_for_notices_fail_rather_than_stay_silent(rulebook: Rulebook) -> None:
    mute = replace(rulebook, notices=None)
    assert rules_notices(mute, REVIEW) == ()
    with pytest.raises(ScreeningError, match="no words for notices"):
        rules_notices(mute, REVIEW + DAY)


@pytest.mark.parametrize("answers", [HEALTHY, PROBLEM], ids=["healthy", "problem"])
@pytest.mark.parametrize("on", [START - DAY, REVIEW + DAY, LAST_OF_GRACE + DAY], ids=str)
def test_every_report_says_it_on_its_first_page(answers: object, on: dt.date, rulebook: Rulebook) -> None:
    given = HEALTHY if answers is HEALTHY else PROBLEM
    assessment = assess(given, rulebook)
    (said,) = rules_notices(rulebook, on)
    for make in (athlete_view, coach_view, physio_view):
        page = report_html(make(assessment, given, rulebook, on))
        assert page.count(said) == 1
        assert said in page.partition('<div class="page">')[2].partition('<div class="page">')[0]
        silent = report_html(make(assessment, given, rulebook, REVIEW))
        assert said not in silent
