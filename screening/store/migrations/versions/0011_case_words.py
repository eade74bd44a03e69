"""The log and the list of who has seen what take the words of cases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from screening.store.errors import SchemaMismatch

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Written out, not imported: a step must do the same however the program changes later.
SIGHTS_BEFORE = (
    "availability",
    "reason",
    "band",
    "result",
    "answers",
    "plan",
    "report",
    "care_item",
    "personal_details",
    "export",
)
NEW_SIGHTS = ("case",)
EVENTS_BEFORE = (
    "screening_submitted",
    "drafts_removed",
    "clock_jumped",
    "outdated_rules_accepted",
    "recall_run",
    "recall_closed",
    "programme_started",
    "programme_changed",
    "session_reported",
    "calendar_opened",
    "calendar_closed",
    "signed_in",
    "sign_in_refused",
    "signed_out",
    "account_made",
    "factor_changed",
    "role_changed",
    "club_made",
    "roster_imported",
    "roster_undone",
    "roster_changed",
    "squad_changed",
    "round_opened",
    "round_changed",
    "invitation_sent",
    "invitation_used",
    "invitation_revoked",
    "record_viewed",
    "exported",
    "erased",
    "consent_given",
    "consent_withdrawn",
    "care_item_taken",
    "care_item_closed",
    "care_item_escalated",
    "hold_set",
    "hold_lifted",
    "retention_applied",
)
NEW_EVENTS = (
    "case_opened",
    "case_changed",
    "cases_tended",
    "case_link_made",
    "case_link_revoked",
    "case_file_imported",
    "case_file_undone",
)
DIGESTS = ("previous_digest", "entry_digest")

REFUSALS = {
    "viewed": "rows of viewed are never changed or deleted",
    "audit_entry": "rows of audit_entry are never changed or deleted",
}
SAME_ROW = {
    "viewed": "id = NEW.id",
    "audit_entry": "id = NEW.id OR entry_digest = NEW.entry_digest",
}
NEVER_REMOVED = ("audit_entry",)


def upgrade() -> None:
    _allow(SIGHTS_BEFORE + NEW_SIGHTS, EVENTS_BEFORE + NEW_EVENTS)


def downgrade() -> None:
    _refuse_if_used("viewed", "what", NEW_SIGHTS)
    _refuse_if_used("audit_entry", "event", NEW_EVENTS)
    _allow(SIGHTS_BEFORE, EVENTS_BEFORE)


def _allow(sights: tuple[str, ...], events: tuple[str, ...]) -> None:
    """The words that two tables take from now on."""
    with _made_anew("viewed", "sight") as table:
        table.create_check_constraint(op.f("ck_viewed_sight"), sa.column("what").in_(sights))
    with _made_anew("audit_entry", "event") as table:
        table.create_check_constraint(op.f("ck_audit_entry_event"), sa.column("event").in_(events))
        if op.get_bind().dialect.name == "sqlite":
            for name in DIGESTS:
                table.create_check_constraint(
                    op.f(f"ck_audit_entry_{name}_is_sha256"), f"length({name}) = 64"
                )


@contextmanager
def _made_anew(table: str, old_check: str) -> Iterator[BatchOperations]:
    """Replace a check. SQLite copies the table for it, and forgets its checks, its triggers and its count."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        op.drop_constraint(op.f(f"ck_{table}_{old_check}"), table, type_="check")
        with op.batch_alter_table(table) as batch:
            yield batch
        return
    last = bind.execute(
        sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table}
    ).scalar()
    with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}) as batch:
        yield batch
    bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
    if last is not None:
        bind.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"),
            {"table": table, "last": last},
        )
    _guard(table)


def _refuse_if_used(table: str, column: str, words: tuple[str, ...]) -> None:
    """Go back only while no row uses a new word: such rows are never removed, and the chain holds them."""
    known: sa.BindParameter[list[str]] = sa.bindparam("words", list(words), expanding=True)
    wanted = sa.text(f"SELECT count(*) FROM {table} WHERE {column} IN :words").bindparams(known)  # noqa: S608
    count = op.get_bind().execute(wanted).scalar()
    if count:
        raise SchemaMismatch(
            f"{count} rows of {table} tell of cases, and rows of it are never removed; "
            "restore the backup made before the upgrade"
        )


def _may_be_removed(table: str) -> str:
    """The condition under which a row may go; OLD is the row."""
    if table in NEVER_REMOVED:
        return "1 = 0"
    return f"EXISTS (SELECT 1 FROM erasure_permit WHERE table_name = '{table}' AND row_id = OLD.id)"  # noqa: S608


def _guard(table: str) -> None:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{REFUSALS[table]}'); END"
    op.execute(f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} {refusal}")
    same = f"SELECT 1 FROM {table} WHERE {SAME_ROW[table]}"  # noqa: S608 - both written out above
    op.execute(
        f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN EXISTS ({same}) "
        "BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: this row exists'); END"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
        f"WHEN NOT ({_may_be_removed(table)}) {refusal}"
    )
