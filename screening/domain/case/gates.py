"""The gate before a move: every criterion and guard as it stands, who signs, and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .criteria import exit_rows
from .events import Agreed, Criterion
from .guards import About, common_rows, guard_row
from .move_rules import Direction, Guard
from .people import is_clinician_built, is_minor, is_tendon
from .rules import CaseRules
from .sessions import DAY
from .standing import CaseState, Noted
from .words import STAGES, Party, State

NEXT = {
    State.TRIAGE: "move.TR2",
    State.REFERRED: "move.TR14",
    **{stage: f"move.TR{number}" for number, stage in enumerate(STAGES, start=3)},
}
"""The usual move up from each state."""
TIMES = frozenset({"guard.time", "guard.dwell"})
"""Rows that only a doctor lets pass."""
_MAY_PASS = TIMES | {"guard.sessions", "guard.full_sessions"}


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between a case and its next state. `is_open` says nothing about who signs."""

    move: str
    name: str
    before: State
    after: State
    rows: tuple[Criterion, ...]
    signers: frozenset[Party]
    """Who may sign, in which part."""
    delegate_may: bool
    """Whether a physio whom a doctor named in this case may sign as well."""
    agreements: tuple[Party, ...]
    """Whose yes is needed besides."""
    missing_agreements: tuple[Party, ...]
    overrides_by: frozenset[Party]
    """Who may let a row of `may_pass` pass, with a reason; times only a doctor."""
    may_pass: frozenset[str]
    needs_scope: bool
    """Whether the signature needs a scope and a review date."""
    latest_review: dt.date | None
    """The last day the review date may be."""
    is_suggested: bool
    """Whether the product may suggest the move once it is open; never into competition."""

    @property
    def unmet(self) -> tuple[Criterion, ...]:
        """The rows that close the gate."""
        return tuple(row for row in self.rows if row.met is not True and not row.advisory)

    @property
    def is_open(self) -> bool:
        """Whether everything is met and agreed, so that somebody may sign."""
        return not self.unmet and not self.missing_agreements

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, a line each."""
        rows = (f"{row.text} ({row.result or 'not tested'})" for row in self.unmet)
        return (*rows, *(f"The {party} has not agreed yet" for party in self.missing_agreements))


def gate_for(
    state: CaseState,
    rules: CaseRules,
    day: dt.date,
    move: str | None = None,
    after: State | None = None,
) -> Gate | None:
    """The gate of a move, by default of the next one up.

    Args:
        move: "move.TR3".
        after: where to, for the moves that leave a choice (move.TR14 and move.TR17).
    Returns:
        None where the case has ended or the move does not begin where it stands.
    """
    rule = rules.moves.get(move or NEXT.get(state.state, ""))
    if rule is None or state.state not in rule.before or not rule.direction.is_up:
        return None
    target = after or rule.after[0]
    if target not in rule.after:
        return None
    about = About(state, rules, day, rule, target)
    agreements = agreements_needed(about)
    needs_scope = bool(rule.asks) and (target.number or 0) >= 6
    return Gate(
        move=rule.id,
        name=rule.name,
        before=state.state,
        after=target,
        rows=_rows(about),
        signers=_signers(about),
        delegate_may=rule.delegate and not _is_doctors_alone(about),
        agreements=agreements,
        missing_agreements=tuple(party for party in agreements if agreed(about, party) is None),
        overrides_by=rule.overrides_by & (_signers(about) | {Party.DOCTOR}),
        may_pass=_may_pass(about),
        needs_scope=needs_scope,
        latest_review=day + DAY * rules.times.clearance_days if needs_scope else None,
        is_suggested=target is not State.S7 and not is_clinician_built(state),
    )


def _rows(about: About) -> tuple[Criterion, ...]:
    rows: list[Criterion] = []
    for guard in about.move.guards:
        if guard is Guard.EXIT:
            rows += exit_rows(about.state, about.rules, about.day, exit_asked(about))
        else:
            rows.append(guard_row(about, guard))
    return (*rows, *common_rows(about))


def exit_asked(about: About) -> State:
    """The stage whose criteria are asked: the present one, or at a placement the one before."""
    number = about.after.number
    return STAGES[number - 2] if number is not None and number > 1 else about.state.state


def _may_pass(about: About) -> frozenset[str]:
    if about.move.direction is Direction.PLACE:
        return frozenset({"guard.time"})
    exits = {rule.id for rule in about.rules.stages[exit_asked(about)].exit} if about.state.stage else set()
    return frozenset(exits) | _MAY_PASS


def _is_doctors_alone(about: About) -> bool:
    """A tendon asks for a doctor from S5 on, without a delegate."""
    from_stage = about.rules.classes.tendon_doctor_from
    needs = about.move.doctor_for_tendon and is_tendon(about.state, about.rules)
    return needs and (about.after.number or 0) >= from_stage


def _signers(about: About) -> frozenset[Party]:
    move, number = about.move, about.after.number or 0
    if _is_doctors_alone(about) or (move.doctor_from is not None and number >= move.doctor_from):
        return frozenset({Party.DOCTOR})
    return move.signers - {Party.SYSTEM}


def agreements_needed(about: About) -> tuple[Party, ...]:
    """Whose yes a move needs; under 18 a guardian's beside the athlete's."""
    needed = list(about.move.agreements)
    if about.move.direction is Direction.LIFT and (about.after.number or 0) >= 7:
        needed.append(Party.ATHLETE)
    if Party.ATHLETE in needed and is_minor(about.state, about.rules):
        needed.append(Party.GUARDIAN)
    return tuple(needed)


def agreed(about: About, party: Party) -> Noted[Agreed] | None:
    """The yes of a party to this move, if its latest word is one and not too old."""
    said = [one for one in about.state.agreements if one.by.party is party and one.body.move == about.move.id]
    if not said or not said[-1].body.agrees:
        return None
    age = (about.day - said[-1].day).days
    return said[-1] if 0 <= age <= about.rules.times.test_age_days else None
