"""A club of invented people is made of real results, says what it is, and goes without a trace."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import sqlalchemy as sa

from screening.domain.assess import assess
from screening.domain.case.words import Availability, State
from screening.domain.clubs import Purpose, Role
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.services.access import Actor, Membership
from screening.services.accounts.authenticator import step_of
from screening.services.accounts.hashing import Cost
from screening.services.accounts.tools import AccountTools
from screening.services.audit_trail import verify_audit
from screening.services.cases import case_page
from screening.services.demonstration.accounts import codes_now
from screening.services.demonstration.answering import SquadLife, Story, invented_answers
from screening.services.demonstration.making import MadeDemonstration, make_demonstration
from screening.services.demonstration.marks import is_invented
from screening.services.demonstration.people import invented_people
from screening.services.demonstration.plan import CLUB
from screening.services.demonstration.removing import remove_demonstration
from screening.services.demonstration.standing import NoDemonstration, require_room
from screening.store import Store, open_store
from screening.store.queries.consents import allowed_of_many
from screening.store.tables import (
    AccountRow,
    AthleteRow,
    CareItemRow,
    ClubRow,
    InjuryCaseRow,
    InvitationRow,
    PosterRow,
    RoundRow,
    ScreeningRow,
)
from screening.store.tenancy import Reason
from tests.support.clubs import make_club
from tests.support.row_digests import Rows, all_rows, differences
from tests.support.store_rows import SECRET

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
LIFE = SquadLife("football", "academy", "outfield")
AUDIT = ("audit_entry", "audit_head")


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - test data, not a secret


@pytest.fixture(scope="module")
def _beside_a_club(
    tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path, rulebook: Rulebook
) -> tuple[Path, Rows, MadeDemonstration]:
    """A demonstration beside another club, made once; and every row as it was before."""
    file = tmp_path_factory.mktemp("demonstration") / "made.db"
    shutil.copy(_migrated_file, file)
    opened = open_store(f"sqlite:///{file}", SECRET)
    make_club(opened)
    before = all_rows(opened, but=AUDIT)
    tools = AccountTools.under(opened, (SECRET,), Cost(64, 1))
    made = make_demonstration(tools, rulebook, NOW, large=False, progress=lambda _: None)
    opened.close()
    return file, before, made


@pytest.fixture
def made(_beside_a_club: tuple[Path, Rows, MadeDemonstration]) -> MadeDemonstration:
    return _beside_a_club[2]


@pytest.fixture
def rows_before(_beside_a_club: tuple[Path, Rows, MadeDemonstration]) -> Rows:
    return _beside_a_club[1]


@pytest.fixture
def demonstration(_beside_a_club: tuple[Path, Rows, MadeDemonstration], tmp_path: Path) -> Iterator[Store]:
    """A store with the demonstration in it."""
    file = tmp_path / "copy.db"
    shutil.copy(_beside_a_club[0], file)
    opened = open_store(f"sqlite:///{file}", SECRET)
    yield opened
    opened.close()


def test_names_of_several_languages_are_each_given_once() -> None:
    people = list(islice(invented_people(_chance(4), (1990, 2005), ("female", "male")), 1_000))
    assert len({person.name for person in people}) == 1_000
    assert {person.birth_date[:4] for person in people} == {str(year) for year in range(1990, 2006)}


@pytest.mark.parametrize(
    ("story", "urgency"),
    [
        (Story.WELL, Urgency.T5),
        (Story.STRAINED, Urgency.T4),
        (Story.SWOLLEN_CALF, Urgency.T2),
        (Story.TORN, Urgency.T2),
        (Story.NERVE, Urgency.T2),
        (Story.EMERGENCY, Urgency.T1),
    ],
)
def test_the_rules_find_in_every_story_what_it_tells(
    story: Story, urgency: Urgency, rulebook: Rulebook
) -> None:
    for number in range(5):
        answers = invented_answers(
            _chance(number),
            rulebook.questionnaire,
            LIFE,
            17,
            "female",
            story,
            months_of_training=2,
        )
        assert assess(answers, rulebook).triage.urgency is urgency


def test_a_demonstration_has_urgent_private_and_missing_answers(
    demonstration: Store, made: MadeDemonstration
) -> None:
    with demonstration.read(everywhere=Reason.OPERATION) as tx:
        club = tx.scalars(sa.select(ClubRow).where(ClubRow.is_demonstration)).one()
        tx.enter(club.id)
        athletes = tx.scalars(sa.select(AthleteRow.id)).all()
        urgent = Counter(tx.scalars(sa.select(CareItemRow.urgency)))
        waiting = sa.select(InvitationRow).where(
            InvitationRow.used_at.is_(None), InvitationRow.expires_at > NOW
        )
        assert tx.scalars(waiting).first() is not None
        allowed = allowed_of_many(tx, athletes)
        rounds, posters = (set(tx.scalars(sa.select(one))) for one in (RoundRow.id, PosterRow.round_id))
    assert rounds == posters, "each round has its poster"
    assert (club.name, len(athletes)) == (CLUB, 65)
    assert made.answered >= 45
    assert urgent[Urgency.T1] >= 1
    assert urgent[Urgency.T2] >= 3
    private = [number for number, purposes in allowed.items() if Purpose.COACH_REASONS not in purposes]
    assert 3 <= len(private) < len(athletes) / 2
    assert verify_audit(demonstration, None).faults == ()


def test_every_report_says_that_the_athlete_is_invented(
    demonstration: Store, made: MadeDemonstration
) -> None:
    with demonstration.read() as tx:
        names = [row.view["identity"]["name"] for row in tx.scalars(sa.select(ScreeningRow))]
    assert len(names) >= made.answered
    assert all(name.endswith("(invented)") for name in names)


def test_ways_in_are_made_on_the_spot_and_the_codes_fit(
    demonstration: Store, made: MadeDemonstration
) -> None:
    tools = AccountTools.under(demonstration, (SECRET,), Cost(64, 1))
    assert {way.role for way in made.ways_in} == set(Role)
    assert len({way.password for way in made.ways_in}) == len(made.ways_in)
    with demonstration.read() as tx:
        rows = {row.email: row for row in tx.scalars(sa.select(AccountRow))}
    for way in made.ways_in:
        assert tools.hasher.verify(rows[way.email].password_hash, way.password)
    codes = {one.email: one.code for one in codes_now(tools, NOW)}
    secrets = {way.email: way.authenticator for way in made.ways_in if way.authenticator}
    assert codes.keys() == secrets.keys()
    assert len(codes) == 4
    assert all(step_of(secrets[email], code, NOW) is not None for email, code in codes.items())


def test_links_into_the_demonstration_are_known_and_others_are_not(demonstration: Store) -> None:
    with demonstration.read(everywhere=Reason.OPERATION) as tx:
        other, club = tx.scalars(sa.select(ClubRow.id).order_by(ClubRow.id))
        result = tx.scalars(sa.select(ScreeningRow)).first()
        invitation = tx.scalars(sa.select(InvitationRow)).first()
    assert result is not None
    assert invitation is not None
    links = demonstration.tokens
    for link in (
        links.result_link(result.seed),
        links.draft_link(result.seed),
        links.invitation_link(invitation.seed),
    ):
        assert is_invented(demonstration, None, [link])
    assert is_invented(demonstration, club, [])
    assert not is_invented(demonstration, other, ["x" * 43])


def test_a_second_one_is_refused_and_so_is_one_among_real_clubs(demonstration: Store) -> None:
    with pytest.raises(NoDemonstration, match="already"):
        require_room(demonstration, beside=True)
    remove_demonstration(demonstration, NOW)
    with pytest.raises(NoDemonstration, match="--beside"):
        require_room(demonstration, beside=False)
    require_room(demonstration, beside=True)


def test_an_empty_place_has_room(store: Store) -> None:
    require_room(store, beside=False)


def test_removing_leaves_other_clubs_and_nothing_of_the_demonstration(
    demonstration: Store, made: MadeDemonstration, rows_before: Rows
) -> None:
    assert remove_demonstration(demonstration, NOW) == made.athletes
    assert differences(rows_before, all_rows(demonstration, but=AUDIT)) == []
    assert verify_audit(demonstration, None).faults == ()
    with pytest.raises(NoDemonstration):
        remove_demonstration(demonstration, NOW)


def test_five_injuries_are_at_different_stages_of_the_way_back(demonstration: Store) -> None:
    with demonstration.read(everywhere=Reason.OPERATION) as tx:
        cases = list(tx.scalars(sa.select(InjuryCaseRow).order_by(InjuryCaseRow.id)))
        mine = tx.scalars(
            sa.select(AthleteRow.id)
            .join(AccountRow, AccountRow.id == AthleteRow.account_id)
            .where(AccountRow.email == "athlete@demonstration.example")
        ).one()
        physio = tx.scalars(
            sa.select(AccountRow.id).where(AccountRow.email == "physio@demonstration.example")
        ).one()
    assert [case.state for case in cases] == [State.S4, State.S2, State.S1, State.REFERRED, State.S6]
    assert cases[0].athlete_id == mine
    assert {case.responsible_account_id for case in cases} == {physio}
    assert [case.screening_id is not None for case in cases] == [False, False, True, True, False]
    assert not any(case.is_held for case in cases)
    for case in cases:
        assert NOW - dt.timedelta(days=1) < case.last_at <= NOW, "it goes on until today"


def test_a_case_of_the_demonstration_is_worked_like_any_other(
    demonstration: Store, rulebook: Rulebook
) -> None:
    with demonstration.read(everywhere=Reason.OPERATION) as tx:
        case = tx.scalars(sa.select(InjuryCaseRow).order_by(InjuryCaseRow.id)).first()
        physio = tx.scalars(sa.select(ClubRow.responsible_account_id).where(ClubRow.name == CLUB)).one()
    assert case is not None
    member = Membership(case.club_id, Role.PHYSIO)
    actor = Actor(physio or 0, (member,), second_factor=True, proved_at=NOW, club_id=case.club_id)
    page = case_page(demonstration, actor, case.club_id, case.id, rulebook, NOW)
    assert not page.clock_in_doubt
    assert page.gate is not None
    assert (page.gate.before, page.gate.after) == (State.S4, State.S5)
    assert page.allowed.availability is Availability.MODIFIED
    assert page.link_until is not None
