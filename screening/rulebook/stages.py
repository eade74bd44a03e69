"""Reads the rules of a return to training: rules/stages, but for its weeks and its check-in."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from screening.domain.case.checkin_rules import CheckInRules
from screening.domain.case.rules import (
    CaseRules,
    CaseWords,
    CodeWhen,
    DayCap,
    InjuryCode,
    InjuryCodes,
    ProposedCode,
    RedFlag,
    Today,
    Watch,
    WhyLower,
)
from screening.domain.case.words import Availability
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.stages_examination import read_examination
from screening.rulebook.stages_gates import read_stages, read_tests
from screening.rulebook.stages_moves import read_day_caps, read_holds, read_may, read_moves, read_regress
from screening.rulebook.stages_reading import Level, every_word_once, ids_once, whole
from screening.rulebook.stages_times import read_classes, read_running, read_times

FOLDER = "stages"
PARTS = (
    "index",
    "tests",
    "stages",
    "examination",
    "moves",
    "holds",
    "times",
    "classes",
    "running",
    "red_flags",
    "injury_codes",
    "who_may",
    "wording",
)
E = TypeVar("E", bound=enum.StrEnum)


def read_stages_folder(context: Context, checkin: CheckInRules | None) -> CaseRules | None:
    """The rules, None where a file is missing. Problems are collected in the context."""
    opened = {part: context.open(f"{FOLDER}/{part}.yaml") for part in PARTS}
    blocks = {part: file.block() for part, file in opened.items() if file is not None}
    if len(blocks) < len(PARTS) or checkin is None:
        return None
    blocks["index"].text("id")
    tests = read_tests(blocks["tests"], context)
    stages = read_stages(blocks["stages"], context, tests)
    in_gates = {need.test for stage in stages.values() for rule in stage.exit for need in rule.needs}
    return CaseRules(
        stages=stages,
        tests=tests,
        examination=read_examination(blocks["examination"], context, tests, in_gates),
        moves=read_moves(blocks["moves"], context),
        holds=read_holds(blocks["holds"], context),
        regress=read_regress(blocks["holds"], context, tests),
        day_caps=_known_caps(blocks["holds"], context, checkin),
        times=read_times(blocks["times"], context),
        classes=read_classes(blocks["classes"], context),
        running=read_running(blocks["running"], context),
        red_flags=_red_flags(blocks["red_flags"], context),
        watch=_watch(blocks["red_flags"].child("watch"), context),
        codes=_codes(blocks["injury_codes"], context),
        may=read_may(blocks["who_may"], context),
        words=_words(blocks["wording"], context),
        checkin=checkin,
    )


def _known_caps(block: Block, context: Context, checkin: CheckInRules) -> Mapping[str, DayCap]:
    caps = read_day_caps(block, context)
    for unknown in sorted(caps.keys() - {rule.id for rule in checkin.rules}):
        block.problem("day_caps", f"name {unknown!r}, which is no rule of checkin.yaml", "fix the id")
    return caps


def _red_flags(block: Block, context: Context) -> tuple[RedFlag, ...]:
    rows = block.children("red_flags")
    flags = tuple(
        RedFlag(
            id=row.text("id"),
            ask=row.text("ask"),
            urgency=row.choice("level", Level).urgency,
            why=row.text("why"),
            sources=context.sources_of(row),
        )
        for row in rows
    )
    ids_once(block, "red_flags", [flag.id for flag in flags])
    return flags


def _watch(row: Block, context: Context) -> Watch:
    return Watch(
        whole(row, "stall_days", 1, 60),
        row.number("stall_factor"),
        context.sources_of(row),
        row.text("note"),
    )


def _codes(block: Block, context: Context) -> InjuryCodes:
    codes = tuple(
        InjuryCode(row.text("code"), row.text("meaning"), row.text("use")) for row in block.children("codes")
    )
    known = {code.code for code in codes}
    rows = block.children("proposed")
    proposed = tuple(
        ProposedCode(row.choice("when", CodeWhen), row.text("code"), context.sources_of(row)) for row in rows
    )
    for row, proposal in zip(rows, proposed, strict=True):
        if proposal.code not in known:
            row.problem("code", f"{proposal.code!r} is not in the table", "use a code of the table")
    every_word_once(block, "proposed", [proposal.when for proposal in proposed], CodeWhen)
    return InjuryCodes(
        system=block.text("system"),
        version=block.text("version"),
        checked_against=block.text_or_nobody("checked_against"),
        notice=block.text("notice"),
        codes=codes,
        proposed=proposed,
        sources=context.sources_of(block),
    )


def _words(block: Block, context: Context) -> CaseWords:
    today, lower = block.child("today"), block.child("lower_today")
    return CaseWords(
        availability=_by_word(block.child("availability"), Availability),
        athlete=_by_word(today.child("athlete"), Today),
        coach=_by_word(today.child("coach"), Today),
        cleared_by=block.text("cleared_by"),
        lower_today=lower.text("athlete"),
        why_lower=_by_word(lower, WhyLower),
        sources=context.sources_of(block),
    )


def _by_word(block: Block, kind: type[E]) -> Mapping[E, str]:
    return {word: block.text(word) for word in kind}
