"""The squad map in words and shapes, in groups of as many rows as a page holds."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.squad_view import MapCell, MapFoot, MapGroup, MapPart, MapRow
from screening.domain.squad.listing import Shown
from screening.domain.squad.picture import SquadPicture
from screening.domain.squad.rules import Cell, SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability, Band

ROWS_ON_A_PAGE = 25
KINDS = {
    Cell.IN_PLACE: "low",
    Cell.PARTLY: "moderate",
    Cell.GAP: "high",
    Cell.NOTHING_YET: "very-high",
    Cell.PRIVATE: "private",
    Cell.NOT_ANSWERED: "none",
    Cell.NOT_APPLICABLE: "not-applicable",
}
"""A square borrows the shape of a state: circle, diamond, triangle, square; a lock, a dashed box, a dash."""


def map_part(
    picture: SquadPicture,
    rules: SquadRules,
    names: Mapping[str, str],
    bands: Mapping[Band, StateShape],
    shown: Shown | None = None,
) -> MapPart:
    """The map. The legend holds every state there can be, so that it is the same on every sheet."""
    say = rules.wording.say
    members = shown.members if shown else picture.members
    rows = [_row(member, picture, rules, names, bands) for member in members]
    return MapPart(
        title=say("map.title"),
        lead=_lead(picture, rules),
        caption=say("map.caption"),
        athlete=say("map.athlete"),
        available=say("map.available"),
        heads=tuple(rules.columns[column.index].head for column in picture.columns),
        groups=tuple(
            MapGroup(
                say(
                    "map.group", first=start + 1, last=min(start + ROWS_ON_A_PAGE, len(rows)), total=len(rows)
                ),
                tuple(rows[start : start + ROWS_ON_A_PAGE]),
            )
            for start in range(0, len(rows), ROWS_ON_A_PAGE)
        ),
        gaps=say("map.gaps"),
        feet=tuple(
            MapFoot(str(column.share.gaps), say("map.of", total=column.share.opened))
            if column.share
            else MapFoot(say("map.hidden"), "")
            for column in picture.columns
        ),
        legend=tuple(_cell(cell, rules) for cell in Cell),
        note=say("map.order"),
    )


def _lead(picture: SquadPicture, rules: SquadRules) -> str:
    """The gap that most share, told only of those who opened it."""
    first = picture.columns[0]
    if first.share is None:
        return rules.wording.say("map.too_few", least=rules.least_group)
    if first.share.gaps == 0:
        return rules.wording.say("map.no_shared")
    return rules.columns[first.index].shared.format(number=first.share.gaps, total=first.share.opened)


def _row(
    member: VisibleMember,
    picture: SquadPicture,
    rules: SquadRules,
    names: Mapping[str, str],
    bands: Mapping[Band, StateShape],
) -> MapRow:
    return MapRow(
        reference=member.reference,
        name=names[member.reference],
        availability=rules.availability_words[member.availability].word,
        is_cleared=member.availability is not Availability.NOT_CLEARED,
        band=bands[member.band] if member.band else None,
        cells=tuple(_cell(member.cells[column.index], rules) for column in picture.columns),
    )


def _cell(cell: Cell, rules: SquadRules) -> MapCell:
    return MapCell(KINDS[cell], rules.cell_words[cell])
