"""Reads rules/risk/factors: one file a factor, its levels, weights that recompute, examples that hold."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.conditions import ALWAYS
from screening.domain.risk.rules import (
    AgeCurve,
    AgeWords,
    Basis,
    Factor,
    FactorKind,
    Level,
    Published,
    Target,
)
from screening.domain.vocabulary import Certainty
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.risk_checks import check_factor, run_examples

FOLDER = "risk/factors"


def read_factors(context: Context, model: Block, shrinkage: Mapping[Certainty, float]) -> tuple[Factor, ...]:
    """Every factor file, in the order that model.yaml lists them."""
    found: dict[str, Factor] = {}
    for file in context.open_all(FOLDER):
        block = file.block()
        parts = [] if block.has("curve") else block.children("levels")
        factor = _read_factor(context, block, parts)
        if file.name != f"{FOLDER}/{factor.id}.yaml":
            block.problem("id", f"is {factor.id!r}", "name the file after the id")
        check_factor(context, block, parts, factor, shrinkage)
        run_examples(context, block, factor)
        found[factor.id] = factor
    order = model.texts("factors")
    for factor_id in order:
        if factor_id not in found:
            model.problem("factors", f"lists {factor_id!r}, which has no file", "add the file or drop the id")
    for factor_id in found:
        if order.count(factor_id) != 1:
            model.problem("factors", f"does not list {factor_id!r} exactly once", "list each factor once")
    return tuple(found[factor_id] for factor_id in order if factor_id in found)


def _read_factor(context: Context, block: Block, parts: list[Block]) -> Factor:
    sources = context.sources_of(block)
    certainty = block.choice("certainty", Certainty)
    curve = block.optional_child("curve")
    fields = block.texts("fields")
    for field in fields:
        if field not in context.names:
            block.problem("fields", f"{field!r} is not a question", "check the id in rules/questionnaire")
    reviewed = block.child("reviewed")
    target = block.optional_child("target")
    mean = block.number("mean")
    if mean <= 0:
        block.problem("mean", "is not above 0", "write the average weight of the population")
    return Factor(
        id=block.text("id"),
        label=block.text("label"),
        kind=block.choice("kind", FactorKind),
        fields=fields,
        mean=mean if mean > 0 else 1.0,
        sd_log=block.number("sd_log"),
        modifiable=block.flag("modifiable"),
        certainty=certainty,
        levels=tuple(_read_level(context, part, certainty, sources) for part in parts),
        sources=sources,
        reviewed=reviewed.text("date"),
        reviewed_by=reviewed.text("by"),
        population=block.text("population"),
        verified=block.flag("verified"),
        curve=None if curve is None else _read_curve(curve),
        target=None if target is None else _read_target(target),
        overlaps=block.optional_texts("overlaps"),
        note=block.optional_text("note"),
        mean_note=block.optional_text("mean_note"),
    )


def _read_level(context: Context, block: Block, certainty: Certainty, sources: tuple[str, ...]) -> Level:
    basis = block.choice("basis", Basis)
    published = block.optional_child("published")
    own_certainty = block.choice("certainty", Certainty) if block.has("certainty") else certainty
    return Level(
        id=block.text("id"),
        weight=block.number("weight"),
        label=block.text("label"),
        text=block.text("text"),
        when=context.condition(block) if block.has("when") else ALWAYS,
        basis=basis,
        certainty=own_certainty,
        se_log=block.optional_number("se_log") or 0.0,
        published=None if published is None else _read_published(context, published),
        note=block.optional_text("note"),
        prevalence=block.optional_number("prevalence"),
        applies=block.flag("applies", default=True),
        only_when_known=block.flag("only_when_known", default=False),
        sources=context.sources_of(block) if block.has("sources") else sources,
    )


def _read_published(context: Context, block: Block) -> Published:
    interval = block.numbers("interval") if block.has("interval") else ()
    if interval and len(interval) != 2:
        block.problem("interval", "is not two numbers", "write [low, high]")
    source = block.text("source")
    if source not in context.sources:
        block.problem("source", f"{source!r} is not in sources.yaml", "add it there or fix the key")
    return Published(
        measure=block.text("measure"),
        value=block.number("value"),
        source=source,
        interval=(interval[0], interval[1]) if len(interval) == 2 else None,
    )


def _read_curve(block: Block) -> AgeCurve:
    return AgeCurve(
        per_year=block.number("per_year"),
        origin=block.number("origin"),
        youngest=block.number("youngest"),
        oldest=block.number("oldest"),
        se_log_per_year=block.number("se_log_per_year"),
        se_centre=block.number("se_centre"),
        words=tuple(_read_words(part) for part in block.children("words")),
        outside=_read_words(block.child("under_18")),
    )


def _read_words(block: Block) -> AgeWords:
    return AgeWords(block.number("up_to"), block.text("label"), block.text("text"))


def _read_target(block: Block) -> Target:
    block.text("effort_basis")
    return Target(
        level=block.text("level"),
        text=block.text("text"),
        effort=block.text("effort"),
        minutes_per_week=block.optional_integer("minutes_per_week"),
    )
