"""The tables, one subject a module. Importing this package makes all of them known to the metadata."""

from __future__ import annotations

from screening.store.tables.audit import AuditRow
from screening.store.tables.draft import DraftRow
from screening.store.tables.rules_life import RecallClosingRow, RecallRow, RecallRunRow, RulesDecisionRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tables.training import CalendarFeedRow, ProgrammeRow, SessionReportRow

__all__ = [
    "AuditRow",
    "CalendarFeedRow",
    "DraftRow",
    "ProgrammeRow",
    "RecallClosingRow",
    "RecallRow",
    "RecallRunRow",
    "RulesDecisionRow",
    "ScreeningRow",
    "SessionReportRow",
]
