"""In which order a coach meets the athletes: who to talk to first, then the others. No order of risk."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.squad.model import MemberState
from screening.domain.squad.rules import Cell, SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability

_STATES = tuple(MemberState)
_AFTER_TALK = (Availability.NOT_CLEARED, Availability.MODIFIED, Availability.FULL, Availability.UNKNOWN)


def to_talk_to(members: Sequence[VisibleMember], rules: SquadRules) -> tuple[VisibleMember, ...]:
    """The first few to talk to, each with a reason they opened themselves.

    Source:
        rules/squad/attention.yaml: a reason of one's own before one that most share; then the order of its
        rows, more gaps opened, the order of names.
    """
    place = {row.id: index for index, row in enumerate(rules.attention)}
    with_reason = [
        ((member.is_shared, place[member.reason], -member.gaps, *by_name(member)), member)
        for member in members
        if member.reason is not None
    ]
    with_reason.sort(key=lambda pair: pair[0])
    return tuple(member for _, member in with_reason[: rules.most_to_talk_to])


def in_order(members: Sequence[VisibleMember], rules: SquadRules) -> tuple[VisibleMember, ...]:
    """Everybody: who to talk to, who is held back, then more gaps opened first; who did not answer last."""
    first = to_talk_to(members, rules)
    chosen = {member.reference for member in first}
    others = [member for member in members if member.reference not in chosen]
    return (*first, *sorted(others, key=_place))


def by_name(member: VisibleMember) -> tuple[str, str]:
    """Names without regard to case and accents; the reference where two are the same."""
    return member.sort_name, member.reference


def _place(member: VisibleMember) -> tuple[object, ...]:
    is_private = all(cell is Cell.PRIVATE for cell in member.cells)
    return (
        _AFTER_TALK.index(member.availability),
        _STATES.index(member.state),
        is_private,
        -member.gaps,
        *by_name(member),
    )
