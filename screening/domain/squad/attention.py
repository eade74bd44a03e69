"""In which order a coach meets the athletes: who to talk to first, then the others. No order of risk."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.squad.model import MemberState
from screening.domain.squad.rules import SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability

_STATES = {state: place for place, state in enumerate(MemberState)}
_AFTER_TALK = {
    availability: place
    for place, availability in enumerate(
        (Availability.NOT_CLEARED, Availability.MODIFIED, Availability.FULL, Availability.UNKNOWN)
    )
}


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
    # An athlete keeps the whole row private or nothing of it.
    return (
        _AFTER_TALK[member.availability],
        _STATES[member.state],
        member.keeps_private,
        -member.gaps,
        *by_name(member),
    )
