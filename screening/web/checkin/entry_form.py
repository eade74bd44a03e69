"""One half of a daily check-in as typed into a form: read, checked, and shown again.

What could be urgent never waits for the rest: with anything unusual ticked, what is left out is left out.
Without it, what is missing is asked for once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from screening.domain.case.events import CheckIn
from screening.domain.case.words import Flag, Part, SorenessWhere
from screening.domain.errors import Problem

MOST = 10
LEAST_SLEEP, MOST_SLEEP = 4, 9
"""The ends of the buttons: "4 or less" and "9 or more". Only full hours count, so a half one is not added."""
MOST_MINUTES = 600
LONGEST = 4
NEEDED: Mapping[Part, Mapping[str, str]] = {
    Part.MORNING: {
        "pain_morning": "Choose your pain now, from 0 to 10",
        "soreness_hamstring": "Choose how sore you are, from 0 to 10",
        "fatigue": "Choose how tired you are, from 0 to 10",
        "sleep_hours": "Choose how many hours you slept",
    },
    Part.SESSION: {
        "pain_during_max": "Choose the worst pain in the session, from 0 to 10",
        "session_rpe": "Choose how hard the session was, from 0 to 10",
        "minutes": f"Type the minutes as a number from 0 to {MOST_MINUTES}",
    },
}
"""The numbers of each half by their names in the log, and what is said where one is missing."""
RANGES: Mapping[str, tuple[int, int]] = {
    "sleep_hours": (LEAST_SLEEP, MOST_SLEEP),
    "minutes": (0, MOST_MINUTES),
}
UNUSUAL, REST = "yes", "rest"
WHERE, RAN, FLAGS = "soreness_where", "ran", "flags"
NO_PLACE = "Choose where you are sore"
NO_TICK = "Tick what is unusual, or choose “Nothing unusual”"
_YES_NO: Mapping[str, bool] = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Typed:
    """The form exactly as it was sent."""

    texts: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    pressed: str = ""
    """By which button it was sent: `UNUSUAL`, `REST`, or the one that says nothing is unusual."""

    def text(self, name: str) -> str:
        """What a field holds; empty where nothing was typed."""
        return self.texts.get(name, "")


def typed_entry(form: MultiDict[str, str], part: Part) -> Typed:
    """The form as it was sent."""
    texts = {name: form.get(name, "")[:LONGEST].strip() for name in NEEDED[part]}
    texts |= {name: form.get(name, "")[:10] for name in (WHERE, RAN)}
    return Typed(texts, frozenset(form.getlist(FLAGS)[: len(Flag)]), form.get("unusual", "")[:10])


def read_entry(typed: Typed, part: Part, for_day: dt.date) -> tuple[CheckIn | None, tuple[Problem, ...]]:
    """The half that was typed, or what has to be put right."""
    flags = frozenset(Flag(one) for one in typed.flags if one in set(Flag))
    if part is Part.SESSION and typed.pressed == REST:
        return CheckIn(part=part, for_day=for_day, minutes=0, flags=flags), ()
    numbers = {name: _number(typed.text(name), *RANGES.get(name, (0, MOST))) for name in NEEDED[part]}
    problems = [
        Problem(name, message)
        for name, message in NEEDED[part].items()
        if numbers[name] is None and not (flags and not typed.text(name))
    ]
    where = SorenessWhere(typed.text(WHERE)) if typed.text(WHERE) in set(SorenessWhere) else None
    if numbers.get("soreness_hamstring") and where is None and not flags:
        problems.append(Problem(WHERE, NO_PLACE))
    if typed.pressed == UNUSUAL and not flags:
        problems.append(Problem(FLAGS, NO_TICK))
    if problems:
        return None, tuple(problems)
    return _entry(part, for_day, numbers, where, _YES_NO.get(typed.text(RAN)), flags), ()


def _number(text: str, low: int, high: int) -> int | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text) if low <= int(text) <= high else None


def _entry(
    part: Part,
    for_day: dt.date,
    numbers: Mapping[str, int | None],
    where: SorenessWhere | None,
    ran: bool | None,
    flags: frozenset[Flag],
) -> CheckIn:
    if part is Part.SESSION:
        return CheckIn(
            part=part,
            for_day=for_day,
            pain_during_max=numbers["pain_during_max"],
            session_rpe=numbers["session_rpe"],
            minutes=numbers["minutes"],
            ran=ran,
            flags=flags,
        )
    return CheckIn(
        part=part,
        for_day=for_day,
        pain_morning=numbers["pain_morning"],
        soreness_hamstring=numbers["soreness_hamstring"],
        soreness_where=where if numbers["soreness_hamstring"] else None,
        fatigue=numbers["fatigue"],
        sleep_hours=numbers["sleep_hours"],
        flags=flags,
    )


def shown_again(entry: CheckIn) -> Typed:
    """An earlier entry as the form holds it, to correct a slip in it."""
    numbers = {name: getattr(entry, name) for name in NEEDED[entry.part]}
    texts = {name: "" if value is None else str(int(value)) for name, value in numbers.items()}
    if entry.sleep_hours is not None:
        texts["sleep_hours"] = str(int(min(max(entry.sleep_hours, LEAST_SLEEP), MOST_SLEEP)))
    ran = "" if entry.ran is None else str(entry.ran).lower()
    return Typed({**texts, WHERE: entry.soreness_where or "", RAN: ran}, frozenset(entry.flags))
