"""Decisions about outdated rules, recalls with their closing, and the dates of the rules of a screening."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
MOMENT = sa.DateTime(timezone=True)
URGENCIES = ("T1", "T2", "T3", "T4", "T5")
EVENTS_BEFORE = ("screening_submitted", "drafts_removed", "clock_jumped")
EVENTS = (*EVENTS_BEFORE, "outdated_rules_accepted", "recall_run", "recall_closed")
DATES = ("rules_valid_from", "rules_review_by")

APPEND_ONLY = {
    "rules_decision": "id = NEW.id",
    "recall_run": "id = NEW.id",
    "recall": "id = NEW.id OR (screening_id = NEW.screening_id AND rulebook_digest = NEW.rulebook_digest)",
    "recall_closing": "id = NEW.id OR recall_id = NEW.recall_id",
}
"""Tables of which no row is ever changed or removed, with what makes a new row the same as an old one."""


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=True, length=40, name=name)


def upgrade() -> None:
    for name in DATES:
        op.add_column("screening", sa.Column(name, sa.String(10), nullable=True))
    _allow_events(EVENTS)
    _create_tables()
    guard = _guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgres
    for table in APPEND_ONLY:
        guard(table)


def downgrade() -> None:
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP FUNCTION {table}_refuse_change()")
    op.execute(sa.text("DELETE FROM audit_entry WHERE event NOT IN :known").bindparams(_known()))
    _allow_events(EVENTS_BEFORE)
    for name in DATES:
        op.drop_column("screening", name)


def _known() -> sa.BindParameter[list[str]]:
    return sa.bindparam("known", list(EVENTS_BEFORE), expanding=True)


def _create_tables() -> None:
    op.create_table(
        "rules_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("rulebook_version", sa.String(40), nullable=False),
        sa.Column("rulebook_digest", sa.String(80), nullable=False),
        sa.Column("valid_until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rules_decision"),
        sa.CheckConstraint("valid_until > decided_at", name=op.f("ck_rules_decision_ends_after_decision")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_rules_decision_has_reason")),
        sa.CheckConstraint("length(decided_by) > 0", name=op.f("ck_rules_decision_has_name")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rules_decision_rulebook_digest", "rules_decision", ["rulebook_digest"])
    op.create_table(
        "recall_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ran_at", MOMENT, nullable=False),
        sa.Column("rulebook_version", sa.String(40), nullable=False),
        sa.Column("rulebook_digest", sa.String(80), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recall_run"),
        sa.CheckConstraint("checked >= 0", name=op.f("ck_recall_run_counts_checked")),
        sa.CheckConstraint("listed >= 0 AND listed <= checked", name=op.f("ck_recall_run_counts_listed")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recall_run_rulebook_digest", "recall_run", ["rulebook_digest"])
    op.create_table(
        "recall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("listed_at", MOMENT, nullable=False),
        sa.Column("rulebook_version", sa.String(40), nullable=False),
        sa.Column("rulebook_digest", sa.String(80), nullable=False),
        sa.Column("old_urgency", _one_of(URGENCIES, "old_urgency"), nullable=True),
        sa.Column("new_urgency", _one_of(URGENCIES, "new_urgency"), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("how_soon", sa.Text(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recall"),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screening.id"], ondelete="RESTRICT", name="fk_recall_screening_id_screening"
        ),
        sa.UniqueConstraint("screening_id", "rulebook_digest", name="uq_recall_screening_id_rulebook_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recall_screening_id", "recall", ["screening_id"])
    op.create_table(
        "recall_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recall_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=False),
        sa.Column("closed_by", sa.String(80), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recall_closing"),
        sa.ForeignKeyConstraint(
            ["recall_id"], ["recall.id"], ondelete="RESTRICT", name="fk_recall_closing_recall_id_recall"
        ),
        sa.UniqueConstraint("recall_id", name="uq_recall_closing_recall_id"),
        sa.CheckConstraint("length(closed_by) > 0", name=op.f("ck_recall_closing_has_name")),
        sa.CheckConstraint("length(note) > 0", name=op.f("ck_recall_closing_has_note")),
        sqlite_autoincrement=True,
    )


def _allow_events(events: tuple[str, ...]) -> None:
    """Let the audit entries hold these kinds; SQLite cannot change a check, so there the table is copied."""
    if op.get_bind().dialect.name == "postgresql":
        listed = ", ".join(f"'{event}'" for event in events)
        op.execute("ALTER TABLE audit_entry DROP CONSTRAINT ck_audit_entry_event")
        op.execute(f"ALTER TABLE audit_entry ADD CONSTRAINT ck_audit_entry_event CHECK (event IN ({listed}))")
        return
    op.create_table(
        "audit_entry_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        # The check is named apart: the convention would name it after the copy.
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.CheckConstraint(sa.column("event").in_(events), name=op.f("ck_audit_entry_event")),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.id"],
            ondelete="RESTRICT",
            name="fk_audit_entry_screening_id_screening",
        ),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO audit_entry_copy SELECT id, at, event, screening_id, amount FROM audit_entry")
    op.drop_table("audit_entry")
    op.rename_table("audit_entry_copy", "audit_entry")
    for column in ("at", "event", "screening_id"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column])


def _guard_sqlite(table: str) -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        )
    # REPLACE deletes without asking the trigger above, so an insert that would replace is refused as well.
    same = f"SELECT 1 FROM {table} WHERE {APPEND_ONLY[table]}"  # noqa: S608 - both written out above
    op.execute(
        f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN EXISTS ({same}) "
        "BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: this row exists'); END"
    )


def _guard_postgres(table: str) -> None:
    op.execute(
        f"CREATE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION 'rows of {table} are never changed or deleted' "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_change()"
    )
