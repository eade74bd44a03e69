"""What is not exactly an open invitation opens nothing: a guess, a second too late, one taken back."""

from __future__ import annotations

import base64
import datetime as dt
import random
import threading

import pytest
import sqlalchemy as sa

from screening.domain.clubs import FilledBy, Purpose
from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, ScreeningError
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.invitations import Card, cards_of_round, renew, revoke
from screening.services.invitations_beginning import AlreadyBegun, Start, begin
from screening.services.invitations_finishing import keep_for_club
from screening.services.invitations_opening import Door, look
from screening.services.rounds import RoundWish, close_round, extend_round, open_round
from screening.services.submit_screening import submit
from screening.store import Store
from screening.store.queries import athletes, club_screenings, rounds, screenings
from screening.store.tables.invitation import InvitationRow
from screening.store.tenancy import Reason
from screening.store.tokens import INVITATION, digest
from tests.support.clubs import MadeClub
from tests.support.store_rows import NOON

SECOND = dt.timedelta(seconds=1)
YES = Start(FilledBy.ATHLETE, {Purpose.PROCESSING: True}, {})


@pytest.fixture
def round_id(store: Store, club: MadeClub, coach: Actor) -> int:
    wish = RoundWish(str(club.squads[0]), "Spring", "2026-03-14", "2026-03-20")
    return open_round(store, coach, club.id, wish, NOON)


@pytest.fixture
def cards(store: Store, club: MadeClub, coach: Actor, round_id: int) -> tuple[Card, ...]:
    return cards_of_round(store, coach, club.id, round_id, NOON)


def begun(store: Store, token: str, rulebook: Rulebook, at: dt.datetime = NOON, start: Start = YES) -> str:
    return begin(store, token, start, rulebook.questionnaire, at).token


def guess(chance: random.Random) -> str:
    return INVITATION + base64.urlsafe_b64encode(chance.randbytes(32)).rstrip(b"=").decode()


def tampered(token: str, chance: random.Random) -> str:
    """The token with one letter changed, left out, doubled or put elsewhere."""
    place = chance.randrange(len(token))
    kind = chance.randrange(4)
    letter = chance.choice("ABCDEFabcdef0123456789-_")
    if kind == 0:
        return token[:place] + letter + token[place + 1 :]
    if kind == 1:
        return token[:place] + token[place + 1 :]
    return token[:place] + (token[place] * 2 if kind == 2 else token[place:][::-1])


def accepted(store: Store, tokens: list[str]) -> int:
    count = 0
    for token in tokens:
        try:
            look(store, token, NOON)
        except NotFound:
            continue
        count += 1
    return count


@pytest.mark.parametrize(
    ("guesses", "changes"),
    [(60, 60), pytest.param(1_000, 10_000, marks=pytest.mark.release)],
)
def test_no_guess_and_no_tampering_is_accepted(
    store: Store, cards: tuple[Card, ...], guesses: int, changes: int
) -> None:
    chance = random.Random(43)  # noqa: S311 - a test that can be repeated
    assert accepted(store, [guess(chance) for _ in range(guesses)]) == 0
    own = {card.token for card in cards}
    changed = [tampered(chance.choice(cards).token, chance) for _ in range(changes)]
    assert accepted(store, [one for one in changed if one not in own]) == 0
    assert accepted(store, sorted(own)) == len(own)


@pytest.mark.release
def test_of_a_million_guesses_none_finds_an_invitation(store: Store, cards: tuple[Card, ...]) -> None:
    chance = random.Random(1)  # noqa: S311
    with store.read(everywhere=Reason.LINK) as tx:
        assert rounds.invitation_by_token(tx, digest(cards[0].token)) is not None
        for _ in range(2_000):
            tried = [digest(guess(chance)) for _ in range(500)]
            hits = sa.select(InvitationRow.id).where(InvitationRow.token_digest.in_(tried))
            assert tx.scalars(hits).all() == []


def test_the_link_carries_192_random_bits_and_only_its_digest_is_kept(
    store: Store, club: MadeClub, round_id: int, cards: tuple[Card, ...]
) -> None:
    letters = cards[0].token.removeprefix(INVITATION)
    assert len(letters) * 6 >= 192
    with store.read(club=club.id) as tx:
        for row in rounds.invitations_of_round(tx, round_id):
            kept = " ".join(str(getattr(row, column.name)) for column in row.__table__.columns)
            assert not [card for card in cards if card.token in kept or card.code in kept]


