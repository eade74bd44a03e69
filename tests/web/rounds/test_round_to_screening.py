"""From opening a round to a submitted screening of the club, through the pages."""

from __future__ import annotations

from flask import Flask

from screening.domain.clubs import FilledBy, Purpose
from screening.store import Store
from screening.store.queries import audit, care, club_screenings, consents, rounds
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow
from tests.support.clubs import MadeClub
from tests.support.signing_in import Person
from tests.web.people import CLOT, HEALTHY
from tests.web.rounds.conftest import Phone, links_of, opened_round


def test_a_link_leads_to_a_screening_of_the_club(
    unlimited_app: Flask, store: Store, club: MadeClub, coach: Person
) -> None:
    number = opened_round(coach, club)
    links = links_of(coach, number)
    assert len(links) == 3
    phone = Phone(unlimited_app)
    phone.agree(links[0], physio_clinical="yes", coach_reasons="no")
    phone.answer_all(CLOT)
    phone.send({})
    assert phone.path.startswith("/result/"), phone.path
    assert "Physio and doctor of the club" in phone.page
    athlete = club.athletes[0]
    with store.read(club=club.id) as tx:
        (found,) = club_screenings.screenings_of_athlete(tx, athlete)
        assert (found.place.round_id, found.place.filled_by) == (number, FilledBy.ATHLETE)
        assert consents.allowed(tx, athlete) == {Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL}
        assert rounds.completion(tx, number).answered == 1
        listed = care.care_item_of_screening(tx, found.screening.id)
        assert listed is not None
        assert listed.urgency is found.screening.urgency
        events = [one.event for one in audit.entries_of_club(tx)]
    assert Event.INVITATION_USED in events
    assert "1 of 3 have answered" in coach.get(f"/rounds/{number}").text
    assert "already used" in Phone(unlimited_app).open(links[0])


def test_answers_of_a_visitor_in_the_demonstration_say_that_the_athlete_is_invented(
    unlimited_app: Flask, store: Store, club: MadeClub, coach: Person
) -> None:
    number = opened_round(coach, club)
    with store.write(club=club.id) as tx:
        tx.get_one(ClubRow, club.id).is_demonstration = True
        tx.get_one(AthleteRow, club.athletes[0]).name = "A" * 80
    phone = Phone(unlimited_app)
    phone.agree(links_of(coach, number)[0], physio_clinical="yes")
    phone.answer_all(HEALTHY)
    phone.send({})
    assert phone.path.startswith("/result/"), phone.path
    with store.read(club=club.id) as tx:
        (found,) = club_screenings.screenings_of_athlete(tx, club.athletes[0])
        assert found.screening.view["identity"]["name"] == f"{'A' * 69} (invented)"
