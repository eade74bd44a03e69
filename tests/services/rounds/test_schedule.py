"""A round with a schedule opens again by itself, once, for whoever is in the squad then."""

from __future__ import annotations

import datetime as dt

from screening.domain.clubs import RoundKind
from screening.services.access import Actor
from screening.services.rounds import RoundWish, close_round, open_round
from screening.services.rounds_due import open_due_rounds
from screening.store import Store
from screening.store.queries import athletes, rounds
from tests.support.clubs import MadeClub
from tests.support.store_rows import NOON

FOUR_WEEKS = dt.timedelta(weeks=4)


def repeating(store: Store, club: MadeClub, coach: Actor) -> int:
    wish = RoundWish(str(club.squads[0]), "Spring", "2026-03-14", "2026-03-20", "4")
    return open_round(store, coach, club.id, wish, NOON)


def test_it_opens_on_its_day_and_not_before_and_once(store: Store, club: MadeClub, coach: Actor) -> None:
    repeating(store, club, coach)
    day = dt.timedelta(days=1)
    assert open_due_rounds(store, NOON + FOUR_WEEKS - day) == 0
    assert open_due_rounds(store, NOON + FOUR_WEEKS) == 1
    assert open_due_rounds(store, NOON + FOUR_WEEKS) == 0
    with store.read(club=club.id) as tx:
        newest = rounds.rounds_of_squad(tx, club.squads[0])[0]
        assert newest.name == "Spring · 11 April 2026"
        assert newest.kind is RoundKind.REPEATED
        assert newest.repeat_weeks == 4
        assert len(rounds.invitations_of_round(tx, newest.id)) == 3


def test_after_a_long_standstill_it_opens_once_from_today(store: Store, club: MadeClub, coach: Actor) -> None:
    repeating(store, club, coach)
    assert open_due_rounds(store, NOON + 5 * FOUR_WEEKS) == 1
    assert open_due_rounds(store, NOON + 5 * FOUR_WEEKS) == 0


def test_a_closed_round_and_an_archived_squad_open_no_more(
    store: Store, club: MadeClub, coach: Actor
) -> None:
    number = repeating(store, club, coach)
    with store.write(club=club.id) as tx:
        squad = athletes.squad(tx, club.squads[0])
        assert squad is not None
        squad.archived_at = NOON
    assert open_due_rounds(store, NOON + FOUR_WEEKS) == 0
    with store.write(club=club.id) as tx:
        squad = athletes.squad(tx, club.squads[0])
        assert squad is not None
        squad.archived_at = None
    close_round(store, coach, club.id, number, NOON)
    assert open_due_rounds(store, NOON + FOUR_WEEKS) == 0
