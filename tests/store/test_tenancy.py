"""A transaction reaches the rows of its club and no others, in whatever words it asks."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from screening.domain.clubs import Role
from screening.store import Store, Transaction
from screening.store.base import Base
from screening.store.tables import (
    AccountRow,
    AthleteRow,
    ClubRow,
    ClubScreeningRow,
    ConsentRow,
    MembershipRow,
    ScreeningRow,
    SquadPlaceRow,
    SquadRow,
)
from screening.store.tenancy import ClubOwned, NoClub, OtherClub, Reason, Scope, club_owned_tables, scope_of
from tests.health.project_files import ROOT, modules_of
from tests.support.clubs import MadeClub, add_screening, make_club
from tests.support.samples import sample_of
from tests.support.store_rows import NOON


@dataclass(frozen=True)
class Two:
    """Two clubs in one store; each has one kept screening of its first athlete."""

    store: Store
    ours: MadeClub
    theirs: MadeClub


@pytest.fixture
def two(any_store: Store) -> Two:
    return _two(any_store)


def _two(store: Store) -> Two:
    made = Two(store, make_club(store, "Harriers"), make_club(store, "Canary"))
    for number, club in enumerate((made.ours, made.theirs), start=1):
        with store.write(club=club.id) as tx:
            add_screening(tx, club.athletes[0], number, view={"title": club.name})
    return made


OTHER = aliased(AthleteRow)
_IDS = sa.select(AthleteRow.id).where(AthleteRow.name.like("%"))


def _joined_common_table() -> sa.Select[Any]:
    names = sa.select(AthleteRow.id, AthleteRow.name).cte()
    return sa.select(SquadPlaceRow.id, names.c.name).join(names, names.c.id == SquadPlaceRow.athlete_id)


READS: dict[str, Callable[[], sa.Select[Any]]] = {
    "whole rows": lambda: sa.select(AthleteRow),
    "one column": lambda: sa.select(AthleteRow.name),
    "an alias": lambda: sa.select(OTHER.name),
    "a join": lambda: sa.select(AthleteRow.name).join(
        SquadPlaceRow, SquadPlaceRow.athlete_id == AthleteRow.id
    ),
    "a join with itself": lambda: sa.select(OTHER.name).join(AthleteRow, AthleteRow.id <= OTHER.id),
    "an outer join": lambda: sa.select(AthleteRow.name).outerjoin(
        ConsentRow, ConsentRow.athlete_id == AthleteRow.id
    ),
    "a product": lambda: sa.select(AthleteRow.name, SquadRow.name).where(AthleteRow.id > SquadRow.id - 99),
    "a part of a subquery": lambda: sa.select(AthleteRow.name).where(AthleteRow.id.in_(_IDS)),
    "a subquery as a table": lambda: sa.select(sa.select(AthleteRow.name).subquery()),
    "a common table": lambda: sa.select(sa.select(AthleteRow.name).cte()),
    "a joined common table": _joined_common_table,
    "an exists": lambda: sa.select(SquadRow.name).where(
        sa.exists().where(SquadPlaceRow.squad_id == SquadRow.id)
    ),
    "a scalar subquery": lambda: sa.select(
        sa.select(AthleteRow.name).order_by(AthleteRow.id.desc()).limit(1).scalar_subquery()
    ),
    "a literal beside it": lambda: sa.select(sa.literal(1), AthleteRow.name),
    "groups": lambda: sa.select(AthleteRow.name, sa.func.count()).group_by(AthleteRow.name),
    "the name of a club": lambda: sa.select(ClubRow.name),
    "a club through a table of nobody's": lambda: sa.select(AccountRow.name).join(
        MembershipRow, MembershipRow.account_id == AccountRow.id
    ),
    "screenings": lambda: sa.select(ScreeningRow.view).join(
        ClubScreeningRow, ClubScreeningRow.screening_id == ScreeningRow.id
    ),
    "a condition that asks for the other": lambda: sa.select(AthleteRow.name).where(AthleteRow.club_id > 0),
    "a bare table": lambda: sa.select(AthleteRow.__table__),
    "a bare column": lambda: sa.select(AthleteRow.__table__.c.name),
    "a bare table beside its class": lambda: sa.select(SquadRow.name, AthleteRow.__table__.c.name).where(
        SquadRow.id <= AthleteRow.__table__.c.id
    ),
    "a bare table joined": lambda: sa.select(AthleteRow.__table__.c.name).join_from(
        SquadRow, AthleteRow.__table__, sa.true()
    ),
    "a bare subquery": lambda: sa.select(SquadRow.name).where(
        SquadRow.id.in_(sa.select(SquadPlaceRow.__table__.c.squad_id))
    ),
    "a union": lambda: sa.union_all(sa.select(AthleteRow.name), sa.select(SquadRow.name)),  # type: ignore[return-value,dict-item] # also a query
    "a union as a table": lambda: sa.select(
        sa.union(sa.select(AthleteRow.name), sa.select(SquadRow.name)).subquery()
    ),
    "text": lambda: sa.text("SELECT name FROM athlete"),  # type: ignore[return-value,dict-item] # also a query
    "text as rows": lambda: sa.select(AthleteRow).from_statement(sa.text("SELECT * FROM athlete")),  # type: ignore[return-value,dict-item] # also a query
}


def _found(tx: Transaction, kind: str) -> str:
    """Everything a query gives, as one text; "" where it is refused."""
    try:
        rows = tx.execute(READS[kind]()).all()
    except NoClub:
        return ""
    return " ".join(str(getattr(value, "name", value)) for row in rows for value in row)


MUST_BE_REFUSED_ON_ALL = {"a bare table", "a bare column", "a bare table joined", "a bare subquery", "text"}


def test_no_way_of_asking_reaches_another_club(two: Two) -> None:
    answered = 0
    with two.store.read(club=two.ours.id) as tx:
        for kind in READS:
            found = _found(tx, kind)
            assert "Canary" not in found, kind
            answered += "Harriers" in found
            assert not (found and kind in MUST_BE_REFUSED_ON_ALL), kind
    assert answered >= 19, "ordinary queries are answered, not only refused"
    print(f"{len(READS)} ways of asking, {answered} answered, none with a foreign row")


def test_without_a_club_nothing_of_a_club_is_read(two: Two) -> None:
    with two.store.read() as tx:
        for ask in READS.values():
            with pytest.raises(NoClub):
                tx.execute(ask()).all()
        assert tx.get(AccountRow, two.ours.accounts[Role.COACH]) is not None


def test_with_a_reason_rows_of_all_clubs_are_read(two: Two) -> None:
    with two.store.read(everywhere=Reason.SIGN_IN) as tx:
        assert set(tx.scalars(sa.select(ClubRow.name))) == {"Harriers", "Canary"}
        assert len(tx.scalars(sa.select(AthleteRow)).all()) == 12


@settings(max_examples=sample_of(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from(sorted(READS)), min_size=1, max_size=6),
    which=st.booleans(),
)
def test_whatever_is_asked_in_whatever_order_stays_in_one_club(
    two_once: Two, kinds: list[str], which: bool
) -> None:
    ours, theirs = (two_once.ours, two_once.theirs) if which else (two_once.theirs, two_once.ours)
    with two_once.store.read(club=ours.id) as tx:
        for kind in kinds:
            assert theirs.name not in _found(tx, kind), kind


@pytest.fixture(scope="module")
def two_once(_migrated_file: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two clubs in a SQLite file that no test changes."""
    import shutil

    from screening.store import open_store
    from tests.support.store_rows import SECRET

    file = tmp_path_factory.mktemp("tenancy") / "two.db"
    shutil.copy(_migrated_file, file)
    store = open_store(f"sqlite:///{file}", SECRET)
    yield _two(store)
    store.close()


