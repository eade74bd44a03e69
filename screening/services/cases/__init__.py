"""Cases kept for clubs: opening and recording, who reads which of them, links to check in, the daily look."""

from __future__ import annotations

from .doing import record
from .links import (
    CheckInLink,
    ask_by_link,
    case_by_link,
    check_in_by_link,
    new_check_in_link,
    revoke_check_in_links,
    working_link,
)
from .listing import CaseEntry, CaseList, CasesWanted, CoachCase, cases_for_coach, cases_of_club
from .log import CaseLog
from .open_new import AlreadyOpen, open_case
from .opening import FromScreening, Opening, OpeningForm, opening_form
from .own import OwnCase, OwnCaseLine, own_case, own_cases, who_looked
from .page import CasePage, case_page
from .problems import CaseMoved, ConsentMissing, NoClinician
from .tending import tend_cases
from .who import own_registration, set_registration

__all__ = [
    "AlreadyOpen",
    "CaseEntry",
    "CaseList",
    "CaseLog",
    "CaseMoved",
    "CasePage",
    "CasesWanted",
    "CheckInLink",
    "CoachCase",
    "ConsentMissing",
    "FromScreening",
    "NoClinician",
    "Opening",
    "OpeningForm",
    "OwnCase",
    "OwnCaseLine",
    "ask_by_link",
    "case_by_link",
    "case_page",
    "cases_for_coach",
    "cases_of_club",
    "check_in_by_link",
    "new_check_in_link",
    "open_case",
    "opening_form",
    "own_case",
    "own_cases",
    "own_registration",
    "record",
    "revoke_check_in_links",
    "set_registration",
    "tend_cases",
    "who_looked",
    "working_link",
]
