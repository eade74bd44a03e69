"""Whoever has not checked in this morning is reminded once a day by a neutral mail, and shows on the desk."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa

from screening.domain.case.rules import required_case_rules
from screening.domain.case.state import replay
from screening.domain.case.suggest import Kind, suggest
from screening.domain.clubs import Purpose
from screening.domain.rulebook import Rulebook
from screening.services.cases import check_in_by_link
from screening.services.cases.reminding import remind
from screening.store import Store
from screening.store.tables import AthleteRow, ClubRow, OutgoingMailRow
from tests.support import case_lives
from tests.support.kept_cases import Ward, make_ward, morning
from tests.support.planted_cases import link_to, plant

TEN = dt.datetime(2026, 11, 14, 10, 0, tzinfo=dt.UTC)
SITE = "https://club.example.org"
HEALTH = re.compile(r"injur|hamstring|thigh|pain|return|rehab|train|physio|health|case", re.IGNORECASE)


@pytest.fixture
def ward(store: Store, rulebook: Rulebook) -> Ward:
    made = make_ward(store, rulebook, TEN)
    with store.write(club=made.club.id) as tx:
        tx.get_one(AthleteRow, made.club.athletes[0]).email = "first@example.org"
    return made


def mails(ward: Ward) -> list[OutgoingMailRow]:
    with ward.store.read(club=ward.club.id) as tx:
        return list(tx.scalars(sa.select(OutgoingMailRow).order_by(OutgoingMailRow.id)))


def reminded(ward: Ward, at: dt.datetime = TEN) -> int:
    return remind(ward.store, ward.rulebook, SITE, at)


def test_who_is_silent_in_the_morning_gets_one_mail_a_day(ward: Ward) -> None:
    token = link_to(ward, plant(ward, case_lives.moderate(), days_ago=1))
    assert [reminded(ward), reminded(ward)] == [1, 0]
    (mail,) = mails(ward)
    assert mail.to_address == "first@example.org"
    assert f"{SITE}/check-in/{token}" in mail.body
    assert reminded(ward, TEN + dt.timedelta(days=1)) == 1


def test_the_mail_says_nothing_of_anybodys_body_or_name(ward: Ward) -> None:
    token = link_to(ward, plant(ward, case_lives.moderate(), days_ago=1))
    reminded(ward)
    (mail,) = mails(ward)
    said = f"{mail.subject} {mail.body}".replace(token, "")
    assert HEALTH.findall(said) == []
    assert "athlete" not in said
    assert "\n" not in mail.subject


def test_nobody_is_reminded_before_nine_or_after_checking_in(ward: Ward) -> None:
    token = link_to(ward, plant(ward, case_lives.moderate(), days_ago=1))
    assert reminded(ward, TEN.replace(hour=8)) == 0
    check_in_by_link(ward.store, token, morning(TEN.date()), "a press of it", ward.rulebook, TEN)
    assert reminded(ward) == 0


def test_without_a_link_an_address_or_consent_there_is_no_mail(ward: Ward) -> None:
    case = plant(ward, case_lives.moderate(), days_ago=1)
    plant(ward, case_lives.moderate(), 1, days_ago=1)
    assert reminded(ward) == 0, "no link"
    link_to(ward, case)
    ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    assert reminded(ward) == 0


def test_a_missing_morning_shows_on_the_desk(ward: Ward) -> None:
    rules = required_case_rules(ward.rulebook)
    state = replay(ward.log(plant(ward, case_lives.moderate())))
    today = state.last_day
    kinds = {one.kind: one.text for one in suggest(state, rules, today)}
    assert Kind.CHECK_IN not in kinds
    tomorrow = {one.kind: one.text for one in suggest(state, rules, today + dt.timedelta(days=1))}
    assert tomorrow[Kind.CHECK_IN] == "No morning check-in today yet."
    later = {one.kind: one.text for one in suggest(state, rules, today + dt.timedelta(days=2))}
    assert later[Kind.CHECK_IN] == rules.holds["hold.HD1"].text


@pytest.mark.parametrize(
    ("zone", "early", "due"),
    [
        ("Australia/Sydney", (14, 21, 59), (14, 22, 1)),
        ("America/Los_Angeles", (14, 16, 59), (14, 17, 1)),
    ],
)
def test_a_club_is_reminded_from_nine_by_its_own_clocks(
    ward: Ward, zone: str, early: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    link_to(ward, plant(ward, case_lives.moderate(), days_ago=2))
    with ward.store.write(club=ward.club.id) as tx:
        tx.get_one(ClubRow, ward.club.id).time_zone = zone
    at = [dt.datetime(2026, 11, *when, tzinfo=dt.UTC) for when in (early, due)]
    assert [reminded(ward, one) for one in at] == [0, 1]
    assert reminded(ward, at[1] + dt.timedelta(hours=14)) == 0, "the same day there"
    assert reminded(ward, at[1] + dt.timedelta(days=1)) == 1
