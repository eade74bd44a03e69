"""The list of care, imports of rosters, and mails that wait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT, check, one_of, points

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
TABLES = ("care_item", "roster_import", "outgoing_mail")


def upgrade() -> None:
    _create_care_item()
    _create_roster_import()
    _create_outgoing_mail()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_care_item() -> None:
    op.create_table(
        "care_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("urgency", one_of("urgency", "T1", "T2", "T3", "T4", "T5"), nullable=False),
        sa.Column("listed_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("owner_account_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.Column("first_read_at", MOMENT, nullable=True),
        sa.Column("escalated_at", MOMENT, nullable=True),
        sa.Column(
            "outcome",
            one_of("careoutcome", "seen", "referred", "spoken_with", "elsewhere", "not_reached"),
            nullable=True,
        ),
        sa.Column("outcome_note", sa.String(500), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check("care_item", "closed_by_somebody", "(closed_at IS NULL) = (closed_by IS NULL)"),
        check("care_item", "closed_with_outcome", "(closed_at IS NULL) = (outcome IS NULL)"),
        check("care_item", "taken_by_somebody", "(owner_account_id IS NULL) = (taken_at IS NULL)"),
        check("care_item", "closed_after_listing", "closed_at >= listed_at"),
        check("care_item", "due_after_listing", "due_at >= listed_at"),
        check("care_item", "version_counts_from_one", "version >= 1"),
        points("care_item", "closed_by", other="account"),
        points(
            "care_item",
            "club_id",
            "athlete_id",
            "screening_id",
            other="club_screening",
            to=("club_id", "athlete_id", "screening_id"),
        ),
        points("care_item", "club_id", other="club"),
        points("care_item", "owner_account_id", other="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_item")),
        sa.UniqueConstraint("screening_id", name=op.f("uq_care_item_screening_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_care_item_club_id_athlete_id", "care_item", ["club_id", "athlete_id"])
    op.create_index("ix_care_item_club_id_closed_at_due_at", "care_item", ["club_id", "closed_at", "due_at"])


def _create_roster_import() -> None:
    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column(
            "state", one_of("importstate", "previewed", "confirmed", "undone", "expired"), nullable=False
        ),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("preview", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        check("roster_import", "undone_at_some_time", "(state = 'undone') = (undone_at IS NOT NULL)"),
        check(
            "roster_import",
            "confirmed_at_some_time",
            "state NOT IN ('confirmed', 'undone') OR confirmed_at IS NOT NULL",
        ),
        points("roster_import", "by_account_id", other="account"),
        points("roster_import", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_roster_import_club_id_at", "roster_import", ["club_id", "at"])


def _create_outgoing_mail() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("to_address", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_problem", sa.String(200), nullable=True),
        check("outgoing_mail", "attempts_not_negative", "attempts >= 0"),
        check("outgoing_mail", "sent_after_creation", "sent_at >= created_at"),
        points("outgoing_mail", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_mail_club_id_created_at", "outgoing_mail", ["club_id", "created_at"])
    op.create_index("ix_outgoing_mail_sent_at", "outgoing_mail", ["sent_at"])
