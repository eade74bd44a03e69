"""From a round to a screening, a mail and the next round, on each kind of database."""

from __future__ import annotations

import datetime as dt

from screening.domain.answers import Answers
from screening.domain.clubs import FilledBy, Purpose, Role
from screening.domain.rulebook import Rulebook
from screening.services.drafts import save_page
from screening.services.due_work import MailService, do_what_is_due
from screening.services.invitations import cards_of_round, revoke
from screening.services.invitations_beginning import Start, begin
from screening.services.invitations_finishing import for_club, keep_for_club, move_to_shared_device, under_way
from screening.services.invitations_opening import Door, look
from screening.services.invitations_wall import wall_of
from screening.services.outbox import mails_of_club, write_to_everybody
from screening.services.rounds import RoundWish, close_round, extend_round, open_round
from screening.services.rounds_poster import poster_of_round
from screening.services.rounds_view import Progress, round_lines, round_page
from screening.services.submit_screening import submit
from screening.store import Store
from screening.store.queries import club_screenings, rounds
from tests.services.rounds.conftest import actor_of
from tests.services.rounds.test_outbox import Box
from tests.support.clubs import make_club
from tests.support.store_rows import NOON

LATER = NOON + dt.timedelta(hours=1)


def test_a_round_goes_its_whole_way(any_store: Store, rulebook: Rulebook) -> None:
    club = make_club(any_store, "Rounders", consents=())
    coach = actor_of(club, Role.COACH)
    wish = RoundWish(str(club.squads[0]), "Spring", "2026-03-14", "2026-03-20", "4")
    number = open_round(any_store, coach, club.id, wish, NOON)
    first, second, _ = cards_of_round(any_store, coach, club.id, number, NOON)
    wall = wall_of(any_store, poster_of_round(any_store, coach, club.id, number, NOON).token, NOON)
    assert wall.club == "Rounders"

    yes = Start(FilledBy.ATHLETE, {Purpose.PROCESSING: True, Purpose.PHYSIO_CLINICAL: True}, {})
    draft = begin(any_store, first.token, yes, rulebook.questionnaire, NOON).token
    move_to_shared_device(any_store, draft)
    assert under_way(any_store, draft, NOON) is not None
    save_page(any_store, draft, "age", Answers({"age_years": 24}), LATER)
    told = for_club(any_store, draft, LATER)
    assert told is not None
    submit(any_store, draft, "k" * 20, rulebook, LATER, name=told.name, also=keep_for_club)
    assert look(any_store, first.token, LATER).door is Door.USED
    found = under_way(any_store, draft, LATER)
    assert found is not None
    assert found.on_shared_device
    with any_store.read(club=club.id) as tx:
        assert len(club_screenings.screenings_of_round(tx, number)) == 1
        theirs = [one.id for one in rounds.invitations_of_round(tx, number) if one.used_at is None]

    assert write_to_everybody(any_store, coach, club.id, number, "https://example.org", LATER) == 2
    assert len(mails_of_club(any_store, coach, club.id)) == 2
    revoke(any_store, coach, club.id, number, theirs[0], LATER)
    assert look(any_store, second.token, LATER).door is Door.REVOKED
    page = round_page(any_store, coach, club.id, number, LATER)
    assert page.counts[Progress.ANSWERED] == 1
    assert page.counts[Progress.NOT_INVITED] == 1

    box = Box()
    month = NOON + dt.timedelta(weeks=4)
    service = MailService(box, "club@example.org", "https://example.org/care")
    said = do_what_is_due(any_store, lambda: rulebook, service, month)
    assert "1 round opened by schedule" in said
    assert len(box.taken) >= 2
    assert do_what_is_due(any_store, lambda: rulebook, service, month) == ()
    extend_round(any_store, coach, club.id, number, "2026-04-11", month - dt.timedelta(weeks=3))
    close_round(any_store, coach, club.id, number, month - dt.timedelta(weeks=3))
    assert len(round_lines(any_store, coach, club.id, month)) == 2
