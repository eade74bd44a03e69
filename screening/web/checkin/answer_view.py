"""What follows from a check-in, as its page shows it at once. Plain data, made of what the rules say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.lights import Judged
from screening.domain.case.words import Light, Part
from screening.domain.reporting.day_words import day_of
from screening.domain.reporting.words import listed

from .daily_view import HEADINGS, SHAPES

NAMES = {
    Light.GREEN: "Green light",
    Light.AMBER: "Amber light",
    Light.RED: "Red light",
    Light.STOP: "Stop",
    Light.OPEN: "No light yet",
}


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The light as shape and word, and everything that belongs beside it."""

    heading: str
    lead: str
    light: str
    shape: str
    light_name: str
    word: str
    rule: str
    rule_ids: str
    today: tuple[str, ...]
    allowed: str
    told: str
    seek_care: str
    always: str
    entered: tuple[str, ...]
    noted: str


def answer_page(
    judged: Judged,
    part: Part,
    allowed: str,
    entered_at: dt.datetime,
    today: dt.date,
) -> AnswerPage:
    """The page after a check-in.

    Args:
        allowed: what is allowed today in one sentence; not shown beside an entry for a day before.
        entered_at: in the club's own time.
        today: the club's own day.
    """
    is_late = judged.day < today
    noted = f"Entered on {day_of(entered_at.date())} at {entered_at:%H:%M}"
    return AnswerPage(
        heading=HEADINGS[part],
        lead=day_of(judged.day) + (", entered late" if is_late else ""),
        light=judged.light.value,
        shape=SHAPES[judged.light],
        light_name=NAMES[judged.light],
        word=judged.shown.word,
        rule=judged.shown.rule,
        rule_ids=_rule_ids(judged),
        today=judged.shown.today,
        allowed="" if is_late else allowed,
        told=judged.shown.told,
        seek_care=judged.shown.seek_care,
        always=judged.shown.always,
        entered=judged.shown.entered,
        noted=f"{noted}, late." if is_late else f"{noted}.",
    )


def _rule_ids(judged: Judged) -> str:
    """By which rules, for whoever wants to look them up."""
    if not judged.rules:
        return ""
    short = [one.rpartition(".")[2] for one in judged.rules]
    return f"{'Rule' if len(short) == 1 else 'Rules'} {listed(short)}"
