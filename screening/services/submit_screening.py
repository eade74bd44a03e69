"""Submitting: a draft becomes a screening, once, with everything that belongs to it in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Protocol

from screening import __version__
from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.errors import InvalidAnswers, OutOfDate, Problem
from screening.domain.reporting.athlete import athlete_view
from screening.domain.reporting.identity import ReportIdentity
from screening.domain.reporting.view import AthleteReport, Row
from screening.domain.rulebook import Rulebook
from screening.services.drafts import AlreadySubmitted, load_draft, open_row, plain
from screening.services.rulebook_status import require_usable
from screening.store import Store, Transaction
from screening.store.encoding import to_record
from screening.store.queries import audit
from screening.store.tables import DraftRow, ScreeningRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from screening.store.tokens import digest

LANGUAGE = "en-GB"
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A result that is worked out and not yet kept."""

    answers: Answers
    assessment: Assessment
    view: AthleteReport
    check_code: str


class AlsoKept(Protocol):
    """What else belongs to a new screening; whatever it raises leaves nothing of either behind."""

    def __call__(
        self, tx: Transaction, screening: ScreeningRow, draft: DraftRow, rulebook: Rulebook, now: dt.datetime
    ) -> None: ...


def submit(
    store: Store,
    token: str,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    name: str | None = None,
    who_sees: tuple[Row, ...] = (),
    assessor: str | None = None,
    also: AlsoKept | None = None,
) -> str:
    """Work out the result of a draft, keep it, and say where it is; the same however often it is called.

    Answers as given, result, report as shown, audit entry and the closing of the draft are one transaction.
    A second click, a retry after a lost reply and a late press of Back find the first result.

    Args:
        token: the draft's link.
        key: made by the client and sent again with every repeat.
        now: aware; its date, in its zone, is the date of the report.
        name: printed on the report where the person gave one.
        who_sees: printed on the report instead of what is said to somebody who answers for themselves.
        assessor: who gave the answers and findings, where it was not the athlete alone.
        also: called in the same transaction, which looks across clubs and may go on into one.
    Returns:
        The token of the result.
    Raises:
        NotFound: no such draft, or its last day is over.
        OutOfDate: a page was saved while the result was being worked out.
        RulesOutdated: the rules are long past their review-by date; the draft stays as it is.
        Busy: nothing was saved; trying again is safe.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidAnswers((Problem("key", f"send 1 to {LONGEST_KEY} characters"),))
    try:
        draft = load_draft(store, token, now)
        with store.read() as tx:
            require_usable(tx, rulebook, now)
            seed = open_row(store, tx, token, now).seed
        identity = ReportIdentity(name, store.tokens.check_code(seed), now)
        identity = replace(identity, assessor=assessor) if assessor else identity
        prepared = _prepare(draft.answers, rulebook, now, identity, who_sees)
        with store.write(everywhere=Reason.LINK if also is not None else None) as tx:
            row = open_row(store, tx, token, now, for_update=True)
            if row.version != draft.version:
                raise OutOfDate("a page was saved in the meantime")
            kept = _keep(store, tx, row, key, prepared, rulebook, now)
            if also is not None:
                also(tx, kept, row, rulebook, now)
        return store.tokens.result_link(seed)
    except AlreadySubmitted as earlier:
        return earlier.result_token


def _prepare(
    answers: Answers,
    rulebook: Rulebook,
    now: dt.datetime,
    identity: ReportIdentity,
    who_sees: tuple[Row, ...],
) -> _Prepared:
    assessment = assess(answers, rulebook)
    view = athlete_view(assessment, answers, rulebook, now.date(), identity)
    view = replace(view, who_sees=who_sees) if who_sees else view
    return _Prepared(answers, assessment, view, identity.check_code or "")


def _keep(
    store: Store,
    tx: Transaction,
    draft: DraftRow,
    key: str,
    prepared: _Prepared,
    rulebook: Rulebook,
    now: dt.datetime,
) -> ScreeningRow:
    assessment = prepared.assessment
    row = ScreeningRow(
        seed=draft.seed,
        token_digest=digest(store.tokens.result_link(draft.seed)),
        draft_digest=draft.token_digest,
        submission_key=store.tokens.submission_key(draft.token_digest, key),
        check_code=prepared.check_code,
        taken_at=now,
        valid_until=_end_of_day(now, assessment.valid_days),
        urgency=assessment.triage.urgency,
        risk_status=assessment.risk.status,
        band=assessment.risk.band,
        rulebook_version=rulebook.version,
        rulebook_digest=rulebook.digest,
        rules_valid_from=rulebook.valid_from,
        rules_review_by=rulebook.review_by,
        engine_version=__version__,
        language=LANGUAGE,
        answers=plain(prepared.answers),
        assessment=to_record(assessment),
        view=to_record(prepared.view),
    )
    tx.add(row)
    tx.flush()
    audit.record(tx, Event.SCREENING_SUBMITTED, now, screening_id=row.id)
    # The screening is the one record of the answers from here on.
    draft.answers = {}
    draft.submitted_at = now
    tx.flush()
    return row


def _end_of_day(now: dt.datetime, days: int) -> dt.datetime:
    """The end of the last day printed on the report, in the zone of `now`."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + dt.timedelta(days=days + 1)
