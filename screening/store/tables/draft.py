"""Answers that are still being given. Short-lived: closed by submitting, removed after their last day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.base import Base, Digest, IntPk, JsonNames, JsonObject


class DraftRow(Base):
    """One person's unfinished answers. The link and the code that open it are kept as digests only.

    `answers` is emptied when the draft is submitted: from then on the screening is the one record of them.
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("length(code_digest) = 64", name="code_digest_is_sha256"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
        CheckConstraint("updated_at >= created_at", name="updated_after_creation"),
        # Numbers of closed drafts are never given out again, so an old reference cannot meet a new draft.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    code_digest: Mapped[Digest] = mapped_column(unique=True)
    answers: Mapped[JsonObject]
    pages_done: Mapped[JsonNames]
    interrupts_shown: Mapped[JsonNames]
    version: Mapped[int]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    submitted_at: Mapped[dt.datetime | None]
