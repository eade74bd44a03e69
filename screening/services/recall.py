"""Newer rules, older results: whose urgency would rise is listed, told on their page, and dealt with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.assess import assess
from screening.domain.assessment import TriageResult
from screening.domain.errors import InvalidAnswers, NotFound
from screening.domain.refitting import fitted
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.services.drafts import verbatim
from screening.services.rulebook_status import is_recall_due, text_problems
from screening.store import Store
from screening.store.queries import audit
from screening.store.queries import rules_life as rows
from screening.store.tables import RecallClosingRow, RecallRow, RecallRunRow, ScreeningRow
from screening.store.tables.audit import Event
from screening.store.tables.rules_life import LONGEST_NOTE, LONGEST_PERSON
from screening.store.tokens import CHECK_CODE_LETTERS, grouped, plain_code

BATCH = 200


@dataclass(frozen=True, slots=True)
class Rise:
    """One open screening that newer rules judge more urgent. `rules` are those that decide."""

    check_code: str
    taken_at: dt.datetime
    old: Urgency | None
    new: Urgency
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShadowRun:
    """What looking again gave. `refitted` are codes with answers that the newer rules no longer take."""

    checked: int
    rises: tuple[Rise, ...]
    refitted: tuple[str, ...]
    added: int = 0
    """Entries that are new on the list; 0 where nothing was to be written."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of the recall list. `closing` is None while nobody has dealt with it."""

    check_code: str
    taken_at: dt.datetime
    old: Urgency | None
    new: Urgency
    rules_version: str
    closing: Closing | None


@dataclass(frozen=True, slots=True)
class Closing:
    """Who dealt with a recall, when and how."""

    at: dt.datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class _Looked:
    """One screening looked at again."""

    row: ScreeningRow
    triage: TriageResult
    lost: tuple[str, ...]

    @property
    def risen(self) -> Urgency | None:
        """The newer urgency where it is higher than the one that was told."""
        new = self.triage.urgency
        return new if new is not None and rises(self.row.urgency, new) else None

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(reason.id for reason in self.triage.reasons if reason.urgency is self.triage.urgency)


def rises(old: Urgency | None, new: Urgency) -> bool:
    """Whether the newer urgency is higher. Nobody asked about pain counts like T5: nothing was advised."""
    return new.rank < (old or Urgency.T5).rank


def shadow(store: Store, rulebook: Rulebook, now: dt.datetime) -> ShadowRun:
    """Look at every open screening of other rules under these; nothing is written."""
    checked, found, refitted = 0, [], []
    for batch in _batches(store, rulebook, now):
        checked += len(batch)
        found += [_rise(looked) for looked in batch if looked.risen]
        refitted += [looked.row.check_code for looked in batch if looked.lost]
    return ShadowRun(checked, tuple(found), tuple(refitted))


def run_recall(store: Store, rulebook: Rulebook, now: dt.datetime) -> ShadowRun:
    """The same, and keep who is to be recalled; doing it again adds nothing.

    Each batch is a transaction of its own, and the run is noted when all are done: one that was cut short
    goes on where it stood when it is repeated.
    """
    checked, added = 0, 0
    found: list[Rise] = []
    refitted: list[str] = []
    for batch in _batches(store, rulebook, now):
        checked += len(batch)
        risen = [looked for looked in batch if looked.risen]
        found += [_rise(looked) for looked in risen]
        refitted += [looked.row.check_code for looked in batch if looked.lost]
        added += _list_them(store, risen, rulebook, now)
    with store.write() as tx:
        tx.add(
            RecallRunRow(
                ran_at=now,
                rulebook_version=rulebook.version,
                rulebook_digest=rulebook.digest,
                checked=checked,
                listed=len(found),
            )
        )
        audit.record(tx, Event.RECALL_RUN, now, amount=added)
    return ShadowRun(checked, tuple(found), tuple(refitted), added)


def run_recall_where_due(store: Store, rulebook: Rulebook, now: dt.datetime) -> ShadowRun | None:
    """Run it where screenings wait to be looked at under these rules; None where none do."""
    with store.read() as tx:
        is_due = is_recall_due(tx, rulebook, now)
    return run_recall(store, rulebook, now) if is_due else None


def the_list(store: Store) -> tuple[Listed, ...]:
    """The recall list, the most urgent first, with what is closed."""
    with store.read() as tx:
        found = rows.recall_list(tx)
    return tuple(
        Listed(
            check_code=entry.check_code,
            taken_at=entry.taken_at,
            old=entry.recall.old_urgency,
            new=entry.recall.new_urgency,
            rules_version=entry.recall.rulebook_version,
            closing=_closing(entry.closing) if entry.closing is not None else None,
        )
        for entry in found
    )


def _closing(row: RecallClosingRow) -> Closing:
    return Closing(row.closed_at, row.closed_by, row.note)


def close_recall(store: Store, code: str, *, by: str, note: str, now: dt.datetime) -> int:
    """Record that somebody dealt with every open recall of the screening with this code; says how many.

    Raises:
        InvalidAnswers: name or note cannot be used.
        NotFound: no open recall has this code.
    """
    by, note = " ".join(by.split()), " ".join(note.split())
    problems = [*text_problems("by", by, LONGEST_PERSON), *text_problems("note", note, LONGEST_NOTE)]
    if problems:
        raise InvalidAnswers(problems)
    letters = plain_code(code)
    with store.write() as tx:
        known = rows.open_recalls_of(tx, grouped(letters)) if len(letters) == CHECK_CODE_LETTERS else ()
        if not known:
            raise NotFound("no open recall has this code")
        for recall in known:
            tx.add(RecallClosingRow(recall_id=recall.id, closed_at=now, closed_by=by, note=note))
            audit.record(tx, Event.RECALL_CLOSED, now, screening_id=recall.screening_id)
        return len(known)


def _batches(store: Store, rulebook: Rulebook, now: dt.datetime) -> Iterator[list[_Looked]]:
    last = 0
    while True:
        with store.read() as tx:
            found = rows.open_screenings(tx, rulebook.digest, now, after=last, most=BATCH)
        if not found:
            return
        last = found[-1].id
        yield [_look_at(row, rulebook) for row in found]


def _look_at(row: ScreeningRow, rulebook: Rulebook) -> _Looked:
    answers, lost = fitted(verbatim(row.answers), rulebook.questionnaire)
    return _Looked(row, assess(answers, rulebook, explained=False, weeks=False).triage, lost)


def _rise(looked: _Looked) -> Rise:
    new = looked.triage.urgency
    assert new is not None  # noqa: S101 - only risen ones come here
    return Rise(looked.row.check_code, looked.row.taken_at, looked.row.urgency, new, looked.rules)


def _list_them(store: Store, risen: Sequence[_Looked], rulebook: Rulebook, now: dt.datetime) -> int:
    if not risen:
        return 0
    with store.write() as tx:
        there = rows.listed_already(tx, rulebook.digest, [looked.row.id for looked in risen])
        fresh = [looked for looked in risen if looked.row.id not in there]
        tx.add_all(_entry(looked, rulebook, now) for looked in fresh)
    return len(fresh)


def _entry(looked: _Looked, rulebook: Rulebook, now: dt.datetime) -> RecallRow:
    triage = looked.triage
    return RecallRow(
        screening_id=looked.row.id,
        listed_at=now,
        rulebook_version=rulebook.version,
        rulebook_digest=rulebook.digest,
        old_urgency=looked.row.urgency,
        new_urgency=triage.urgency,
        headline=triage.headline,
        how_soon=triage.when,
        rules=list(looked.rules),
    )
