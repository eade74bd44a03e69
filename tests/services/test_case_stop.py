"""A check-in that says STOP leads to the care card that a screening with the same sign would give."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.case.events import Opened, Who
from screening.domain.case.words import Flag, Mechanism, Party, Side
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.services.case_stop import ANSWERS_OF, stop_card

HURT = dt.date(2026, 10, 30)
OPENED = Opened(Side.RIGHT, HURT, Mechanism.SPRINT, Who(Party.PHYSIO, "Ana Ruiz"), consent=True)
SOONEST = {
    Flag.SADDLE_OR_BLADDER: Urgency.T1,
    Flag.BREATHLESSNESS: Urgency.T1,
    Flag.CALF_SWELLING: Urgency.T2,
    Flag.NUMBNESS: Urgency.T2,
    Flag.FEVER: Urgency.T2,
    Flag.POP: Urgency.T3,
}


@pytest.mark.parametrize("age", [None, 15, 24], ids=str)
@pytest.mark.parametrize("flag", sorted(ANSWERS_OF))
@pytest.mark.parametrize("day", [0, 18])
def test_each_warning_sign_has_its_urgency_whatever_else_is_known(
    flag: Flag, age: int | None, day: int, rulebook: Rulebook
) -> None:
    card = stop_card(OPENED, {flag}, age, HURT + dt.timedelta(days=day), rulebook)
    assert card.urgency is not None
    assert card.urgency.is_at_least(SOONEST[flag])
    assert "right thigh" in card.what_to_say
    assert card.headline
    assert card.go_at_once


def test_of_two_signs_the_more_urgent_one_decides(rulebook: Rulebook) -> None:
    both = stop_card(OPENED, {Flag.POP, Flag.BREATHLESSNESS}, 24, HURT, rulebook)
    assert both.urgency is Urgency.T1


def test_a_stop_without_a_sign_of_its_own_is_still_looked_at_soon(rulebook: Rulebook) -> None:
    card = stop_card(OPENED, set(), 24, HURT, rulebook)
    assert card.urgency is not None
    assert card.urgency.is_at_least(Urgency.T3)