def test_a_row_of_another_club_is_not_got_by_its_number(two: Two) -> None:
    with two.store.read(club=two.ours.id) as tx:
        assert tx.get(AthleteRow, two.theirs.athletes[0]) is None
        assert tx.get(ClubRow, two.theirs.id) is None
        assert tx.get_one(AthleteRow, two.ours.athletes[0]).name.startswith("Harriers")


def test_changes_and_removals_reach_one_club(two: Two) -> None:
    with two.store.write(club=two.ours.id) as tx:
        changed = tx.execute(sa.update(AthleteRow).values(email=None).returning(AthleteRow.id)).all()
        assert {row.id for row in changed} == set(two.ours.athletes)
        tx.execute(sa.update(AthleteRow).where(AthleteRow.id == two.theirs.athletes[0]).values(name="x"))
        tx.execute(sa.update(ClubRow).values(country="FR"))
        tx.execute(sa.delete(SquadPlaceRow))
        nested = sa.select(SquadRow.id).where(SquadRow.name.like("Canary%"))
        tx.execute(sa.update(SquadRow).where(SquadRow.id.in_(nested)).values(sport="x"))
    with two.store.read(club=two.theirs.id) as tx:
        assert all(row.email for row in tx.scalars(sa.select(AthleteRow)))
        assert tx.get_one(AthleteRow, two.theirs.athletes[0]).name == "Canary athlete 1"
        assert tx.scalars(sa.select(ClubRow.country)).all() == ["GB"]
        assert len(tx.scalars(sa.select(SquadPlaceRow)).all()) == 6
        assert set(tx.scalars(sa.select(SquadRow.sport))) == {"football"}


