"""Acts that move a case up: the sign-off of the next move, and the placement of one begun elsewhere."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import Body, ClearanceRenewed, Criterion, Moved, Overridden
from screening.domain.case.gates import TIMES
from screening.domain.case.words import STAGES, State
from screening.domain.reporting.words import day

from .acts import Act, Known, reason
from .asks import Ask, Kind, Typed

GROUP = "Move"
PASSING = "Let a criterion pass that is not met"


def _scope_asks(known: Known) -> tuple[Ask, ...]:
    is_needed = known.gate is None or known.gate.needs_scope
    latest = known.gate.latest_review if known.gate is not None else None
    return (
        Ask(
            "scope",
            Kind.LINE,
            "What the sign-off covers",
            "Such as: running to 70%, no kicking.",
            needed="Write what the sign-off covers" if is_needed else "",
        ),
        Ask(
            "review_on",
            Kind.DAY,
            "Review on",
            _review_hint(known, latest),
            needed="Choose the day of the review" if is_needed else "",
            first=known.day,
            last=latest,
        ),
        Ask("reason", Kind.AREA, "Remarks", "What somebody would want to know who reads this later."),
    )


def _review_hint(known: Known, latest: dt.date | None) -> str:
    if latest is not None:
        return f"{day(latest)} at the latest; then the clearance ends."
    if known.gate is not None and known.gate.after is State.S8 and known.is_doctor:
        return "With a day you give the clearance again, until then. Blank: it goes on as it was given."
    return ""


def _move_asks(known: Known) -> tuple[Ask, ...]:
    return (*_scope_asks(known), *(_passing_ask(row) for row in _passable(known)))


def _passable(known: Known) -> tuple[Criterion, ...]:
    """The rows that close the gate and that this person may let pass with a reason."""
    gate = known.gate
    if gate is None or known.acts_as not in gate.overrides_by:
        return ()
    shut = (row for row in gate.unmet if row.id in gate.may_pass)
    return tuple(row for row in shut if known.is_doctor or row.id not in TIMES)


def _passing_ask(row: Criterion) -> Ask:
    hint = f"Needed: {row.threshold}. Result: {row.result}. Blank: it is not let pass."
    return Ask(_name(row), Kind.AREA, f"{row.text}: reason", hint, group=PASSING)


def _name(row: Criterion) -> str:
    return "pass-" + row.id.replace(".", "-")


def _move_body(typed: Typed, known: Known) -> Body:
    gate = known.gate
    if gate is None:
        raise ValueError("there is no next move")
    passed = tuple(
        Overridden(row.id, typed.text(_name(row))) for row in _passable(known) if typed.text(_name(row))
    )
    return Moved(
        gate.move,
        known.state.state,
        gate.after,
        overrides=passed,
        reason=typed.text("reason"),
        scope=typed.text("scope"),
        review_on=typed.day("review_on"),
    )


def _place_asks(known: Known) -> tuple[Ask, ...]:
    stages = tuple((one.value, known.stage_words(one)) for one in STAGES[1:])
    return (
        Ask(
            "stage",
            Kind.SELECT,
            "Place it at",
            "Every criterion that opens this stage has to be tested in the last seven days and met.",
            needed="Choose the stage",
            options=stages,
        ),
        *_scope_asks(known)[:2],
        reason("Why this stage"),
    )


def _place_body(typed: Typed, known: Known) -> Body:
    return Moved(
        "move.TR17",
        known.state.state,
        State(typed.text("stage")),
        reason=typed.text("reason"),
        scope=typed.text("scope"),
        review_on=typed.day("review_on"),
    )


def _renew_body(typed: Typed, _: Known) -> Body:
    review = typed.day("review_on")
    if review is None:
        raise ValueError("a clearance without a day of review")
    return ClearanceRenewed(typed.text("scope"), review)


MOVING = (
    Act(
        "move",
        "Sign off the next move",
        "Sign off this move",
        GROUP,
        _move_asks,
        _move_body,
        lambda known: known.gate is not None and known.state.state is not State.REFERRED,
        "The move is signed.",
        "Your name, role and registration stand under it, with the gate as it is now.",
        shows_gate=True,
    ),
    Act(
        "renew",
        "Give the clearance again",
        "Give the clearance again",
        GROUP,
        lambda known: _scope_asks(known)[:2],
        _renew_body,
        lambda known: known.state.clearance is not None,
        "The clearance is given again.",
        "A clearance ends on the day of its review. Whoever may clear looks again and signs.",
    ),
    Act(
        "place",
        "Place a case that began elsewhere",
        "Place it at this stage",
        GROUP,
        _place_asks,
        _place_body,
        lambda known: known.state.state is State.TRIAGE and known.state.opened.mid_rehabilitation,
        "The case is placed.",
        "Once, before any other stage, with the tests that open the stage.",
    ),
)
