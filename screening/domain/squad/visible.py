"""What a coach may know of one athlete. Everything after this step works with it and with nothing else.

What an athlete keeps private is taken out here, before any order, count or sentence is made: so it cannot
show through the place in a list, a share of the squad or somebody else's line.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from screening.domain.answers import Known
from screening.domain.conditions import holds
from screening.domain.facts import Facts
from screening.domain.squad.model import (
    HAS_ANSWERS,
    Answered,
    CaseAllowance,
    MemberState,
    ScreeningSummary,
    SquadMember,
)
from screening.domain.squad.rules import GAPS, OPEN_CELLS, Cell, SquadRules
from screening.domain.vocabulary import Availability, Band

HELD = frozenset({Availability.NOT_CLEARED, Availability.MODIFIED})
_FROM_WORST = (Availability.NOT_CLEARED, Availability.MODIFIED, Availability.UNKNOWN, Availability.FULL)


# Not frozen, though nothing changes it: of a thousand athletes that took half of the time of the picture.
@dataclass(slots=True, unsafe_hash=True)
class VisibleMember:
    """One athlete as a coach may know them. `cells` are in the order of the columns of the rules.

    `reason` is the id of the row of attention; None where there is none or it is kept private: nobody
    can tell which. The values of `before` are those of the last round, None where there was none.
    """

    reference: str
    name: str
    sort_name: str
    """The name without regard to case and accents."""
    key: str | None
    state: MemberState
    availability: Availability
    answered_on: dt.date | None
    ask_again: dt.date | None
    cells: tuple[Cell, ...]
    gaps: int
    """How many gaps this athlete opened; one where only the reason is open."""
    reason: str | None
    band: Band | None
    keeps_private: bool
    """Whether something of this athlete's is drawn as a lock."""
    availability_before: Availability | None = None
    cells_before: tuple[Cell, ...] | None = None
    is_shared: bool = False
    """Whether the reason is a gap that most of those who opened it share."""


