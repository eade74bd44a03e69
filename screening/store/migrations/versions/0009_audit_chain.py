"""Chained audit entries, removal by erasure only, and row-level security where the database has it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT, check, points

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# Written out, not imported: a step must do the same however the program changes later.
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
)
EVENTS = (
    *EVENTS_BEFORE,
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
NEW_COLUMNS = (
    ("club_id", sa.Integer()),
    ("account_id", sa.Integer()),
    ("athlete_id", sa.Integer()),
    ("request_id", sa.String(40)),
    ("address_digest", sa.String(64)),
    ("detail", sa.JSON()),
    ("previous_digest", sa.String(64)),
    ("entry_digest", sa.String(64)),
)
ALWAYS_THERE = ("detail", "previous_digest", "entry_digest")
NEW_INDEXES = (("club_id", "at"), ("account_id", "at"), ("athlete_id",))

REFUSALS = {
    "screening": "screenings are never changed or deleted",
    "session_report": "rows of session_report are never changed or deleted",
    "recall": "rows of recall are never changed or deleted",
    "recall_closing": "rows of recall_closing are never changed or deleted",
    "club_screening": "rows of club_screening are never changed or deleted",
    "consent": "rows of consent are never changed or deleted",
    "viewed": "rows of viewed are never changed or deleted",
    "audit_entry": "rows of audit_entry are never changed or deleted",
    "tombstone": "rows of tombstone are never changed or deleted",
}
"""Tables of which no row is ever changed; removed only with a permit, those of the last two never."""
GUARDED_BEFORE = ("screening", "session_report", "recall", "recall_closing")
NEVER_REMOVED = ("audit_entry", "tombstone")
SAME_ROW = {
    "club_screening": "id = NEW.id OR screening_id = NEW.screening_id",
    "consent": "id = NEW.id",
    "viewed": "id = NEW.id",
    "audit_entry": "id = NEW.id OR entry_digest = NEW.entry_digest",
    "tombstone": "id = NEW.id OR (club_id = NEW.club_id AND subject_digest = NEW.subject_digest)",
}
"""What makes a new row the same as an old one, for tables that get their guards here."""

CLUB_OWNED = (
    "squad",
    "membership",
    "membership_squad",
    "athlete",
    "squad_place",
    "guardian_link",
    "consent",
    "viewed",
    "tombstone",
    "round",
    "poster",
    "club_screening",
    "invitation",
    "care_item",
    "roster_import",
    "outgoing_mail",
)


def upgrade() -> None:
    _add_audit_columns()
    _create_audit_head()
    _chain_entries()
    _require_audit_columns()
    _create_erasure_permit()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in REFUSALS:
        _guard_on_sqlite(table) if on_sqlite else _guard_on_postgres(table)
    if not on_sqlite:
        for table in ("club", *CLUB_OWNED):
            _secure(table, "id" if table == "club" else "club_id")


def _add_audit_columns() -> None:
    with op.batch_alter_table("audit_entry", table_kwargs={"sqlite_autoincrement": True}) as table:
        for name, kind in NEW_COLUMNS:
            table.add_column(sa.Column(name, kind, nullable=True))
        # Entries stay when the screening they tell of is erased.
        table.drop_constraint(op.f("fk_audit_entry_screening_id_screening"), type_="foreignkey")


def _create_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("last_digest", sa.String(64), nullable=False),
        check("audit_head", "is_one_row", "id = 1"),
        check("audit_head", "entries_not_negative", "entries >= 0"),
        check("audit_head", "last_digest_is_sha256", "length(last_digest) = 64"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


_ENTRY = sa.table(
    "audit_entry",
    sa.column("id", sa.Integer()),
    sa.column("at", MOMENT),
    sa.column("event", sa.String()),
    sa.column("screening_id", sa.Integer()),
    sa.column("amount", sa.Integer()),
    sa.column("detail", sa.JSON()),
    sa.column("previous_digest", sa.String()),
    sa.column("entry_digest", sa.String()),
)
_HEAD = sa.table("audit_head", *map(sa.column, ("id", "entries", "last_id", "last_digest")))


def _chain_entries() -> None:
    """Give the entries that are there the digests they would have had."""
    bind = op.get_bind()
    before, last_id = "0" * 64, 0
    found = bind.execute(
        sa.select(_ENTRY.c.id, _ENTRY.c.at, _ENTRY.c.event, _ENTRY.c.screening_id, _ENTRY.c.amount).order_by(
            _ENTRY.c.id
        )
    ).all()
    for row in found:
        last_id = row.id
        fields = {**row._mapping, "detail": {}, "previous_digest": before}
        digest = _digest(fields)
        bind.execute(
            sa.update(_ENTRY)
            .where(_ENTRY.c.id == row.id)
            .values(detail={}, previous_digest=before, entry_digest=digest)
        )
        before = digest
    bind.execute(sa.insert(_HEAD).values(id=1, entries=len(found), last_id=last_id, last_digest=before))


def _digest(fields: dict[str, Any]) -> str:
    at = fields["at"]
    # SQLite keeps no zone; what went in was UTC. PostgreSQL speaks UTC to us.
    fields["at"] = f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}+00:00"
    plain = {name: value for name, value in fields.items() if value is not None}
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _require_audit_columns() -> None:
    event = sa.column("event").in_(EVENTS)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_audit_entry_event"), "audit_entry", type_="check")
    with op.batch_alter_table("audit_entry", table_kwargs={"sqlite_autoincrement": True}) as table:
        for name in ALWAYS_THERE:
            table.alter_column(name, nullable=False)
        # SQLite forgets checks when it copies a table, so they all come after that.
        table.create_check_constraint(op.f("ck_audit_entry_event"), event)
        for name in ("previous_digest", "entry_digest"):
            table.create_check_constraint(op.f(f"ck_audit_entry_{name}_is_sha256"), f"length({name}) = 64")
        table.create_unique_constraint(op.f("uq_audit_entry_entry_digest"), ["entry_digest"])
    for columns in NEW_INDEXES:
        op.create_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry", list(columns))


def _create_erasure_permit() -> None:
    op.create_table(
        "erasure_permit",
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until_commit", sa.Integer(), nullable=False),
        check("erasure_permit", "points_to_nothing", "until_commit = 0"),
        points("erasure_permit", "until_commit", other="audit_head", ondelete=None, initially="DEFERRED"),
        sa.PrimaryKeyConstraint("table_name", "row_id", name=op.f("pk_erasure_permit")),
    )


def _may_be_removed(table: str) -> str:
    """The condition under which a row may go; OLD is the row."""
    if table in NEVER_REMOVED:
        return "1 = 0"
    return f"EXISTS (SELECT 1 FROM erasure_permit WHERE table_name = '{table}' AND row_id = OLD.id)"  # noqa: S608


def _guard_on_sqlite(table: str) -> None:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{REFUSALS[table]}'); END"
    if table in GUARDED_BEFORE:
        op.execute(f"DROP TRIGGER {table}_refuse_delete")
    else:
        op.execute(f"CREATE TRIGGER {table}_refuse_update BEFORE UPDATE ON {table} {refusal}")
        # REPLACE deletes without asking a trigger, so an insert that would replace is refused as well.
        same = f"SELECT 1 FROM {table} WHERE {SAME_ROW[table]}"  # noqa: S608 - both written out above
        op.execute(
            f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN EXISTS ({same}) "
            "BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: this row exists'); END"
        )
    op.execute(
        f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
        f"WHEN NOT ({_may_be_removed(table)}) {refusal}"
    )


def _guard_on_postgres(table: str) -> None:
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF {_may_be_removed(table)} THEN RETURN OLD; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUSALS[table]}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    if table in GUARDED_BEFORE:
        return
    for name, moment, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{name} BEFORE {moment} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {table}_refuse_change()"
        )


def _secure(table: str, column: str) -> None:
    """Rows of one club for a transaction of this club; also for the owner of the tables."""
    own = (
        f"{column} = NULLIF(current_setting('screening.club', true), '')::integer "
        "OR current_setting('screening.everywhere', true) = 'on'"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY {table}_of_one_club ON {table} USING ({own}) WITH CHECK ({own})")


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if not on_sqlite:
        for table in ("club", *CLUB_OWNED):
            op.execute(f"DROP POLICY {table}_of_one_club ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for table in REFUSALS:
        _unguard_on_sqlite(table) if on_sqlite else _unguard_on_postgres(table)
    op.drop_table("erasure_permit")
    op.drop_table("audit_head")
    _drop_audit_columns()


def _unguard_on_sqlite(table: str) -> None:
    op.execute(f"DROP TRIGGER {table}_refuse_delete")
    if table in GUARDED_BEFORE:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSALS[table]}'); END"
        )
        return
    op.execute(f"DROP TRIGGER {table}_refuse_update")
    op.execute(f"DROP TRIGGER {table}_refuse_replace")


def _unguard_on_postgres(table: str) -> None:
    if table in GUARDED_BEFORE:
        op.execute(
            f"CREATE OR REPLACE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{REFUSALS[table]}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        return
    op.execute(f"DROP TRIGGER {table}_refuse_change ON {table}")
    op.execute(f"DROP TRIGGER {table}_refuse_truncate ON {table}")
    op.execute(f"DROP FUNCTION {table}_refuse_change()")


def _drop_audit_columns() -> None:
    known: sa.BindParameter[list[str]] = sa.bindparam("known", list(EVENTS_BEFORE), expanding=True)
    op.execute(sa.text("DELETE FROM audit_entry WHERE event NOT IN :known").bindparams(known))
    op.execute(
        "UPDATE audit_entry SET screening_id = NULL WHERE screening_id NOT IN (SELECT id FROM screening)"
    )
    for columns in NEW_INDEXES:
        op.drop_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_audit_entry_event"), "audit_entry", type_="check")
    with op.batch_alter_table("audit_entry", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint(op.f("uq_audit_entry_entry_digest"), type_="unique")
        for name in ("previous_digest", "entry_digest"):
            table.drop_constraint(op.f(f"ck_audit_entry_{name}_is_sha256"), type_="check")
        for name, _ in NEW_COLUMNS:
            table.drop_column(name)
        table.create_check_constraint(op.f("ck_audit_entry_event"), sa.column("event").in_(EVENTS_BEFORE))
        table.create_foreign_key(
            op.f("fk_audit_entry_screening_id_screening"),
            "screening",
            ["screening_id"],
            ["id"],
            ondelete="RESTRICT",
        )
