"""Reads moves, holds, steps down and who may do what: rules/stages/moves, holds and who_may."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.case.hold_rules import Effect, HoldRule, Lasts, LiftAfter, RegressRule
from screening.domain.case.move_rules import Asked, Direction, Guard, Move
from screening.domain.case.rules import Action, DayCap, MayRow
from screening.domain.case.stage_rules import TestRule
from screening.domain.case.words import Party, State
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.stages_reading import (
    every_word_once,
    id_like,
    ids_once,
    optional_whole,
    optional_word,
    words_of,
)

MOVES = tuple(f"move.TR{number}" for number in range(18))
_CLINICIANS = frozenset({Party.PHYSIO, Party.DOCTOR})
_SYSTEM_MAY = frozenset({Direction.STOP, Direction.DOWN})


def read_moves(block: Block, context: Context) -> Mapping[str, Move]:
    """TR0 to TR17, each once."""
    moves = [_move(row, context) for row in block.children("moves")]
    if [move.id for move in moves] != list(MOVES):
        block.problem("moves", "are not TR0 to TR17 in order", "write each once")
    return {move.id: move for move in moves}


def _move(row: Block, context: Context) -> Move:
    direction = row.choice("direction", Direction)
    signers = frozenset(words_of(row, "signers", Party))
    move = Move(
        id=id_like(row, "move."),
        name=row.text("name"),
        before=words_of(row, "from", State),
        after=words_of(row, "to", State),
        direction=direction,
        guards=words_of(row, "guards", Guard),
        signers=signers,
        doctor_from=optional_whole(row, "doctor_from", 1, 8),
        doctor_for_tendon=row.flag("doctor_for_tendon", default=False),
        delegate=row.flag("delegate", default=False),
        overrides_by=frozenset(words_of(row, "overrides_by", Party))
        if row.has("overrides_by")
        else signers & _CLINICIANS,
        agreements=words_of(row, "agreements", Party),
        asks=frozenset(words_of(row, "asks", Asked)),
        sources=context.sources_of(row),
        note=row.optional_text("note"),
    )
    if not signers:
        row.problem("signers", "is empty", "say who may make this move")
    if direction.is_up and not signers <= _CLINICIANS:
        row.problem("signers", "lets others than clinicians move up", "name physio and doctor only")
    if Party.SYSTEM in signers and direction not in _SYSTEM_MAY:
        row.problem("signers", "lets the software do more than stop or step down", "remove system")
    return move


def read_holds(block: Block, context: Context) -> Mapping[str, HoldRule]:
    """HD1 to HD7 by id."""
    rows = [_hold(row, context) for row in block.children("holds")]
    ids_once(block, "holds", [row.id for row in rows])
    for needed in (f"hold.HD{number}" for number in range(1, 8)):
        if needed not in {row.id for row in rows}:
            block.problem("holds", f"lack {needed}", "add it")
    return {row.id: row for row in rows}


def _hold(row: Block, context: Context) -> HoldRule:
    return HoldRule(
        id=id_like(row, "hold."),
        name=row.text("name"),
        text=row.text("text"),
        lasts=row.choice("lasts", Lasts),
        lift_after=optional_word(row, "lift_after", LiftAfter, LiftAfter.NOTHING),
        stops_training=row.flag("stops_training", default=False),
        stages=words_of(row, "stages", State),
        within_days=optional_whole(row, "within_days", 0, 14),
        sources=context.sources_of(row),
        note=row.optional_text("note"),
        text_at_first=row.optional_text("text_at_first"),
    )


def read_regress(block: Block, context: Context, tests: Mapping[str, TestRule]) -> Mapping[str, RegressRule]:
    """RG1 to RG4 and the tests that got worse, by id."""
    rows = [_regress(row, context, tests) for row in block.children("regress")]
    ids_once(block, "regress", [row.id for row in rows])
    for needed in (f"regress.RG{number}" for number in range(1, 5)):
        if needed not in {row.id for row in rows}:
            block.problem("regress", f"lacks {needed}", "add it")
    return {row.id: row for row in rows}


def _regress(row: Block, context: Context, tests: Mapping[str, TestRule]) -> RegressRule:
    named = (*row.optional_texts("test"), *row.optional_texts("tests"))
    for test in named:
        if test not in tests:
            row.problem("test", f"{test!r} is no test", "use an id of tests.yaml")
    return RegressRule(
        id=id_like(row, "regress."),
        name=row.text("name"),
        text=row.text("text"),
        effect=row.choice("effect", Effect),
        lift_after=row.choice("lift_after", LiftAfter),
        sources=context.sources_of(row),
        window_days=optional_whole(row, "window_days", 1, 60),
        days=optional_whole(row, "days", 1, 60),
        long_days=optional_whole(row, "long_days", 1, 60),
        stages=words_of(row, "stages", State),
        tests=named,
        note=row.optional_text("note"),
    )


def read_day_caps(block: Block, context: Context) -> Mapping[str, DayCap]:
    """What single rules of the check-in take from a day, by rule."""
    rows = [_day_cap(row, context) for row in block.children("day_caps")]
    ids_once(block, "day_caps", [row.rule for row in rows])
    return {row.rule: row for row in rows}


def _day_cap(row: Block, context: Context) -> DayCap:
    return DayCap(
        row.text("rule"),
        optional_whole(row, "rung", 0, 9),
        optional_whole(row, "eccentric", 0, 4),
        context.sources_of(row),
    )


def read_may(block: Block, context: Context) -> Mapping[Action, MayRow]:
    """Who may do what; every action has a row."""
    rows = [_may(row, context) for row in block.children("rows")]
    every_word_once(block, "rows", [row.action for row in rows], Action)
    return {row.action: row for row in rows}


def _may(row: Block, context: Context) -> MayRow:
    return MayRow(
        id=id_like(row, "may."),
        action=row.choice("action", Action),
        parties=frozenset(words_of(row, "parties", Party)),
        text=row.text("text"),
        sources=context.sources_of(row),
    )
