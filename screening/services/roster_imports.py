"""An import of a roster from the file to the confirmation: what is kept between the pages, and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from screening.domain.clubs import ImportState, Sight
from screening.domain.errors import NotFound, OutOfDate
from screening.domain.wellformed import shown
from screening.services.access import Action, Actor, ClubRef, require
from screening.services.roster_apply import apply_changes
from screening.services.roster_choices import Choices, choices_from, kept_choices
from screening.services.roster_known import known_club
from screening.services.roster_plan import Decided, Preview, RosterFile, preview_of
from screening.store import Store, Transaction
from screening.store.queries import audit, consents, members, roster, roster_imports
from screening.store.tables.audit import Event
from screening.store.tables.roster_import import RosterImportRow

PREVIEW_LIFE = dt.timedelta(days=1)
UNDO_LIFE = dt.timedelta(days=30)
MOST_REMEMBERED = 400


class NotDecided(OutOfDate):
    """A row is undecided or a doubt was not looked at; nothing was written."""


class LooksDifferent(OutOfDate):
    """The club or the choices have changed since the preview was drawn; nothing was written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An import that is not confirmed yet: the file as it was read, and the choices so far.

    `remembered` is what columns of these names held in earlier files of the club.
    """

    id: int
    file_name: str
    table: Mapping[str, Any]
    choices: Choices
    remembered: Mapping[str, str]


def require_may_import(actor: Actor, club_id: int) -> None:
    """Go on only if somebody may bring a roster; asked before a file is read at all.

    Raises:
        NotFound: this person changes no roster of that club.
    """
    require(actor, Action.MANAGE_ROSTER, ClubRef(club_id))


def begin_import(
    store: Store,
    actor: Actor,
    club_id: int,
    file_name: str,
    table: Mapping[str, Any],
    now: dt.datetime,
) -> int:
    """Keep a file that was read, for a day at most. An earlier one that was left lying is forgotten.

    Raises:
        NotFound: this person changes no roster of that club.
    """
    require_may_import(actor, club_id)
    with store.write(club=club_id) as tx:
        roster_imports.end_old_imports(tx, now - PREVIEW_LIFE, now - UNDO_LIFE)
        for other in roster_imports.previews_of(tx, actor.account_id):
            _forget(other)
        row = RosterImportRow(
            by_account_id=actor.account_id,
            at=now,
            state=ImportState.PREVIEWED,
            file_name=shown(file_name.replace("\\", "/").rsplit("/", 1)[-1]) or "Roster",
            preview={"table": dict(table), **kept_choices(Choices(None, None, Decided(), 1))},
        )
        tx.add(row)
        tx.flush()
        return row.id


def draft_of(store: Store, actor: Actor, club_id: int, import_id: int, now: dt.datetime) -> Draft:
    """An import of one's own that is not confirmed yet.

    Raises:
        NotFound: there is none of this number for this person, or it has ended.
    """
    require_may_import(actor, club_id)
    with store.read(club=club_id) as tx:
        row = _open(tx, actor, import_id, now)
        club = members.club(tx, club_id)
        remembered = {str(key): str(value) for key, value in (club.import_columns if club else {}).items()}
        return Draft(row.id, row.file_name, row.preview["table"], choices_from(row.preview), remembered)


def choose(
    store: Store, actor: Actor, club_id: int, import_id: int, choices: Choices, now: dt.datetime
) -> None:
    """Keep what the person has chosen.

    Args:
        choices: its revision is that of the page from which it was chosen.
    Raises:
        NotFound: as for `draft_of`.
        OutOfDate: something else was chosen in another window.
    """
    require_may_import(actor, club_id)
    with store.write(club=club_id) as tx:
        row = _open(tx, actor, import_id, now, for_update=True)
        if choices_from(row.preview).revision != choices.revision:
            raise OutOfDate("something else was chosen in another window")
        row.preview = {**row.preview, **kept_choices(choices, revision=choices.revision + 1)}


def preview(
    store: Store,
    actor: Actor,
    club_id: int,
    import_id: int,
    file: RosterFile,
    choices: Choices,
    now: dt.datetime,
) -> Preview:
    """What would happen now. Of whom it shows what else is known, is written down for them, once.

    Raises:
        NotFound: as for `draft_of`.
    """
    require_may_import(actor, club_id)
    with store.read(club=club_id) as tx:
        since = _open(tx, actor, import_id, now).at
        found = preview_of(known_club(tx, actor), actor, club_id, file, choices.decided)
        new = found.shows_details_of - _told(tx, actor, since)
    if new:
        with store.write(club=club_id) as tx:
            _tell(tx, actor, import_id, sorted(found.shows_details_of - _told(tx, actor, since)), now)
    return found


def _told(tx: Transaction, actor: Actor, since: dt.datetime) -> frozenset[int]:
    return roster.seen_since(tx, actor.account_id, Sight.PERSONAL_DETAILS, since)


def _tell(tx: Transaction, actor: Actor, import_id: int, athlete_ids: list[int], now: dt.datetime) -> None:
    consents.note_seen(tx, athlete_ids, actor.account_id, Sight.PERSONAL_DETAILS, now)
    audit.record(
        tx,
        Event.RECORD_VIEWED,
        now,
        account_id=actor.account_id,
        amount=len(athlete_ids),
        detail={"what": Sight.PERSONAL_DETAILS, "import_id": import_id},
    )


def confirm(
    store: Store,
    actor: Actor,
    club_id: int,
    import_id: int,
    file: RosterFile,
    choices: Choices,
    accepted: Collection[str],
    seen: str,
    remember: Mapping[str, str],
    now: dt.datetime,
) -> None:
    """Write everything in one transaction, or nothing.

    Args:
        file, choices: as the draft has them.
        accepted: ids of the doubts that were ticked.
        seen: digest of the preview that the person looked at.
        remember: what the columns held, for the next file.
    Raises:
        NotFound: as for `draft_of`.
        NotDecided: a row is undecided or a doubt not ticked.
        LooksDifferent: it is not what the person looked at any more.
    """
    require_may_import(actor, club_id)
    with store.read(club=club_id) as tx:
        _open(tx, actor, import_id, now)
        before = known_club(tx, actor)
    # Working it out takes a second for a long roster, and nobody else can write while we hold the lock.
    planned = preview_of(before, actor, club_id, file, choices.decided)
    with store.write(club=club_id) as tx:
        roster.hold(tx)
        row = _open(tx, actor, import_id, now, for_update=True)
        club = known_club(tx, actor)
        is_same = club == before
        now_seen = planned if is_same else preview_of(club, actor, club_id, file, choices.decided)
        if now_seen.digest != seen or choices_from(row.preview).revision != choices.revision:
            raise LooksDifferent("the club has changed since the preview")
        if not now_seen.may_be_written(accepted):
            raise NotDecided("a row or a doubt is undecided")
        coach = roster.coach_membership(tx, actor.account_id)
        record = apply_changes(tx, now_seen, club.squad_ids, choices.decided.whole_squads, coach, now)
        changes = now_seen.changes
        counts = {
            "added": len(changes.adds),
            "changed": len(changes.changes),
            "removed": len(changes.removals),
        }
        row.state, row.confirmed_at = ImportState.CONFIRMED, now
        row.preview, row.before = {"counts": counts}, record.to_json()
        _remember(tx, club_id, remember)
        tx.flush()
        audit.record(
            tx,
            Event.ROSTER_IMPORTED,
            now,
            account_id=actor.account_id,
            amount=sum(counts.values()),
            detail={"import_id": row.id},
        )


def discard(store: Store, actor: Actor, club_id: int, import_id: int, now: dt.datetime) -> None:
    """Forget a file that was read and not confirmed.

    Raises:
        NotFound: as for `draft_of`.
    """
    require_may_import(actor, club_id)
    with store.write(club=club_id) as tx:
        _forget(_open(tx, actor, import_id, now, for_update=True))


def _open(
    tx: Transaction, actor: Actor, import_id: int, now: dt.datetime, *, for_update: bool = False
) -> RosterImportRow:
    row = roster_imports.roster_import(tx, import_id, for_update=for_update)
    if row is None or row.by_account_id != actor.account_id or row.state is not ImportState.PREVIEWED:
        raise NotFound("no such import")
    if now >= row.at + PREVIEW_LIFE:
        raise NotFound("the preview has ended")
    return row


def _forget(row: RosterImportRow) -> None:
    row.state, row.preview = ImportState.EXPIRED, {}


def _remember(tx: Transaction, club_id: int, columns: Mapping[str, str]) -> None:
    club = members.club(tx, club_id, for_update=True)
    if club is not None:
        kept = {**club.import_columns, **columns}
        club.import_columns = dict(list(kept.items())[-MOST_REMEMBERED:])
