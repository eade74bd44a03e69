"""Reads the rules of dated programmes: rules/programmes."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.plan.exercises import Exercise
from screening.domain.plan.rules import PlanRules
from screening.domain.programme.rules import (
    AroundMatch,
    Following,
    LadderStep,
    ProgrammeRules,
    Protocol,
    ReportLimits,
)
from screening.domain.questionnaire import QuestionType
from screening.rulebook.context import Context
from screening.rulebook.exercises import HIGHEST_CLASS
from screening.rulebook.names import Name
from screening.rulebook.plan import CONCLUSIONS
from screening.rulebook.programmes_weeks import read_item, read_protocol
from screening.rulebook.programmes_wording import read_effects, read_wishes, read_wording
from screening.rulebook.reading import Block
from screening.rulebook.sourced_numbers import SourcedNumbers

FOLDER = "programmes"
PARTS = ("ladder", "following", "reports", "wishes", "wording")

_NAMES: Mapping[str, Name] = {
    "programme.days": Name(QuestionType.INTEGER),
    "programme.minutes": Name(QuestionType.INTEGER),
}


def read_programmes(context: Context, plan: PlanRules | None) -> ProgrammeRules | None:
    """The whole part; None where a file or the plan is missing. Problems are collected in the context."""
    context = context.knowing({**CONCLUSIONS, **_NAMES})
    index = context.open(f"{FOLDER}/index.yaml")
    opened = {part: context.open(f"{FOLDER}/{part}.yaml") for part in PARTS}
    if index is None or plan is None:
        return None
    protocols = _protocols(index.block(), context, plan)
    blocks = {part: file.block() for part, file in opened.items() if file is not None}
    if len(blocks) < len(PARTS):
        return None
    following, wording = blocks["following"], blocks["wording"]
    return ProgrammeRules(
        protocols=protocols,
        ladder=tuple(_step(row, context, plan.exercises) for row in blocks["ladder"].children("steps")),
        ladder_text=blocks["ladder"].text("text"),
        top_ups=tuple(read_item(row, plan) for row in following.children("top_ups")),
        around_match=_around_match(following.child("around_match"), context),
        bag=_bag(following.child("bag"), context),
        following=_following(following.child("following"), context),
        reports=_reports(blocks["reports"].child("limits"), context),
        effects=read_effects(blocks["reports"]),
        wishes=read_wishes(blocks["wishes"], context),
        wording=read_wording(wording, context),
    )


def _protocols(index: Block, context: Context, plan: PlanRules) -> dict[str, Protocol]:
    """Every protocol in the order of the index; each kind of plan that loads has one that always fits."""
    found: dict[str, Protocol] = {}
    for name in index.texts("protocols"):
        file = context.open(f"{FOLDER}/{name}.yaml")
        for row in file.block().children("protocols") if file is not None else []:
            protocol = read_protocol(row, context, plan)
            if protocol.id in found:
                row.problem("id", f"{protocol.id!r} is there twice", "keep one")
            found[protocol.id] = protocol
    return found


def _step(row: Block, context: Context, exercises: Mapping[str, Exercise]) -> LadderStep:
    exercise = row.text("exercise")
    if exercise not in exercises:
        row.problem("exercise", f"{exercise!r} is not an exercise", "fix the id or add the exercise")
    return LadderStep(exercise, row.text("entry"), context.sources_of(row))


def _around_match(block: Block, context: Context) -> AroundMatch:
    context.sources_of(block)
    before, after = _classes(block, "before"), _classes(block, "after")
    return AroundMatch(before, after, block.integer("crowded_gap_days"), block.integer("crowded_class"))


def _classes(block: Block, key: str) -> tuple[int, ...]:
    classes = tuple(int(value) for value in block.numbers(key))
    if not classes or any(not 0 <= value <= HIGHEST_CLASS for value in classes):
        block.problem(key, "are not eccentric classes", "write a class from 0 to 4 for each day")
        return (0,)
    return classes


def _bag(block: Block, context: Context) -> frozenset[str]:
    context.sources_of(block)
    kit = block.texts("kit")
    question = context.names.get("equipment")
    for item in kit:
        if question is not None and question.values is not None and item not in question.values:
            block.problem("kit", f"{item!r} is not an option of equipment", "use the option's id")
    return frozenset(kit)


def _following(block: Block, context: Context) -> Following:
    read = SourcedNumbers(block, context)
    return Following(
        week_counts_from=read.number("week_counts_from"),
        restart_after_weeks=read.whole("restart_after_weeks"),
        block_weeks=read.whole("block_weeks"),
        block_done=read.number("block_done"),
        highest_level=read.whole("highest_level"),
        off_season_gap_days=read.whole("off_season_gap_days"),
        stale_after_weeks=read.whole("stale_after_weeks"),
    )


def _reports(block: Block, context: Context) -> ReportLimits:
    read = SourcedNumbers(block, context)
    return ReportLimits(
        strength_red=read.whole("strength_red"),
        running_amber=read.whole("running_amber"),
        running_red=read.whole("running_red"),
        morning_amber=read.whole("morning_amber"),
        morning_red=read.whole("morning_red"),
        morning_amber_with_problem=read.whole("morning_amber_with_problem"),
        morning_red_with_problem=read.whole("morning_red_with_problem"),
        sore=read.whole("sore"),
        very_sore=read.whole("very_sore"),
        amber_cut=read.number("amber_cut"),
        halving=read.number("halving"),
        lighter_cut=read.number("lighter_cut"),
        two_ambers_within=read.whole("two_ambers_within"),
        no_lowering_class=read.whole("no_lowering_class"),
        quiet_class=read.whole("quiet_class"),
        quiet_rung=read.whole("quiet_rung"),
        quiet_days=read.whole("quiet_days"),
    )
