"""Which fields of an athlete somebody may read: each role against each consent, from lists of our own."""

from __future__ import annotations

from itertools import combinations

import pytest

from screening.domain.clubs import Purpose, Role
from screening.services.access import Actor, AthleteRef, Membership
from screening.services.readable import CLINICAL, Field, readable_fields
from tests.support.store_rows import NOON

OURS, THEIRS, SQUAD, OTHER = 1, 2, 10, 11
ATHLETE = AthleteRef(OURS, 100, frozenset({SQUAD}), account_id=7, guardian_ids=frozenset({8}))
ALL = frozenset(Purpose)
NONE: frozenset[Purpose] = frozenset()

WHO_IT_IS = {"name", "squads", "club_key", "birth_year"}
TAKES_PART = {"has_answered", "answered_at", "valid_until"}
CONTACT = {"email", "birth_date", "guardians", "consents"}
TRAINING = {
    "availability",
    "review_by",
    "plan_kind",
    "training_guidance",
    "stage",
    "plan",
    "asked_about_pain",
    "report_coach",
}
OPENED = {"coach_reasons": {"one_reason", "open_factors"}, "coach_band": {"band", "relative_to_peers"}}
CARE = {"urgency", "care_item", "care_outcome"}
SYMPTOMS = {
    "answers",
    "grade",
    "injury_status",
    "trace",
    "triage_reasons",
    "season_probability",
    "report_physio",
}


def member(role: Role, *, club: int = OURS, squad: int = SQUAD, account: int = 1) -> Actor:
    squads = frozenset({squad}) if role is Role.COACH else frozenset[int]()
    return Actor(account, (Membership(club, role, squads),), second_factor=True, proved_at=NOON, club_id=club)


def read(actor: Actor, allowed: frozenset[Purpose]) -> set[str]:
    return {str(field) for field in readable_fields(actor, ATHLETE, allowed)}


def consents() -> list[frozenset[Purpose]]:
    """Every combination of decisions on every purpose."""
    every = list(Purpose)
    return [frozenset(some) for size in range(len(every) + 1) for some in combinations(every, size)]


def test_a_coach_reads_availability_and_what_the_athlete_opened_and_never_a_symptom() -> None:
    for given in consents():
        wanted = WHO_IT_IS | TAKES_PART
        if Purpose.PROCESSING in given:
            wanted |= TRAINING
            for purpose, fields in OPENED.items():
                wanted |= fields if Purpose(purpose) in given else set()
        assert read(member(Role.COACH), given) == wanted
        assert not read(member(Role.COACH), given) & (SYMPTOMS | CARE | CONTACT)


@pytest.mark.parametrize("role", [Role.PHYSIO, Role.DOCTOR])
def test_a_clinician_reads_everything_clinical_with_consent_and_who_waits_without(role: Role) -> None:
    for given in consents():
        wanted = WHO_IT_IS | TAKES_PART | CONTACT
        if Purpose.PROCESSING in given:
            wanted |= TRAINING | CARE
            wanted |= {str(field) for field in CLINICAL} if Purpose.PHYSIO_CLINICAL in given else set()
        assert read(member(role), given) == wanted
    assert read(member(role), ALL) >= SYMPTOMS
    assert not SYMPTOMS & read(member(role), ALL - {Purpose.PHYSIO_CLINICAL})


def test_an_administrator_reads_who_it_is_and_nothing_of_any_result() -> None:
    for given in consents():
        assert read(member(Role.ADMINISTRATOR), given) == WHO_IT_IS | TAKES_PART | CONTACT


@pytest.mark.parametrize(("role", "account"), [(Role.ATHLETE, 7), (Role.GUARDIAN, 8)])
def test_the_athlete_and_the_guardian_read_everything_whatever_others_may(role: Role, account: int) -> None:
    for given in (ALL, NONE):
        assert read(member(role, account=account), given) == {str(field) for field in Field}


@pytest.mark.parametrize("role", Role)
def test_whoever_has_nothing_to_do_with_the_athlete_reads_nothing(role: Role) -> None:
    assert read(member(role, club=THEIRS), ALL) == set()
    stranger = member(role, squad=OTHER)
    if role in {Role.COACH, Role.ATHLETE, Role.GUARDIAN}:
        assert read(stranger, ALL) == set()
    half = Actor(1, stranger.memberships, second_factor=False, proved_at=NOON, club_id=OURS)
    assert read(half, ALL) == set()


def test_a_physio_who_coaches_another_squad_gains_nothing_by_coaching() -> None:
    both = Actor(
        1,
        (Membership(OURS, Role.PHYSIO), Membership(OURS, Role.COACH, frozenset({OTHER}))),
        second_factor=True,
        proved_at=NOON,
        club_id=OURS,
    )
    for given in consents():
        assert read(both, given) == read(member(Role.PHYSIO), given)


def test_who_has_looked_is_told_to_the_athlete_alone() -> None:
    for role in (Role.COACH, Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR):
        assert "who_looked" not in read(member(role), ALL)
