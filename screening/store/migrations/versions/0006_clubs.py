"""Clubs, squads, the people of a club, athletes and their guardians."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT, check, one_of, points

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
TABLES = ("club", "squad", "membership", "membership_squad", "athlete", "squad_place", "guardian_link")


def upgrade() -> None:
    _create_club()
    _create_squad()
    _create_membership()
    _create_membership_squad()
    _create_athlete()
    _create_squad_place()
    _create_guardian_link()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_club() -> None:
    op.create_table(
        "club",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("responsible_clinician", sa.String(120), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retention_months", sa.Integer(), nullable=False),
        sa.Column("import_columns", sa.JSON(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        check("club", "country_has_two_letters", "length(country) = 2"),
        check("club", "has_name", "length(name) > 0"),
        check("club", "retention_within_reason", "retention_months BETWEEN 1 AND 240"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_club")),
        sqlite_autoincrement=True,
    )


def _create_squad() -> None:
    op.create_table(
        "squad",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("sport", sa.String(40), nullable=True),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.Column("week", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check("squad", "has_name", "length(name) > 0"),
        check("squad", "version_counts_from_one", "version >= 1"),
        points("squad", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_squad")),
        sa.UniqueConstraint("club_id", "id", name=op.f("uq_squad_club_id_id")),
        sqlite_autoincrement=True,
    )


def _create_membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            one_of("role", "athlete", "guardian", "coach", "physio", "doctor", "administrator"),
            nullable=False,
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        check("membership", "ended_after_creation", "ended_at >= created_at"),
        points("membership", "account_id", other="account"),
        points("membership", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("club_id", "id", name=op.f("uq_membership_club_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_membership_account_id", "membership", ["account_id"])
    op.create_index(
        "ix_membership_open",
        "membership",
        ["club_id", "account_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _create_membership_squad() -> None:
    op.create_table(
        "membership_squad",
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("squad_id", sa.Integer(), nullable=False),
        points("membership_squad", "club_id", "membership_id", other="membership"),
        points("membership_squad", "club_id", "squad_id", other="squad"),
        points("membership_squad", "club_id", other="club"),
        sa.PrimaryKeyConstraint("membership_id", "squad_id", name=op.f("pk_membership_squad")),
    )
    op.create_index("ix_membership_squad_club_id_squad_id", "membership_squad", ["club_id", "squad_id"])


def _create_athlete() -> None:
    op.create_table(
        "athlete",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("name_key", sa.String(320), nullable=False),
        sa.Column("birth_date", sa.String(10), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("club_key", sa.String(60), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("held_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check(
            "athlete",
            "birth_year_is_that_of_the_date",
            "CAST(substr(birth_date, 1, 4) AS INTEGER) = birth_year",
        ),
        check("athlete", "birth_year_within_reason", "birth_year BETWEEN 1900 AND 2200"),
        check("athlete", "birth_date_is_a_date", "length(birth_date) = 10"),
        check("athlete", "club_key_not_empty", "length(club_key) > 0"),
        check("athlete", "has_name", "length(name) > 0"),
        check("athlete", "version_counts_from_one", "version >= 1"),
        points("athlete", "account_id", other="account"),
        points("athlete", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_athlete")),
        sa.UniqueConstraint("club_id", "id", name=op.f("uq_athlete_club_id_id")),
        sa.UniqueConstraint("seed", name=op.f("uq_athlete_seed")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_athlete_account_id", "athlete", ["account_id"])
    op.create_index("ix_athlete_club_id_name_key", "athlete", ["club_id", "name_key"])
    op.create_index(
        "ix_athlete_club_key",
        "athlete",
        ["club_id", "club_key"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def _create_squad_place() -> None:
    op.create_table(
        "squad_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("squad_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        check("squad_place", "ends_after_start", "until >= since"),
        points("squad_place", "club_id", "athlete_id", other="athlete"),
        points("squad_place", "club_id", "squad_id", other="squad"),
        points("squad_place", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_squad_place")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_squad_place_club_id_athlete_id", "squad_place", ["club_id", "athlete_id"])
    op.create_index(
        "ix_squad_place_open",
        "squad_place",
        ["club_id", "squad_id", "athlete_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _create_guardian_link() -> None:
    op.create_table(
        "guardian_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        check("guardian_link", "ended_after_creation", "ended_at >= created_at"),
        check("guardian_link", "has_name", "length(name) > 0"),
        points("guardian_link", "account_id", other="account"),
        points("guardian_link", "club_id", "athlete_id", other="athlete"),
        points("guardian_link", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_link")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_guardian_link_account_id", "guardian_link", ["account_id"])
    op.create_index("ix_guardian_link_club_id_athlete_id", "guardian_link", ["club_id", "athlete_id"])
