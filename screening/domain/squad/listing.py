"""Which athletes of a squad the map lists: everybody or those of one kind, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from screening.domain.squad.picture import SquadPicture
from screening.domain.squad.rules import SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability

ROWS = 25
"""As many as a page of the report holds."""
MOST_NAMED = 25
"""A list of names beside the map ends here and says how many more there are."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One list to choose. Its number stands in an address, so it says nothing by itself."""

    number: int
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of one list. `members` are in the order of the picture."""

    members: tuple[VisibleMember, ...]
    choices: tuple[Choice, ...]
    chosen: int
    page: int
    pages: int
    total: int
    most_named: int = MOST_NAMED

    @property
    def first(self) -> int:
        """The place of the first one in the list, from 1."""
        return (self.page - 1) * ROWS + 1

    @property
    def last(self) -> int:
        return min(self.page * ROWS, self.total)


def shown_of(picture: SquadPicture, rules: SquadRules, chosen: int, page: int) -> Shown:
    """One page of a list; a list or a page that does not exist is the first one."""
    lists = _lists(picture, rules)
    chosen = chosen if 0 <= chosen < len(lists) else 0
    fits = lists[chosen].fits
    members = [one for one in picture.members if fits(one)] if chosen else list(picture.members)
    pages = max(1, -(-len(members) // ROWS))
    page = page if 1 <= page <= pages else 1
    return Shown(
        members=tuple(members[(page - 1) * ROWS : page * ROWS]),
        choices=tuple(
            Choice(number, one.words, one.count)
            for number, one in enumerate(lists)
            if one.count or number in {0, chosen}
        ),
        chosen=chosen,
        page=page,
        pages=pages,
        total=len(members),
    )


@dataclass(frozen=True, slots=True)
class _List:
    words: str
    count: int
    fits: Callable[[VisibleMember], bool]


def _lists(picture: SquadPicture, rules: SquadRules) -> list[_List]:
    """Everybody, then by availability, then who opened a gap, in the order of the rules."""
    # Counted by rows that are alike: only the chosen list is made.
    rows = Counter(member.cells for member in picture.members)
    lists = [_List(rules.wording.say("list.all"), len(picture.members), _anybody)]
    lists += [
        _List(rules.availability_words[kind].word, picture.counts[kind], _is_available(kind))
        for kind in Availability
    ]
    lists += [
        _List(
            rules.wording.say("list.gap", head=column.head),
            sum(number for cells, number in rows.items() if cells[index].is_gap),
            _has_gap(index),
        )
        for index, column in enumerate(rules.columns)
    ]
    return lists


def _anybody(_member: VisibleMember) -> bool:
    return True


def _is_available(kind: Availability) -> Callable[[VisibleMember], bool]:
    return lambda member: member.availability is kind


def _has_gap(index: int) -> Callable[[VisibleMember], bool]:
    return lambda member: member.cells[index].is_gap
