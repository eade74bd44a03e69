"""What is asked to open a case: the side as a forced choice, the day, how it happened, and the sport."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.words import Mechanism, Side
from screening.domain.reporting.case_words import MECHANISM
from screening.domain.reporting.words import capital
from screening.services.cases.opening import FromScreening, Opening

from .asks import Ask, Kind, Typed

YES_NO = (("yes", "Yes"), ("no", "No"))
YES_NO_UNKNOWN = (*YES_NO, ("not_known", "Not known"))
SIDES = ((Side.LEFT.value, "Left leg"), (Side.RIGHT.value, "Right leg"))
LONGEST_AGO = dt.timedelta(days=730)


def opening_asks(
    today: dt.date, started: FromScreening | None, recurrent: bool, sport: str = ""
) -> tuple[Ask, ...]:
    """The form; with what a screening said standing in it, except the side, which is always chosen.

    Args:
        sport: in words, as far as it is known.
    """
    return (
        Ask(
            "side",
            Kind.CHOICE,
            "Which leg is injured?",
            needed="Choose the left or the right leg",
            options=SIDES,
        ),
        Ask(
            "injury_on",
            Kind.DAY,
            "Day of the injury",
            needed="Choose the day of the injury",
            first=today - LONGEST_AGO,
            last=today,
            start=started.injury_on.isoformat() if started is not None and started.injury_on else "",
        ),
        Ask(
            "mechanism",
            Kind.CHOICE,
            "How did it happen?",
            needed="Choose how it happened",
            options=tuple((one.value, capital(words)) for one, words in MECHANISM.items()),
            start=started.mechanism.value if started is not None and started.mechanism else "",
        ),
        Ask("mechanism_note", Kind.LINE, "In a few words", "What exactly happened, if it matters."),
        Ask(
            "recurrent",
            Kind.CHOICE,
            "Was the same leg injured in the last 12 months?",
            needed="Say whether the same leg was injured in the last 12 months",
            options=YES_NO,
            start="yes" if recurrent else "",
        ),
        Ask(
            "mid_rehabilitation",
            Kind.CHOICE,
            "Has rehabilitation begun elsewhere?",
            "Then the case can be placed at a later stage, with the tests that open it.",
            needed="Say whether rehabilitation has begun elsewhere",
            options=YES_NO,
        ),
        Ask("sport", Kind.LINE, "Sport", start=sport),
        Ask(
            "is_sprinter",
            Kind.CHOICE,
            "Is sprinting the sport itself?",
            "Such as 100 metres or long jump. Then the H-test is needed, not only advised.",
            needed="Say whether sprinting is the sport itself",
            options=YES_NO,
        ),
        Ask(
            "best_speed_m_s",
            Kind.NUMBER,
            "Best known speed before the injury",
            "By satellite or timing gates. Blank: not known.",
            unit="m/s",
            least=2,
            most=13,
        ),
    )


def opening_of(typed: Typed, screening_id: int | None) -> Opening:
    """What was typed, once nothing is wrong with it."""
    injury_on = typed.day("injury_on")
    if injury_on is None:
        raise ValueError("a case without the day of its injury")
    return Opening(
        side=Side(typed.text("side")),
        injury_on=injury_on,
        mechanism=Mechanism(typed.text("mechanism")),
        mechanism_note=typed.text("mechanism_note"),
        recurrent=typed.text("recurrent") == "yes",
        mid_rehabilitation=typed.text("mid_rehabilitation") == "yes",
        sport=typed.text("sport") or None,
        is_sprinter=typed.text("is_sprinter") == "yes",
        best_speed_m_s=typed.number("best_speed_m_s"),
        screening_id=screening_id,
    )
