"""Migrations build the tables the program works with, can be undone, keep data, and refuse what is newer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from screening.store import Store, schema
from screening.store.base import Base
from screening.store.errors import SchemaMismatch
from screening.store.tables import DraftRow, ScreeningRow
from tests.support.store_rows import draft_row, screening_row


def _differences(store: Store) -> list[object]:
    with store.read() as tx:
        context = MigrationContext.configure(
            tx.connection(), opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, Base.metadata))


def _checks(store: Store) -> dict[str, set[str]]:
    inspector = sa.inspect(store.engine)
    return {
        table: {str(check["name"]) for check in inspector.get_check_constraints(table)}
        for table in Base.metadata.tables
    }


def test_the_newest_version_has_exactly_the_tables_of_the_program(any_store: Store) -> None:
    assert _differences(any_store) == []


def test_the_newest_version_has_exactly_the_checks_of_the_program(any_store: Store) -> None:
    wanted = {
        name: {
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, sa.CheckConstraint)
        }
        for name, table in Base.metadata.tables.items()
    }
    assert _checks(any_store) == wanted


def test_a_column_the_migrations_do_not_know_is_noticed(any_store: Store) -> None:
    with any_store.write() as tx:
        tx.connection().exec_driver_sql("ALTER TABLE draft ADD COLUMN shoe_size INTEGER")
    assert len(_differences(any_store)) == 1


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint!r}"


def test_upgrading_again_changes_nothing(any_store: Store) -> None:
    assert schema.upgrade(any_store) == schema.newest_version()
    assert _differences(any_store) == []


def test_down_undoes_up(any_store: Store) -> None:
    schema.downgrade(any_store)
    assert set(sa.inspect(any_store.engine).get_table_names()) <= {"alembic_version", "sqlite_sequence"}
    assert schema.upgrade(any_store) == schema.newest_version()
    assert _differences(any_store) == []


def test_data_survive_an_upgrade_that_finds_them_there(any_store: Store) -> None:
    with any_store.write() as tx:
        tx.add_all([draft_row(), screening_row()])
    schema.upgrade(any_store)
    with any_store.read() as tx:
        assert tx.scalars(sa.select(DraftRow)).one().answers == {"age": 24}
        assert tx.scalars(sa.select(ScreeningRow)).one().view == {"title": "Äpfel ≤ 3"}


def test_the_steps_are_one_line_without_branches() -> None:
    script = ScriptDirectory.from_config(schema._config())
    assert len(script.get_heads()) == 1
    names = [step.revision for step in reversed(list(script.walk_revisions()))]
    assert names == [f"{number:04}" for number in range(1, len(names) + 1)]


def test_an_empty_database_has_to_be_upgraded_first(empty_store: Store) -> None:
    with pytest.raises(SchemaMismatch, match="screening db upgrade"):
        schema.require_current(empty_store)


def test_tables_of_a_newer_program_are_left_alone(any_store: Store) -> None:
    with any_store.write() as tx:
        tx.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for step in (schema.require_current, schema.upgrade, schema.downgrade):
        with pytest.raises(SchemaMismatch, match="9999, newer than this program"):
            step(any_store)
    with any_store.read() as tx:
        assert tx.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
