"""The page of a check-in as it is drawn: what is asked, how, and what is said beside it. Plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.case.check_in_words import for_side
from screening.domain.case.checkin_rules import CheckInQuestion, CheckInRules
from screening.domain.case.words import Light, Part, Side, State
from screening.domain.reporting.day_words import day_of

from .entry_form import LEAST_SLEEP, MOST_SLEEP, RANGES

HEADINGS: Mapping[Part, str] = {Part.MORNING: "Morning check-in", Part.SESSION: "After the session"}
SHAPES: Mapping[Light, str] = {
    Light.GREEN: "low",
    Light.AMBER: "moderate",
    Light.RED: "high",
    Light.STOP: "very_high",
    Light.OPEN: "open",
}
"""The form of each light for people who see no colour."""
FOLLOWS: Mapping[Light, str] = {
    Light.GREEN: "carry on as planned",
    Light.AMBER: "less than planned today",
    Light.RED: "no more load today",
}
FULL_HOURS = "Full hours only."
CORRECTING = (
    "You have sent this before. What you send now counts, and the earlier entry is kept. For pain the higher "
    "answer counts, and what was ticked stays ticked, until your physio has looked at it."
)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `kind` is scale, row, pick or number."""

    id: str
    kind: str
    label: str
    hint: str
    options: tuple[Pair, ...] = ()
    low: str = ""
    high: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DailyPage:
    """Everything on the page but what was typed."""

    heading: str
    lead: str
    iso_day: str
    part: str
    asked: tuple[Asked, ...]
    unusual: str
    flags: tuple[Pair, ...]
    flags_label: str
    nothing: str
    lights: tuple[tuple[str, str, str], ...]
    who_sees: str
    late: str
    correcting: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page needs to know of a case."""

    side: Side
    state: State
    responsible: str
    """The name of the clinician who answers for it."""


def daily_page(
    rules: CheckInRules,
    standing: Standing,
    part: Part,
    for_day: dt.date,
    today: dt.date,
    *,
    is_correction: bool = False,
) -> DailyPage:
    """The page of one half of one day; `is_correction`: there is an entry for it already."""
    is_late = for_day < today
    stage = f", stage {standing.state}" if standing.state.number else ""
    return DailyPage(
        heading=HEADINGS[part],
        lead=f"{day_of(for_day)}{stage}. Half a minute",
        iso_day=for_day.isoformat(),
        part=part.value,
        asked=tuple(asked_of(one, standing.side) for one in rules.questions_of(part)),
        unusual=rules.unusual.label,
        flags=tuple((flag.value, words.label) for flag, words in rules.flags.items()),
        flags_label=rules.unusual.hint,
        nothing=rules.unusual.nothing,
        lights=tuple((SHAPES[light], rules.lights[light].word, text) for light, text in FOLLOWS.items()),
        who_sees=f"You and the physios and doctors of your club, first {standing.responsible}. "
        "Coaching staff see only your availability.",
        late=f"A late entry: this is about {day_of(for_day)}, and it is kept as entered today."
        if is_late
        else "",
        correcting=CORRECTING if is_correction else "",
    )


def asked_of(question: CheckInQuestion, side: Side) -> Asked:
    """One question as buttons, as a list to choose from, or as a number to type."""
    label, hint = for_side(question.label, side), for_side(question.hint or "", side)
    if question.options:
        options = tuple((value, for_side(words, side)) for value, words in question.options.items())
        return Asked(question.id, "pick", label, hint, options)
    if question.id == "sleep_hours":
        hours = tuple((str(number), str(number)) for number in range(LEAST_SLEEP, MOST_SLEEP + 1))
        ends = (f"{LEAST_SLEEP} or less", f"{MOST_SLEEP} or more")
        return Asked(question.id, "row", label, hint or FULL_HOURS, hours, *ends)
    scale = question.scale
    if question.id in RANGES:
        return Asked(question.id, "number", label, hint, unit=scale.unit if scale else "")
    ends = ("", "") if scale is None else (scale.low or "", scale.high or "")
    low, high = (for_side(end, side).lower() for end in ends)
    return Asked(question.id, "scale", label, hint, low=low, high=high)
