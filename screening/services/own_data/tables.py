"""Which tables hold something of an athlete, which columns stay here, and how rows point to each other.

Every table of the database is named in this module, once: in a part of the export, or with a reason why not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from screening.store.base import Base
from screening.store.tables import (
    AccountRow,
    AthleteRow,
    CalendarFeedRow,
    CareItemRow,
    CaseEventRow,
    CaseLinkRow,
    ClubRow,
    ClubScreeningRow,
    ConsentRow,
    DraftRow,
    GuardianLinkRow,
    InjuryCaseRow,
    InvitationRow,
    OutgoingMailRow,
    ProgrammeRow,
    RecallClosingRow,
    RecallRow,
    RoundRow,
    ScreeningRow,
    SessionReportRow,
    SquadPlaceRow,
    SquadRow,
    ViewedRow,
)

SECRETS = frozenset(
    {
        "seed",
        "token_digest",
        "code_digest",
        "draft_digest",
        "submission_key",
        "start_key",
        "report_key",
        "open_key",
        "request_key",
    }
)
"""Columns that help to open a record. They stay here; an import makes new ones, so no link works twice."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the export.

    Args:
        name: as it stands in the file.
        only: the columns that are told, where it is not all but numbers of rows and secrets.
    """

    name: str
    kind: type[Base]
    only: frozenset[str] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """What is told of each row, in the order of the table."""
        every = [column.key for column in self.kind.__table__.columns]
        if self.only is not None:
            return tuple(name for name in every if name in self.only)
        return tuple(name for name in every if name not in SECRETS | {"id", "club_id"})


PARTS = (
    Part(
        "club",
        ClubRow,
        frozenset({"name", "country", "responsible_clinician", "created_at", "retention_months"}),
    ),
    Part("people", AccountRow, frozenset({"name"})),
    Part("squads", SquadRow),
    Part("rounds", RoundRow),
    Part("athlete", AthleteRow),
    Part("squad_places", SquadPlaceRow),
    Part("guardians", GuardianLinkRow),
    Part("consents", ConsentRow),
    Part("seen_by", ViewedRow),
    Part("screenings", ScreeningRow),
    Part("club_screenings", ClubScreeningRow),
    Part("drafts", DraftRow),
    Part("invitations", InvitationRow),
    Part("care_items", CareItemRow),
    Part("cases", InjuryCaseRow),
    Part("case_events", CaseEventRow),
    Part("check_in_links", CaseLinkRow),
    Part("programmes", ProgrammeRow),
    Part("session_reports", SessionReportRow),
    Part("calendar_feeds", CalendarFeedRow),
    Part("recalls", RecallRow),
    Part("recall_closings", RecallClosingRow),
    Part("mails", OutgoingMailRow, frozenset({"to_address", "subject", "created_at", "sent_at", "attempts"})),
)
"""In an order in which each row points to rows of parts before it only."""

POINTS_TO: Mapping[str, str] = {
    "athlete_id": "athlete",
    "squad_id": "squads",
    "round_id": "rounds",
    "screening_id": "screenings",
    "draft_id": "drafts",
    "programme_id": "programmes",
    "recall_id": "recalls",
    "case_id": "cases",
    "made_by": "people",
    "responsible_account_id": "people",
    "athlete_account_id": "people",
    "account_id": "people",
    "owner_account_id": "people",
    "closed_by": "people",
    "created_by": "people",
}
"""Columns that hold the number of a row of another part; `closed_by` of a recall holds a name instead."""

BESIDE: Mapping[str, str] = {
    "membership": "your roles in this club, in account.json",
    "passkey": "labels and days of your passkeys, in account.json",
    "recovery_code": "how many are left, in account.json",
    "sign_in": "where you were signed in, in account.json",
    "audit_entry": "what was done with your record and when, in log.json",
}
"""Tables that are told beside the records: what belongs to this installation alone and is not read again."""

NOT_TOLD: Mapping[str, str] = {
    "alembic_version": "the version of the database",
    "attempt": "counts of tries under digests that lead to nobody without the server's key",
    "audit_head": "the end of the log",
    "case_columns": "how the columns of a club's files of measurements are read",
    "case_import": "files of measurements of whole squads; what was taken of you stands in your cases",
    "erasure_permit": "empty outside an erasure",
    "membership_squad": "which squads a coach looks after",
    "poster": "codes on the wall for whole squads",
    "recall_run": "how often results were looked at again, without whose",
    "roster_import": "lists of whole squads; what they say of you stands in the record of the athlete",
    "rules_decision": "decisions about rules",
    "setup_secret": "secrets that set a password once",
    "tombstone": "digests of random numbers of people who were erased",
}
"""Tables with nothing that is told, and why."""


HOLDS_LINKS = frozenset({"event"})
"""Columns with a whole record inside, in which numbers of rows stand under the same names."""


def link_of(column: str, value: Any) -> str | None:
    """The part to which a value of a column points; None for a value that is told as it is."""
    return POINTS_TO.get(column) if isinstance(value, int) and not isinstance(value, bool) else None


def with_links(value: Any, changed: Callable[[str, int], int], *, column: str = "") -> Any:
    """A whole record with every number of a row in it changed.

    Args:
        changed: gives the new number for a part and an old one.
    """
    if isinstance(value, Mapping):
        return {key: with_links(inner, changed, column=key) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_links(inner, changed, column=column) for inner in value]
    target = link_of(column, value)
    return value if target is None else changed(target, value)
