"""Invitations to answer, each bound to one athlete, and the screenings that came of them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import FilledBy
from screening.store.base import Base, Digest, IntPk, JsonObject, enum_type
from screening.store.tenancy import ClubOwned, in_club


class ClubScreeningRow(ClubOwned, Base):
    """Whose a screening is. The screening itself knows no club and no athlete; neither ever changes."""

    __tablename__ = "club_screening"
    __table_args__ = (
        UniqueConstraint("screening_id"),
        UniqueConstraint("club_id", "athlete_id", "screening_id"),
        in_club("athlete_id", table="athlete"),
        in_club("round_id", table="round"),
        Index(None, "club_id", "athlete_id", "at"),
        Index(None, "club_id", "round_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id", ondelete="RESTRICT"))
    athlete_id: Mapped[int]
    round_id: Mapped[int | None]
    filled_by: Mapped[FilledBy] = mapped_column(enum_type(FilledBy))
    at: Mapped[dt.datetime]
    coach_facts: Mapped[JsonObject | None] = mapped_column(JSON(none_as_null=True))
    """The little of the result that a coach's picture is made of, so that a page about a thousand athletes
    need not read a thousand results; None where it was not taken out."""


class InvitationRow(ClubOwned, Base):
    """A link for one athlete and one set of answers. Its screening is one of the same athlete."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("club_id", "code_digest"),
        in_club("athlete_id", table="athlete"),
        in_club("round_id", table="round"),
        in_club("athlete_id", "screening_id", table="club_screening", to=("athlete_id", "screening_id")),
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("length(code_digest) = 64", name="code_digest_is_sha256"),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
        CheckConstraint("screening_id IS NULL OR used_at IS NOT NULL", name="used_when_answered"),
        Index(None, "club_id", "round_id"),
        Index(None, "club_id", "athlete_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    athlete_id: Mapped[int]
    round_id: Mapped[int | None]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    code_digest: Mapped[Digest | None]
    """Of the athlete's own short code beside a poster."""
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    used_at: Mapped[dt.datetime | None]
    revoked_at: Mapped[dt.datetime | None]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"), unique=True)
    screening_id: Mapped[int | None]
    last_reminded_at: Mapped[dt.datetime | None]
    filled_by: Mapped[FilledBy | None] = mapped_column(enum_type(FilledBy))
    """Who said, before the first question, that they type; None until then."""
    on_shared_device: Mapped[bool] = mapped_column(default=False)
    """Begun on a device that goes from hand to hand: the answers open only in the browser that holds them."""