def test_it_works_until_the_last_second_of_its_last_day(
    store: Store, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    ends = cards[0].ends_at
    assert look(store, cards[0].token, ends - SECOND).door is Door.OPEN
    assert look(store, cards[0].token, ends).door is Door.OVER
    with pytest.raises(NotFound):
        begun(store, cards[0].token, rulebook, ends)
    assert begun(store, cards[0].token, rulebook, ends - SECOND)


def test_answers_begun_end_with_their_invitation(
    store: Store, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    token = begun(store, cards[0].token, rulebook)
    with pytest.raises(NotFound):
        submit(store, token, "k" * 20, rulebook, cards[0].ends_at + SECOND, also=keep_for_club)


@pytest.mark.parametrize(("birth_year", "days"), [(1990, 28), (2010, 14), (None, 14)])
def test_no_link_lives_longer_than_it_may(
    store: Store, club: MadeClub, coach: Actor, birth_year: int | None, days: int
) -> None:
    with store.write(club=club.id) as tx:
        for number in club.athletes:
            row = athletes.athlete(tx, number)
            assert row is not None
            row.birth_year = birth_year
    wish = RoundWish(str(club.squads[0]), "Spring", "2026-03-14", "2026-04-11")
    number = open_round(store, coach, club.id, wish, NOON)
    for card in cards_of_round(store, coach, club.id, number, NOON):
        assert dt.timedelta(days=days - 1) < card.ends_at - NOON <= dt.timedelta(days=30 if days > 14 else 14)


def test_a_round_that_has_not_begun_lets_nobody_in(
    store: Store, club: MadeClub, coach: Actor, rulebook: Rulebook
) -> None:
    wish = RoundWish(str(club.squads[0]), "April", "2026-04-01", "2026-04-07")
    number = open_round(store, coach, club.id, wish, NOON)
    token = cards_of_round(store, coach, club.id, number, NOON)[0].token
    assert look(store, token, NOON).door is Door.NOT_YET
    with pytest.raises(NotFound):
        begun(store, token, rulebook)
    opens = dt.datetime(2026, 3, 31, 10, tzinfo=dt.UTC)
    assert look(store, token, opens - SECOND).door is Door.NOT_YET
    assert look(store, token, opens).door is Door.OPEN


def test_taking_an_invitation_back_ends_what_was_begun_with_it(
    store: Store, club: MadeClub, coach: Actor, round_id: int, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    draft = begun(store, cards[0].token, rulebook)
    number = numbers(store, club, round_id)[0]
    revoke(store, coach, club.id, round_id, number, NOON + SECOND)
    assert look(store, cards[0].token, NOON + SECOND).door is Door.REVOKED
    with pytest.raises(NotFound):
        submit(store, draft, "k" * 20, rulebook, NOON + 2 * SECOND, also=keep_for_club)


def test_a_new_link_goes_on_with_the_same_answers_and_ends_the_old_one(
    store: Store, club: MadeClub, coach: Actor, round_id: int, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    draft = begun(store, cards[0].token, rulebook)
    renew(store, coach, club.id, round_id, numbers(store, club, round_id)[0], NOON + SECOND)
    fresh = [
        card
        for card in cards_of_round(store, coach, club.id, round_id, NOON + SECOND)
        if card.name == cards[0].name
    ]
    assert look(store, cards[0].token, NOON + SECOND).door is Door.REVOKED
    assert look(store, fresh[0].token, NOON + SECOND).draft_digest is not None
    assert submit(store, draft, "k" * 20, rulebook, NOON + 2 * SECOND, also=keep_for_club)
    assert look(store, fresh[0].token, NOON + 3 * SECOND).door is Door.USED


def test_of_many_who_begin_at_once_one_begins(
    store: Store, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    found: list[str] = []

    def run() -> None:
        try:
            found.append(begun(store, cards[0].token, rulebook))
        except AlreadyBegun:
            found.append("")

    together(run, 8)
    assert len([one for one in found if one]) == 1


def test_of_many_who_submit_at_once_one_screening_comes(
    store: Store, club: MadeClub, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    draft = begun(store, cards[0].token, rulebook)
    found: list[str] = []

    def run() -> None:
        try:
            found.append(
                submit(store, draft, threading.current_thread().name * 3, rulebook, NOON, also=keep_for_club)
            )
        except ScreeningError as error:
            found.append(type(error).__name__)

    together(run, 8)
    with store.read(club=club.id) as tx:
        assert screenings.count_screenings(tx) == 1
        assert len(club_screenings.screenings_of_athlete(tx, club.athletes[0])) == 1
    assert len({one for one in found if len(one) == 43}) == 1


def test_a_screening_whose_club_cannot_be_kept_is_not_kept_either(
    store: Store, club: MadeClub, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    draft = begun(store, cards[0].token, rulebook)

    def fail(*_: object, **__: object) -> None:
        raise OutOfDate("somebody was faster")

    with pytest.raises(OutOfDate):
        submit(store, draft, "k" * 20, rulebook, NOON, also=fail)
    with store.read(club=club.id) as tx:
        assert screenings.count_screenings(tx) == 0
    assert submit(store, draft, "k" * 20, rulebook, NOON, also=keep_for_club)


def test_without_a_yes_to_keeping_the_answers_nothing_is_begun_and_nothing_kept(
    store: Store, club: MadeClub, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    with pytest.raises(InvalidAnswers):
        begun(
            store, cards[0].token, rulebook, start=Start(FilledBy.ATHLETE, {Purpose.COACH_REASONS: True}, {})
        )
    assert look(store, cards[0].token, NOON).draft_digest is None
    assert not look(store, cards[0].token, NOON).consents.allowed


def test_closing_a_round_leaves_a_day_to_finish_and_lengthening_opens_it_again(
    store: Store, club: MadeClub, coach: Actor, round_id: int, cards: tuple[Card, ...], rulebook: Rulebook
) -> None:
    draft = begun(store, cards[0].token, rulebook)
    close_round(store, coach, club.id, round_id, NOON + SECOND)
    assert look(store, cards[1].token, NOON + SECOND).door is Door.OVER
    with pytest.raises(NotFound):
        begun(store, cards[1].token, rulebook, NOON + SECOND)
    assert submit(store, draft, "k" * 20, rulebook, NOON + dt.timedelta(hours=23), also=keep_for_club)
    extend_round(store, coach, club.id, round_id, "2026-03-25", NOON + 2 * SECOND)
    assert look(store, cards[1].token, NOON + dt.timedelta(days=9)).door is Door.OPEN


def numbers(store: Store, club: MadeClub, round_id: int) -> list[int]:
    """The numbers of the open invitations of a round, by athlete."""
    with store.read(club=club.id) as tx:
        found = sorted(rounds.invitations_of_round(tx, round_id), key=lambda one: one.athlete_id)
        return [one.id for one in found]


def together(run: object, count: int) -> None:
    threads = [threading.Thread(target=run, name=f"{place:08d}") for place in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
