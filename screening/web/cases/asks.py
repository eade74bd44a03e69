"""What a form of a case asks, as data: one list makes the fields, reads them and says what is wrong."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from screening.domain.errors import Problem
from screening.domain.reporting.words import day as day_words
from screening.domain.wellformed import wrong_characters

LONGEST_LINE = 200
LONGEST_TEXT = 2000
LONGEST_NUMBER = 12


class Kind(enum.StrEnum):
    """How something is asked."""

    CHOICE = "choice"
    SELECT = "select"
    TICKS = "ticks"
    TICK = "tick"
    LINE = "line"
    AREA = "area"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Ask:
    """One field. `needed` is what is said where it stays blank; empty where it may."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    needed: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """Value and words of each choice."""
    unit: str = ""
    least: float | None = None
    most: float | None = None
    whole: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    start: str = ""
    """What stands in it before anybody typed."""
    ticked: tuple[str, ...] = ()
    """What is ticked before anybody did."""
    wide: bool = False
    """Whether each choice takes a line of its own."""
    group: str = ""
    """Fields of one group stand under its words."""


@dataclass(frozen=True, slots=True)
class Field:
    """An ask with what stands in it and what is wrong with that."""

    ask: Ask
    said: tuple[str, ...]
    error: str = ""

    @property
    def text(self) -> str:
        return self.said[0] if self.said else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; those of no group have no title."""

    title: str
    fields: tuple[Field, ...]

    @property
    def folded(self) -> bool:
        """Whether it may be left out, and nobody has touched it."""
        is_left_out = not any(one.ask.needed or one.said or one.error for one in self.fields)
        return bool(self.title) and is_left_out


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent, as it was typed and as it reads."""

    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    key: str = ""
    """The key of this press of the button."""

    def text(self, name: str) -> str:
        """A text in one line, without white space at its ends; empty where it is blank."""
        return " ".join(self.said[name][0].split()) if self.said.get(name) else ""

    def several(self, name: str) -> tuple[str, ...]:
        """The ticked values."""
        return self.said.get(name, ())

    def ticked(self, name: str) -> bool:
        return bool(self.said.get(name))

    def number(self, name: str) -> float | None:
        """None where it is blank."""
        return number_in(self.text(name))

    def whole(self, name: str) -> int | None:
        """A whole number; None where it is blank."""
        found = self.number(name)
        return None if found is None else int(found)

    def day(self, name: str) -> dt.date | None:
        """None where it is blank."""
        return day_in(self.text(name))


def read(asks: Sequence[Ask], form: MultiDict[str, str]) -> Typed:
    """Read the fields that were asked, and nothing else of the form."""
    said = {ask.name: tuple(one[: LONGEST_TEXT + 1] for one in form.getlist(ask.name)) for ask in asks}
    typed = Typed({name: texts for name, texts in said.items() if any(one.strip() for one in texts)})
    wrong = [(ask, _wrong(ask, typed)) for ask in asks]
    problems = tuple(Problem(ask.name, message) for ask, message in wrong if message)
    return Typed(typed.said, problems, form.get("key", ""))


def groups(asks: Sequence[Ask], typed: Typed | None, problems: Sequence[Problem] = ()) -> list[Group]:
    """The fields to draw by group: with what was typed, or with what stands there at first."""
    wrong = {one.field: one.message for one in reversed(problems)}
    drawn = [Field(ask, _said(ask, typed), wrong.get(ask.name, "")) for ask in asks]
    return [
        Group(title, tuple(one for one in drawn if one.ask.group == title))
        for title in dict.fromkeys(ask.group for ask in asks)
    ]


def _said(ask: Ask, typed: Typed | None) -> tuple[str, ...]:
    if typed is not None:
        return typed.said.get(ask.name, ())
    return (ask.start,) if ask.start else ask.ticked


def number_in(text: str) -> float | None:
    """A plain decimal number, with a point or a comma; None for everything else."""
    plain = text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-")
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not digits.isascii() or not digits.isdecimal() or len(plain) > LONGEST_NUMBER:
        return None
    return float(plain)


def day_in(text: str) -> dt.date | None:
    """A day as browsers send it; None for everything else."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-11-14") else None
    except ValueError:
        return None


def _wrong(ask: Ask, typed: Typed) -> str:
    if not typed.said.get(ask.name):
        return ask.needed
    if ask.kind in {Kind.CHOICE, Kind.SELECT, Kind.TICKS, Kind.TICK}:
        known = {value for value, _ in ask.options} or {"yes"}
        return "" if known.issuperset(typed.several(ask.name)) else "Choose from the list"
    if ask.kind is Kind.NUMBER:
        return _wrong_number(ask, typed.number(ask.name))
    if ask.kind is Kind.DAY:
        return _wrong_day(ask, typed.day(ask.name))
    return _wrong_text(ask, typed.text(ask.name))


def _wrong_number(ask: Ask, number: float | None) -> str:
    low, high = ask.least, ask.most
    kind = "a whole number" if ask.whole else "a number"
    span = f" from {low:g} to {high:g}" if low is not None and high is not None else ""
    fits = (
        number is not None
        and (low is None or number >= low)
        and (high is None or number <= high)
        and (not ask.whole or number == int(number))
    )
    return "" if fits else f"{ask.label}: type {kind}{span}"


def _wrong_day(ask: Ask, day: dt.date | None) -> str:
    if day is None:
        return f"{ask.label}: choose a day, such as 14 November 2026"
    if ask.last is not None and day > ask.last:
        return f"{ask.label}: choose {day_words(ask.last)} or earlier"
    if ask.first is not None and day < ask.first:
        return f"{ask.label}: choose {day_words(ask.first)} or later"
    return ""


def _wrong_text(ask: Ask, text: str) -> str:
    most = LONGEST_TEXT if ask.kind is Kind.AREA else LONGEST_LINE
    if len(text) > most:
        return f"{ask.label}: shorten it to {most} letters"
    wrong = wrong_characters(text)
    return f"{ask.label}: use plain letters; it has {wrong}" if wrong else ""
