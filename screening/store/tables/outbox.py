"""Mails that wait to be sent, written in the transaction of what they tell of."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.base import Base, IntPk
from screening.store.tables.account import LONGEST_ADDRESS
from screening.store.tenancy import ClubOwned


class OutgoingMailRow(ClubOwned, Base):
    """One mail. Where no mail server is set, a page shows it instead."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("sent_at >= created_at", name="sent_after_creation"),
        Index(None, "club_id", "created_at"),
        Index(None, "sent_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    to_address: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_problem: Mapped[str | None] = mapped_column(String(200))
