"""What a coach is told about somebody with a case: the case first, and newer answers only to the worse."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from screening.domain.squad.model import EVERYTHING, CaseAllowance, SquadMember
from screening.domain.squad.visible import see_all, with_case
from screening.domain.vocabulary import Availability
from tests.support.made_up_squad import ANSWERED, CANNOT_WALK, FIT, ON, STRAINED, answered
from tests.support.random_squads import RULES

FULL, MODIFIED = Availability.FULL, Availability.MODIFIED
NOT_CLEARED, UNKNOWN = Availability.NOT_CLEARED, Availability.UNKNOWN
DAY = dt.timedelta(days=1)


def told(answers: object, case: CaseAllowance | None) -> Availability:
    latest = answered(answers) if answers is not None else None
    member = SquadMember("1", "Ana", EVERYTHING, latest, case=case)
    return see_all([member], RULES, ON)[0].availability


def test_a_case_comes_before_answers_that_say_full() -> None:
    for allowed in Availability:
        assert told(FIT, CaseAllowance(allowed, ANSWERED - DAY)) is allowed
        assert told(None, CaseAllowance(allowed, ANSWERED - DAY)) is allowed
    assert told(FIT, None) is FULL


def test_the_answers_with_which_a_case_began_do_not_hold_back_whom_it_has_cleared_since() -> None:
    assert told(CANNOT_WALK, CaseAllowance(MODIFIED, ANSWERED)) is MODIFIED
    assert told(CANNOT_WALK, CaseAllowance(FULL, ANSWERED + DAY)) is FULL


@pytest.mark.parametrize(
    ("answers", "allowed", "expected"),
    [
        (CANNOT_WALK, FULL, NOT_CLEARED),
        (CANNOT_WALK, MODIFIED, NOT_CLEARED),
        (STRAINED, FULL, MODIFIED),
        (STRAINED, NOT_CLEARED, NOT_CLEARED),
        (STRAINED, UNKNOWN, MODIFIED),
    ],
)
def test_newer_answers_only_make_it_less(
    answers: object, allowed: Availability, expected: Availability
) -> None:
    assert told(answers, CaseAllowance(allowed, ANSWERED - DAY)) is expected


def test_a_case_that_was_broken_off_leaves_it_unknown_until_there_are_newer_answers() -> None:
    broken_off = CaseAllowance(UNKNOWN, ANSWERED, is_open=False)
    assert told(FIT, broken_off) is UNKNOWN
    assert told(None, broken_off) is UNKNOWN
    assert told(CANNOT_WALK, broken_off) is NOT_CLEARED
    assert told(FIT, replace(broken_off, since=ANSWERED - DAY)) is FULL


def test_with_an_open_case_nobody_is_told_more_than_it_allows() -> None:
    order = [NOT_CLEARED, MODIFIED, UNKNOWN, FULL]
    latest = answered(FIT)
    for from_answers, allowed, since in product(order, order, (ANSWERED - DAY, ANSWERED)):
        found = with_case(from_answers, latest, CaseAllowance(allowed, since))
        assert order.index(found) <= order.index(allowed)


def test_the_day_to_ask_again_is_the_review_of_the_case() -> None:
    review = ON + 3 * DAY
    case = CaseAllowance(MODIFIED, ANSWERED - DAY, review_on=review)
    member = SquadMember("1", "Ana", EVERYTHING, answered(FIT), case=case)
    assert see_all([member], RULES, ON)[0].ask_again == review
    without = replace(member, case=replace(case, review_on=None))
    assert see_all([without], RULES, ON)[0].ask_again is None
