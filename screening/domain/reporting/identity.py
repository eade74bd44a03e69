"""Whose report it is: what stands on every page so that two papers are never mixed up."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.reporting.words import day, moment

LONGEST_NAME = 80
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """Who answered and when. `answered_at` is aware; without one the date of the report stands alone.

    `check_code` is the code the store gave the result; without one a code made from the answers stands there.
    """

    name: str | None = None
    check_code: str | None = None
    answered_at: dt.datetime | None = None
    assessor: str = "the athlete"


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """The identity as printed."""

    name: str
    summary: str
    """Age, sport and level in words."""
    side: str
    answered: str
    answered_day: str
    code_label: str
    code: str
    assessor: str


def code_of(answers: Answers, digest: str) -> str:
    """A short code that is the same for the same answers under the same rules; says nothing about them."""
    return short_code(repr(tuple(answers.items())) + digest)


def short_code(said: str) -> str:
    """Eight letters that stand for a text, without those that are mistaken for each other."""
    number = int.from_bytes(hashlib.sha256(said.encode()).digest()[:5], "big")
    letters = "".join(_LETTERS[(number >> (5 * place)) % 32] for place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def printable_name(name: str | None) -> str | None:
    """The name on one line without control or direction characters, cut at 80; None where nothing is left."""
    if name is None:
        return None
    if name.isprintable() and unicodedata.is_normalized("NFC", name):
        return _on_one_line(name)
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in plain
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    return _on_one_line(kept)


def _on_one_line(text: str) -> str | None:
    words = " ".join(text.split())
    return (words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…") or None


def page_identity(
    identity: ReportIdentity, *, answers: Answers, digest: str, on: dt.date, summary: str, side: str
) -> PageIdentity:
    """The words of the masthead and the foot of every page."""
    return PageIdentity(
        name=printable_name(identity.name) or "No name given",
        summary=summary,
        side=side,
        answered=moment(identity.answered_at) if identity.answered_at else day(on),
        answered_day=day(identity.answered_at.date() if identity.answered_at else on),
        code_label="Check code" if identity.check_code else "Answer code",
        code=identity.check_code or code_of(answers, digest),
        assessor=identity.assessor,
    )