@pytest.mark.parametrize(
    "statement",
    [
        sa.insert(SquadRow).values(name="x", club_id=1, version=1),
        sa.insert(SquadRow.__table__).values(name="x", club_id=1, version=1),
        sa.update(SquadRow.__table__).values(name="x"),
        sa.delete(SquadPlaceRow.__table__),
        sa.text("DELETE FROM squad_place"),
    ],
    ids=("insert", "bare insert", "bare update", "bare delete", "text"),
)
def test_a_statement_that_cannot_be_narrowed_is_refused(two: Two, statement: Any) -> None:
    with pytest.raises(NoClub), two.store.write(club=two.ours.id) as tx:
        tx.execute(statement)
    with pytest.raises(NoClub), two.store.write() as tx:
        tx.execute(statement)


def test_a_new_row_gets_the_club_of_its_transaction(two: Two) -> None:
    with two.store.write(club=two.ours.id) as tx:
        row = SquadRow(name="New")
        tx.add(row)
        tx.flush()
        assert row.club_id == two.ours.id


def test_a_row_of_another_club_cannot_be_added_moved_or_brought_along(two: Two) -> None:
    with pytest.raises(OtherClub), two.store.write(club=two.ours.id) as tx:
        tx.add(SquadRow(name="New", club_id=two.theirs.id))
    with pytest.raises(OtherClub), two.store.write(club=two.ours.id) as tx:
        tx.get_one(SquadRow, two.ours.squads[0]).club_id = two.theirs.id
    with two.store.read(club=two.theirs.id) as tx:
        foreign = tx.get_one(SquadRow, two.theirs.squads[0])
    for change in (_rename, _take_over, _remove):
        with pytest.raises(OtherClub), two.store.write(club=two.ours.id) as tx:
            change(tx, foreign, two.ours.id)
    with pytest.raises(OtherClub), two.store.write(club=two.ours.id) as tx:
        tx.add(ClubRow(name="Third", country="GB", created_at=NOON))
    with pytest.raises(NoClub), two.store.write() as tx:
        tx.add(SquadRow(name="New", club_id=two.ours.id))
    with two.store.read(club=two.theirs.id) as tx:
        assert [row.name for row in tx.scalars(sa.select(SquadRow))] == ["Canary squad 1", "Canary squad 2"]


