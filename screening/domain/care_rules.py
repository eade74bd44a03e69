"""The rules of the list for physios and doctors: what is listed, by when, and what can become of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.clubs import CareOutcome
from screening.domain.vocabulary import Urgency


@dataclass(frozen=True, slots=True)
class DueRow:
    """By when somebody of the club should have acted on a result of one urgency."""

    id: str
    urgency: Urgency
    within: dt.timedelta
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome in words."""

    outcome: CareOutcome
    word: str
    text: str
    needs_note: bool


@dataclass(frozen=True, slots=True)
class CareRules:
    """`due` is by urgency; one without a row is not listed."""

    due: Mapping[Urgency, DueRow]
    unread_after: dt.timedelta
    outcomes: Mapping[CareOutcome, OutcomeRow]

    def due_at(self, urgency: Urgency | None, listed_at: dt.datetime) -> dt.datetime | None:
        """By when a result listed at this moment should have been acted on; None where nobody is needed.

        Source:
            rules/care/due.yaml
        """
        row = self.due.get(urgency) if urgency is not None else None
        return listed_at + row.within if row is not None else None

    def escalates(self, listed_at: dt.datetime, now: dt.datetime) -> bool:
        """Whether a result nobody has read since this moment is to be passed on.

        Source:
            rules/care/index.yaml: unread
        """
        return now - listed_at > self.unread_after
