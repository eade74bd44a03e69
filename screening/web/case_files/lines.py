"""A record of a file in a line of words, as the timeline of a case would say it."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import CaseEvent, Who
from screening.domain.case.files.standing import Recorded
from screening.domain.case.words import Party
from screening.domain.reporting.case_log_words import LogNames, told
from screening.domain.reporting.words import ended

_NOBODY = Who(Party.SYSTEM, "")
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def record_words(body: Recorded, names: LogNames) -> str:
    """What is kept, without the file it is from: that stands above."""
    said = told(CaseEvent(1, _NEVER, _NEVER.date(), _NOBODY, "", body), names)
    lines = [line for line in said.lines if not line.startswith(("From ", "On ", "Takes the place"))]
    return " ".join(ended(line) for line in (said.head, *lines))
