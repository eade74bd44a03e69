"""Answering page by page: start, save, come back by link or by code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.answers import Answer, Answers
from screening.domain.errors import NotFound, OutOfDate
from screening.services.housekeeping import tidy_when_due
from screening.store import Store, Transaction
from screening.store.queries import drafts as rows
from screening.store.queries import screenings
from screening.store.tables import DraftRow
from screening.store.tokens import digest, new_seed

DRAFT_LIFE = dt.timedelta(days=7)
LONGEST_DRAFT_LIFE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, repr=False)
class DraftHandle:
    """What its owner keeps: the token of the link and the code to write down. Neither is stored."""

    token: str
    code: str


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """Where somebody stands. `code` is the one to write down; every save makes `version` one higher."""

    answers: Answers
    pages_done: frozenset[str]
    interrupts_shown: frozenset[str]
    version: int
    expires_at: dt.datetime
    code: str


class AlreadySubmitted(OutOfDate):
    """These answers are finished; whoever holds their link may see the result at `result_token`."""

    def __init__(self, result_token: str) -> None:
        self.result_token = result_token
        super().__init__("submitted already")


def start_draft(
    store: Store,
    now: dt.datetime,
    *,
    life: dt.timedelta = DRAFT_LIFE,
    answers: Answers | None = None,
    pages_done: Iterable[str] = (),
) -> DraftHandle:
    """Begin a set of answers that can be opened for `life`, 30 days at most.

    Args:
        answers: what it starts with, such as those of an earlier result; empty otherwise.
        pages_done: the pages that need not be gone through again.
    """
    with store.write() as tx:
        ends_at = now + min(life, LONGEST_DRAFT_LIFE)
        _, handle = add_draft(
            store, tx, now, ends_at=ends_at, answers=answers or Answers(), pages_done=pages_done
        )
    tidy_when_due(store, now)
    return handle


def add_draft(
    store: Store,
    tx: Transaction,
    now: dt.datetime,
    *,
    ends_at: dt.datetime,
    answers: Answers,
    pages_done: Iterable[str] = (),
) -> tuple[DraftRow, DraftHandle]:
    """Begin a set of answers in a transaction, to be opened until `ends_at`. For services of this package."""
    seed = _seed_with_unused_code(store, tx)
    handle = DraftHandle(store.tokens.draft_link(seed), store.tokens.resume_code(seed))
    row = DraftRow(
        seed=seed,
        token_digest=digest(handle.token),
        code_digest=store.tokens.code_digest(handle.code),
        answers=plain(answers),
        pages_done=sorted(set(pages_done)),
        interrupts_shown=[],
        version=1,
        created_at=now,
        updated_at=now,
        expires_at=ends_at,
    )
    tx.add(row)
    tx.flush()
    return row, handle


def load_draft(store: Store, token: str, now: dt.datetime) -> Draft:
    """Where the holder of this link stands.

    Raises:
        NotFound: no such link, or its last day is over.
        AlreadySubmitted: it became a screening; the error carries the token of the result.
    """
    with store.read() as tx:
        return _draft(store, open_row(store, tx, token, now))


def open_row(
    store: Store, tx: Transaction, token: str, now: dt.datetime, *, for_update: bool = False
) -> DraftRow:
    """The row of an open draft; raises as `load_draft` does. For services of this package."""
    row = rows.draft_by_token(tx, digest(token), for_update=for_update)
    done = screenings.screening_of_draft(tx, digest(token))
    if done is not None:
        raise AlreadySubmitted(store.tokens.result_link(done.seed))
    if row is None or now >= row.expires_at:
        raise NotFound("no such draft")
    return row


def save_page(
    store: Store,
    token: str,
    page_id: str,
    answers: Answers,
    now: dt.datetime,
    *,
    interrupts_shown: Iterable[str] | None = None,
    version: int | None = None,
) -> Draft:
    """Keep all answers as they stand after this page.

    Args:
        answers: the whole set, this page's included; what is missing is no longer answered.
        interrupts_shown: care cards shown so far; None leaves them as they are.
        version: the version the page was made from; None saves over whatever is there.
    Raises:
        NotFound: no such link, or its last day is over.
        OutOfDate: saved from another window since.
        AlreadySubmitted: it became a screening in the meantime.
    """
    with store.write() as tx:
        row = open_row(store, tx, token, now, for_update=True)
        if version is not None and version != row.version:
            raise OutOfDate("changed in another window")
        row.answers = plain(answers)
        row.pages_done = sorted({*row.pages_done, page_id})
        if interrupts_shown is not None:
            row.interrupts_shown = sorted(interrupts_shown)
        row.version += 1
        # A clock set back must not make the row contradict itself.
        row.updated_at = max(now, row.created_at)
        tx.flush()
        return _draft(store, row)


def find_by_code(store: Store, code: str, now: dt.datetime) -> str:
    """The token of the open draft with this code, however the code was typed. Callers limit the tries.

    Raises:
        NotFound: no such code, or the draft was submitted or has expired; all alike.
    """
    with store.read() as tx:
        row = rows.open_draft_by_code(tx, store.tokens.code_digest(code), now)
        token = store.tokens.draft_link(row.seed) if row is not None else None
    # After a change of the server's secret a code no longer leads to its link.
    if row is None or token is None or digest(token) != row.token_digest:
        raise NotFound("no such code")
    return token


def plain(answers: Answers) -> dict[str, object]:
    """Answers as JSON values, exactly as given."""
    return {field: list(value) if isinstance(value, tuple) else value for field, value in answers.items()}


def verbatim(record: Mapping[str, object]) -> Answers:
    """Answers as they were given, from JSON values."""
    return Answers({field: _answer(value) for field, value in record.items()})


def _answer(value: object) -> Answer:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"a stored answer is a {type(value).__name__}")


def _draft(store: Store, row: DraftRow) -> Draft:
    return Draft(
        answers=verbatim(row.answers),
        pages_done=frozenset(row.pages_done),
        interrupts_shown=frozenset(row.interrupts_shown),
        version=row.version,
        expires_at=row.expires_at,
        code=store.tokens.resume_code(row.seed),
    )


def _seed_with_unused_code(store: Store, tx: Transaction) -> bytes:
    while True:
        seed = new_seed()
        if not rows.has_code(tx, store.tokens.code_digest(store.tokens.resume_code(seed))):
            return seed
