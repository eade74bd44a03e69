"""A roster is written whole or not at all, and taken back exactly or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from screening.domain.clubs import ImportState, Role, Sight
from screening.domain.errors import NotFound
from screening.domain.roster.changes import Choice, Decision
from screening.domain.roster.entries import RosterEntry
from screening.services import roster_back, roster_imports
from screening.services.access import Actor, Membership
from screening.services.people import athlete_page
from screening.services.roster_back import CannotUndo
from screening.services.roster_choices import Choices
from screening.services.roster_imports import LooksDifferent, NotDecided
from screening.services.roster_person import PersonWish, change_athlete
from screening.services.roster_plan import HIDDEN, Decided, Preview, RosterFile
from screening.services.squads import squad_lines
from screening.store import Store
from screening.store.base import Base
from screening.store.queries import athletes, consents, roster_writing
from screening.store.tables import (
    AthleteRow,
    AuditRow,
    GuardianLinkRow,
    InvitationRow,
    RosterImportRow,
    SquadPlaceRow,
    SquadRow,
)
from tests.support.clubs import MadeClub, add_round, make_club
from tests.support.rosters import CHECKS, person
from tests.support.store_rows import NOON, some_digest

TABLE = {"header": [], "rows": [], "faults": [], "notes": [], "is_workbook": False, "wrong_cells": []}
LATER = NOON + dt.timedelta(hours=1)
ROSTER_TABLES: tuple[Any, ...] = (AthleteRow, SquadRow, SquadPlaceRow, GuardianLinkRow, InvitationRow)


@pytest.fixture
def club(store: Store) -> MadeClub:
    return make_club(store)


def actor(club: MadeClub, role: Role, *squads: int) -> Actor:
    membership = Membership(club.id, role, frozenset(squads))
    return Actor(club.accounts[role], (membership,), second_factor=True, proved_at=NOON, club_id=club.id)


def administrator(club: MadeClub) -> Actor:
    return actor(club, Role.ADMINISTRATOR)


def begin(store: Store, who: Actor, club: MadeClub) -> int:
    return roster_imports.begin_import(store, who, club.id, "roster.csv", TABLE, NOON)


def written(
    store: Store,
    who: Actor,
    club: MadeClub,
    rows: Sequence[RosterEntry],
    decided: Decided | None = None,
    accepted: frozenset[str] | None = None,
) -> int:
    """Bring these rows and confirm what the preview shows, with every doubt ticked; gives the number."""
    import_id = begin(store, who, club)
    choices = Choices(None, None, decided or Decided(), 1)
    file = RosterFile(tuple(rows))
    found = roster_imports.preview(store, who, club.id, import_id, file, choices, NOON)
    ticks = {doubt.id for doubt in found.doubts} if accepted is None else accepted
    roster_imports.confirm(
        store, who, club.id, import_id, file, choices, ticks, found.digest, {"name": "name"}, LATER
    )
    return import_id


def state(store: Store, club: MadeClub) -> str:
    """A digest of every row about athletes and squads. Versions go on counting, so they are left out."""
    kept = hashlib.sha256()
    with store.read(club=club.id) as tx:
        for kind in ROSTER_TABLES:
            names = [column.key for column in sa.inspect(kind).columns if column.key != "version"]
            for row in tx.scalars(sa.select(kind).order_by(kind.id)):
                kept.update(repr([(name, getattr(row, name)) for name in names]).encode())
    return kept.hexdigest()


def everything(store: Store) -> str:
    """A digest of the whole file, table by table."""
    kept = hashlib.sha256()
    with store.engine.connect() as connection:
        for table in sorted(Base.metadata.tables):
            for row in connection.execute(sa.text(f"SELECT * FROM {table}")):  # noqa: S608
                kept.update(repr((table, tuple(row))).encode())
    return kept.hexdigest()


@contextmanager
def failing_at(store: Store, number: int) -> Iterator[list[int]]:
    """Have the statement of this number that writes fail; gives a list that grows with each one."""
    seen: list[int] = []

    def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            seen.append(1)
            if len(seen) == number:
                raise RuntimeError("the machine was switched off")

    event.listen(store.engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(store.engine, "before_cursor_execute", count)


def everything_at_once(store: Store, club: MadeClub) -> tuple[list[RosterEntry], Decided]:
    """Rows that add, change in every way, bring back, and leave out of a whole squad."""
    first, second, third = club.of_squad(0)
    with store.write(club=club.id) as tx:
        row = tx.get_one(AthleteRow, first)
        row.birth_date, row.birth_year = "2000-05-06", 2000
        gone = tx.get_one(AthleteRow, club.of_squad(1)[0])
        gone.removed_at = NOON
        athletes.take_out_of_squad(tx, gone.id, club.squads[1], NOON)
        tx.add(
            InvitationRow(
                athlete_id=third,
                round_id=add_round(tx, club),
                seed=b"i" * 32,
                token_digest=some_digest("one"),
                created_at=NOON,
                expires_at=NOON + dt.timedelta(days=7),
            )
        )
        names = {number: tx.get_one(AthleteRow, number).name for number in club.athletes}
        keys = {number: tx.get_one(AthleteRow, number).club_key for number in club.athletes}
    rows = [
        person(30),
        replace(person(31), squad="Brand new"),
        RosterEntry(2, names[first], None, 2000, keys[first], "other@example.org", "Harriers squad 2"),
        RosterEntry(
            3,
            names[second],
            None,
            2000,
            keys[second],
            guardian_name="Una Ray",
            guardian_email="una@example.org",
        ),
        RosterEntry(4, names[gone.id], None, 2000, keys[gone.id], squad="Harriers squad 2"),
    ]
    decided = Decided(club.squads[0], "", frozenset({club.squads[0]}), {4: Decision(Choice.SAME, gone.id)})
    return rows, decided


def test_taking_back_restores_exactly_what_there_was(any_store: Store) -> None:
    store, club = any_store, make_club(any_store)
    rows, decided = everything_at_once(store, club)
    before = state(store, club)
    number = written(store, administrator(club), club, rows, decided)
    assert state(store, club) != before
    with store.read(club=club.id) as tx:
        assert tx.get_one(AthleteRow, club.athletes[0]).email == "other@example.org"
        assert tx.get_one(AthleteRow, club.of_squad(0)[2]).removed_at == LATER
        assert tx.get_one(AthleteRow, club.of_squad(1)[0]).removed_at is None
        assert tx.scalars(sa.select(InvitationRow)).one().revoked_at == LATER
        answering = tx.scalars(sa.select(GuardianLinkRow).where(GuardianLinkRow.ended_at.is_(None)))
        assert "una@example.org" in {link.email for link in answering}
    roster_back.undo_import(store, administrator(club), club.id, number, LATER)
    assert state(store, club) == before
    with store.read(club=club.id) as tx:
        row = tx.get_one(RosterImportRow, number)
        assert (row.state, row.before) == (ImportState.UNDONE, {})
        events = [entry.event for entry in tx.scalars(sa.select(AuditRow).order_by(AuditRow.id))]
        assert events[-2:] == ["roster_imported", "roster_undone"]


def test_a_failure_at_any_step_leaves_nothing_behind(store: Store, club: MadeClub) -> None:
    rows, decided = everything_at_once(store, club)
    who = administrator(club)
    import_id = begin(store, who, club)
    choices, file = Choices(None, None, decided, 1), RosterFile(tuple(rows))
    found = roster_imports.preview(store, who, club.id, import_id, file, choices, NOON)
    ticks = {doubt.id for doubt in found.doubts}

    def write() -> None:
        roster_imports.confirm(
            store, who, club.id, import_id, file, choices, ticks, found.digest, {"n": "name"}, LATER
        )

    steps = _fails_everywhere(store, write)
    back = _fails_everywhere(store, lambda: roster_back.undo_import(store, who, club.id, import_id, LATER))
    print(f"{steps} steps of writing and {back} of taking back failed, and left nothing each time")
    assert steps > 10
    assert back > 8


def _fails_everywhere(store: Store, work: Callable[[], None]) -> int:
    """Let each statement fail in turn, until the work gets through; how many did."""
    before, number = everything(store), 0
    while True:
        number += 1
        with failing_at(store, number) as seen:
            try:
                work()
            except RuntimeError:
                assert everything(store) == before, f"statement {number}"
                continue
        assert len(seen) == number - 1
        return number - 1


def test_numbers_that_have_changed_places_are_put_before_a_person(store: Store, club: MadeClub) -> None:
    first, second = club.of_squad(0)[:2]
    with store.read(club=club.id) as tx:
        one, other = tx.get_one(AthleteRow, first), tx.get_one(AthleteRow, second)
    before = state(store, club)
    rows = [
        RosterEntry(2, one.name, None, 2000, other.club_key, one.email),
        RosterEntry(3, other.name, None, 2000, one.club_key, other.email),
    ]
    decided = Decided(decisions={2: Decision(Choice.SAME, first), 3: Decision(Choice.SAME, second)})
    who, file = administrator(club), RosterFile(tuple(rows))
    import_id = begin(store, who, club)
    choices = Choices(None, None, decided, 1)
    found = roster_imports.preview(store, who, club.id, import_id, file, choices, NOON)
    assert found.changes.near_matches, "numbers that changed places are never taken as they come"
    assert state(store, club) == before


def test_what_changed_since_is_never_lost(store: Store, club: MadeClub) -> None:
    who = administrator(club)
    number = written(store, who, club, [person(30), person(31)], Decided(club.squads[0]))
    found = athlete_page(store, who, club.id, search=person(30).club_key or "").lines[0]
    wish = PersonWish(found.name, "2001", squads=frozenset())
    change_athlete(store, who, club.id, found.id, wish, 1, CHECKS, LATER)
    before = everything(store)
    with pytest.raises(CannotUndo) as refused:
        roster_back.undo_import(store, who, club.id, number, LATER)
    assert any(found.name in reason for reason in refused.value.reasons)
    assert everything(store) == before
    assert roster_back.undo_state(store, who, club.id, number, LATER).reasons == refused.value.reasons


def test_a_coach_who_brings_new_squads_looks_after_them(store: Store, club: MadeClub) -> None:
    both = (Membership(club.id, Role.ADMINISTRATOR), Membership(club.id, Role.COACH))
    who = Actor(club.accounts[Role.COACH], both, second_factor=True, proved_at=NOON, club_id=club.id)
    before = state(store, club)
    number = written(store, who, club, [replace(person(30), squad=None)], Decided(new_squad="Under 19"))
    line = next(one for one in squad_lines(store, who, club.id) if one.name == "Under 19")
    assert (line.athletes, line.coaches) == (1, ("Harriers coach",))
    roster_back.undo_import(store, who, club.id, number, LATER)
    assert state(store, club) == before


def test_what_an_administrator_is_shown_of_somebody_is_told_to_them_once(
    store: Store, club: MadeClub
) -> None:
    who = administrator(club)
    with store.read(club=club.id) as tx:
        row = tx.get_one(AthleteRow, club.athletes[0])
    entry = RosterEntry(2, row.name, None, 2000, row.club_key, "new@example.org")
    import_id = begin(store, who, club)
    choices, file = Choices(None, None, Decided(), 1), RosterFile((entry,))
    for _ in range(3):
        found = roster_imports.preview(store, who, club.id, import_id, file, choices, NOON)
        assert found.changes.changes[0].fields[0].before == row.email
    with store.read(club=club.id) as tx:
        seen = consents.who_has_seen(tx, row.id)
        assert [view.what for view, _ in seen] == [Sight.PERSONAL_DETAILS]
    coach = actor(club, Role.COACH, club.squads[0])
    mine = begin(store, coach, club)
    hidden = roster_imports.preview(store, coach, club.id, mine, file, choices, NOON)
    assert hidden.changes.changes[0].fields[0].before == HIDDEN


def test_opening_a_list_of_a_thousand_takes_no_more_statements_than_one_of_six(
    store: Store, club: MadeClub
) -> None:
    who = administrator(club)

    def statements() -> int:
        seen: list[str] = []

        def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
            seen.append(statement)

        event.listen(store.engine, "before_cursor_execute", count)
        found = athlete_page(store, who, club.id)
        event.remove(store.engine, "before_cursor_execute", count)
        assert len(found.lines) <= 50
        return len(seen)

    small = statements()
    written(store, who, club, [person(number) for number in range(1, 100)])
    assert statements() == small


def test_whoever_is_back_gets_the_squad_of_those_without_one(store: Store, club: MadeClub) -> None:
    coach = actor(club, Role.COACH, club.squads[0])
    gone = club.athletes[0]
    with store.write(club=club.id) as tx:
        row = tx.get_one(AthleteRow, gone)
        roster_writing.remove(tx, row, NOON)
        entry = RosterEntry(2, row.name, None, 2000, row.club_key)
    decisions = {2: Decision(Choice.SAME, gone)}
    written(store, coach, club, [entry], Decided(club.squads[0], decisions=decisions))
    assert gone in {line.id for line in athlete_page(store, coach, club.id).lines}


def test_whoever_was_invited_since_stays(store: Store, club: MadeClub) -> None:
    who = administrator(club)
    number = written(store, who, club, [replace(person(30), squad="Harriers squad 1")])
    found = athlete_page(store, who, club.id, search=person(30).club_key or "").lines[0]
    with store.write(club=club.id) as tx:
        tx.add(
            InvitationRow(
                athlete_id=found.id,
                round_id=add_round(tx, club),
                seed=b"i" * 32,
                token_digest=some_digest("one"),
                created_at=LATER,
                expires_at=LATER + dt.timedelta(days=7),
            )
        )
    with pytest.raises(CannotUndo, match="cannot be taken back"):
        roster_back.undo_import(store, who, club.id, number, LATER)


def test_thirty_days_are_thirty_days(store: Store, club: MadeClub) -> None:
    who, end = administrator(club), LATER + dt.timedelta(days=30)
    number = written(store, who, club, [person(30)], Decided(club.squads[0]))
    second = dt.timedelta(seconds=1)
    assert roster_back.undo_state(store, who, club.id, number, end - second).is_possible
    assert not roster_back.undo_state(store, who, club.id, number, end).is_possible


def test_what_is_undecided_or_not_what_was_seen_is_not_written(store: Store, club: MadeClub) -> None:
    who = administrator(club)
    import_id = begin(store, who, club)
    file, choices = RosterFile((person(30),)), Choices(None, None, Decided(), 1)
    found: Preview = roster_imports.preview(store, who, club.id, import_id, file, choices, NOON)
    before = everything(store)
    assert found.new_squads == (person(30).squad,)
    with pytest.raises(NotDecided):
        roster_imports.confirm(store, who, club.id, import_id, file, choices, set(), found.digest, {}, LATER)
    with pytest.raises(LooksDifferent):
        roster_imports.confirm(store, who, club.id, import_id, file, choices, {"new_squads"}, "x", {}, LATER)
    old = replace(choices, revision=2)
    with pytest.raises(LooksDifferent):
        roster_imports.confirm(
            store, who, club.id, import_id, file, old, {"new_squads"}, found.digest, {}, LATER
        )
    assert everything(store) == before


def test_a_preview_ends_after_a_day_and_with_the_next_file(store: Store, club: MadeClub) -> None:
    who = administrator(club)
    first = begin(store, who, club)
    second = begin(store, who, club)
    with pytest.raises(NotFound):
        roster_imports.draft_of(store, who, club.id, first, NOON)
    roster_imports.draft_of(store, who, club.id, second, NOON + dt.timedelta(days=1, seconds=-1))
    with pytest.raises(NotFound):
        roster_imports.draft_of(store, who, club.id, second, NOON + dt.timedelta(days=1))


def test_a_thousand_athletes_come_and_go_in_reasonable_time(store: Store, club: MadeClub) -> None:
    rows = [person(number) for number in range(1, 1001)]
    before = state(store, club)
    start = time.process_time()
    number = written(store, administrator(club), club, rows)
    middle = time.process_time()
    assert athlete_page(store, administrator(club), club.id).count == 1006
    roster_back.undo_import(store, administrator(club), club.id, number, LATER)
    end = time.process_time()
    print(
        f"1,000 athletes: written in {middle - start:.1f} s, taken back in {end - middle:.1f} s of the core"
    )
    assert state(store, club) == before
    assert end - start < 30
