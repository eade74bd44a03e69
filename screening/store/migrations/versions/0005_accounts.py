"""Accounts, their second factors and sign-ins, counted attempts, and secrets that work once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT, check, one_of, points

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
TABLES = ("account", "passkey", "recovery_code", "sign_in", "attempt", "setup_secret")


def upgrade() -> None:
    _create_account()
    _create_passkey()
    _create_recovery_code()
    _create_sign_in()
    _create_attempt()
    _create_setup_secret()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(320), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=True),
        sa.Column("totp_sealed", sa.String(500), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("password_changed_at", MOMENT, nullable=True),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check("account", "has_email", "length(email) > 0"),
        check("account", "version_counts_from_one", "version >= 1"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email_key", name=op.f("uq_account_email_key")),
        sqlite_autoincrement=True,
    )


def _create_passkey() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=True),
        check("passkey", "sign_count_not_negative", "sign_count >= 0"),
        points("passkey", "account_id", other="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])


def _create_recovery_code() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(64), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        check("recovery_code", "code_digest_is_sha256", "length(code_digest) = 64"),
        points("recovery_code", "account_id", other="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])


def _create_sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("proved_at", MOMENT, nullable=False),
        sa.Column("second_factor_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("device", sa.String(80), nullable=False),
        check("sign_in", "seen_after_creation", "last_seen_at >= created_at"),
        check("sign_in", "token_digest_is_sha256", "length(token_digest) = 64"),
        points("sign_in", "account_id", other="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_index("ix_sign_in_last_seen_at", "sign_in", ["last_seen_at"])


def _create_attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("key_digest", sa.String(64), nullable=False),
        sa.Column("window_start", MOMENT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        check("attempt", "counts_from_one", "count >= 1"),
        check("attempt", "key_digest_is_sha256", "length(key_digest) = 64"),
        sa.PrimaryKeyConstraint("key_digest", "window_start", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_window_start", "attempt", ["window_start"])


def _create_setup_secret() -> None:
    op.create_table(
        "setup_secret",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "purpose", one_of("secretpurpose", "first_run", "set_password", "reset_password"), nullable=False
        ),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("secret_digest", sa.String(64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        check("setup_secret", "password_of_somebody", "(purpose = 'first_run') = (account_id IS NULL)"),
        check("setup_secret", "secret_digest_is_sha256", "length(secret_digest) = 64"),
        points("setup_secret", "account_id", other="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setup_secret")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_setup_secret_secret_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_setup_secret_account_id", "setup_secret", ["account_id"])
