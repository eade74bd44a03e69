"""Results of athletes of a club as they come to be: answered, submitted, kept for the athlete and listed."""

from __future__ import annotations

import datetime as dt

from screening.domain.answers import Answers
from screening.domain.clubs import FilledBy
from screening.domain.rulebook import Rulebook
from screening.services.care_listing import list_for_care
from screening.services.club_screenings import keep_for_athlete
from screening.services.drafts import start_draft
from screening.services.submit_screening import submit
from screening.store import Store
from screening.store.queries import care, screenings
from screening.store.tables.care import CareItemRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tokens import digest
from tests.support.assessments import HEALTHY, PROBLEM

CALM = HEALTHY
"""Needs nobody."""
STRAINED = PROBLEM
"""A strain of the right thigh; somebody should look within days."""
TORN = PROBLEM.with_(problem_side="left", felt_pop=True, bruising="large", walking="unable", gap=True)
"""Urgent, and on the left."""
EMERGENCY = PROBLEM.with_(chest_signs=True)


def answered(
    store: Store,
    club_id: int,
    athlete_id: int,
    answers: Answers,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    name: str | None = None,
) -> int:
    """Have an athlete answer, and the result listed where it needs somebody; the screening's number."""
    handle = start_draft(store, now, answers=answers)
    token = submit(store, handle.token, f"key {athlete_id} {now}", rulebook, now, name=name)
    with store.write(club=club_id) as tx:
        row = screenings.screening_by_token(tx, digest(token))
        assert row is not None
        keep_for_athlete(tx, row, athlete_id, rulebook, filled_by=FilledBy.ATHLETE)
        list_for_care(tx, club_id, athlete_id, row, now, rulebook)
        return row.id


def item_of(store: Store, club_id: int, screening_id: int) -> CareItemRow:
    """The entry of a screening."""
    with store.read(club=club_id) as tx:
        row = care.care_item_of_screening(tx, screening_id)
        assert row is not None
        return row


def screening(store: Store, screening_id: int) -> ScreeningRow:
    """The row of a screening."""
    with store.read() as tx:
        row = tx.get(ScreeningRow, screening_id)
        assert row is not None
        return row
