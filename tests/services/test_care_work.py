"""The care list: who works it, who wins when two do, what is due, and what waits too long."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.clubs import CareOutcome, Purpose, Role, Sight
from screening.domain.errors import InvalidAnswers, NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.services import care_work
from screening.services.access import Actor
from screening.services.care_entries import SIDE_KEPT_PRIVATE
from screening.services.care_escalation import Post, escalate_unread
from screening.services.care_list import Shown, Wanted, care_list
from screening.services.care_notices import care_notices
from screening.services.care_recalls import list_recalled
from screening.services.care_single import single_entry
from screening.services.care_work import OutcomeWish, StaleEntry
from screening.store import open_store
from screening.store.tables.audit import Event
from screening.store.tables.consent import ViewedRow
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tables.people import MembershipRow
from screening.store.tables.rules_life import RecallRow
from tests.support.care_results import CALM, answered
from tests.support.clinics import Clinic, make_clinic
from tests.support.clubs import make_club
from tests.support.store_rows import NOON, SECRET

SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)
HEALTH_WORDS = ("athlete", "urgent", "hamstring", "injur", "care list", "leg", "result")
CLOSED = OutcomeWish("referred", "To the hospital, by phone at 10.")


@pytest.fixture(scope="module")
def kept(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> tuple[Path, Clinic]:
    """A file with the whole club, made once and copied for each test."""
    file = Path(shutil.copy(_migrated_file, tmp_path_factory.mktemp("clinic") / "kept.db"))
    store = open_store(f"sqlite:///{file}", SECRET)
    made = make_clinic(store, rulebook, NOON)
    store.forget_log()
    store.close()
    return file, made


@pytest.fixture
def clinic(kept: tuple[Path, Clinic], tmp_path: Path) -> Iterator[Clinic]:
    file, made = kept
    store = open_store(f"sqlite:///{shutil.copy(file, tmp_path / 'clinic.db')}", SECRET)
    yield made.on(store)
    store.close()


def test_what_needs_somebody_is_listed_the_most_urgent_first(clinic: Clinic) -> None:
    assert clinic.listed() == ["emergency", "torn", "strained"]
    assert clinic.row("emergency").urgency is Urgency.T1


def test_an_entry_is_due_when_the_rules_say(clinic: Clinic) -> None:
    due = clinic.rulebook.care
    assert due is not None
    for name in ("emergency", "torn", "strained"):
        row = clinic.row(name)
        assert row.due_at - row.listed_at == due.due[row.urgency].within


def test_the_side_is_always_in_words(clinic: Clinic) -> None:
    for name, side in (("torn", "left leg"), ("strained", "right leg")):
        found = single_entry(
            clinic.store,
            clinic.actor(Role.PHYSIO),
            clinic.club.id,
            clinic.row(name).id,
            clinic.rulebook,
            clinic.at,
        )
        assert found.entry.side == side


@pytest.mark.parametrize("role", [Role.ATHLETE, Role.GUARDIAN, Role.COACH, Role.ADMINISTRATOR])
def test_nobody_but_clinicians_reads_or_works_the_list(clinic: Clinic, role: Role) -> None:
    for act in acts(clinic, clinic.actor(role)):
        with pytest.raises(NotFound):
            act()
    assert clinic.row("torn").version == 1


def test_a_physio_of_another_club_finds_nothing(clinic: Clinic, now: dt.datetime) -> None:
    other = make_club(clinic.store, "Rovers", at=now)
    for act in acts(clinic, clinic.actor(Role.PHYSIO, other)):
        with pytest.raises(NotFound):
            act()


def test_without_the_second_factor_a_physio_is_nobody(clinic: Clinic) -> None:
    for act in acts(clinic, clinic.actor(Role.PHYSIO, second_factor=False)):
        with pytest.raises(NotFound):
            act()


def acts(clinic: Clinic, actor: Actor) -> list[Callable[[], object]]:
    """Everything that can be asked of the list, by somebody."""
    store, club, rules, at = clinic.store, clinic.club.id, clinic.rulebook, clinic.at
    entry, to = clinic.entry("torn"), clinic.club.accounts[Role.DOCTOR]
    return [
        lambda: care_list(store, actor, club, Wanted(), rules, at),
        lambda: single_entry(store, actor, club, entry.item_id, rules, at),
        lambda: care_work.mark_read(store, actor, club, entry.item_id, at),
        lambda: care_work.take(store, actor, entry, at),
        lambda: care_work.hand_over(store, actor, entry, to, at),
        lambda: care_work.close(store, actor, entry, CLOSED, rules, at),
        lambda: care_work.reopen(store, actor, entry, at),
    ]


def test_of_two_who_take_an_entry_at_once_one_wins(clinic: Clinic) -> None:
    entry = clinic.entry("torn")
    people = [clinic.actor(Role.PHYSIO), clinic.actor(Role.DOCTOR)] * 4

    def try_it(actor: Actor) -> bool:
        try:
            care_work.take(clinic.store, actor, entry, clinic.at)
        except StaleEntry:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(try_it, people))
    assert sum(won) == 1
    assert clinic.row("torn").version == 2
    assert clinic.row("torn").owner_account_id in {one.account_id for one in people}
    assert len(clinic.audit(Event.CARE_ITEM_TAKEN)) == 1


def test_closing_keeps_outcome_note_and_who_said_it(clinic: Clinic) -> None:
    physio = clinic.actor(Role.PHYSIO)
    care_work.close(clinic.store, physio, clinic.entry("torn"), CLOSED, clinic.rulebook, clinic.at)
    row = clinic.row("torn")
    assert (row.outcome, row.outcome_note) == (CareOutcome.REFERRED, CLOSED.note)
    assert (row.closed_by, row.closed_at) == (physio.account_id, clinic.at)
    assert clinic.listed() == ["emergency", "strained"]
    assert clinic.listed(wanted=Wanted(Shown.CLOSED)) == ["torn"]
    (written,) = clinic.audit(Event.CARE_ITEM_CLOSED)
    assert written.detail == {"care_item_id": row.id, "how": "closed", "outcome": "referred"}


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (OutcomeWish("", ""), "outcome"),
        (OutcomeWish("cured", "by prayer"), "outcome"),
        (OutcomeWish("referred", "  "), "note"),
        (OutcomeWish("not_reached", ""), "note"),
        (OutcomeWish("seen", "x" * 501), "note"),
        (OutcomeWish("seen", "a\u202eb"), "note"),
    ],
)
def test_an_outcome_outside_the_list_or_without_its_note_is_refused(
    clinic: Clinic, wish: OutcomeWish, field: str
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        care_work.close(
            clinic.store, clinic.actor(Role.PHYSIO), clinic.entry("torn"), wish, clinic.rulebook, clinic.at
        )
    assert [one.field for one in refused.value.problems] == [field]
    assert clinic.row("torn").closed_at is None


def test_who_was_seen_needs_no_note(clinic: Clinic) -> None:
    wish = OutcomeWish("seen", "")
    care_work.close(
        clinic.store, clinic.actor(Role.DOCTOR), clinic.entry("torn"), wish, clinic.rulebook, clinic.at
    )
    assert clinic.row("torn").outcome_note is None


def test_an_entry_is_handed_to_clinicians_of_the_club_only(clinic: Clinic, now: dt.datetime) -> None:
    other = make_club(clinic.store, "Rovers", at=now)
    physio = clinic.actor(Role.PHYSIO)
    for wrong in (clinic.club.accounts[Role.COACH], other.accounts[Role.PHYSIO], 0, 99_999):
        with pytest.raises(InvalidAnswers):
            care_work.hand_over(clinic.store, physio, clinic.entry("torn"), wrong, clinic.at)
    care_work.hand_over(
        clinic.store, physio, clinic.entry("torn"), clinic.club.accounts[Role.DOCTOR], clinic.at
    )
    assert clinic.listed(Role.DOCTOR, Wanted(Shown.MINE)) == ["torn"]
    assert clinic.listed(Role.PHYSIO, Wanted(Shown.MINE)) == []


def test_a_closed_entry_is_opened_again_from_the_state_that_was_read(clinic: Clinic) -> None:
    physio = clinic.actor(Role.PHYSIO)
    with pytest.raises(StaleEntry):
        care_work.reopen(clinic.store, physio, clinic.entry("torn"), clinic.at)
    care_work.close(clinic.store, physio, clinic.entry("torn"), CLOSED, clinic.rulebook, clinic.at)
    for late in (care_work.take, care_work.reopen):
        with pytest.raises(StaleEntry):
            late(clinic.store, physio, clinic.entry("torn", 1), clinic.at)
    care_work.reopen(clinic.store, physio, clinic.entry("torn", 2), clinic.at)
    row = clinic.row("torn")
    assert (row.outcome, row.closed_at, row.owner_account_id) == (None, None, physio.account_id)


def test_reading_counts_the_first_time_and_makes_nothing_stale(clinic: Clinic) -> None:
    item = clinic.row("torn").id
    physio = clinic.actor(Role.PHYSIO)
    care_work.mark_read(clinic.store, physio, clinic.club.id, item, clinic.at)
    care_work.mark_read(clinic.store, clinic.actor(Role.DOCTOR), clinic.club.id, item, clinic.at + HOUR)
    assert (clinic.row("torn").first_read_at, clinic.row("torn").version) == (clinic.at, 1)


def test_the_list_is_narrowed_to_a_squad(clinic: Clinic) -> None:
    first, second = clinic.club.squads
    assert clinic.listed(wanted=Wanted(squad_id=first)) == ["torn", "strained"]
    assert clinic.listed(wanted=Wanted(squad_id=second)) == ["emergency"]


def test_seeing_the_list_is_written_down_for_each_athlete_and_in_the_audit(clinic: Clinic) -> None:
    clinic.listed()
    with clinic.store.read(club=clinic.club.id) as tx:
        seen = tx.scalars(sa.select(ViewedRow)).all()
    assert {row.athlete_id for row in seen} == {
        clinic.athlete(one) for one in ("emergency", "torn", "strained")
    }
    assert {row.what for row in seen} == {Sight.CARE_ITEM}
    (written,) = clinic.audit(Event.RECORD_VIEWED)
    assert (written.amount, written.account_id) == (3, clinic.club.accounts[Role.PHYSIO])
    clinic.listed()
    with clinic.store.read(club=clinic.club.id) as tx:
        assert len(tx.scalars(sa.select(ViewedRow)).all()) == len(seen)
    assert len(clinic.audit(Event.RECORD_VIEWED)) == 2


def test_without_consent_to_read_an_entry_tells_urgency_and_no_side(clinic: Clinic) -> None:
    clinic.withdraw("torn", Purpose.PHYSIO_CLINICAL)
    item = clinic.row("torn").id
    found = single_entry(
        clinic.store, clinic.actor(Role.PHYSIO), clinic.club.id, item, clinic.rulebook, clinic.at
    )
    assert found.entry.side == SIDE_KEPT_PRIVATE
    assert not found.entry.is_open_to_reader
    assert found.entry.urgency is Urgency.T3


def test_who_withdraws_everything_is_counted_and_not_shown(clinic: Clinic) -> None:
    clinic.withdraw("torn", Purpose.PROCESSING)
    found = care_list(
        clinic.store, clinic.actor(Role.PHYSIO), clinic.club.id, Wanted(), clinic.rulebook, clinic.at
    )
    assert (len(found.entries), found.withheld) == (2, 1)
    entry = clinic.entry("torn")
    for act in (
        lambda: care_work.take(clinic.store, clinic.actor(Role.PHYSIO), entry, clinic.at),
        lambda: single_entry(
            clinic.store,
            clinic.actor(Role.PHYSIO),
            clinic.club.id,
            entry.item_id,
            clinic.rulebook,
            clinic.at,
        ),
    ):
        with pytest.raises(NotFound):
            act()


def told(clinic: Clinic, role: Role, at: dt.datetime) -> tuple[int, bool]:
    found = care_notices(clinic.store, clinic.actor(role), clinic.club.id, clinic.rulebook, at)
    return found.unread, found.nobody_reads


def test_unread_results_escalate_by_the_clock_to_clinicians_and_the_administrator(clinic: Clinic) -> None:
    limit = clinic.at + 4 * HOUR
    for role in (Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR):
        assert told(clinic, role, limit) == (0, False)
        assert told(clinic, role, limit + SECOND) == (3, False)
    for role in (Role.COACH, Role.ATHLETE, Role.GUARDIAN):
        assert told(clinic, role, limit + SECOND) == (0, False)
    care_work.mark_read(
        clinic.store, clinic.actor(Role.PHYSIO), clinic.club.id, clinic.row("torn").id, clinic.at
    )
    assert told(clinic, Role.ADMINISTRATOR, limit + SECOND) == (2, False)


def recall(clinic: Clinic, name: str, urgency: Urgency) -> None:
    """Have newer rules ask for more haste than a result did."""
    with clinic.store.write() as tx:
        tx.add(
            RecallRow(
                screening_id=clinic.screenings[name],
                listed_at=clinic.at,
                rulebook_version="1.1.0",
                rulebook_digest="sha256:" + "0" * 64,
                old_urgency=None,
                new_urgency=urgency,
                headline="See a sports doctor",
                how_soon="Today",
                rules=["triage.S1"],
            )
        )


def test_what_newer_rules_make_more_urgent_comes_up_on_the_list_once(clinic: Clinic) -> None:
    care_work.mark_read(
        clinic.store, clinic.actor(Role.PHYSIO), clinic.club.id, clinic.row("strained").id, clinic.at
    )
    recall(clinic, "calm", Urgency.T3)
    recall(clinic, "strained", Urgency.T2)
    recall(clinic, "torn", Urgency.T4)
    assert list_recalled(clinic.store, clinic.rulebook, clinic.at + HOUR) == 2
    assert list_recalled(clinic.store, clinic.rulebook, clinic.at + HOUR) == 0
    assert set(clinic.listed()) == {"emergency", "strained", "torn", "calm"}
    assert clinic.listed()[:2] == ["emergency", "strained"]
    raised = clinic.row("strained")
    assert (raised.urgency, raised.first_read_at, raised.version) == (Urgency.T2, None, 2)
    assert raised.due_at == clinic.at + 5 * HOUR
    assert clinic.row("torn").urgency is Urgency.T3


def test_newer_rules_leave_closed_entries_and_older_answers_alone(clinic: Clinic) -> None:
    care_work.close(
        clinic.store, clinic.actor(Role.PHYSIO), clinic.entry("strained"), CLOSED, clinic.rulebook, clinic.at
    )
    recall(clinic, "strained", Urgency.T1)
    answered(clinic.store, clinic.club.id, clinic.athlete("calm"), CALM, clinic.rulebook, clinic.at + SECOND)
    recall(clinic, "calm", Urgency.T1)
    assert list_recalled(clinic.store, clinic.rulebook, clinic.at + HOUR) == 0


def end_roles(clinic: Clinic, *roles: Role) -> None:
    with clinic.store.write(club=clinic.club.id) as tx:
        tx.execute(sa.update(MembershipRow).where(MembershipRow.role.in_(roles)).values(ended_at=clinic.at))


def test_a_club_without_clinicians_tells_coach_and_administrator_that_nobody_reads(clinic: Clinic) -> None:
    end_roles(clinic, Role.PHYSIO)
    assert told(clinic, Role.COACH, clinic.at) == (0, False)
    end_roles(clinic, Role.DOCTOR)
    assert told(clinic, Role.COACH, clinic.at) == (0, True)
    assert told(clinic, Role.ADMINISTRATOR, clinic.at) == (0, True)
    assert told(clinic, Role.ATHLETE, clinic.at) == (0, False)


def test_passing_on_is_noted_once_and_written_without_a_word_of_health(clinic: Clinic) -> None:
    post = Post("https://screening.example.org/care")
    assert escalate_unread(clinic.store, clinic.rulebook, clinic.at + 4 * HOUR, post) == 3
    assert escalate_unread(clinic.store, clinic.rulebook, clinic.at + 5 * HOUR, post) == 0
    assert len(clinic.audit(Event.CARE_ITEM_ESCALATED)) == 3
    with clinic.store.read(club=clinic.club.id) as tx:
        mails = tx.scalars(sa.select(OutgoingMailRow)).all()
    assert {one.to_address.split("-")[-1] for one in mails} == {
        "physio@example.org",
        "doctor@example.org",
        "administrator@example.org",
    }
    for one in mails:
        text = f"{one.subject} {one.body}".casefold()
        assert "3 entries" in text
        assert not any(
            word in text for word in ("athlete", "urgent", "hamstring", "injur", "care list", "leg")
        )


def test_nothing_of_it_needs_mail(clinic: Clinic) -> None:
    assert escalate_unread(clinic.store, clinic.rulebook, clinic.at + 5 * HOUR) == 3
    with clinic.store.read(club=clinic.club.id) as tx:
        assert tx.scalars(sa.select(OutgoingMailRow)).all() == []
    assert told(clinic, Role.PHYSIO, clinic.at + 5 * HOUR) == (3, False)
