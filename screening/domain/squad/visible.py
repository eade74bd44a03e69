"""What a coach may know of one athlete. Everything after this step works with it and with nothing else.

What an athlete keeps private is taken out here, before any order, count or sentence is made: so it cannot
show through the place in a list, a share of the squad or somebody else's line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from screening.domain.answers import Known
from screening.domain.conditions import holds
from screening.domain.facts import Facts
from screening.domain.squad.model import HAS_ANSWERS, Answered, MemberState, SquadMember
from screening.domain.squad.rules import GAPS, OPEN_CELLS, Cell, SquadRules
from screening.domain.vocabulary import Availability, Band


@dataclass(frozen=True, slots=True)
class VisibleMember:
    """One athlete as a coach may know them. `cells` are in the order of the columns of the rules.

    `reason` is the id of the row of attention; None where there is none or it is kept private: nobody
    can tell which. The values of `before` are those of the last round, None where there was none.
    """

    reference: str
    name: str
    key: str | None
    state: MemberState
    availability: Availability
    answered_on: dt.date | None
    ask_again: dt.date | None
    cells: tuple[Cell, ...]
    reason: str | None
    band: Band | None
    keeps_private: bool
    """Whether something of this athlete's is drawn as a lock."""
    availability_before: Availability | None = None
    cells_before: tuple[Cell, ...] | None = None
    is_shared: bool = False
    """Whether the reason is a gap that most of those who opened it share."""

    @property
    def gaps(self) -> int:
        """How many gaps this athlete opened; one where only the reason is open."""
        seen = sum(cell in GAPS for cell in self.cells)
        return max(seen, 1) if self.reason else seen


def see_all(members: Sequence[SquadMember], rules: SquadRules, on: dt.date) -> tuple[VisibleMember, ...]:
    """What a coach may know of each member on a day, in the order given.

    Source:
        rules/squad/attention.yaml: the one reason is the first that is not shared by most, else the first.
    """
    seen = [_see(member, rules, on) for member in members]
    common = {
        column.factor
        for index, column in enumerate(rules.columns)
        if (share := share_of([member.cells for member in seen], index, rules)) is not None
        and 100 * share.gaps >= rules.common_from_pct * share.opened
    }
    return tuple(_with_reason(one, member, rules, common) for one, member in zip(seen, members, strict=True))


@dataclass(frozen=True, slots=True)
class Share:
    """How many have a gap, of those who opened the factor and answered it."""

    gaps: int
    opened: int


def share_of(rows: Sequence[Sequence[Cell]], index: int, rules: SquadRules) -> Share | None:
    """The share of one column; None where fewer than the least group opened it."""
    shown = [cells[index] for cells in rows if cells[index] in OPEN_CELLS]
    if len(shown) < rules.least_group:
        return None
    return Share(sum(cell in GAPS for cell in shown), len(shown))


def _see(member: SquadMember, rules: SquadRules, on: dt.date) -> VisibleMember:
    """All but the reason, which depends on what others opened."""
    state, latest, previous = member.state(on), member.latest, member.previous
    availability = availability_of(latest, rules, on)
    has_answers = latest is not None and state in HAS_ANSWERS
    cells = _cells(latest if has_answers else None, rules, is_open=member.permitted.factors)
    shows_band = has_answers and member.permitted.band
    return VisibleMember(
        reference=member.reference,
        name=member.name,
        key=member.key,
        state=state,
        availability=availability,
        answered_on=latest.on if latest else None,
        ask_again=_ask_again(member, availability, rules),
        cells=cells,
        reason=None,
        band=latest.summary.band if latest and shows_band else None,
        keeps_private=Cell.PRIVATE in cells,
        availability_before=availability_of(previous, rules, previous.on) if previous else None,
        cells_before=_cells(previous, rules, is_open=member.permitted.factors) if previous else None,
    )


def availability_of(answered: Answered | None, rules: SquadRules, on: dt.date) -> Availability:
    """What a coach is told about a day; an error, a gap or an old answer never reads as full."""
    facts = Facts(_facts(answered, on))
    return next(row.availability for row in rules.availability if holds(row.when, facts))


def _facts(answered: Answered | None, on: dt.date) -> Mapping[str, Known | None]:
    if answered is None:
        return {"squad.answered": False}
    found = answered.summary
    return {
        "squad.answered": True,
        "squad.plan_kind": found.plan_kind.value if found.plan_kind else None,
        "squad.urgency": found.urgency.value if found.urgency else None,
        "squad.has_problem": found.has_problem,
        "squad.still_holds": answered.still_holds(on),
    }


def _cells(answered: Answered | None, rules: SquadRules, *, is_open: bool) -> tuple[Cell, ...]:
    if answered is None:
        return tuple(Cell.NOT_ANSWERED for _ in rules.columns)
    if not is_open:
        return tuple(Cell.PRIVATE for _ in rules.columns)
    return tuple(answered.summary.cells.get(column.factor, Cell.NOT_ANSWERED) for column in rules.columns)


def _with_reason(
    seen: VisibleMember, member: SquadMember, rules: SquadRules, common: Set[str]
) -> VisibleMember:
    """With the one reason, for somebody in full training who opened it."""
    may_talk = member.permitted.reason and seen.availability is Availability.FULL
    if member.latest is None or not may_talk:
        return seen
    cells = member.latest.summary.cells
    fitting = [row for row in rules.attention if cells.get(row.factor) in row.cells]
    own = [row for row in fitting if row.factor not in common]
    row = next(iter((*own, *fitting)), None)
    return replace(seen, reason=row.id, is_shared=not own) if row else seen


def _ask_again(member: SquadMember, availability: Availability, rules: SquadRules) -> dt.date | None:
    """The day a physio has set, else so many days after the answers; None where nobody is held back.

    The days are the same for everybody, so that the day tells nothing about the reason.
    """
    if member.latest is None or availability not in {Availability.NOT_CLEARED, Availability.MODIFIED}:
        return None
    return member.review_on or member.latest.on + dt.timedelta(days=rules.review_days)
