"""What a coach enters about an athlete on the way back: how hard a session was, and doing less."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.case.events import AskedFor, Body, RungSet, SessionRecorded
from screening.domain.case.words import SessionKind
from screening.domain.errors import Problem

MOST_EFFORT, MOST_MINUTES, LONGEST_REASON = 10, 600, 200
MOST_LOWER = 2
"""So many rungs down are offered, and walking; everything between is for a physio."""
NO_SESSION = "none"
LIGHTER = "lighter"
KINDS: Mapping[str, str] = {
    SessionKind.TEAM_MODIFIED.value: "Team training, with limits",
    SessionKind.TEAM_FULL.value: "Full team training",
    SessionKind.RUNNING.value: "Running on their own",
    SessionKind.REHAB.value: "Strength work",
    SessionKind.COMPETITION.value: "Match or competition",
}
REASON = "By the coach: {why}"
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Less:
    """One way to do less. `rung` is set where it lowers the running."""

    value: str
    words: str
    rung: int | None = None


def ways_to_do_less(rung: int, speeds: Mapping[int, float]) -> tuple[Less, ...]:
    """What a coach may take away today.

    Args:
        rung: the running rung now.
        speeds: the highest speed of each rung, in percent of the best.
    """
    near = [*range(rung - 1, max(rung - 1 - MOST_LOWER, 0), -1), *([0] if rung else [])]
    lower = [
        Less(f"r{one}", f"Run at {speeds[one]:g}% at most" if speeds[one] else "Walk, no running", one)
        for one in near
    ]
    return (Less(NO_SESSION, "No session today"), Less(LIGHTER, "A lighter session today"), *lower)


def read_less(form: Form, ways: tuple[Less, ...]) -> tuple[Body | None, tuple[Problem, ...]]:
    """What is reduced, or what is missing."""
    chosen = next((one for one in ways if one.value == form.get("less")), None)
    if chosen is None:
        return None, (Problem("less", "Choose what is less"),)
    why = form.get("why", "").strip()[:LONGEST_REASON]
    if chosen.rung is not None:
        return RungSet(chosen.rung, REASON.format(why=why or "less today")), ()
    return AskedFor(chosen.words, why, no_session=chosen.value == NO_SESSION), ()


def read_session(form: Form, today: dt.date) -> tuple[SessionRecorded | None, tuple[Problem, ...]]:
    """How hard a session was, or what has to be put right. Of two entries the later counts."""
    problems = []
    kind, effort = form.get("kind", ""), _number(form.get("effort", ""), MOST_EFFORT)
    minutes = _number(form.get("minutes", ""), MOST_MINUTES)
    if kind not in KINDS:
        problems.append(Problem("kind", "Choose which session it was"))
    if form.get("day") not in {"today", "yesterday"}:
        problems.append(Problem("day", "Choose when it was"))
    if effort is None:
        problems.append(Problem("effort", f"Choose the effort, from 0 to {MOST_EFFORT}"))
    if not minutes:
        problems.append(Problem("minutes", f"Type the minutes as a number from 1 to {MOST_MINUTES}"))
    if problems:
        return None, tuple(problems)
    on = today if form["day"] == "today" else today - dt.timedelta(days=1)
    key = f"coach-{on.isoformat()}-{kind}"
    return SessionRecorded(key, on, SessionKind(kind), minutes=minutes, session_rpe=effort), ()


def _number(text: str, most: int) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return None
    return int(text) if int(text) <= most else None
