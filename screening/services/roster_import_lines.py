"""The imports of a club as a list: who brought what, what came of it, and until when it can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.clubs import ImportState, Role
from screening.domain.errors import NotFound
from screening.services.access import Actor
from screening.services.roster_imports import UNDO_LIFE, require_may_import
from screening.services.squads import shown_name
from screening.store import Store, Transaction
from screening.store.queries import accounts, roster_imports
from screening.store.tables.roster_import import RosterImportRow


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import in a list. `counts` of what was added, changed and removed; empty until confirmed."""

    id: int
    file_name: str
    by: str
    is_mine: bool
    at: dt.datetime
    state: ImportState
    counts: Mapping[str, int]
    confirmed_at: dt.datetime | None
    undone_at: dt.datetime | None
    undo_until: dt.datetime | None


def import_lines(store: Store, actor: Actor, club_id: int) -> tuple[ImportLine, ...]:
    """The newest imports; a coach sees their own.

    Raises:
        NotFound: this person changes no roster of that club.
    """
    require_may_import(actor, club_id)
    with store.read(club=club_id) as tx:
        rows = [row for row in roster_imports.newest_imports(tx) if sees(actor, row)]
        return tuple(_line(tx, actor, row) for row in rows)


def import_line(store: Store, actor: Actor, club_id: int, import_id: int) -> ImportLine:
    """One import.

    Raises:
        NotFound: there is none of this number for this person.
    """
    require_may_import(actor, club_id)
    with store.read(club=club_id) as tx:
        row = roster_imports.roster_import(tx, import_id)
        if row is None or not sees(actor, row):
            raise NotFound("no such import")
        return _line(tx, actor, row)


def sees(actor: Actor, row: RosterImportRow) -> bool:
    """Whether an import is one's own, or one looks after the whole club."""
    return row.by_account_id == actor.account_id or Role.ADMINISTRATOR in actor.roles_in(row.club_id)


def _line(tx: Transaction, actor: Actor, row: RosterImportRow) -> ImportLine:
    account = accounts.account(tx, row.by_account_id)
    return ImportLine(
        row.id,
        row.file_name,
        shown_name(account) if account else "",
        row.by_account_id == actor.account_id,
        row.at,
        row.state,
        row.preview.get("counts", {}),
        row.confirmed_at,
        row.undone_at,
        row.confirmed_at + UNDO_LIFE if row.confirmed_at else None,
    )
