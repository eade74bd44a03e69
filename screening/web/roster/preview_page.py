"""What a roster would do, cut into pieces that fit on a page: long lists have pages of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from screening.domain.reporting.words import day
from screening.domain.roster.changes import Choice, Decision, FieldChange, KnownAthlete, NearMatch
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import TITLES
from screening.services.roster_plan import Preview

FEW = 8
"""So many of each list stand on the first page."""
MANY = 50
UNDECIDED = 20
"""Rows to decide about on one page."""
LISTS = ("faults", "adds", "changes", "removals", "same")
ROWS = re.compile(r"row-([0-9]{1,6})", re.ASCII)
CHOSEN = re.compile(rf"({'|'.join(Choice)})(?:-([0-9]{{1,9}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a list. `more` says that there is a page with the rest."""

    rows: Sequence[Any]
    count: int
    page: int = 1
    pages: int = 1

    @property
    def more(self) -> bool:
        return len(self.rows) < self.count


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to decide about a row: the value of the choice and its words."""

    value: str
    words: str
    note: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class Undecided:
    """A row that only a person can place."""

    row: int
    who: str
    reasons: tuple[str, ...]
    refused: str | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An athlete whose record changes: each field with what is known and what would be."""

    name: str
    returns: bool
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The pieces that are on the page. `only` names the one list it is about; empty on the first page."""

    only: str
    undecided: Part
    faults: Part
    adds: Part
    changes: Part
    removals: Part
    same: Part
    twins: tuple[str, ...]


def preview_page(found: Preview, page: int, only: str) -> PreviewPage:
    """Cut a preview.

    Args:
        page: of the list `only`, from 1.
        only: one of `LISTS`; empty, or anything else, for the first page of all.
    """
    only = only if only in LISTS else ""
    changes = found.changes
    near = [_undecided(one, found) for one in changes.near_matches[:UNDECIDED]]
    removed = [found.athletes[number] for number in changes.removals]
    same = [(found.athletes[number].name, row) for number, row in changes.same]
    changed = [
        ChangeLine(found.athletes[one.athlete_id].name, one.returns, tuple(map(_field, one.fields)))
        for one in changes.changes
    ]
    return PreviewPage(
        only=only,
        undecided=Part(near, len(changes.near_matches)),
        faults=_part(found.faults, page, only, "faults"),
        adds=_part(changes.adds, page, only, "adds"),
        changes=_part(changed, page, only, "changes"),
        removals=_part(removed, page, only, "removals"),
        same=_part(same, page, only, "same"),
        twins=tuple(_twins(found)),
    )


def why_nothing_is_written(found: Preview) -> str | None:
    """Why there is no button to write the roster, in words; None where it is for the person to go on.

    Whoever looks after no squad is told first: no decision about a row would help them.
    """
    if not found.has_squads and (found.needs_squad or not found.does_something):
        return (
            "Nothing can be written: you look after no squad yet. Once an administrator of the club has given"
            " you one, come back here. The file is kept for a day"
        )
    if found.does_something or found.changes.near_matches:
        return None
    unread = len({fault.row for fault in found.faults}) - found.outside_rows
    left_out = len(found.changes.left_out)
    counted = ((found.outside_rows, "outside your squads"), (unread, "unreadable"), (left_out, "left out"))
    said = [f"{_rows(count)} {words}" for count, words in counted if count]
    if not said:
        return "There is nothing to write: the club knows all of this already"
    if found.changes.same:
        said.append(f"{_rows(len(found.changes.same))} known to the club already")
    return f"There is nothing to write: {', '.join(said)}"


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count} rows are"


def _part(rows: Sequence[Any], page: int, only: str, name: str) -> Part:
    if only != name:
        return Part(rows[: 0 if only or name == "same" else FEW], len(rows))
    pages = max(1, -(-len(rows) // MANY))
    page = min(max(page, 1), pages)
    return Part(rows[(page - 1) * MANY : page * MANY], len(rows), page, pages)


def _field(change: FieldChange) -> tuple[str, str, str]:
    return TITLES[change.field], change.before or "nothing", change.after or "nothing"


def _undecided(near: NearMatch, found: Preview) -> Undecided:
    return Undecided(
        near.row.row,
        _row_words(near.row),
        near.reasons,
        near.refused,
        tuple(_offer(offer, near, found) for offer in near.offers),
    )


def _offer(offer: Decision, near: NearMatch, found: Preview) -> Offer:
    is_suggested = offer == near.suggestion
    if offer.athlete_id is not None:
        athlete = found.athletes[offer.athlete_id]
        words = f"This is {athlete.name}, who is in the club"
        if athlete.has_left:
            words = f"This is {athlete.name}, who had left and is back"
        return Offer(f"{offer.choice}-{offer.athlete_id}", words, _known_words(athlete), is_suggested)
    if offer.choice is Choice.NEW:
        return Offer(str(offer.choice), "This is somebody new", "Is added to the club.", is_suggested)
    return Offer(str(offer.choice), "Leave this row out", "Nothing of it is read.", is_suggested)


def _row_words(row: RosterEntry) -> str:
    known = [row.name]
    if row.birth_date:
        known.append(f"born {day(row.birth_date)}")
    elif row.birth_year:
        known.append(f"born {row.birth_year}")
    known += [f"number {row.club_key}"] if row.club_key else []
    known += [row.squad] if row.squad else []
    return ", ".join(known)


def _known_words(athlete: KnownAthlete) -> str:
    """Year and number, never the whole date: that would be told to whoever guesses names."""
    known = [f"born {athlete.birth_year}"] if athlete.birth_year else ["year of birth not known"]
    known += [f"number {athlete.club_key}"] if athlete.club_key else []
    known += sorted(athlete.squads)
    text = ", ".join(known)
    return text[0].upper() + text[1:] + "."


def _twins(found: Preview) -> list[str]:
    """Groups of people whose names look alike, in words."""
    said = []
    for group in found.changes.twins[:MANY]:
        rows = " and ".join(str(row) for row in group.rows)
        where = f"row {rows}" if len(group.rows) == 1 else f"rows {rows}"
        others = [_known_words(found.athletes[number]) for number in group.athlete_ids]
        beside = f"; in the club: {' '.join(others)}" if others else ""
        said.append(f"{group.name}: {where}{beside}")
    return said
