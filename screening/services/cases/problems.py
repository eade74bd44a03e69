"""Why something about a case was not done, beside what the rules themselves refuse."""

from __future__ import annotations

from screening.domain.case.events import CaseEvent
from screening.domain.errors import NotAllowed, OutOfDate

NO_CLINICIAN = (
    "This club has not named the clinician who answers for returns to training. An administrator sets the "
    "name on the page of the club's settings. Until then no case can be opened."
)
CONSENT_MISSING = (
    "The athlete has not allowed physios and doctors of the club to read their answers and results. "
    "Ask for that first: without it no case can be opened."
)


NOT_A_MEMBER = (
    "{name} answers for returns to training in this club, and does not sign in here as a physio or doctor. "
    "An administrator invites them, or names somebody else on the page of the club's settings. Until then no "
    "case can be opened."
)


class NoClinician(NotAllowed):
    """The club has named no clinician who answers for its cases, or one who does not sign in there."""

    def __init__(self, named: str | None = None) -> None:
        super().__init__(NOT_A_MEMBER.format(name=named) if named else NO_CLINICIAN)


class ConsentMissing(NotAllowed):
    """The athlete does not allow what a case needs."""

    def __init__(self) -> None:
        super().__init__(CONSENT_MISSING)


class CaseMoved(OutOfDate):
    """Somebody else was first. `since` holds what happened after the version that was seen."""

    def __init__(self, since: tuple[CaseEvent, ...]) -> None:
        self.since = since
        super().__init__("something happened in this case since the page was opened")
