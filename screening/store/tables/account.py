"""Who may sign in, with what, and which sign-ins are open. Accounts belong to no club; memberships do."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import SecretPurpose
from screening.store.base import Base, Digest, IntPk, enum_type

LONGEST_NAME = 120
LONGEST_ADDRESS = 254
LONGEST_KEY = 320
"""A normalised address or name can be longer than what was typed."""

AccountId = Annotated[int, mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))]
"""A number of an account in another table."""


class AccountRow(Base):
    """One person who may sign in. `email_key` is the address as it is compared."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("length(email) > 0", name="has_email"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    email_key: Mapped[str] = mapped_column(String(LONGEST_KEY), unique=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    """None until its owner has set one through a link."""
    totp_sealed: Mapped[str | None] = mapped_column(String(500))
    totp_last_step: Mapped[int | None]
    """The time step of the last code taken, so that none is taken twice."""
    created_at: Mapped[dt.datetime]
    password_changed_at: Mapped[dt.datetime | None]
    disabled_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class PasskeyRow(Base):
    """A passkey of an account."""

    __tablename__ = "passkey"
    __table_args__ = (
        CheckConstraint("sign_count >= 0", name="sign_count_not_negative"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    label: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[dt.datetime]
    last_used_at: Mapped[dt.datetime | None]


class RecoveryCodeRow(Base):
    """A code that stands in for the second factor, once."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        CheckConstraint("length(code_digest) = 64", name="code_digest_is_sha256"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    code_digest: Mapped[Digest]
    used_at: Mapped[dt.datetime | None]


class SignInRow(Base):
    """One browser that is signed in, or was."""

    __tablename__ = "sign_in"
    __table_args__ = (
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("last_seen_at >= created_at", name="seen_after_creation"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime] = mapped_column(index=True)
    proved_at: Mapped[dt.datetime]
    """The last fresh proof of who it is."""
    second_factor_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    device: Mapped[str] = mapped_column(String(80))


class AttemptRow(Base):
    """How often something was tried in a stretch of time, counted for all workers together."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("length(key_digest) = 64", name="key_digest_is_sha256"),
        CheckConstraint("count >= 1", name="counts_from_one"),
    )

    key_digest: Mapped[Digest] = mapped_column(primary_key=True)
    window_start: Mapped[dt.datetime] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]


class SetupSecretRow(Base):
    """A secret that works once: for the first start of the service, or for somebody's password."""

    __tablename__ = "setup_secret"
    __table_args__ = (
        CheckConstraint("length(secret_digest) = 64", name="secret_digest_is_sha256"),
        CheckConstraint("(purpose = 'first_run') = (account_id IS NULL)", name="password_of_somebody"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    purpose: Mapped[SecretPurpose] = mapped_column(enum_type(SecretPurpose), default=SecretPurpose.FIRST_RUN)
    account_id: Mapped[AccountId | None] = mapped_column(index=True)
    secret_digest: Mapped[Digest] = mapped_column(unique=True)
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
