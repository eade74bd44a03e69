"""The files of measurements of a club as a list: who brought what, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.clubs import CaseFileKind, ImportState
from screening.domain.errors import NotFound
from screening.services.access import Actor
from screening.services.squads import shown_name
from screening.store import Store, Transaction
from screening.store.queries import accounts, case_files
from screening.store.tables.case_file import CaseImportRow

from .drafts import UNDO_LIFE, require_may_bring


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file in a list. `counts` of what was new, replaced and there already; empty until confirmed."""

    id: int
    kind: CaseFileKind
    file_name: str
    by: str
    is_mine: bool
    at: dt.datetime
    state: ImportState
    counts: Mapping[str, int]
    confirmed_at: dt.datetime | None
    undone_at: dt.datetime | None
    undo_until: dt.datetime | None


def file_lines(store: Store, actor: Actor, club_id: int) -> tuple[FileLine, ...]:
    """The newest files.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
    """
    require_may_bring(actor, club_id)
    with store.read(club=club_id) as tx:
        return tuple(_line(tx, actor, row) for row in case_files.newest_files(tx))


def file_line(store: Store, actor: Actor, club_id: int, file_id: int) -> FileLine:
    """One file.

    Raises:
        NotFound: there is none of this number, or it waits for somebody else.
    """
    require_may_bring(actor, club_id)
    with store.read(club=club_id) as tx:
        row = case_files.case_file(tx, file_id)
        waits = row is not None and row.state is ImportState.PREVIEWED
        if row is None or (waits and row.by_account_id != actor.account_id):
            raise NotFound("no such file")
        return _line(tx, actor, row)


def brought_before(store: Store, actor: Actor, club_id: int, kind: CaseFileKind, digest: str) -> bool:
    """Whether a file with the same content is in already.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
    """
    require_may_bring(actor, club_id)
    with store.read(club=club_id) as tx:
        return case_files.same_file(tx, kind, digest) is not None


def _line(tx: Transaction, actor: Actor, row: CaseImportRow) -> FileLine:
    account = accounts.account(tx, row.by_account_id)
    return FileLine(
        row.id,
        row.kind,
        row.file_name,
        shown_name(account) if account else "",
        row.by_account_id == actor.account_id,
        row.at,
        row.state,
        row.found.get("counts", {}),
        row.confirmed_at,
        row.undone_at,
        row.confirmed_at + UNDO_LIFE if row.confirmed_at else None,
    )
