"""One session as its page shows it: exercise after exercise, each with what a timer needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.plan.model import ExerciseCard
from screening.domain.programme.model import DatedItem, DatedSession, Done
from screening.domain.reporting.day_words import day_of, seconds_words, when
from screening.domain.reporting.pictograms.poses import Figure
from screening.services.training import Followed
from screening.services.training_calendar import title_of

SCALE = tuple(range(11))
ON_PLANNED_DAY, ON_TODAY = "planned", "today"


@dataclass(frozen=True, slots=True)
class ItemView:
    """One exercise. The figures from `sets` on are for the timer; the words say the same."""

    place: int
    exercise: str
    name: str
    dose: str
    facts: tuple[tuple[str, str], ...]
    cues: tuple[str, ...]
    progress: tuple[tuple[str, str], ...]
    note: str | None
    sets: int
    amounts: tuple[int, ...]
    """Set by set."""
    unit: str
    is_each_leg: bool
    seconds_each: int
    rest_seconds: int
    is_hold: bool
    """Start and end look the same."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """What to do on one day."""

    key: str
    heading: str
    when: str
    note: str | None
    warm_up: str | None
    items: tuple[ItemView, ...]
    soreness: str
    may_differ: bool
    """It can still be changed to one without kit."""
    iso_date: str
    days: tuple[tuple[str, str], ...]
    """On which day it may have been done, value and words; empty where only today is possible."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """What was reported, in words."""

    rows: tuple[tuple[str, str], ...]


def session_of(
    current: Followed, session: DatedSession, figures: Mapping[str, Figure], today: dt.date
) -> SessionView:
    """The page of one session."""
    cards = {card.exercise: card for card in current.programme.cards}
    is_past = session.date < today
    return SessionView(
        key=session.key,
        heading=f"{day_of(session.date)}: {title_of(session).lower()}",
        when=when(session.date, today),
        note=session.note,
        warm_up=session.warm_up,
        items=tuple(
            _item(place, item, cards.get(item.exercise), is_hold=_is_hold(item, figures))
            for place, item in enumerate(session.items, 1)
        ),
        soreness=session.expected_soreness,
        may_differ=not is_past
        and not any(one.first <= session.date <= one.last for one in current.request.away),
        iso_date=session.date.isoformat(),
        days=((ON_PLANNED_DAY, f"On {day_of(session.date)}"), (ON_TODAY, "Today")) if is_past else (),
    )


def _is_away(current: Followed, date: dt.date) -> bool:
    return any(one.first <= date <= one.last for one in current.request.away)


def _is_hold(item: DatedItem, figures: Mapping[str, Figure]) -> bool:
    figure = figures.get(item.exercise)
    return figure is not None and figure.is_hold


def _item(place: int, item: DatedItem, card: ExerciseCard | None, *, is_hold: bool) -> ItemView:
    each = f"About {seconds_words(item.seconds_each)} each" if item.unit in {"reps", "runs"} else ""
    facts = [("Tempo", item.tempo), ("Rest", item.rest), ("Stop", item.stop_rule)]
    if each and not item.tempo:
        facts.insert(0, ("Tempo", each))
    return ItemView(
        place=place,
        exercise=item.exercise,
        name=item.name,
        dose=item.dose,
        facts=tuple(fact for fact in facts if fact[1]),
        cues=card.cues if card else (),
        progress=tuple(row for row in (("Harder", item.progress), ("Easier", item.regress)) if row[1]),
        note=item.note,
        sets=item.sets,
        amounts=item.amounts or (item.amount,) * item.sets,
        unit=item.unit,
        is_each_leg=item.each_leg,
        seconds_each=item.seconds_each,
        rest_seconds=item.rest_seconds,
        is_hold=is_hold,
    )


_DONE = {Done.DONE: "All of it", Done.PARTLY: "In part", Done.NOT: "Not done"}


def report_of(current: Followed, session: DatedSession) -> ReportView | None:
    """What was said about a session; None while nothing was."""
    entry = next((each for each in current.log if each.session == session.key), None)
    if entry is None:
        return None
    names = {item.exercise: item.name for item in session.items}
    rows = [("Done", _DONE[entry.done])]
    if entry.done is not Done.NOT:
        rows.append(("On", day_of(entry.on)))
    if entry.skipped:
        rows.append(("Left out", ", ".join(names.get(name, name) for name in entry.skipped)))
    if entry.sudden:
        rows.append(("Something sudden", "Yes"))
    for head, value in (
        ("Worst pain during", entry.pain_during),
        ("Pain next morning", entry.pain_next_morning),
        ("Soreness", entry.soreness),
    ):
        if value is not None:
            rows.append((head, f"{value} of 10"))
    return ReportView(tuple(rows))


def is_morning_due(current: Followed, key: str, today: dt.date) -> bool:
    """Whether the morning after a session has come; it can be told again, and the last word counts."""
    entry = next((each for each in current.log if each.session == key), None)
    return entry is not None and entry.done is not Done.NOT and entry.on < today
