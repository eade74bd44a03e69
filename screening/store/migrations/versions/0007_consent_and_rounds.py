"""What athletes allow and who has seen what; rounds, invitations, and whose a screening is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT, check, one_of, points

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
TABLES = ("consent", "viewed", "tombstone", "round", "poster", "club_screening", "invitation")


def upgrade() -> None:
    _create_consent()
    _create_viewed()
    _create_tombstone()
    _create_round()
    _create_poster()
    _create_club_screening()
    _create_invitation()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose",
            one_of(
                "purpose", "processing", "coach_reasons", "coach_band", "physio_clinical", "research_export"
            ),
            nullable=False,
        ),
        sa.Column("text_version", sa.String(40), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("by_whom", one_of("consentby", "athlete", "guardian", "staff_paper"), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("how", one_of("consenthow", "link", "signed_in", "paper"), nullable=False),
        points("consent", "account_id", other="account"),
        points("consent", "club_id", "athlete_id", other="athlete"),
        points("consent", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_club_id_athlete_id_purpose", "consent", ["club_id", "athlete_id", "purpose"])


def _create_viewed() -> None:
    op.create_table(
        "viewed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "what",
            one_of(
                "sight",
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
            ),
            nullable=False,
        ),
        sa.Column("at", MOMENT, nullable=False),
        points("viewed", "account_id", other="account"),
        points("viewed", "club_id", "athlete_id", other="athlete"),
        points("viewed", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewed")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_viewed_account_id_at", "viewed", ["account_id", "at"])
    op.create_index("ix_viewed_club_id_athlete_id_at", "viewed", ["club_id", "athlete_id", "at"])


def _create_tombstone() -> None:
    op.create_table(
        "tombstone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("subject_digest", sa.String(64), nullable=False),
        sa.Column("erased_at", MOMENT, nullable=False),
        check("tombstone", "subject_digest_is_sha256", "length(subject_digest) = 64"),
        points("tombstone", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstone")),
        sa.UniqueConstraint("club_id", "subject_digest", name=op.f("uq_tombstone_club_id_subject_digest")),
        sqlite_autoincrement=True,
    )


def _create_round() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("squad_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("repeat_weeks", sa.Integer(), nullable=True),
        sa.Column("kind", one_of("roundkind", "opened", "repeated"), nullable=False),
        check("round", "closes_after_opening", "closes_at > opens_at"),
        check("round", "has_name", "length(name) > 0"),
        check("round", "repeats_within_reason", "repeat_weeks BETWEEN 1 AND 104"),
        points("round", "club_id", "squad_id", other="squad"),
        points("round", "club_id", other="club"),
        points("round", "created_by", other="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("club_id", "id", name=op.f("uq_round_club_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_round_closes_at", "round", ["closes_at"])
    op.create_index("ix_round_club_id_squad_id_opens_at", "round", ["club_id", "squad_id", "opens_at"])


def _create_poster() -> None:
    op.create_table(
        "poster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        check("poster", "closes_after_creation", "closes_at > created_at"),
        check("poster", "token_digest_is_sha256", "length(token_digest) = 64"),
        points("poster", "club_id", "round_id", other="round"),
        points("poster", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poster")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_poster_token_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_poster_club_id_round_id", "poster", ["club_id", "round_id"])


def _create_club_screening() -> None:
    op.create_table(
        "club_screening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("filled_by", one_of("filledby", "athlete", "guardian", "coach", "physio"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("coach_facts", sa.JSON(), nullable=True),
        points("club_screening", "club_id", "athlete_id", other="athlete"),
        points("club_screening", "club_id", "round_id", other="round"),
        points("club_screening", "club_id", other="club"),
        points("club_screening", "screening_id", other="screening"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_club_screening")),
        sa.UniqueConstraint(
            "club_id",
            "athlete_id",
            "screening_id",
            name=op.f("uq_club_screening_club_id_athlete_id_screening_id"),
        ),
        sa.UniqueConstraint("screening_id", name=op.f("uq_club_screening_screening_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_club_screening_club_id_athlete_id_at", "club_screening", ["club_id", "athlete_id", "at"]
    )
    op.create_index("ix_club_screening_club_id_round_id", "club_screening", ["club_id", "round_id"])


def _create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("screening_id", sa.Integer(), nullable=True),
        sa.Column("last_reminded_at", MOMENT, nullable=True),
        sa.Column("filled_by", one_of("filledby", "athlete", "guardian", "coach", "physio"), nullable=True),
        sa.Column("on_shared_device", sa.Boolean(), nullable=False),
        check("invitation", "expires_after_creation", "expires_at > created_at"),
        check("invitation", "code_digest_is_sha256", "length(code_digest) = 64"),
        check("invitation", "token_digest_is_sha256", "length(token_digest) = 64"),
        check("invitation", "used_when_answered", "screening_id IS NULL OR used_at IS NOT NULL"),
        points(
            "invitation",
            "club_id",
            "athlete_id",
            "screening_id",
            other="club_screening",
            to=("club_id", "athlete_id", "screening_id"),
        ),
        points("invitation", "club_id", "athlete_id", other="athlete"),
        points("invitation", "club_id", "round_id", other="round"),
        points("invitation", "club_id", other="club"),
        points("invitation", "draft_id", other="draft", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("club_id", "code_digest", name=op.f("uq_invitation_club_id_code_digest")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_invitation_draft_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitation_club_id_athlete_id", "invitation", ["club_id", "athlete_id"])
    op.create_index("ix_invitation_club_id_round_id", "invitation", ["club_id", "round_id"])
    op.create_index("ix_invitation_expires_at", "invitation", ["expires_at"])
