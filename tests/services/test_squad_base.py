"""The base programme of a squad: on its own days, around its matches, with the kit there is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.reporting.squad_base import base_part
from screening.domain.rulebook import Rulebook
from screening.services.squad_base import base_programme
from tests.support.made_up_squad import CALENDAR

MONDAY = CALENDAR.started_on


def test_two_slots_a_week_on_the_days_of_the_squad(rulebook: Rulebook) -> None:
    programme = base_programme(CALENDAR, rulebook).programme
    assert programme.protocol == "squad_base"
    for week in programme.weeks[:4]:
        assert len(week.sessions) == 2
        for session in week.sessions:
            assert session.date.isoweekday() in CALENDAR.training_days
            assert session.minutes <= 12


def test_what_the_squad_reads_of_one_week(rulebook: Rulebook) -> None:
    assert rulebook.squad is not None
    base = base_programme(CALENDAR, rulebook)
    part = base_part(base, rulebook.squad, rulebook.plan, MONDAY + dt.timedelta(days=2))
    assert part.lead == "Monday and Wednesday, straight after the warm-up, 10 minutes at most."
    assert part.kit == "Kit: a partner to hold the ankles."
    assert [day.day for day in part.days] == ["Monday 16 November", "Wednesday 18 November"]
    later = base_part(base, rulebook.squad, rulebook.plan, MONDAY + dt.timedelta(days=7))
    assert later.days[0].day == "Monday 23 November"


def test_without_kit_none_is_named(rulebook: Rulebook) -> None:
    assert rulebook.squad is not None
    base = base_programme(replace(CALENDAR, kit=frozenset()), rulebook)
    assert base_part(base, rulebook.squad, rulebook.plan, MONDAY).kit == ""


def test_after_its_last_week_there_is_no_session_to_show(rulebook: Rulebook) -> None:
    assert rulebook.squad is not None
    base = base_programme(CALENDAR, rulebook)
    part = base_part(base, rulebook.squad, rulebook.plan, MONDAY + dt.timedelta(days=600))
    assert part.days == ()
    assert part.lead.startswith("No session fits this week")


def test_a_squad_that_starts_on_another_day_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(ValueError, match="Monday"):
        base_programme(replace(CALENDAR, started_on=MONDAY + dt.timedelta(days=1)), rulebook)
