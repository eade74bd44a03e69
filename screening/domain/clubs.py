"""The closed lists of words about clubs, the people in them, and what they allow each other."""

from __future__ import annotations

import enum


class Role(enum.StrEnum):
    """What somebody is in a club. One person may be several things."""

    ATHLETE = "athlete"
    GUARDIAN = "guardian"
    COACH = "coach"
    PHYSIO = "physio"
    DOCTOR = "doctor"
    ADMINISTRATOR = "administrator"


class Purpose(enum.StrEnum):
    """What an athlete allows, each on its own."""

    PROCESSING = "processing"
    """Keeping and working out the answers at all."""
    COACH_REASONS = "coach_reasons"
    """The coach sees the one reason, and which changeable factors are open."""
    COACH_BAND = "coach_band"
    PHYSIO_CLINICAL = "physio_clinical"
    """Physio and doctor of the club read the answers and the whole result."""
    RESEARCH_EXPORT = "research_export"


class ConsentBy(enum.StrEnum):
    """Who gave or withdrew a consent."""

    ATHLETE = "athlete"
    GUARDIAN = "guardian"
    STAFF_PAPER = "staff_paper"
    """Somebody of the club, from a signed sheet of paper."""


class ConsentHow(enum.StrEnum):
    """The way on which a consent came."""

    LINK = "link"
    SIGNED_IN = "signed_in"
    PAPER = "paper"


class FilledBy(enum.StrEnum):
    """Who typed the answers of a screening."""

    ATHLETE = "athlete"
    GUARDIAN = "guardian"
    COACH = "coach"
    PHYSIO = "physio"


class RoundKind(enum.StrEnum):
    """How a round came to be."""

    OPENED = "opened"
    """Somebody opened it."""
    REPEATED = "repeated"
    """It follows an earlier one by its schedule."""


class ImportState(enum.StrEnum):
    """How far an import of a roster has come."""

    PREVIEWED = "previewed"
    CONFIRMED = "confirmed"
    UNDONE = "undone"
    EXPIRED = "expired"
    """Never confirmed, or too old to be undone."""


class CaseFileKind(enum.StrEnum):
    """What a file of measurements holds."""

    WELLNESS = "wellness"
    """Daily check-ins."""
    STRENGTH = "strength"
    """Tests of a NordBord or another dynamometer."""
    RUNNING = "running"
    """Sessions of a satellite system."""


class CareOutcome(enum.StrEnum):
    """What became of an entry on the physio's list."""

    SEEN = "seen"
    REFERRED = "referred"
    SPOKEN_WITH = "spoken_with"
    """Not examined; advice was given, or the answer turned out to be a mistake."""
    ELSEWHERE = "elsewhere"
    """Somebody outside the club has taken over."""
    NOT_REACHED = "not_reached"


class Sight(enum.StrEnum):
    """What somebody has seen of an athlete; the athlete can read the list of it."""

    AVAILABILITY = "availability"
    REASON = "reason"
    BAND = "band"
    RESULT = "result"
    ANSWERS = "answers"
    PLAN = "plan"
    REPORT = "report"
    CARE_ITEM = "care_item"
    PERSONAL_DETAILS = "personal_details"
    EXPORT = "export"
    CASE = "case"


class SecretPurpose(enum.StrEnum):
    """What a secret that works once is for."""

    FIRST_RUN = "first_run"
    """Of the whole service, while it has no account."""
    SET_PASSWORD = "set_password"  # noqa: S105 - names a purpose
    """Of an account that was made for somebody."""
    RESET_PASSWORD = "reset_password"  # noqa: S105 - names a purpose
