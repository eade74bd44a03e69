"""E-mails wait in the transaction of what they tell of, and leave without losing or doubling anything."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest

from screening.domain.clubs import Role
from screening.domain.errors import NotFound
from screening.services.access import Actor
from screening.services.outbox import BETWEEN_MAILS, mails_of_club, write_to_everybody
from screening.services.outbox_sending import NotTaken, message_of, send_waiting
from screening.services.rounds import RoundWish, open_round
from screening.store import Store
from screening.store.queries import athletes, outbox
from screening.store.tables.athlete import GuardianLinkRow
from screening.store.tables.outbox import OutgoingMailRow
from tests.services.rounds.conftest import actor_of
from tests.support.clubs import MadeClub
from tests.support.store_rows import NOON

SITE = "https://screening.example.org"
HEALTH_WORDS = ("hamstring", "injur", "pain", "screen", "health", "strain", "risk", "leg")


class Box:
    """Takes mails, or refuses them as a test says."""

    def __init__(self, *refusals: NotTaken | None) -> None:
        self.taken: list[EmailMessage] = []
        self.refusals = list(refusals)

    def __call__(self, message: EmailMessage) -> None:
        refusal = self.refusals.pop(0) if self.refusals else None
        if refusal is not None:
            raise refusal
        self.taken.append(message)


@pytest.fixture
def round_id(store: Store, club: MadeClub, coach: Actor) -> int:
    wish = RoundWish(str(club.squads[0]), "Spring", "2026-03-14", "2026-03-20")
    return open_round(store, coach, club.id, wish, NOON)


def write(store: Store, club: MadeClub, coach: Actor, round_id: int, at: dt.datetime = NOON) -> int:
    return write_to_everybody(store, coach, club.id, round_id, SITE, at)


def test_everybody_is_written_to_once_a_day_and_the_link_stays_the_same(
    store: Store, club: MadeClub, coach: Actor, round_id: int
) -> None:
    assert write(store, club, coach, round_id) == 3
    assert write(store, club, coach, round_id, NOON + BETWEEN_MAILS - dt.timedelta(seconds=1)) == 0
    assert write(store, club, coach, round_id, NOON + BETWEEN_MAILS) == 3
    with store.read(club=club.id) as tx:
        bodies = [one.body for one in outbox.newest_mails(tx)]
    assert len(bodies) == 6
    assert len(set(bodies)) == 3


def test_a_mail_says_nothing_about_health_in_what_a_lock_screen_shows(
    store: Store, club: MadeClub, coach: Actor, round_id: int
) -> None:
    write(store, club, coach, round_id)
    with store.read(club=club.id) as tx:
        mail = outbox.newest_mails(tx)[0]
    head = message_of(mail, "club@example.org")
    shown = f"{head['Subject']} {mail.body.replace(SITE, '')}".lower()
    assert not [word for word in HEALTH_WORDS if word in shown]
    assert "/check/inv-" in mail.body


def test_a_child_is_not_written_to_but_the_guardian_is(
    store: Store, club: MadeClub, coach: Actor, round_id: int
) -> None:
    child = club.athletes[0]
    with store.write(club=club.id) as tx:
        row = athletes.athlete(tx, child)
        assert row is not None
        row.birth_year = 2016
        row.email = "child@example.org"
        tx.add(GuardianLinkRow(athlete_id=child, name="Kim", email="kim@example.org", created_at=NOON))
    write(store, club, coach, round_id)
    with store.read(club=club.id) as tx:
        addresses = {one.to_address for one in outbox.newest_mails(tx)}
    assert "kim@example.org" in addresses
    assert "child@example.org" not in addresses


@pytest.mark.parametrize(
    "address", ["a@example.org\nBcc: b@example.org", "a@example.org, b@example.org", "a b"]
)
def test_an_address_that_is_more_than_one_is_left_out(
    store: Store, club: MadeClub, coach: Actor, round_id: int, address: str
) -> None:
    with store.write(club=club.id) as tx:
        row = athletes.athlete(tx, club.athletes[0])
        assert row is not None
        row.email = address
    assert write(store, club, coach, round_id) == 2


def test_a_second_line_never_gets_into_the_head_of_a_mail(club: MadeClub) -> None:
    row = OutgoingMailRow(
        id=1, to_address="a@example.org", subject="Hello\r\nBcc: b@example.org", body="", created_at=NOON
    )
    with pytest.raises(ValueError, match="linefeed"):
        message_of(row, "club@example.org")


def test_what_was_sent_is_not_sent_again_and_is_forgotten_after_a_week(
    store: Store, club: MadeClub, coach: Actor, round_id: int
) -> None:
    write(store, club, coach, round_id)
    box = Box()
    assert send_waiting(store, box, "club@example.org", NOON).sent == 3
    assert send_waiting(store, box, "club@example.org", NOON).sent == 0
    assert len(box.taken) == 3
    send_waiting(store, box, "club@example.org", NOON + dt.timedelta(days=8))
    with store.read(club=club.id) as tx:
        assert outbox.newest_mails(tx) == []


def test_a_server_out_of_reach_loses_nothing_and_a_refused_address_holds_up_nobody(
    store: Store, club: MadeClub, coach: Actor, round_id: int
) -> None:
    write(store, club, coach, round_id)
    away = Box(NotTaken("the mail server could not be reached", stops=True))
    assert (send_waiting(store, away, "club@example.org", NOON).sent, away.taken) == (0, [])
    refusing = Box(NotTaken("the mail server refused the address", stops=False))
    done = send_waiting(store, refusing, "club@example.org", NOON)
    assert (done.sent, done.not_taken) == (2, 1)
    with store.read(club=club.id) as tx:
        problems = {one.last_problem for one in outbox.newest_mails(tx)}
    assert problems == {None, "the mail server refused the address"}
    assert send_waiting(store, Box(), "club@example.org", NOON).sent == 1


def test_the_outbox_shows_no_link_and_nothing_of_other_squads(
    store: Store, club: MadeClub, coach: Actor, round_id: int
) -> None:
    write(store, club, coach, round_id)
    mine = mails_of_club(store, coach, club.id)
    assert len(mine) == 3
    assert not [one for one in mine if "inv-" in one.body]
    other = actor_of(club, Role.COACH, squads=frozenset(club.squads[1:]))
    assert mails_of_club(store, other, club.id) == ()
    with pytest.raises(NotFound):
        mails_of_club(store, actor_of(club, Role.ADMINISTRATOR), club.id)
    with pytest.raises(NotFound):
        write(store, club, other, round_id)
