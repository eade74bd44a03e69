"""Queries of a club give what they say, in the order they say, and nothing of another club."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from screening.domain.clubs import CareOutcome, ImportState, Role, RoundKind, Sight
from screening.domain.vocabulary import Urgency
from screening.store import Store, Transaction
from screening.store.queries import (
    athletes,
    care,
    club_screenings,
    consents,
    outbox,
    roster_imports,
    rounds,
)
from screening.store.tables import (
    AthleteRow,
    CareItemRow,
    InvitationRow,
    PosterRow,
    RosterImportRow,
    RoundRow,
    SquadRow,
)
from screening.store.tenancy import Reason
from tests.support.clubs import MadeClub, add_round, add_screening, fill_every_table, make_club
from tests.support.store_rows import NOON, some_digest

DAY = dt.timedelta(days=1)


@pytest.fixture
def club(any_store: Store) -> MadeClub:
    """Our club, beside another one with a row in every table."""
    other = make_club(any_store, "Canary")
    with any_store.write(club=other.id) as tx:
        fill_every_table(tx, other, 99)
    return make_club(any_store, "Harriers", athletes_per_squad=4)


def test_a_squad_is_paged_by_name(any_store: Store, club: MadeClub) -> None:
    with any_store.read(club=club.id) as tx:
        first = athletes.athletes_of_squad(tx, club.squads[0], most=3)
        last = (first[-1].name_key, first[-1].id)
        second = athletes.athletes_of_squad(tx, club.squads[0], after=last, most=3)
        assert [row.id for row in (*first, *second)] == list(club.of_squad(0))
        assert athletes.count_in_squad(tx, club.squads[0]) == 4
        assert athletes.athlete_ids_of_squad(tx, club.squads[1]) == set(club.of_squad(1))
        assert [row.name for row in athletes.squads(tx)] == ["Harriers squad 1", "Harriers squad 2"]
        assert athletes.count_present(tx) == len(athletes.present_athletes(tx)) == 8


def test_whoever_left_is_not_in_the_squad_and_keeps_no_key(any_store: Store, club: MadeClub) -> None:
    gone, stays, moves = club.of_squad(0)[:3]
    with any_store.write(club=club.id) as tx:
        left = tx.get_one(AthleteRow, gone)
        left.removed_at = NOON
        tx.get_one(AthleteRow, stays).club_key = left.club_key
        athletes.take_out_of_squad(tx, moves, club.squads[0], NOON - DAY)
        athletes.take_out_of_squad(tx, moves, club.squads[0], NOON)
        athletes.put_into_squad(tx, moves, club.squads[1], NOON)
        athletes.put_into_squad(tx, moves, club.squads[1], NOON)
        tx.get_one(SquadRow, club.squads[0]).archived_at = NOON
    with any_store.read(club=club.id) as tx:
        assert athletes.athlete_ids_of_squad(tx, club.squads[0]) == {stays, club.of_squad(0)[3]}
        assert athletes.squad_ids_of_athlete(tx, moves) == {club.squads[1]}
        found = athletes.athlete_by_club_key(tx, "1")
        assert found is not None
        assert found.id == stays
        assert athletes.athlete(tx, gone) is not None
        assert athletes.look_alikes(tx, "harriers athlete 1") == []
        assert [row.id for row in athletes.squads(tx)] == [club.squads[1]]
        assert athletes.squad(tx, club.squads[0]) is not None


def test_people_find_their_athletes(any_store: Store, club: MadeClub) -> None:
    with any_store.read(club=club.id) as tx:
        mine = athletes.athletes_of_account(tx, club.accounts[Role.ATHLETE])
        assert [row.id for row in mine] == [club.athletes[0]]
        in_care = athletes.athletes_of_guardian(tx, club.accounts[Role.GUARDIAN])
        assert [row.id for row in in_care] == [club.athletes[1]]
        assert [row.account_id for row in athletes.guardians_of(tx, club.athletes[1])] == [
            club.accounts[Role.GUARDIAN]
        ]
        assert athletes.athletes_of_account(tx, club.accounts[Role.COACH]) == []


def _invite(tx: Transaction, athlete_id: int, round_id: int, **changes: object) -> InvitationRow:
    row = InvitationRow(
        athlete_id=athlete_id,
        round_id=round_id,
        seed=b"i" * 32,
        token_digest=some_digest((athlete_id, round_id)),
        code_digest=some_digest(("code", athlete_id, round_id)),
        created_at=NOON,
        expires_at=NOON + 7 * DAY,
        **changes,
    )
    tx.add(row)
    tx.flush()
    return row


def test_a_round_counts_people_and_shows_nothing_of_their_answers(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        round_id = add_round(tx, club)
        first, second, third, fourth = club.of_squad(0)
        screening = add_screening(tx, first, 1, round_id=round_id)
        _invite(tx, first, round_id, used_at=NOON, screening_id=screening)
        _invite(tx, second, round_id, used_at=NOON)
        _invite(tx, third, round_id)
        _invite(tx, fourth, round_id, revoked_at=NOON)
    with any_store.read(club=club.id) as tx:
        assert rounds.completion(tx, round_id) == rounds.Completion(invited=3, started=2, answered=1)
        assert [row.athlete_id for row in rounds.invitations_of_round(tx, round_id)] == [first, second, third]
        opened = rounds.invitation_by_token(tx, some_digest((third, round_id)), for_update=True)
        by_code = rounds.invitation_by_code(tx, round_id, some_digest(("code", third, round_id)))
        assert opened is by_code is not None
        assert [row.athlete_id for row in rounds.open_invitations_of_athlete(tx, third, NOON)] == [third]
        assert rounds.open_invitations_of_athlete(tx, third, NOON + 7 * DAY) == []
        assert rounds.open_invitations_of_athlete(tx, fourth, NOON) == []
        assert rounds.invitation_of_draft(tx, 1) is None
        assert list(club_screenings.screenings_of_round(tx, round_id)) == [first]


def test_rounds_open_close_and_repeat(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        old = add_round(tx, club, at=NOON - 30 * DAY)
        now = add_round(tx, club)
        tx.get_one(RoundRow, now).repeat_weeks = 6
        tx.get_one(RoundRow, old).repeat_weeks = 6
        tx.add(
            PosterRow(
                round_id=now,
                seed=b"p" * 32,
                token_digest=some_digest("wall"),
                created_at=NOON,
                closes_at=NOON + DAY,
            )
        )
    with any_store.read(club=club.id) as tx:
        assert [row.id for row in rounds.rounds_of_squad(tx, club.squads[0])] == [now, old]
        assert [row.id for row in rounds.open_rounds(tx, NOON + DAY)] == [now]
        assert rounds.open_rounds(tx, NOON + 7 * DAY) == []
        assert [row.id for row in rounds.rounds_that_repeat(tx)] == [now]
        found = rounds.round_by_id(tx, now, for_update=True)
        assert found is not None
        assert found.kind is RoundKind.OPENED
        assert [row.round_id for row in rounds.posters_of_round(tx, now)] == [now]
        assert rounds.poster_by_token(tx, some_digest(("poster", 99))) is None
    with any_store.read(everywhere=Reason.LINK) as tx:
        poster = rounds.poster_by_token(tx, some_digest("wall"))
        assert poster is not None
        assert poster.club_id == club.id


def test_the_newest_screening_of_each_athlete_counts(any_store: Store, club: MadeClub) -> None:
    first, second = club.athletes[:2]
    with any_store.write(club=club.id) as tx:
        early = add_screening(tx, first, 1)
        late = add_screening(tx, first, 2)
        other = add_screening(tx, second, 3)
    with any_store.read(club=club.id) as tx:
        newest = club_screenings.newest_screenings(tx, club.athletes)
        assert {number: one.screening.id for number, one in newest.items()} == {first: late, second: other}
        before = club_screenings.newest_screenings(tx, [first], before_id=newest[first].place.id)
        assert before[first].screening.id == early
        assert [one.screening.id for one in club_screenings.screenings_of_athlete(tx, first)] == [late, early]
        assert club_screenings.screening_in_club(tx, late) is not None
        place = club_screenings.place_of(tx, other)
        assert place is not None
        assert place.athlete_id == second
        foreign = club_screenings.screening_in_club(tx, _foreign_screening(any_store))
        assert foreign is None
        assert club_screenings.place_of(tx, _foreign_screening(any_store)) is None


def _foreign_screening(store: Store) -> int:
    with store.read(everywhere=Reason.OPERATION) as tx:
        found = sa.select(AthleteRow.id).where(AthleteRow.name == "Canary athlete 1")
        return club_screenings.screenings_of_athlete(tx, tx.scalars(found).one())[0].screening.id


def test_the_most_urgent_is_first_on_the_list_of_care(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        for number, (urgency, listed) in enumerate(
            ((Urgency.T3, NOON), (Urgency.T1, NOON), (Urgency.T3, NOON - DAY)), start=1
        ):
            screening = add_screening(tx, club.athletes[number], number)
            tx.add(
                CareItemRow(
                    athlete_id=club.athletes[number],
                    screening_id=screening,
                    urgency=urgency,
                    listed_at=listed,
                    due_at=listed + DAY,
                )
            )
        tx.flush()
        listed_items = care.open_care_items(tx)
        assert [athlete.id for _, athlete in listed_items] == [club.athletes[place] for place in (2, 3, 1)]
        assert [item.urgency for item in care.unread_care_items(tx, NOON - DAY)] == [Urgency.T3]
        closed = care.care_item(tx, listed_items[0][0].id, for_update=True)
        assert closed is not None
        closed.closed_at, closed.closed_by = NOON, club.accounts[Role.PHYSIO]
        closed.outcome = CareOutcome.SEEN
        tx.flush()
        assert len(care.open_care_items(tx)) == 2
        assert [item.id for item, _ in care.closed_care_items(tx)] == [closed.id]
        assert care.closed_care_items(tx, before=closed.id) == []
        assert care.care_item_of_screening(tx, closed.screening_id) is closed


def test_old_imports_are_emptied(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        for days, state in (
            (3, ImportState.PREVIEWED),
            (40, ImportState.CONFIRMED),
            (9, ImportState.CONFIRMED),
        ):
            at = NOON - days * DAY
            tx.add(
                RosterImportRow(
                    by_account_id=club.accounts[Role.COACH],
                    at=at,
                    state=state,
                    file_name="squad.csv",
                    preview={"adds": ["x"]},
                    before={"athletes": ["x"]},
                    confirmed_at=at if state is ImportState.CONFIRMED else None,
                )
            )
        tx.flush()
        oldest = roster_imports.newest_imports(tx)[-1]
        assert roster_imports.roster_import(tx, oldest.id, for_update=True) is oldest
        assert roster_imports.has_later_change(tx, oldest.id)
        assert roster_imports.end_old_imports(tx, NOON - DAY, NOON - 30 * DAY) == 2
    with any_store.read(club=club.id) as tx:
        found = [
            (row.state, bool(row.preview), bool(row.before)) for row in roster_imports.newest_imports(tx)
        ]
        ended = (ImportState.EXPIRED, False, False)
        assert found == [(ImportState.CONFIRMED, True, True), ended, ended]
        assert not roster_imports.has_later_change(tx, oldest.id + 2)


def test_mails_wait_in_order_and_go_when_they_were_sent(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        first = outbox.put_into_outbox(tx, "a@example.org", "Questions", "Open", NOON)
        given_up = outbox.put_into_outbox(tx, "b@example.org", "Questions", "Open", NOON)
        given_up.attempts = 5
        sent = outbox.put_into_outbox(tx, "c@example.org", "Questions", "Open", NOON)
        sent.sent_at = NOON
        tx.flush()
        assert [row.id for row in outbox.waiting_mails(tx, most_attempts=5)] == [first.id]
        assert [row.id for row in outbox.newest_mails(tx)] == [sent.id, given_up.id, first.id]
        assert outbox.remove_sent_mails(tx, NOON + DAY) == 1
    with any_store.write(everywhere=Reason.DUE_WORK) as tx:
        assert len({row.club_id for row in outbox.waiting_mails(tx, most_attempts=5)}) == 2


def test_whoever_has_seen_something_is_shown_to_the_athlete(any_store: Store, club: MadeClub) -> None:
    with any_store.write(club=club.id) as tx:
        consents.note_seen(tx, club.athletes[:2], club.accounts[Role.COACH], Sight.REASON, NOON)
        consents.note_seen(tx, club.athletes[:1], club.accounts[Role.PHYSIO], Sight.ANSWERS, NOON + DAY)
    with any_store.read(club=club.id) as tx:
        seen = consents.who_has_seen(tx, club.athletes[0])
    assert [(view.what, account.name) for view, account in seen] == [
        (Sight.ANSWERS, "Harriers physio"),
        (Sight.REASON, "Harriers coach"),
    ]


def _page(tx: Transaction, squad_id: int) -> int:
    """What a squad page needs of the store: one page of athletes with their newest results and consents."""
    page = athletes.athletes_of_squad(tx, squad_id, most=25)
    numbers = [row.id for row in page]
    return len(club_screenings.newest_screenings(tx, numbers)) + len(consents.allowed_of_many(tx, numbers))


@pytest.mark.release
def test_a_page_of_a_thousand_athletes_takes_no_longer_than_one_of_twenty_five(store: Store) -> None:
    clubs = {size: make_club(store, f"C{size}", squads=1, athletes_per_squad=size) for size in (25, 1_000)}
    number = 0
    for club in clubs.values():
        with store.write(club=club.id) as tx:
            for athlete in club.athletes[: 25 if len(club.athletes) == 25 else 200]:
                number += 1
                add_screening(tx, athlete, number)
    taken = {}
    for size, club in clubs.items():
        with store.read(club=club.id) as tx:
            rows = _page(tx, club.squads[0])
            assert rows == (50 if size == 25 else rows)
            taken[size] = min(_seconds(lambda tx=tx, club=club: _page(tx, club.squads[0])) for _ in range(7))
    print(f"25 athletes {taken[25] * 1000:.1f} ms, 1,000 athletes {taken[1_000] * 1000:.1f} ms")
    assert taken[1_000] < 2 * taken[25]


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_the_pages_of_a_club_are_found_through_an_index(store: Store) -> None:
    club = make_club(store)
    plans = []

    def note(_c: object, cursor: object, statement: str, parameters: object, *_more: object) -> None:
        if statement.startswith("SELECT"):
            plans.append((statement, parameters))

    sa.event.listen(store.engine, "before_cursor_execute", note)
    with store.read(club=club.id) as tx:
        _page(tx, club.squads[0])
        care.open_care_items(tx)
        rounds.rounds_of_squad(tx, club.squads[0])
        consents.who_has_seen(tx, club.athletes[0])
        rounds.completion(tx, 1)
        outbox.newest_mails(tx)
    sa.event.remove(store.engine, "before_cursor_execute", note)
    with store.read(club=club.id) as tx:
        for statement, parameters in plans:
            plan = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            scanned = [row[3] for row in plan if row[3].startswith("SCAN") and "SUBQUERY" not in row[3]]
            assert scanned == [], statement
    assert len(plans) >= 7