def _rename(tx: Transaction, row: SquadRow, _club: int) -> None:
    tx.add(row)
    row.name = "Ours now"
    tx.flush()


def _take_over(tx: Transaction, row: SquadRow, club: int) -> None:
    tx.add(row)
    row.club_id = club
    tx.flush()


def _remove(tx: Transaction, row: SquadRow, _club: int) -> None:
    tx.delete(row)
    tx.flush()


def test_from_everywhere_one_goes_on_into_one_club_and_not_back(two: Two) -> None:
    with two.store.write(everywhere=Reason.LINK) as tx:
        theirs = tx.get_one(SquadRow, two.theirs.squads[0])
        tx.enter(two.ours.id)
        assert (tx.club, scope_of(tx)) == (two.ours.id, Scope(club=two.ours.id))
        assert theirs not in tx
        assert tx.get(SquadRow, two.theirs.squads[0]) is None
        for club in (two.theirs.id, two.ours.id + 99):
            with pytest.raises(NoClub):
                tx.enter(club)
    with two.store.read(club=two.ours.id) as tx, pytest.raises(NoClub):
        tx.enter(two.theirs.id)
    with two.store.read() as tx, pytest.raises(NoClub):
        tx.enter(two.ours.id)
    with two.store.read() as tx, pytest.raises(NoClub):
        print(tx.club)


def test_a_row_is_read_again_in_its_club(two: Two) -> None:
    with two.store.write(club=two.ours.id) as tx:
        row = tx.get_one(SquadRow, two.ours.squads[0])
        tx.expire(row)
        assert row.name == "Harriers squad 1"
        tx.refresh(row, with_for_update=True)
        assert row.name == "Harriers squad 1"


def test_a_transaction_is_for_one_club_or_for_all() -> None:
    with pytest.raises(ValueError, match="not for both"):
        Scope(club=1, everywhere=Reason.LINK)


def test_nothing_of_one_transaction_is_left_for_the_next(two: Two) -> None:
    for club in (two.ours, two.theirs, two.ours):
        with two.store.read(club=club.id) as tx:
            assert tx.scalars(sa.select(ClubRow.name)).all() == [club.name]
        with two.store.read() as tx, pytest.raises(NoClub):
            tx.scalars(sa.select(ClubRow.name)).all()


def test_every_table_with_a_club_is_guarded_and_links_inside_it() -> None:
    """A table that names a club but is not among the guarded ones, or that links past it, would leak."""
    owned = club_owned_tables()
    mixed_in = {
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, ClubOwned)
    }
    assert owned == mixed_in | {"club"}
    for name, table in Base.metadata.tables.items():
        if "club_id" in table.columns and name != "audit_entry":
            assert name in owned, f"{name} has a club and is not guarded"
        if name not in owned or name == "club":
            continue
        assert not table.columns["club_id"].nullable, name
        for link in table.foreign_key_constraints:
            if link.referred_table.name in mixed_in:
                pairs = {(one.parent.name, one.column.name) for one in link.elements}
                assert ("club_id", "club_id") in pairs, f"{name} links past the club: {link.name}"
        first = {
            next(iter(one.columns)).name
            for one in (*table.indexes, *table.constraints)
            if isinstance(one, sa.Index | sa.UniqueConstraint | sa.PrimaryKeyConstraint) and list(one.columns)
        }
        assert "club_id" in first, f"{name} has no index that begins with the club"


