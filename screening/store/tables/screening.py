"""Finished screenings: what was answered and what was shown, as it was at that moment."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.vocabulary import Band, RiskStatus, Urgency
from screening.store.base import Base, Digest, IntPk, JsonObject, enum_type


class ScreeningRow(Base):
    """One answered questionnaire with the result given at that moment. Never updated, never deleted.

    Triggers of the first migration refuse both, in the database itself. `view` is the report as shown,
    so that an old result is never worked out again with newer rules.
    """

    __tablename__ = "screening"
    __table_args__ = (
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("length(draft_digest) = 64", name="draft_digest_is_sha256"),
        CheckConstraint("length(submission_key) = 64", name="submission_key_is_sha256"),
        CheckConstraint("band IS NULL OR risk_status = 'scored'", name="band_only_when_scored"),
        CheckConstraint("valid_until > taken_at", name="valid_after_taken"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    draft_digest: Mapped[Digest] = mapped_column(unique=True)
    submission_key: Mapped[Digest] = mapped_column(unique=True)
    check_code: Mapped[str] = mapped_column(String(16), unique=True)
    taken_at: Mapped[dt.datetime] = mapped_column(index=True)
    valid_until: Mapped[dt.datetime]
    urgency: Mapped[Urgency | None] = mapped_column(enum_type(Urgency))
    risk_status: Mapped[RiskStatus] = mapped_column(enum_type(RiskStatus))
    band: Mapped[Band | None] = mapped_column(enum_type(Band))
    rulebook_version: Mapped[str] = mapped_column(String(40))
    rulebook_digest: Mapped[str] = mapped_column(String(80))
    rules_valid_from: Mapped[str | None] = mapped_column(String(10))
    """ISO date, as is `rules_review_by`; None in records from before these were kept."""
    rules_review_by: Mapped[str | None] = mapped_column(String(10))
    engine_version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(16))
    answers: Mapped[JsonObject]
    assessment: Mapped[JsonObject]
    view: Mapped[JsonObject]
