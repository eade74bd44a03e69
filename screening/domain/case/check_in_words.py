"""What somebody reads who has entered a check-in: what was entered, which rule, what changes, who is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.conditions import Truth
from screening.domain.facts import Facts
from screening.domain.vocabulary import Urgency

from .checkin_rules import CheckInQuestion, CheckInRule, CheckInRules, FlagWords, FollowRule, Severity
from .day_facts import UNUSUAL, Values
from .diary import Diary
from .words import Light, Part, Side

CARRY_ON = frozenset({Light.AMBER, Light.GREEN, Light.OPEN})
"""Lights with which what is for information only still says something about today."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person who entered it reads, in this order."""

    word: str
    """The light: "Amber"."""
    entered: tuple[str, ...]
    """What was entered, a line each."""
    rule: str
    """Which rule decided the light; for an open day what is missing."""
    today: tuple[str, ...]
    """What changes today."""
    told: str
    """Who is told."""
    seek_care: str
    always: str
    """That the plan supports and does not replace a health professional."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a day came to, before it has words. `fired`: the heaviest first."""

    light: Light
    fired: Sequence[CheckInRule]
    follow: Sequence[FollowRule]
    values: Values
    missing: Sequence[str]


def show(diary: Diary, day: dt.date, side: Side, found: Finding, rules: CheckInRules) -> Shown:
    """The words for one day; {side} and {other} are filled with the injured leg and the other one."""
    words = rules.lights[found.light]
    return Shown(
        word=words.word,
        entered=tuple(_entered(diary, day, side, rules)),
        rule=_deciding(diary, day, found, rules),
        today=tuple(dict.fromkeys(_today(found, rules))),
        told=words.told,
        seek_care=" ".join(dict.fromkeys((*_care(found, rules), words.seek_care))),
        always=rules.always,
    )


def for_side(text: str, side: Side) -> str:
    """A text of the check-in with left and right in it."""
    other = Side.RIGHT if side is Side.LEFT else Side.LEFT
    return text.replace("{side}", side.value).replace("{other}", other.value)


def _entered(diary: Diary, day: dt.date, side: Side, rules: CheckInRules) -> Iterator[str]:
    for question in rules.questions:
        half = diary.halves.get((day, question.part))
        value = getattr(half.check_in, question.id) if half else None
        if half is None or value is None:
            continue
        yield for_side(question.said.replace("{value}", _said(question, value)), side)
        if question.id in half.lower_said_last:
            yield rules.kept.replace("{value}", _said(question, value))
    flags = diary.flags(day)
    ticked = [words.label for flag, words in rules.flags.items() if flag in (flags or ())]
    if flags is not None:
        yield "; ".join(ticked) if ticked else rules.unusual.nothing


def _said(question: CheckInQuestion, value: object) -> str:
    match value:
        case bool():
            return question.options[str(value).lower()]
        case int() | float():
            return f"{value:g}"
        case _:
            return question.options[str(value)]


def _deciding(diary: Diary, day: dt.date, found: Finding, rules: CheckInRules) -> str:
    if found.light is Light.GREEN:
        return rules.green.fired
    deciding = [rule.fired for rule in found.fired if rule.severity.light is found.light]
    if deciding:
        return deciding[0]
    return " ".join(_why_open(diary, day, found, rules))


def _why_open(diary: Diary, day: dt.date, found: Finding, rules: CheckInRules) -> Iterator[str]:
    yield from (rule.fired for rule in found.fired if rule.blocks_green)
    names = ", ".join(_missing_names(diary, day, found, rules))
    facts = Facts(found.values)
    for need in rules.green.needs:
        truth = need.when.judge(facts)
        if truth is Truth.FALSE or (truth is Truth.UNKNOWN and not found.missing):
            yield need.unmet.replace("{names}", names)


def _missing_names(diary: Diary, day: dt.date, found: Finding, rules: CheckInRules) -> Iterator[str]:
    absent = [part for part in Part if diary.half(day, part) is None]
    yield from (rules.green.missing_parts[part] for part in absent)
    for question in rules.questions:
        if question.id in found.missing and question.part not in absent:
            yield question.name
    if UNUSUAL in found.missing and len(absent) < len(Part):
        yield rules.unusual.name


def _today(found: Finding, rules: CheckInRules) -> Iterator[str]:
    """Only the actions of the light: what a lighter rule asks for would contradict a heavier one."""
    for rule in found.fired:
        is_only_said = rule.severity is Severity.INFO and found.light in CARRY_ON
        if rule.severity.light is found.light or is_only_said:
            yield rule.action
    yield from (rule.text for rule in found.follow)
    if found.light is Light.GREEN:
        yield rules.green.action
    elif found.light is Light.OPEN:
        yield rules.green.action_open


def _care(found: Finding, rules: CheckInRules) -> Iterator[str]:
    """When to seek care: what was ticked, the most urgent first, then what the rules say."""
    ticked = found.values["checkin.flags"]
    names = ticked if isinstance(ticked, frozenset) else frozenset()
    warnings = [words for flag, words in rules.flags.items() if flag in names and words.urgency is not None]
    for words in sorted(warnings, key=_urgency):
        if words.seek_care is not None:
            yield words.seek_care
    for rule in found.fired:
        if rule.seek_care is not None:
            yield rule.seek_care


def _urgency(words: FlagWords) -> int:
    return words.urgency.rank if words.urgency is not None else len(Urgency) + 1