@pytest.mark.postgres
def test_on_postgresql_every_table_of_a_club_keeps_its_rows_to_itself(two: Two) -> None:
    if two.store.state.engine != "postgresql":
        return
    forced = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    policies = "SELECT tablename FROM pg_policies WHERE qual = with_check"
    with two.store.read() as tx:
        ask = tx.connection().exec_driver_sql
        for statement in (forced, policies):
            assert set(ask(statement).scalars()) == club_owned_tables()
        for table in club_owned_tables():
            assert ask(f"SELECT count(*) FROM {table}").scalar() == 0, table  # noqa: S608
    with two.store.read(club=two.ours.id) as tx:
        assert tx.connection().exec_driver_sql("SELECT name FROM club").scalars().all() == ["Harriers"]
    for statement in (
        f"INSERT INTO squad (club_id, name, version) VALUES ({two.theirs.id}, 'x', 1)",  # noqa: S608
        f"UPDATE squad SET club_id = {two.theirs.id}",  # noqa: S608
    ):
        with pytest.raises(DBAPIError, match="row-level security"), two.store.write(club=two.ours.id) as tx:
            tx.connection().exec_driver_sql(statement)


LOOKING_ACROSS = {
    "services/accounts/operator.py": {"NEW_CLUB", "OPERATION"},
    "services/accounts/passwords.py": {"SIGN_IN"},
    "services/accounts/people.py": {"SIGN_IN"},
    "services/accounts/sessions.py": {"SIGN_IN"},
    "services/accounts/set_up.py": {"NEW_CLUB"},
    "services/answering_again.py": {"LINK"},
    "services/backups/restoring.py": {"OPERATION"},
    "services/care_escalation.py": {"DUE_WORK"},
    "services/care_recalls.py": {"DUE_WORK"},
    "services/cases/links.py": {"LINK"},
    "services/cases/reminding.py": {"DUE_WORK"},
    "services/cases/restored.py": {"OPERATION"},
    "services/cases/tending.py": {"DUE_WORK"},
    "services/demonstration/making.py": {"NEW_CLUB"},
    "services/demonstration/marks.py": {"LINK"},
    "services/demonstration/removing.py": {"OPERATION"},
    "services/demonstration/standing.py": {"OPERATION"},
    "services/due_work.py": {"DUE_WORK"},
    "services/erasure.py": {"OPERATION", "SIGN_IN"},
    "services/invitations_beginning.py": {"LINK"},
    "services/invitations_finishing.py": {"LINK"},
    "services/invitations_opening.py": {"LINK"},
    "services/invitations_wall.py": {"LINK"},
    "services/outbox_sending.py": {"DUE_WORK"},
    "services/own_by_link.py": {"LINK", "SIGN_IN"},
    "services/own_data/reading.py": {"NEW_CLUB"},
    "services/retention.py": {"DUE_WORK"},
    "services/rounds_due.py": {"DUE_WORK"},
    "services/seen_by.py": {"OPERATION"},
    "store/copying.py": {"OPERATION"},
    "store/schema.py": {"OPERATION"},
}
"""The modules that look across clubs, and why. Each new one is a decision to be reviewed."""


def test_the_places_that_look_across_clubs_are_known() -> None:
    found: dict[str, set[str]] = {}
    for module in modules_of(ROOT / "screening"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.keyword)
                and node.arg == "everywhere"
                and isinstance(node.value, ast.Attribute)
            ):
                name = module.relative_to(ROOT / "screening").as_posix()
                found.setdefault(name, set()).add(node.value.attr)
    assert found == LOOKING_ACROSS


RAW = {"store/copying.py", "store/schema.py", "store/store.py", "store/tenancy.py"}


def test_nobody_else_goes_round_the_guard() -> None:
    """A statement on the connection itself is narrowed by nobody; on SQLite nothing else would stop it."""
    found = set()
    for module in modules_of(ROOT / "screening"):
        name = module.relative_to(ROOT / "screening").as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in {"connection", "exec_driver_sql"}:
                found.add(name)
            if isinstance(node, ast.Attribute) and ast.unparse(node).endswith("store.engine"):
                found.add(name)
    assert {name for name in found if not name.startswith("store/migrations/")} <= RAW
