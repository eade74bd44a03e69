"""Acts that stop or step down, and the one that lifts a hold: one press and a reason each."""

from __future__ import annotations

from screening.domain.case.events import Body, HoldLifted, HoldSet, Moved
from screening.domain.case.words import STAGES, State
from screening.domain.reporting.words import day

from .acts import Act, Known, in_stage, is_open, reason
from .asks import Ask, Kind, Typed

GROUP = "Stop or step down"


def _hold_asks(_: Known) -> tuple[Ask, ...]:
    options = (("up", "No step up until it is lifted"), ("all", "Every load on the leg stops"))
    return (
        Ask("stops", Kind.CHOICE, "What stops", needed="Choose what stops", options=options, wide=True),
        reason(),
    )


def _hold_body(typed: Typed, _: Known) -> Body:
    return HoldSet(typed.text("reason"), stops_training=typed.text("stops") == "all")


def _lift_asks(known: Known) -> tuple[Ask, ...]:
    holds = tuple((str(one.number), f"{one.reason} (since {day(one.day)})") for one in known.state.holds)
    return (
        Ask(
            "hold",
            Kind.CHOICE,
            "Which hold",
            needed="Choose the hold to lift",
            options=holds,
            wide=True,
            start=known.about,
        ),
        reason(hint="What changed since it was set, and what you looked at."),
    )


def _lift_body(typed: Typed, _: Known) -> Body:
    return HoldLifted(typed.whole("hold") or 0, typed.text("reason"))


def _down_body(typed: Typed, known: Known) -> Body:
    below = STAGES[(known.state.stage or 2) - 2]
    return Moved("move.TR11", known.state.state, below, reason=typed.text("reason"))


def _restart_asks(_: Known) -> tuple[Ask, ...]:
    options = ((State.S1.value, "S1, from the beginning"), (State.S2.value, "S2, early loading"))
    return (
        Ask("stage", Kind.CHOICE, "To which stage", needed="Choose the stage", options=options, wide=True),
        reason(hint="What happened, and what you found."),
    )


def _restart_body(typed: Typed, known: Known) -> Body:
    stage = State(typed.text("stage"))
    return Moved("move.TR12", known.state.state, stage, reason=typed.text("reason"))


STOPPING = (
    Act(
        "hold",
        "Set a hold",
        "Set the hold",
        GROUP,
        _hold_asks,
        _hold_body,
        is_open,
        "The hold is set.",
        "The stage stays as it is. Only a physio or doctor lifts a hold.",
    ),
    Act(
        "lift",
        "Lift a hold",
        "Lift the hold",
        GROUP,
        _lift_asks,
        _lift_body,
        lambda known: bool(known.state.holds),
        "The hold is lifted.",
        "Your name stands beside it in the record.",
    ),
    Act(
        "down",
        "Step down one stage",
        "Step down one stage",
        GROUP,
        lambda _: (reason(),),
        _down_body,
        lambda known: (known.state.stage or 0) >= 2,
        "The case stands one stage lower.",
        "Nothing has to be signed to step down. A physio signs to move up again.",
    ),
    Act(
        "restart",
        "Back to S1 or S2 after a suspected new injury",
        "Go back",
        GROUP,
        _restart_asks,
        _restart_body,
        lambda known: in_stage(known) and (known.state.stage or 0) >= 2,
        "The case goes on from the lower stage.",
    ),
)
