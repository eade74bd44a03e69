"""Looking at a finished screening: exactly as it was kept, never worked out again."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.errors import NotFound
from screening.domain.reporting.view import AthleteReport
from screening.domain.vocabulary import Urgency
from screening.services.drafts import verbatim
from screening.store import Store
from screening.store.encoding import from_record
from screening.store.queries import rules_life, screenings
from screening.store.tables import RecallRow, ScreeningRow
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
    rules_valid_from: str | None
    """ISO date, as is `rules_review_by`; None in records from before these were kept."""
    rules_review_by: str | None
    recall: Recall | None = None
    """Newer rules would have asked this athlete for more."""


@dataclass(frozen=True, slots=True, repr=False)
class Recall:
    """The newer advice, under the rules of this digest."""

    rulebook_digest: str
    urgency: Urgency
    headline: str
    how_soon: str


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
        recalled = rules_life.newest_recall(tx, row.id) if row is not None else None
    if row is None:
        raise NotFound("no such result")
    return as_stored(row, recalled)


def as_stored(row: ScreeningRow, recalled: RecallRow | None) -> StoredScreening:
    """The screening of a row, with the newest recall there is of it."""
    return StoredScreening(
        answers=verbatim(row.answers),
        assessment=from_record(row.assessment, Assessment),
        view=from_record(row.view, AthleteReport),
        taken_at=row.taken_at,
        check_code=row.check_code,
        rulebook_version=row.rulebook_version,
        rulebook_digest=row.rulebook_digest,
        rules_valid_from=row.rules_valid_from,
        rules_review_by=row.rules_review_by,
        recall=_recall(recalled) if recalled is not None else None,
    )


def _recall(row: RecallRow) -> Recall:
    return Recall(row.rulebook_digest, row.new_urgency, row.headline, row.how_soon)


def by_check_code(store: Store, code: str, now: dt.datetime) -> Currency | None:
    """Whether the report with this code still holds; None where there is no such report.

    "superseded" covers a report past its last day, and one whose athlete newer rules would ask for more, too:
    it is to be replaced, and that is all a reader of the paper may learn.
    """
    letters = plain_code(code)
    if len(letters) != CHECK_CODE_LETTERS:
        return None
    with store.read() as tx:
        row = screenings.screening_by_check_code(tx, grouped(letters))
        is_recalled = row is not None and rules_life.newest_recall(tx, row.id) is not None
    if row is None:
        return None
    holds = row.taken_at <= now < row.valid_until and not is_recalled
    return Currency.CURRENT if holds else Currency.SUPERSEDED
