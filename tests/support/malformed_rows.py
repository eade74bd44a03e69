"""Rows of rosters that are wrong in known ways, each with the column where that has to be said."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from screening.domain.roster.fields import TITLES, RosterField
from tests.support.rosters import COLUMNS, Cells, line

NAME, BIRTH, KEY, EMAIL = (
    RosterField.NAME,
    RosterField.BIRTH_DATE,
    RosterField.CLUB_KEY,
    RosterField.EMAIL,
)
SQUAD, GUARDIAN, GUARDIAN_EMAIL = (
    RosterField.SQUAD,
    RosterField.GUARDIAN_NAME,
    RosterField.GUARDIAN_EMAIL,
)
WHOLE_ROW = ""
_WRONG_CELLS: dict[str, tuple[RosterField, Callable[[str, random.Random], str]]] = {
    "no name": (NAME, lambda _, __: ""),
    "a name of blanks": (NAME, lambda _, __: "   "),
    "a number for a name": (NAME, lambda _, chance: str(chance.randrange(1, 99))),
    "an address for a name": (NAME, lambda _, __: "someone@club.example"),
    "a date for a name": (NAME, lambda _, __: "3 April 2008"),
    "a name that turns around": (NAME, lambda name, _: f"{name[:3]}\u202e{name[3:]}"),
    "a control character in a name": (NAME, lambda name, _: f"{name}\x07"),
    "an invisible letter in a name": (NAME, lambda name, _: f"{name[:2]}\u200b{name[2:]}"),
    "a private letter in a name": (NAME, lambda name, _: f"{name}\ue000"),
    "a line separator in a name": (NAME, lambda name, _: f"{name}\u2028x"),
    "a name without end": (NAME, lambda name, _: name * 20),
    "a lost letter": (NAME, lambda name, _: f"{name[:2]}\ufffd{name[3:]}"),
    "misread letters": (NAME, lambda name, _: f"{name} Müller".encode().decode("windows-1252", "replace")),
    "a name of signs": (NAME, lambda _, __: "?!"),
    "an error of the spreadsheet": (NAME, lambda _, chance: chance.choice(("#REF!", "#N/A", "#####"))),
    "a date that could be two": (
        BIRTH,
        lambda _, chance: f"0{chance.randrange(1, 5)}/0{chance.randrange(5, 9)}/2008",
    ),
    "a year of two digits": (BIRTH, lambda _, __: "13.04.08"),
    "a day that does not exist": (
        BIRTH,
        lambda _, chance: chance.choice(("31.02.2008", "2008-13-40", "0/1/2008")),
    ),
    "words for a date": (BIRTH, lambda _, __: "not known"),
    "the number behind a date": (BIRTH, lambda _, chance: str(chance.randrange(36000, 40000))),
    "a birth to come": (BIRTH, lambda _, __: "2031-01-05"),
    "a birth last year": (BIRTH, lambda _, __: "2025-01-05"),
    "a birth in another century": (BIRTH, lambda _, __: "1899-12-31"),
    "digits of another script": (BIRTH, lambda _, __: "٣ April ٢٠٠٨"),
    "a date with a time": (BIRTH, lambda date, _: f"{date} 14:30"),
    "an address without its sign": (EMAIL, lambda _, __: "player.club.example"),
    "two addresses": (EMAIL, lambda email, _: f"{email}; other@club.example"),
    "a blank in an address": (EMAIL, lambda email, _: email.replace("@", " @")),
    "a header in an address": (EMAIL, lambda email, _: f"{email}\x0bBcc: all@club.example"),
    "an address with a name": (EMAIL, lambda email, _: f"Anna <{email}>"),
    "letters no address has": (EMAIL, lambda email, _: f"ü{email}"),
    "a date for a number": (KEY, lambda _, __: "2008-04-03"),
    "an address for a number": (KEY, lambda _, __: "someone@club.example"),
    "a number cut by the spreadsheet": (KEY, lambda _, __: "1,23457E+12"),
    "a number without end": (KEY, lambda _, __: "7" * 61),
    "a control character in a squad": (SQUAD, lambda squad, _: f"{squad}\x1b[31m"),
    "a number for a parent": (GUARDIAN, lambda _, __: "0151 2345678"),
    "a wrong address of a parent": (GUARDIAN_EMAIL, lambda _, __: "parent@home"),
    "a zero byte": (SQUAD, lambda squad, _: f"{squad}\0"),
    "a cell without end": (SQUAD, lambda _, __: "x" * 10_001),
}


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line, and the column at which something has to be said; empty for the row as a whole."""

    kind: str
    text: str
    column: str


def _shifted_right(cells: list[str]) -> list[str]:
    return ["", *cells[:-1]]


def _shifted_left(cells: list[str]) -> list[str]:
    return [*cells[1:], ""]


_WRONG_ROWS: dict[str, tuple[str, Callable[[list[str]], str]]] = {
    "too few cells": (WHOLE_ROW, lambda cells: line(cells[:-2])),
    "too many cells": (WHOLE_ROW, lambda cells: line([*cells, "x"])),
    "a quote that stays open": (WHOLE_ROW, lambda cells: f'"{line(cells)}'),
    "nothing at all": (WHOLE_ROW, lambda _: "\n"),
    "separators only": (WHOLE_ROW, lambda cells: "," * (len(cells) - 1) + "\n"),
    "shifted to the right": (TITLES[NAME], lambda cells: line(_shifted_right(cells))),
    "shifted to the left": (TITLES[NAME], lambda cells: line(_shifted_left(cells))),
}
KINDS = (*_WRONG_CELLS, *_WRONG_ROWS)


def malformed(kind: str, cells: Cells, chance: random.Random) -> Malformed:
    """The row, wrong in one way."""
    if kind in _WRONG_ROWS:
        column, make = _WRONG_ROWS[kind]
        return Malformed(kind, make([cells[field] for field in COLUMNS]), column)
    field, change = _WRONG_CELLS[kind]
    wrong = {**cells, field: change(cells[field], chance)}
    return Malformed(kind, line([wrong[field] for field in COLUMNS]), TITLES[field])
