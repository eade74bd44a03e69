"""A file of measurements between its pages: what was read, how its columns are meant, and who is who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from screening.domain.clubs import CaseFileKind, ImportState
from screening.domain.errors import NotFound, OutOfDate
from screening.domain.wellformed import shown
from screening.services.access import Action, Actor, ClubRef, require
from screening.services.club_day import club_zone
from screening.store import Store, Transaction
from screening.store.queries import case_files
from screening.store.tables.case_file import CaseImportRow
from screening.store.tokens import digest

PREVIEW_LIFE = dt.timedelta(days=1)
UNDO_LIFE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has chosen so far.

    Args:
        columns: how the columns are meant, as the reading takes it; None until somebody has said.
        people: the number of a case for each name of the file; None for one that is left out.
        revision: counts the choices, so that two windows do not overwrite each other.
    """

    columns: Mapping[str, Any] | None = None
    people: Mapping[str, int | None] = field(default_factory=dict)
    revision: int = 1


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that is not confirmed yet. `remembered` is how columns of these names were meant last time.

    `today` is the club's own day, in its `zone`.
    """

    id: int
    kind: CaseFileKind
    file_name: str
    file_digest: str
    table: Mapping[str, Any]
    chosen: Chosen
    remembered: Mapping[str, Any] | None
    today: dt.date
    zone: dt.tzinfo


def require_may_bring(actor: Actor, club_id: int) -> None:
    """Go on only if somebody may bring files of measurements; asked before a file is read at all.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
    """
    require(actor, Action.WORK_CASE, ClubRef(club_id))


def headers_digest(header: Sequence[str]) -> str:
    """By what a file of the same make is known again: its names of columns in their order."""
    return digest("\x1f".join(name.strip().casefold() for name in header))


def begin_file(
    store: Store,
    actor: Actor,
    club_id: int,
    kind: CaseFileKind,
    file_name: str,
    file_digest: str,
    table: Mapping[str, Any],
    now: dt.datetime,
) -> int:
    """Keep a file that was read, for a day at most. An earlier one that was left lying is forgotten.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
    """
    require_may_bring(actor, club_id)
    with store.write(club=club_id) as tx:
        for other in case_files.drafts_of(tx, actor.account_id):
            _forget(other)
        case_files.end_old_files(tx, now - PREVIEW_LIFE, now - UNDO_LIFE)
        row = CaseImportRow(
            kind=kind,
            by_account_id=actor.account_id,
            at=now,
            state=ImportState.PREVIEWED,
            file_name=shown(file_name.replace("\\", "/").rsplit("/", 1)[-1]) or "File",
            file_digest=file_digest,
            found={"table": dict(table), **kept_choices(Chosen())},
        )
        tx.add(row)
        tx.flush()
        return row.id


def draft_of(store: Store, actor: Actor, club_id: int, file_id: int, now: dt.datetime) -> FileDraft:
    """A file of one's own that is not confirmed yet.

    Raises:
        NotFound: there is none of this number for this person, or it has ended.
    """
    require_may_bring(actor, club_id)
    with store.read(club=club_id) as tx:
        row = open_row(tx, actor, file_id, now)
        table = row.found["table"]
        kept = case_files.columns_of(tx, row.kind, headers_digest(table["header"]))
        remembered = kept.columns if kept is not None else None
        zone = club_zone(tx)
        return FileDraft(
            row.id,
            row.kind,
            row.file_name,
            row.file_digest,
            table,
            choices_from(row.found),
            remembered,
            now.astimezone(zone).date(),
            zone,
        )


def choose(store: Store, actor: Actor, club_id: int, file_id: int, chosen: Chosen, now: dt.datetime) -> None:
    """Keep what the person has chosen.

    Args:
        chosen: its revision is that of the page from which it was chosen.
    Raises:
        NotFound: as for `draft_of`.
        OutOfDate: something else was chosen in another window.
    """
    require_may_bring(actor, club_id)
    with store.write(club=club_id) as tx:
        row = open_row(tx, actor, file_id, now, for_update=True)
        if choices_from(row.found).revision != chosen.revision:
            raise OutOfDate("something else was chosen in another window")
        row.found = {**row.found, **kept_choices(chosen, revision=chosen.revision + 1)}


def discard(store: Store, actor: Actor, club_id: int, file_id: int, now: dt.datetime) -> None:
    """Forget a file that was read and not confirmed.

    Raises:
        NotFound: as for `draft_of`.
    """
    require_may_bring(actor, club_id)
    with store.write(club=club_id) as tx:
        _forget(open_row(tx, actor, file_id, now, for_update=True))


def open_row(
    tx: Transaction, actor: Actor, file_id: int, now: dt.datetime, *, for_update: bool = False
) -> CaseImportRow:
    """The row of a file of one's own that waits for its confirmation.

    Raises:
        NotFound: as for `draft_of`.
    """
    row = case_files.case_file(tx, file_id, for_update=for_update)
    if row is None or row.by_account_id != actor.account_id or row.state is not ImportState.PREVIEWED:
        raise NotFound("no such file")
    if now >= row.at + PREVIEW_LIFE:
        raise NotFound("the preview has ended")
    return row


def kept_choices(chosen: Chosen, *, revision: int | None = None) -> dict[str, Any]:
    """The choices as JSON can hold them."""
    return {
        "columns": None if chosen.columns is None else dict(chosen.columns),
        "people": dict(chosen.people),
        "revision": revision or chosen.revision,
    }


def choices_from(found: Mapping[str, Any]) -> Chosen:
    """What `kept_choices` gave, as it was."""
    return Chosen(found["columns"], dict(found["people"]), found["revision"])


def _forget(row: CaseImportRow) -> None:
    row.state, row.found = ImportState.EXPIRED, {}
