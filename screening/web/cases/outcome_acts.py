"""Acts that record what became of a case: on after a referral, injured again, and what is asked later."""

from __future__ import annotations

from screening.domain.case.events import Body, FollowUp, Moved
from screening.domain.case.words import STAGES, State

from .acts import Act, Known, in_stage, reason, stages_up_to
from .asks import Ask, Kind, Typed
from .finding_acts import ANSWER, KNOWN_OR_NOT

GROUP = "Outcome"


def _follow_asks(_: Known) -> tuple[Ask, ...]:
    months = tuple((str(number), f"{number} months") for number in (2, 6, 12))
    return (
        Ask("months", Kind.CHOICE, "Months after the return", needed="Choose the time", options=months),
        *(
            Ask(name, Kind.CHOICE, label, needed=f"{label} Choose an answer", options=KNOWN_OR_NOT)
            for name, label in (
                ("full_training", "In full training?"),
                ("same_level", "At the same level as before?"),
                ("reinjured", "Was the same leg injured again?"),
            )
        ),
        Ask("haos", Kind.NUMBER, "Hamstring Outcome Score", "Blank: not asked.", unit="%", least=0, most=100),
        Ask("note", Kind.AREA, "Note"),
    )


def _follow_body(typed: Typed, _: Known) -> Body:
    return FollowUp(
        months=typed.whole("months") or 0,
        full_training=ANSWER[typed.text("full_training")],
        same_level=ANSWER[typed.text("same_level")],
        reinjured=ANSWER[typed.text("reinjured")],
        haos=typed.number("haos"),
        note=typed.text("note"),
    )


def _back_asks(known: Known) -> tuple[Ask, ...]:
    stages = stages_up_to(known.state.before_referral or State.S1)
    return (
        Ask(
            "stage",
            Kind.CHOICE,
            "Go on from",
            "Not higher than where it stood. A note that the red flags were looked into comes first.",
            needed="Choose the stage",
            options=tuple((one.value, known.stage_words(one)) for one in stages),
        ),
        reason("What the referral brought"),
    )


def _back_body(typed: Typed, known: Known) -> Body:
    return Moved("move.TR14", known.state.state, State(typed.text("stage")), reason=typed.text("reason"))


def _again_body(typed: Typed, known: Known) -> Body:
    return Moved("move.TR15", known.state.state, State.CLOSED_REINJURY, reason=typed.text("reason"))


OUTCOME = (
    Act(
        "resume",
        "Go on after the referral",
        "Go on from this stage",
        GROUP,
        _back_asks,
        _back_body,
        lambda known: known.state.state is State.REFERRED,
        "The case goes on.",
        shows_gate=True,
    ),
    Act(
        "end",
        "Close: the same leg is injured again",
        "Close as injured again",
        GROUP,
        lambda _: (reason("What you found"),),
        _again_body,
        lambda known: in_stage(known) and known.state.state in STAGES[5:],
        "The case is closed. Open a new one for the new injury; it counts as a recurrence.",
        "A new case is opened for the new injury.",
    ),
    Act(
        "later",
        "Record a follow-up",
        "Keep the follow-up",
        GROUP,
        _follow_asks,
        _follow_body,
        lambda known: known.state.state in {*STAGES[6:], State.CLOSED, State.CLOSED_REINJURY},
        "The follow-up is kept.",
    ),
)
