"""Drafts, screenings that nobody can change, and the audit entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
MOMENT = sa.DateTime(timezone=True)
URGENCIES = ("T1", "T2", "T3", "T4", "T5")
RISK_STATUSES = ("scored", "not_enough_information", "not_scored")
BANDS = ("low", "moderate", "high", "very_high")
EVENTS = ("screening_submitted", "drafts_removed", "clock_jumped")

SQLITE_GUARDS = (
    """CREATE TRIGGER screening_refuse_update BEFORE UPDATE ON screening
       BEGIN SELECT RAISE(ABORT, 'screenings are never changed'); END""",
    """CREATE TRIGGER screening_refuse_delete BEFORE DELETE ON screening
       BEGIN SELECT RAISE(ABORT, 'screenings are never deleted'); END""",
    # REPLACE deletes without asking the trigger above, so an insert that would replace is refused as well.
    """CREATE TRIGGER screening_refuse_replace BEFORE INSERT ON screening
       WHEN EXISTS (SELECT 1 FROM screening WHERE id = NEW.id
                    OR token_digest = NEW.token_digest OR draft_digest = NEW.draft_digest
                    OR submission_key = NEW.submission_key OR check_code = NEW.check_code)
       BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: this screening exists'); END""",
)
POSTGRES_GUARDS = (
    """CREATE FUNCTION screening_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'screenings are never changed or deleted'
       USING ERRCODE = 'restrict_violation'; END $$""",
    """CREATE TRIGGER screening_refuse_change BEFORE UPDATE OR DELETE ON screening
       FOR EACH ROW EXECUTE FUNCTION screening_refuse_change()""",
    """CREATE TRIGGER screening_refuse_truncate BEFORE TRUNCATE ON screening
       FOR EACH STATEMENT EXECUTE FUNCTION screening_refuse_change()""",
)


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=True, length=40, name=name)


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("pages_done", sa.JSON(), nullable=False),
        sa.Column("interrupts_shown", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("token_digest", name="uq_draft_token_digest"),
        sa.UniqueConstraint("code_digest", name="uq_draft_code_digest"),
        sa.CheckConstraint("length(token_digest) = 64", name=op.f("ck_draft_token_digest_is_sha256")),
        sa.CheckConstraint("length(code_digest) = 64", name=op.f("ck_draft_code_digest_is_sha256")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_draft_version_counts_from_one")),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_draft_expires_after_creation")),
        sa.CheckConstraint("updated_at >= created_at", name=op.f("ck_draft_updated_after_creation")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_expires_at", "draft", ["expires_at"])
    op.create_table(
        "screening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("draft_digest", sa.String(64), nullable=False),
        sa.Column("submission_key", sa.String(64), nullable=False),
        sa.Column("check_code", sa.String(16), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("valid_until", MOMENT, nullable=False),
        sa.Column("urgency", _one_of(URGENCIES, "urgency"), nullable=True),
        sa.Column("risk_status", _one_of(RISK_STATUSES, "riskstatus"), nullable=False),
        sa.Column("band", _one_of(BANDS, "band"), nullable=True),
        sa.Column("rulebook_version", sa.String(40), nullable=False),
        sa.Column("rulebook_digest", sa.String(80), nullable=False),
        sa.Column("engine_version", sa.String(40), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("assessment", sa.JSON(), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_screening"),
        sa.UniqueConstraint("token_digest", name="uq_screening_token_digest"),
        sa.UniqueConstraint("draft_digest", name="uq_screening_draft_digest"),
        sa.UniqueConstraint("submission_key", name="uq_screening_submission_key"),
        sa.UniqueConstraint("check_code", name="uq_screening_check_code"),
        sa.CheckConstraint("length(token_digest) = 64", name=op.f("ck_screening_token_digest_is_sha256")),
        sa.CheckConstraint("length(draft_digest) = 64", name=op.f("ck_screening_draft_digest_is_sha256")),
        sa.CheckConstraint("length(submission_key) = 64", name=op.f("ck_screening_submission_key_is_sha256")),
        sa.CheckConstraint(
            "band IS NULL OR risk_status = 'scored'", name=op.f("ck_screening_band_only_when_scored")
        ),
        sa.CheckConstraint("valid_until > taken_at", name=op.f("ck_screening_valid_after_taken")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_screening_taken_at", "screening", ["taken_at"])
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("event", _one_of(EVENTS, "event"), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.id"],
            ondelete="RESTRICT",
            name="fk_audit_entry_screening_id_screening",
        ),
        sqlite_autoincrement=True,
    )
    for column in ("at", "event", "screening_id"):
        op.create_index(f"ix_audit_entry_{column}", "audit_entry", [column])
    for statement in SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else POSTGRES_GUARDS:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER screening_refuse_truncate ON screening")
        op.execute("DROP TRIGGER screening_refuse_change ON screening")
        op.execute("DROP FUNCTION screening_refuse_change()")
    op.drop_table("audit_entry")
    op.drop_table("screening")
    op.drop_table("draft")
