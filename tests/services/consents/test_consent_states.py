"""Consents of athletes in a store: who may decide, from when it counts, and what is read of it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from screening.domain.clubs import ConsentBy, ConsentHow, Purpose, Role
from screening.domain.consents import Decider, Standing
from screening.domain.countries import COUNTRIES
from screening.domain.errors import InvalidAnswers, NotAllowed, NotFound
from screening.services.access import STAFF, Actor, AthleteRef, Membership
from screening.services.consents import (
    By,
    allowed_now,
    consent_picture,
    consent_texts,
    decide,
    decide_signed_in,
    own_age,
    record_paper,
)
from screening.services.consents.wording import countries_with_an_age
from screening.services.readable import Field, readable_fields
from screening.store import Store
from screening.store.queries import audit, consents
from screening.store.tables import AthleteRow, ConsentRow
from screening.store.tables.audit import Event
from tests.support.clubs import MadeClub, make_club
from tests.support.store_rows import NOON

TODAY = NOON.date()
ATHLETE = By(ConsentBy.ATHLETE, ConsentHow.LINK)
GUARDIAN = By(ConsentBy.GUARDIAN, ConsentHow.LINK)
PAPER = By(ConsentBy.STAFF_PAPER, ConsentHow.PAPER, 1)
YES_TO_ALL = dict.fromkeys(Purpose, True)
YES_TO_CARE = dict.fromkeys((Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL), True)


@pytest.fixture
def club(store: Store) -> MadeClub:
    return make_club(store, consents=())


def person(club: MadeClub, role: Role, *, club_id: int | None = None) -> Actor:
    squads = frozenset({club.squads[0]}) if role is Role.COACH else frozenset[int]()
    where = club.id if club_id is None else club_id
    return Actor(
        club.accounts[role],
        (Membership(where, role, squads),),
        second_factor=role in STAFF,
        proved_at=NOON,
        club_id=where,
    )


def born(store: Store, club: MadeClub, athlete: int, day: dt.date | None) -> None:
    known = (
        {"birth_date": day.isoformat(), "birth_year": day.year}
        if day
        else {"birth_date": None, "birth_year": None}
    )
    with store.write(club=club.id) as tx:
        tx.execute(sa.update(AthleteRow).where(AthleteRow.id == athlete).values(**known))


def test_every_purpose_has_a_text_and_keeping_answers_comes_first() -> None:
    texts = consent_texts()
    assert set(texts) == set(Purpose)
    assert next(iter(texts)) is Purpose.PROCESSING
    assert [purpose for purpose, text in texts.items() if text.needed] == [Purpose.PROCESSING]
    for text in texts.values():
        assert text.version not in text.same_meaning | text.until_asked
        for words in (text.athlete, text.guardian):
            assert words.question.endswith("?")
            assert words.if_yes.endswith(".")
            assert words.if_no.endswith(".")


def test_every_listed_country_exists_and_others_take_the_age_of_the_regulation() -> None:
    assert set(countries_with_an_age()) <= set(COUNTRIES)
    assert {own_age(country) for country in countries_with_an_age()} == {13, 14, 15, 16}
    assert own_age("BR") == 16
    assert (own_age("GB"), own_age("FR"), own_age("DE")) == (13, 15, 16)


def test_in_every_configured_country_the_birthday_decides_who_decides(store: Store) -> None:
    for country in (*countries_with_an_age(), "BR"):
        club = make_club(store, f"Club {country}", country=country, squads=1, athletes_per_squad=1)
        athlete, age = club.athletes[0], own_age(country)
        with store.write(club=club.id) as tx:
            row = tx.get_one(AthleteRow, athlete)
            for days, expected in ((1, Decider.GUARDIAN), (0, Decider.ATHLETE), (-1, Decider.ATHLETE)):
                birthday = TODAY.replace(year=TODAY.year - age) + dt.timedelta(days=days)
                row.birth_date, row.birth_year = birthday.isoformat(), birthday.year
                tx.flush()
                assert consent_picture(tx, athlete, TODAY).decider is expected, country


def test_nothing_is_allowed_before_anybody_was_asked(store: Store, club: MadeClub) -> None:
    with store.read(club=club.id) as tx:
        picture = consent_picture(tx, club.athletes[0], TODAY)
        assert picture.allowed == frozenset()
        assert {state.standing for state in picture.states} == {Standing.NEVER_ASKED}
        assert not picture.may_answer
        assert allowed_now(tx, [*club.athletes, 999], TODAY) == dict.fromkeys(
            [*club.athletes, 999], frozenset()
        )


def test_a_withdrawal_counts_in_the_next_transaction_and_both_decisions_stay(
    store: Store, club: MadeClub
) -> None:
    athlete = club.athletes[0]
    with store.write(club=club.id) as tx:
        assert decide(tx, athlete, YES_TO_ALL, ATHLETE, NOON).allowed == frozenset(Purpose)
    with store.write(club=club.id) as tx:
        decide(tx, athlete, {Purpose.COACH_BAND: False}, ATHLETE, NOON)
    with store.read(club=club.id) as tx:
        assert Purpose.COACH_BAND not in allowed_now(tx, [athlete], TODAY)[athlete]
        history = consents.consent_history(tx, athlete)
        assert [row.given for row in history if row.purpose is Purpose.COACH_BAND] == [True, False]
        noted = [row for row in audit.entries(tx) if row.athlete_id == athlete]
        assert [row.event for row in noted].count(Event.CONSENT_WITHDRAWN) == 1
        assert noted[-1].detail["purpose"] == "coach_band"


def test_without_the_keeping_of_answers_nothing_else_is_allowed(store: Store, club: MadeClub) -> None:
    athlete = club.athletes[0]
    with store.write(club=club.id) as tx:
        decide(tx, athlete, YES_TO_ALL, ATHLETE, NOON)
        picture = decide(tx, athlete, {Purpose.PROCESSING: False}, ATHLETE, NOON)
        assert picture.allowed == frozenset()
        assert picture.of(Purpose.PHYSIO_CLINICAL).standing is Standing.GIVEN
        assert allowed_now(tx, [athlete], TODAY)[athlete] == frozenset()


def test_the_same_decision_twice_is_written_once(store: Store, club: MadeClub) -> None:
    with store.write(club=club.id) as tx:
        for _ in range(3):
            decide(tx, club.athletes[0], {Purpose.PROCESSING: True}, ATHLETE, NOON)
        assert len(consents.consent_history(tx, club.athletes[0])) == 1


CHILD = TODAY.replace(year=TODAY.year - 12)
"""Under the age of every country."""
ADULT = TODAY.replace(year=TODAY.year - 20)


@pytest.mark.parametrize(
    ("birthday", "by", "given", "works"),
    [
        (ADULT, ATHLETE, True, True),
        (ADULT, ATHLETE, False, True),
        (ADULT, GUARDIAN, True, False),
        (ADULT, GUARDIAN, False, False),
        (ADULT, PAPER, True, True),
        (CHILD, ATHLETE, True, False),
        (CHILD, ATHLETE, False, True),
        (CHILD, GUARDIAN, True, True),
        (CHILD, GUARDIAN, False, True),
        (CHILD, PAPER, True, True),
        (None, ATHLETE, True, True),
        (None, GUARDIAN, True, True),
    ],
)
def test_who_may_decide_follows_from_the_age(
    store: Store, club: MadeClub, birthday: dt.date | None, by: By, given: bool, works: bool
) -> None:
    born(store, club, club.athletes[0], birthday)
    with store.write(club=club.id) as tx:
        if not works:
            with pytest.raises(NotAllowed):
                decide(tx, club.athletes[0], {Purpose.PROCESSING: given}, by, NOON)
            assert consents.consent_history(tx, club.athletes[0]) == []
            return
        picture = decide(tx, club.athletes[0], {Purpose.PROCESSING: given}, by, NOON)
        assert (Purpose.PROCESSING in picture.allowed) is given


def test_a_minor_has_no_band_and_no_research_however_signed(store: Store, club: MadeClub) -> None:
    born(store, club, club.athletes[0], CHILD)
    with store.write(club=club.id) as tx:
        for purpose in (Purpose.COACH_BAND, Purpose.RESEARCH_EXPORT):
            for by in (GUARDIAN, PAPER):
                with pytest.raises(InvalidAnswers):
                    decide(tx, club.athletes[0], {purpose: True}, by, NOON)


def test_on_the_birthday_sharing_rests_and_new_answers_wait_for_the_athlete(
    store: Store, club: MadeClub
) -> None:
    athlete = club.athletes[0]
    birthday = TODAY.replace(year=TODAY.year - 13) + dt.timedelta(days=1)
    born(store, club, athlete, birthday)
    wanted = (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL, Purpose.COACH_REASONS)
    with store.write(club=club.id) as tx:
        before = decide(tx, athlete, dict.fromkeys(wanted, True), GUARDIAN, NOON)
        assert before.allowed == set(wanted)
        assert before.may_answer
        after = consent_picture(tx, athlete, TODAY + dt.timedelta(days=1))
        assert after.decider is Decider.ATHLETE
        assert after.allowed == {Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL}
        assert not after.may_answer
        assert {state.purpose for state in after.questions} == set(wanted)


def test_a_text_that_changed_since_it_was_read_is_not_decided_on(store: Store, club: MadeClub) -> None:
    with store.write(club=club.id) as tx, pytest.raises(InvalidAnswers, match="has changed"):
        decide(
            tx,
            club.athletes[0],
            {Purpose.PROCESSING: True},
            ATHLETE,
            NOON,
            shown={Purpose.PROCESSING: "2020-01"},
        )


def test_signed_in_only_the_athlete_and_the_guardian_decide(store: Store, club: MadeClub) -> None:
    mine, wish = club.athletes[0], {Purpose.PROCESSING: True}
    picture = decide_signed_in(store, person(club, Role.ATHLETE), club.id, mine, wish, NOON)
    assert picture.of(Purpose.PROCESSING).by_whom is ConsentBy.ATHLETE
    for role in (*STAFF, Role.GUARDIAN):
        with pytest.raises(NotFound):
            decide_signed_in(store, person(club, role), club.id, mine, wish, NOON)
    with pytest.raises(NotFound):
        decide_signed_in(store, person(club, Role.ATHLETE), club.id, club.athletes[2], wish, NOON)
    other = make_club(store, "Rovers")
    with pytest.raises(NotFound):
        decide_signed_in(store, person(club, Role.ATHLETE), other.id, other.athletes[0], wish, NOON)


def test_the_guardian_of_a_child_decides_signed_in(store: Store, club: MadeClub) -> None:
    born(store, club, club.athletes[1], CHILD)
    wish = {Purpose.PROCESSING: True}
    picture = decide_signed_in(store, person(club, Role.GUARDIAN), club.id, club.athletes[1], wish, NOON)
    assert picture.of(Purpose.PROCESSING).by_whom is ConsentBy.GUARDIAN


def test_paper_is_recorded_by_clinicians_and_administrators(store: Store, club: MadeClub) -> None:
    wish = {Purpose.PROCESSING: True}
    for role in Role:
        if role in {Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR}:
            picture = record_paper(store, person(club, role), club.id, club.athletes[2], wish, NOON)
            assert picture.of(Purpose.PROCESSING).by_whom is ConsentBy.STAFF_PAPER
        else:
            with pytest.raises(NotFound):
                record_paper(store, person(club, role), club.id, club.athletes[2], wish, NOON)


WAYS: tuple[tuple[Standing, bool, dict[str, object]], ...] = (
    (Standing.GIVEN, True, {}),
    (Standing.REFUSED, False, {"given": False}),
    (Standing.TEXT_CHANGED, False, {"text_version": "2020-01"}),
    (Standing.OF_AGE_NOW, True, {"by_whom": ConsentBy.GUARDIAN, "at": NOON - dt.timedelta(days=9)}),
    (Standing.OF_AGE_NOW, False, {"at": NOON - dt.timedelta(days=9)}),
)
"""How a decision can stand for somebody who came of age three days ago, and whether it counts."""


@pytest.mark.parametrize("purpose", [Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL])
def test_what_a_physio_reads_follows_every_standing(store: Store, club: MadeClub, purpose: Purpose) -> None:
    athlete, physio = club.athletes[0], person(club, Role.PHYSIO)
    reference = AthleteRef(club.id, athlete, frozenset({club.squads[0]}))
    born(store, club, athlete, TODAY.replace(year=TODAY.year - 13) - dt.timedelta(days=3))
    with store.write(club=club.id) as tx:
        decide(tx, athlete, YES_TO_CARE, ATHLETE, NOON)
        for standing, counts, changes in WAYS:
            version = consent_texts()[purpose].version
            row = {"text_version": version, "given": True, "by_whom": ConsentBy.ATHLETE, "at": NOON}
            tx.add(ConsentRow(athlete_id=athlete, purpose=purpose, how=ConsentHow.LINK, **{**row, **changes}))
            tx.flush()
            picture = consent_picture(tx, athlete, TODAY)
            assert picture.of(purpose).standing is standing
            readable = readable_fields(physio, reference, picture.allowed)
            assert (Field.ANSWERS in readable) is counts, standing
            assert (Field.CARE_ITEM in readable) is (counts or purpose is Purpose.PHYSIO_CLINICAL)