def see_all(members: Sequence[SquadMember], rules: SquadRules, on: dt.date) -> tuple[VisibleMember, ...]:
    """What a coach may know of each member on a day, in the order given.

    Source:
        rules/squad/attention.yaml: the one reason is the first that is not shared by most, else the first.
    """
    seeing = _Seeing(rules, on)
    kinds = [seeing.kind_of(member) for member in members]
    shares = shares_of([kind.cells for kind in kinds], rules)
    common = {
        column.factor
        for column, share in zip(rules.columns, shares, strict=True)
        if share is not None and 100 * share.gaps >= rules.common_from_pct * share.opened
    }
    reasons = [_reason(kind, rules, common) for kind in seeing.kinds]
    return tuple(
        _visible(member, kind, reasons[kind.number], rules)
        for member, kind in zip(members, kinds, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """How many have a gap, of those who opened the factor and answered it."""

    gaps: int
    opened: int


def shares_of(rows: Sequence[tuple[Cell, ...]], rules: SquadRules) -> tuple[Share | None, ...]:
    """The share of each column, in the order of the rules; None below the least group."""
    counted = Counter(rows)
    shares = []
    for index in range(len(rules.columns)):
        opened = sum(number for cells, number in counted.items() if cells[index] in OPEN_CELLS)
        gaps = sum(number for cells, number in counted.items() if cells[index] in GAPS)
        shares.append(Share(gaps, opened) if opened >= rules.least_group else None)
    return tuple(shares)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is the same for all athletes with the same results, days and permissions.

    `cells_kept` are those of the result itself, private or not; only the one reason is found by them.
    """

    number: int
    state: MemberState
    availability: Availability
    cells: tuple[Cell, ...]
    gaps: int
    band: Band | None
    keeps_private: bool
    availability_before: Availability | None
    cells_before: tuple[Cell, ...] | None
    cells_kept: Mapping[str, Cell] | None


class _Seeing:
    """Looks at each kind of athlete once: in a squad of a thousand most are like somebody else in it."""

    def __init__(self, rules: SquadRules, on: dt.date) -> None:
        self._rules, self._on = rules, on
        self._kinds: dict[tuple[object, ...], _Kind] = {}
        self._told: dict[tuple[object, ...] | None, Availability] = {}
        self._numbers: dict[int, int] = {}
        self._alike: dict[tuple[object, ...], int] = {}

    @property
    def kinds(self) -> Sequence[_Kind]:
        """Every kind seen so far, by number."""
        return tuple(self._kinds.values())

    def kind_of(self, member: SquadMember) -> _Kind:
        """The kind, all but the reason, which depends on what others opened."""
        latest, before = member.latest, member.previous
        key = (
            self._number(latest.summary) if latest else None,
            latest.on if latest else None,
            self._number(before.summary) if before else None,
            before.on if before else None,
            member.permitted,
            member.case,
        )
        if key not in self._kinds:
            self._kinds[key] = self._look(member, len(self._kinds))
        return self._kinds[key]

    def _number(self, summary: ScreeningSummary) -> int:
        """A number for everything of a result that a kind depends on: many differ in their group alone."""
        # By identity first: what is alive at the same time has another one.
        found = self._numbers.get(id(summary))
        if found is None:
            value = (
                summary.plan_kind,
                summary.urgency,
                summary.has_problem,
                summary.band,
                summary.valid_days,
                frozenset(summary.cells.items()),
            )
            found = self._numbers[id(summary)] = self._alike.setdefault(value, len(self._alike))
        return found

    def _look(self, member: SquadMember, number: int) -> _Kind:
        rules, on, permitted = self._rules, self._on, member.permitted
        state, latest, before = member.state(on), member.latest, member.previous
        has_answers = latest is not None and state in HAS_ANSWERS
        cells = _cells(latest if has_answers else None, rules, is_open=permitted.factors)
        availability = with_case(self._availability(latest, on), latest, member.case)
        may_talk = permitted.reason and availability is Availability.FULL
        return _Kind(
            number=number,
            state=state,
            availability=availability,
            cells=cells,
            gaps=sum(cell in GAPS for cell in cells),
            band=latest.summary.band if latest and has_answers and permitted.band else None,
            keeps_private=Cell.PRIVATE in cells,
            availability_before=self._availability(before, before.on) if before else None,
            cells_before=_cells(before, rules, is_open=permitted.factors) if before else None,
            cells_kept=latest.summary.cells if latest and may_talk else None,
        )

    def _availability(self, answered: Answered | None, on: dt.date) -> Availability:
        key = None
        if answered is not None:
            found = answered.summary
            key = (found.plan_kind, found.urgency, found.has_problem, answered.still_holds(on))
        if key not in self._told:
            self._told[key] = availability_of(answered, self._rules, on)
        return self._told[key]


def availability_of(answered: Answered | None, rules: SquadRules, on: dt.date) -> Availability:
    """What a coach is told about a day; an error, a gap or an old answer never reads as full."""
    facts = Facts(_facts(answered, on))
    return next(row.availability for row in rules.availability if holds(row.when, facts))


def with_case(told: Availability, answered: Answered | None, case: CaseAllowance | None) -> Availability:
    """What a coach is told about somebody with a case of an injury: what that allows, and never more.

    Answers that are newer than the last decision in the case can only make it less.
    """
    if case is None:
        return told
    is_newer = answered is not None and answered.on > case.since
    if not case.is_open:
        return told if is_newer or told in HELD else Availability.UNKNOWN
    if is_newer and told in HELD:
        return min(told, case.availability, key=_FROM_WORST.index)
    return case.availability


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


@dataclass(frozen=True, slots=True)
class _Reason:
    id: str
    is_shared: bool


def _reason(kind: _Kind, rules: SquadRules, common: Set[str]) -> _Reason | None:
    """The one reason, for somebody in full training who opened it."""
    cells = kind.cells_kept
    if cells is None:
        return None
    fitting = [row for row in rules.attention if cells.get(row.factor) in row.cells]
    own = [row for row in fitting if row.factor not in common]
    row = next(iter((*own, *fitting)), None)
    return _Reason(row.id, not own) if row else None


def _visible(member: SquadMember, kind: _Kind, reason: _Reason | None, rules: SquadRules) -> VisibleMember:
    return VisibleMember(
        reference=member.reference,
        name=member.name,
        sort_name=_plain(member.name),
        key=member.key,
        state=kind.state,
        availability=kind.availability,
        answered_on=member.latest.on if member.latest else None,
        ask_again=_ask_again(member, kind.availability, rules),
        cells=kind.cells,
        # One gap at least where only the reason is open.
        gaps=max(kind.gaps, 1) if reason else kind.gaps,
        reason=reason.id if reason else None,
        band=kind.band,
        keeps_private=kind.keeps_private,
        availability_before=kind.availability_before,
        cells_before=kind.cells_before,
        is_shared=reason.is_shared if reason else False,
    )


def _plain(name: str) -> str:
    folded = name.casefold()
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _ask_again(member: SquadMember, availability: Availability, rules: SquadRules) -> dt.date | None:
    """The day a physio has set, else so many days after the answers; None where nobody is held back.

    The days are the same for everybody, so that the day tells nothing about the reason.
    """
    if availability not in HELD:
        return None
    if member.case is not None and member.case.is_open:
        return member.case.review_on
    if member.latest is None:
        return None
    return member.review_on or member.latest.on + dt.timedelta(days=rules.review_days)
