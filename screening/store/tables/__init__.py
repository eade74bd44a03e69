"""The tables, one subject a module. Importing this package makes all of them known to the metadata."""

from __future__ import annotations

from screening.store.tables.account import (
    AccountRow,
    AttemptRow,
    PasskeyRow,
    RecoveryCodeRow,
    SetupSecretRow,
    SignInRow,
)
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.audit import AuditHeadRow, AuditRow
from screening.store.tables.care import CareItemRow
from screening.store.tables.case import CaseEventRow, CaseLinkRow, InjuryCaseRow
from screening.store.tables.case_file import CaseColumnsRow, CaseImportRow
from screening.store.tables.club import ClubRow, SquadRow
from screening.store.tables.consent import ConsentRow, ErasurePermitRow, TombstoneRow, ViewedRow
from screening.store.tables.draft import DraftRow
from screening.store.tables.invitation import ClubScreeningRow, InvitationRow
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tables.people import MembershipRow, MembershipSquadRow
from screening.store.tables.roster_import import RosterImportRow
from screening.store.tables.round import PosterRow, RoundRow
from screening.store.tables.rules_life import RecallClosingRow, RecallRow, RecallRunRow, RulesDecisionRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tables.training import CalendarFeedRow, ProgrammeRow, SessionReportRow

__all__ = [
    "AccountRow",
    "AthleteRow",
    "AttemptRow",
    "AuditHeadRow",
    "AuditRow",
    "CalendarFeedRow",
    "CareItemRow",
    "CaseColumnsRow",
    "CaseEventRow",
    "CaseImportRow",
    "CaseLinkRow",
    "ClubRow",
    "ClubScreeningRow",
    "ConsentRow",
    "DraftRow",
    "ErasurePermitRow",
    "GuardianLinkRow",
    "InjuryCaseRow",
    "InvitationRow",
    "MembershipRow",
    "MembershipSquadRow",
    "OutgoingMailRow",
    "PasskeyRow",
    "PosterRow",
    "ProgrammeRow",
    "RecallClosingRow",
    "RecallRow",
    "RecallRunRow",
    "RecoveryCodeRow",
    "RosterImportRow",
    "RoundRow",
    "RulesDecisionRow",
    "ScreeningRow",
    "SessionReportRow",
    "SetupSecretRow",
    "SignInRow",
    "SquadPlaceRow",
    "SquadRow",
    "TombstoneRow",
    "ViewedRow",
]
