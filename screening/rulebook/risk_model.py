"""Reads the parts of rules/risk/model.yaml: groups, bands, light, messages, what is required."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.risk.groups import Group, Joint
from screening.domain.risk.rules import (
    BandFloor,
    BandRules,
    Cut,
    DisplayRules,
    Factor,
    LightRules,
    Messages,
    Multiplier,
    NotScored,
    RequiredField,
)
from screening.domain.vocabulary import Band, BaselineQuality
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

PRODUCT_TOLERANCE = 0.0005


def read_groups(context: Context, block: Block, factors: Sequence[Factor]) -> tuple[Group, ...]:
    """Overlap groups; every member is a factor and in one group only."""
    by_id = {factor.id: factor for factor in factors}
    seen: set[str] = set()
    groups = []
    for part in block.children("groups"):
        members = part.texts("members")
        for member in members:
            if member not in by_id:
                part.problem("members", f"{member!r} is not a factor", "check the id in risk/factors")
            elif member in seen:
                part.problem("members", f"{member!r} is in two groups", "keep it in one")
            seen.add(member)
        joint = part.optional_child("joint")
        groups.append(
            Group(
                id=part.text("id"),
                members=members,
                lowest=part.optional_number("lowest"),
                highest=part.optional_number("highest"),
                text=part.text("text"),
                sources=context.sources_of(part),
                joint=None if joint is None else _read_joint(context, joint, by_id, members),
            )
        )
    return tuple(groups)


def _read_joint(
    context: Context, block: Block, factors: dict[str, Factor], members: tuple[str, ...]
) -> Joint | None:
    factor, level, with_factor = block.text("factor"), block.text("level"), block.text("with")
    highest, share = block.number("highest"), block.number("share")
    table = block.child("products")
    products = {key: table.number(key) for key in table.keys()}  # noqa: SIM118 - Block is not a mapping
    joint = Joint(
        id=block.text("id"),
        factor=factor,
        level=level,
        with_factor=with_factor,
        products=products,
        text=block.text("text"),
        sources=context.sources_of(block),
    )
    block.text("note")
    for key, factor_id in (("factor", factor), ("with", with_factor)):
        if factor_id not in members:
            block.problem(key, f"{factor_id!r} is not a member of this group", "name a member")
            return None
    if factor not in factors or with_factor not in factors:
        return None
    if level not in {known.id for known in factors[factor].levels}:
        block.problem("level", f"{level!r} is not a level of {factor}", "check the factor file")
    for known in factors[with_factor].levels:
        expected = min(highest, share * known.weight)
        if known.id not in products:
            block.problem("products", f"has no {known.id!r}", f"add it with {expected:.4f}")
        elif abs(products[known.id] - expected) > PRODUCT_TOLERANCE:
            table.problem(
                known.id,
                f"is {products[known.id]:g}, but min(highest, share x weight) is {expected:.4f}",
                "change the product, or the figures it comes from",
            )
    return joint


def read_bands(context: Context, block: Block, factors: Sequence[Factor]) -> BandRules:
    """Cut-offs in rising order, one for each band, and the floors."""
    levels = {factor.id: {level.id for level in factor.levels} for factor in factors}
    floors = []
    for part in block.children("floors"):
        factor, named = part.text("factor"), part.texts("levels")
        for level in named:
            if level not in levels.get(factor, set()):
                part.problem("levels", f"{level!r} is not a level of {factor}", "check the factor file")
        floors.append(BandFloor(factor, frozenset(named), part.choice("band", Band)))
    relative_for = []
    for text in block.texts("relative_for"):
        if text in tuple(BaselineQuality):
            relative_for.append(BaselineQuality(text))
        else:
            block.problem("relative_for", f"{text!r} is not a quality", f"use {', '.join(BaselineQuality)}")
    return BandRules(
        by_probability=_read_cuts(block, "by_probability"),
        by_relative=_read_cuts(block, "by_relative"),
        relative_for=frozenset(relative_for),
        floors=tuple(floors),
        provisional_from_bands=block.integer("provisional_from_bands"),
        sources=context.sources_of(block),
    )


def _read_cuts(block: Block, key: str) -> tuple[Cut, ...]:
    cuts = tuple(
        Cut(part.choice("band", Band), part.optional_number("below")) for part in block.children(key)
    )
    if [cut.band for cut in cuts] != list(Band):
        block.problem(key, "does not name each band once in order", f"list {', '.join(Band)}")
    values = [cut.below for cut in cuts]
    known = [value for value in values if value is not None]
    if values and (values[-1] is not None or len(known) != len(values) - 1):
        block.problem(key, "leaves a gap", "give every band but the last a `below`")
    if known != sorted(set(known)):
        block.problem(key, "does not rise", "put the cuts in rising order")
    return cuts


def read_light(context: Context, block: Block) -> LightRules:
    return LightRules(
        multipliers=tuple(
            Multiplier(part.text("id"), context.condition(part), part.number("weight"))
            for part in block.children("multipliers")
        ),
        amber_from=block.number("amber_from"),
        red_from=block.number("red_from"),
        sources=context.sources_of(block),
    )


def read_display(block: Block) -> DisplayRules:
    return DisplayRules(of=block.integer("of"), highest=block.integer("highest"))


def read_required(context: Context, block: Block) -> tuple[RequiredField, ...]:
    required = []
    for part in block.children("required"):
        field = part.text("field")
        if field not in context.names:
            part.problem("field", f"{field!r} is not a question", "check the id in rules/questionnaire")
        required.append(RequiredField(field, part.text("words"), part.flag("not_sure_counts", default=False)))
    return tuple(required)


def read_not_scored(context: Context, block: Block) -> tuple[NotScored, ...]:
    return tuple(
        NotScored(part.text("id"), context.condition(part), part.text("why"))
        for part in block.children("not_scored")
    )


def read_messages(block: Block) -> Messages:
    """Every quality has its sentence, so that a change of `number_for` never leaves one without."""
    no_number = block.child("no_number")
    not_enough = block.text("not_enough")
    if "{fields}" not in not_enough:
        block.problem("not_enough", "does not name the fields", "write {fields} where they belong")
    return Messages(
        not_enough=not_enough,
        present_problem=block.text("present_problem"),
        no_number={quality: no_number.text(quality.value) for quality in BaselineQuality},
        first_weeks=block.text("first_weeks"),
    )
