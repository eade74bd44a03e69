"""Looking at a finished screening: exactly as it was kept, never worked out again."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.errors import NotFound
from screening.domain.reporting.view import AthleteReport
from screening.services.drafts import verbatim
from screening.store import Store
from screening.store.encoding import from_record
from screening.store.queries import screenings
from screening.store.tokens import CHECK_CODE_LETTERS, digest, grouped, plain_code


@dataclass(frozen=True, slots=True, repr=False)
class StoredScreening:
    """One screening as it was kept."""

    answers: Answers
    assessment: Assessment
    view: AthleteReport
    taken_at: dt.datetime
    check_code: str
    rulebook_version: str
    rulebook_digest: str


class Currency(enum.StrEnum):
    """All that a check code tells."""

    CURRENT = "current"
    SUPERSEDED = "superseded"


def load_result(store: Store, token: str) -> StoredScreening:
    """The screening a result link opens.

    Raises:
        NotFound: no such link.
    """
    with store.read() as tx:
        row = screenings.screening_by_token(tx, digest(token))
    if row is None:
        raise NotFound("no such result")
    return StoredScreening(
        answers=verbatim(row.answers),
        assessment=from_record(row.assessment, Assessment),
        view=from_record(row.view, AthleteReport),
        taken_at=row.taken_at,
        check_code=row.check_code,
        rulebook_version=row.rulebook_version,
        rulebook_digest=row.rulebook_digest,
    )


def by_check_code(store: Store, code: str, now: dt.datetime) -> Currency | None:
    """Whether the report with this code still holds; None where there is no such report.

    "superseded" covers a report past its last day too: it is to be replaced, and that is all a reader
    of the paper may learn.
    """
    letters = plain_code(code)
    if len(letters) != CHECK_CODE_LETTERS:
        return None
    with store.read() as tx:
        row = screenings.screening_by_check_code(tx, grouped(letters))
    if row is None:
        return None
    return Currency.CURRENT if row.taken_at <= now < row.valid_until else Currency.SUPERSEDED
