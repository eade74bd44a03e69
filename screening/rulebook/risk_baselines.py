"""Reads rules/risk/baselines.yaml: the group every athlete is compared with."""

from __future__ import annotations

from collections.abc import Iterable

from screening.domain.conditions import Condition
from screening.domain.risk.baseline_rules import (
    BaselineRules,
    ByDemands,
    Cell,
    Demand,
    Exposure,
    ExposureRate,
    Position,
    SexRule,
)
from screening.domain.vocabulary import BaselineQuality
from screening.rulebook.context import Context
from screening.rulebook.reading import Block


def read_baselines(context: Context) -> BaselineRules | None:
    """The lookup; None where the file is missing. Every sport has each level once, or goes by demands."""
    file = context.open("risk/baselines.yaml")
    if file is None:
        return None
    block = file.block()
    level_words = block.child("level_words")
    words = {level: level_words.text(level) for level in level_words.keys()}  # noqa: SIM118 - not a mapping
    cells: dict[tuple[str, str], Cell] = {}
    own_rows: dict[tuple[str, str, str], Cell] = {}
    for sport, part in block.named_children("sports"):
        _read_sport(context, part, sport, words, cells=cells, own_rows=own_rows)
    by_demands = block.child("by_demands")
    _check_options(
        context, block, "sports", "sport", found={sport for sport, _ in cells}, by_demands=by_demands
    )
    _check_options(context, block, "level_words", "level", found=set(words))
    missing = block.child("level_missing")
    sexes = {rule.id: rule for rule in (_read_sex(context, part) for part in block.children("sexes"))}
    return BaselineRules(
        cells=cells,
        own_rows=own_rows,
        by_demands=_read_demands(context, by_demands),
        sexes=sexes,
        other_sex=_read_sex(context, block.child("other_sex")),
        positions=tuple(_read_position(context, part) for part in block.children("positions")),
        exposure=_read_exposure(context, block.child("exposure")),
        level_when_missing=missing.text("level"),
        quality_when_level_missing=missing.choice("quality", BaselineQuality),
        note_when_level_missing=missing.text("note"),
    )


def _read_sport(
    context: Context,
    block: Block,
    sport: str,
    level_words: dict[str, str],
    *,
    cells: dict[tuple[str, str], Cell],
    own_rows: dict[tuple[str, str, str], Cell],
) -> None:
    words = block.text("words")
    for part in block.children("rows"):
        sex = part.optional_text("sex")
        levels = part.texts("levels")
        group = part.optional_text("group")
        p0, quality = _share(part, "p0"), part.choice("quality", BaselineQuality)
        sources, note = context.sources_of(part), part.optional_text("note")
        under_18 = part.flag("under_18_baseline", default=False)
        if quality is BaselineQuality.ASSUMPTION and note is None:
            part.problem("note", "is missing", "say what the assumption leans on")
        for level in levels:
            cell = Cell(
                id="_".join((sport, level, "women")) if sex else f"{sport}_{level}",
                p0=p0,
                quality=quality,
                group=group or f"{level_words.get(level, level)} {words}",
                sources=sources,
                note=note,
                own_sex=sex,
                under_18=under_18,
            )
            if level not in level_words:
                part.problem("levels", f"{level!r} is not a level", f"use {', '.join(level_words)}")
            elif (sport, level) in cells if sex is None else (sport, level, sex) in own_rows:
                part.problem("levels", f"{level!r} is there twice for {sport}", "keep one row")
            if sex is None:
                cells[sport, level] = cell
            else:
                own_rows[sport, level, sex] = cell
    for level in level_words:
        if (sport, level) not in cells:
            block.problem("rows", f"have no {level!r}", "add the level to a row")


def _check_options(
    context: Context, block: Block, key: str, field: str, *, found: set[str], by_demands: Block | None = None
) -> None:
    """Every option of the question has a place, and nothing else has."""
    name = context.names.get(field)
    if name is None or name.values is None:
        return
    demanded = set(by_demands.texts("sports")) if by_demands is not None else set()
    for option in sorted(name.values - found - demanded):
        block.problem(key, f"has no {option!r}", "add it")
    for extra in sorted((found | demanded) - name.values):
        block.problem(key, f"{extra!r} is not an option of {field}", "check the questionnaire")
    for both in sorted(found & demanded):
        block.problem(key, f"{both!r} has rows and goes by demands", "keep one")


def _read_demands(context: Context, block: Block) -> ByDemands:
    lines = tuple(
        Demand(part.text("id"), context.condition(part), _share(part, "p0"), part.text("group"))
        for part in block.children("lines")
    )
    undecided = block.child("undecided")
    if [line.p0 for line in lines] != sorted((line.p0 for line in lines), reverse=True):
        block.problem("lines", "do not fall", "put the highest line first")
    return ByDemands(
        lines=lines,
        undecided_id=undecided.text("id"),
        undecided_p0=_share(undecided, "p0"),
        undecided_group=undecided.text("group"),
        quality=block.choice("quality", BaselineQuality),
        sources=context.sources_of(block),
        note=block.text("note"),
        reads=_names(line.when for line in lines),
    )


def _names(conditions: Iterable[Condition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for condition in conditions for name in condition.names()))


def _read_sex(context: Context, block: Block) -> SexRule:
    quality = block.choice("quality", BaselineQuality) if block.has("quality") else None
    return SexRule(
        id=block.text("id"),
        hazard=_above_zero(block, "hazard"),
        who=block.text("who"),
        young_who=block.text("young_who"),
        steps_down=block.flag("one_quality_step_down", default=False),
        quality=quality,
        note=block.optional_text("note"),
        sources=context.sources_of(block) if block.has("sources") else (),
    )


def _read_position(context: Context, block: Block) -> Position:
    position, name = block.text("position"), context.names.get("position")
    if name is not None and name.values is not None and position not in name.values:
        block.problem("position", f"{position!r} is not an option", "check the questionnaire")
    block.text("note")
    return Position(
        sports=frozenset(block.texts("sports")),
        position=position,
        hazard=_above_zero(block, "hazard"),
        words=block.text("words"),
        sources=context.sources_of(block),
    )


def _read_exposure(context: Context, block: Block) -> Exposure:
    fields = block.text("match_field"), block.text("training_field")
    for field in fields:
        if field not in context.names:
            block.problem("match_field", f"{field!r} is not a question", "check the id")
    return Exposure(
        match_field=fields[0],
        training_field=fields[1],
        season_weeks=_above_zero(block, "season_weeks"),
        rates=tuple(
            ExposureRate(
                id=part.text("id"),
                sports=frozenset(part.texts("sports")),
                levels=frozenset(part.texts("levels")),
                match_per_1000_h=part.number("match_per_1000_h"),
                training_per_1000_h=part.number("training_per_1000_h"),
                quality=part.choice("quality", BaselineQuality),
                sources=context.sources_of(part),
                note=part.optional_text("note"),
            )
            for part in block.children("rates")
        ),
    )


def _share(block: Block, key: str) -> float:
    value = block.number(key)
    if not 0 < value < 1:
        block.problem(key, "is not between 0 and 1", "write a share such as 0.13")
        return 0.1
    return value


def _above_zero(block: Block, key: str) -> float:
    value = block.number(key)
    if value <= 0:
        block.problem(key, "is not above 0", "write a positive number")
        return 1.0
    return value
