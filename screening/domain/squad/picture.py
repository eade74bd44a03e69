"""The whole picture of a squad on a day, as far as a coach may see it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.errors import ScreeningError
from screening.domain.rulebook import Rulebook
from screening.domain.squad.attention import by_name, in_order, to_talk_to
from screening.domain.squad.change import Change, change_since
from screening.domain.squad.heat_map import ColumnOrder, columns_in_order
from screening.domain.squad.model import MemberState, Round, SquadMember
from screening.domain.squad.rules import SquadRules
from screening.domain.squad.visible import VisibleMember, see_all
from screening.domain.squad.what_if import SquadWhatIf, squad_what_if
from screening.domain.vocabulary import Availability

HELD_BACK = (Availability.NOT_CLEARED, Availability.MODIFIED)


@dataclass(frozen=True, slots=True)
class SquadPicture:
    """What a coach may see. `members` are in the order of the map."""

    round: Round
    on: dt.date
    members: tuple[VisibleMember, ...]
    counts: Mapping[Availability, int]
    """Every availability; together all members."""
    talk: tuple[VisibleMember, ...]
    held_back: tuple[VisibleMember, ...]
    """Not cleared, then modified, each by name."""
    columns: tuple[ColumnOrder, ...]
    change: Change | None
    what_if: SquadWhatIf

    def in_state(self, state: MemberState) -> tuple[VisibleMember, ...]:
        """Everybody in a state, by name."""
        return tuple(sorted((one for one in self.members if one.state is state), key=by_name))

    @property
    def keeps_private(self) -> int:
        return sum(member.keeps_private for member in self.members)


def required_squad_rules(rulebook: Rulebook) -> SquadRules:
    """The rules of the coach's picture.

    Raises:
        ScreeningError: the rulebook has none.
    """
    if rulebook.squad is None:
        raise ScreeningError("the rulebook holds no rules for the picture of a squad")
    return rulebook.squad


def picture_of(
    members: Sequence[SquadMember], of_round: Round, rulebook: Rulebook, on: dt.date
) -> SquadPicture:
    """The picture on a day. The same members in any order give the same one.

    Raises:
        ScreeningError: the rulebook has no rules for it, or two members share a reference.
    """
    rules = required_squad_rules(rulebook)
    if len({member.reference for member in members}) < len(members):
        raise ScreeningError("two members of a squad share a reference")
    seen = in_order(see_all(members, rules, on), rules)
    counted = Counter(member.availability for member in seen)
    held_back = [member for member in seen if member.availability in HELD_BACK]
    held_back.sort(key=lambda member: (HELD_BACK.index(member.availability), *by_name(member)))
    # In a fixed order: sums of fractions depend on it in their last digit.
    ordered = sorted(members, key=lambda member: member.reference)
    answered = {one.reference for one in seen if one.state is MemberState.ANSWERED}
    groups = [
        member.latest.summary.group if member.latest and member.reference in answered else None
        for member in ordered
    ]
    return SquadPicture(
        round=of_round,
        on=on,
        members=seen,
        counts={availability: counted[availability] for availability in Availability},
        talk=to_talk_to(seen, rules),
        held_back=tuple(held_back),
        columns=columns_in_order(seen, rules),
        change=change_since(seen, rules),
        what_if=squad_what_if(groups, rules, rulebook.risk),
    )
