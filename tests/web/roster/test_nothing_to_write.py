"""A preview without a button says truthfully why: what is outside, what is unreadable, what is known."""

from __future__ import annotations

import pytest
from flask import Flask

from screening.domain.clubs import Role
from screening.store.queries import roster
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of, signed_in
from tests.web.roster.test_roster_pages import PASTED, confirmed, good, previewed

KNOWN_ALREADY = "the club knows all of this already"
NO_SQUAD_YET = "Nothing can be written: you look after no squad yet"
TO_OTHERS = "Name\tSquad\nAna Lopez\tHarriers squad 2\nBo Lind\tHarriers squad 2\n"


@pytest.fixture
def club(app: Flask) -> MadeClub:
    with app.app_context():
        return make_club(parts().store)


@pytest.fixture
def coach_of_nothing(app: Flask, club: MadeClub) -> Person:
    return signed_in(app, Role.COACH, club=club.id)


@pytest.mark.parametrize("pasted", [PASTED, TO_OTHERS, "Name\nAna Lopez\nAna Lopez\n"])
def test_a_coach_without_a_squad_is_told_what_has_to_happen_first(
    coach_of_nothing: Person, pasted: str
) -> None:
    _, text = previewed(coach_of_nothing, pasted)
    assert NO_SQUAD_YET in text
    assert KNOWN_ALREADY not in text
    assert "Choose a squad for them" not in text


def test_rows_for_squads_of_others_are_counted_as_outside(app: Flask, club: MadeClub) -> None:
    coach = member_of(app, club, Role.COACH)
    _, text = previewed(coach, TO_OTHERS)
    assert "There is nothing to write: 2 rows are outside your squads." in text
    _, text = previewed(coach, TO_OTHERS + "\tHarriers squad 1\n")
    assert "2 rows are outside your squads, 1 row is unreadable." in text
    _, text = previewed(coach, TO_OTHERS + "Cy Roe\tHarriers squad 1\n")
    assert "2 rows cannot be taken and are left out" in text


def test_a_roster_that_says_nothing_new_is_said_to_be_known(app: Flask, club: MadeClub) -> None:
    administrator = member_of(app, club, Role.ADMINISTRATOR)
    path, text = previewed(administrator)
    confirmed(administrator, path, text)
    _, again = previewed(administrator)
    assert KNOWN_ALREADY in again
    _, with_outsider = previewed(administrator, PASTED + "\t\t\tHarriers squad 1\n")
    assert "1 row is unreadable, 3 rows are known to the club already." in good_sentence(with_outsider)


def good_sentence(text: str) -> str:
    """The sentence of the form, as it stands in the page."""
    return text[text.index("There is nothing to write") :].partition("</p>")[0]


def test_the_file_waits_for_a_squad(app: Flask, club: MadeClub, coach_of_nothing: Person) -> None:
    path, _ = previewed(coach_of_nothing, "Name\nAna Lopez\n")
    give_squad(app, coach_of_nothing, club)
    assert NO_SQUAD_YET not in good(coach_of_nothing.get(path))
    assert "Choose a squad for them" in good(coach_of_nothing.get(path))


def give_squad(app: Flask, coach: Person, club: MadeClub) -> None:
    """As an administrator does it on the page of the squad."""
    with app.app_context(), parts().store.write(club=club.id) as tx:
        membership = roster.coach_membership(tx, coach.account_id)
        assert membership is not None
        roster.look_after(tx, club.squads[1], {membership})
