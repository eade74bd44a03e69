"""Reads what a week holds, which weeks follow each other and on which days: rules/plan/weeks and layouts."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.conditions import ALWAYS, Condition
from screening.domain.plan.rules import ItemRule, Layout, Programme, Slot, Template, WeekRule
from screening.rulebook.context import Context
from screening.rulebook.exercises import HIGHEST_CLASS, one_unit, within
from screening.rulebook.reading import Block

DAYS = 7
MOST_SETS = 10
_COUNTS = ("one", "two", "three")
REQUIRED_LAYOUTS = ("no_match", "match_every_week", "two_matches_a_week")


def read_templates(block: Block, context: Context, slots: Mapping[str, Slot]) -> dict[str, Template]:
    """The week templates by id."""
    found = {}
    for row in block.children("templates"):
        template = Template(
            id=row.text("id"),
            name=row.text("name"),
            items=tuple(read_item(item, slots) for item in row.children("items")),
            is_protocol=row.flag("protocol", default=False),
            note=row.optional_text("note"),
            sources=context.sources_of(row),
        )
        if template.id in found:
            row.problem("id", f"{template.id!r} is there twice", "keep one")
        found[template.id] = template
    return found


def read_item(block: Block, slots: Mapping[str, Slot]) -> ItemRule:
    """One line of a template: slot, session, sets and what a set counts."""
    slot = block.text("slot")
    if slot not in slots:
        block.problem("slot", f"{slot!r} is not in slots.yaml", "add it there or fix the name")
    unit = one_unit(block)
    return ItemRule(
        slot=slot,
        session=within(block, "session", 1, len(_COUNTS)),
        sets=within(block, "sets", 1, MOST_SETS),
        unit=unit,
        amount=within(block, unit.value, 1, 60),
    )


def read_layouts(block: Block, context: Context) -> dict[str, Layout]:
    """The layouts by id; those for weeks with and without matches must be there."""
    found = {}
    for row in block.children("layouts"):
        layout = Layout(
            id=row.text("id"),
            match_days=_days(row, "match_days"),
            class_caps=_caps(row),
            days=_days_by_count(row.child("days")),
            sprint_day=within(row, "sprint_day", 1, DAYS),
            lead=row.text("lead"),
            sources=context.sources_of(row),
        )
        found[layout.id] = layout
    for name in REQUIRED_LAYOUTS:
        if name not in found:
            block.problem("layouts", f"has no {name!r}", "add it")
    return found


def _days(block: Block, key: str) -> tuple[int, ...]:
    days = tuple(int(day) for day in block.numbers(key))
    if any(not 1 <= day <= DAYS for day in days) or len(set(days)) < len(days):
        block.problem(key, "are not days of one week", "write 1 for Monday to 7 for Sunday, each once")
    return days


def _days_by_count(block: Block) -> dict[int, tuple[int, ...]]:
    return {count: _days(block, word) for count, word in enumerate(_COUNTS, start=1)}


def _caps(block: Block) -> tuple[int, ...]:
    caps = tuple(int(cap) for cap in block.numbers("class_caps"))
    if len(caps) != DAYS or any(not 0 <= cap <= HIGHEST_CLASS for cap in caps):
        block.problem("class_caps", "is not seven classes", "write one class from 0 to 4 for each day")
        return (0,) * DAYS
    return caps


def read_programmes(
    block: Block, context: Context, templates: Mapping[str, Template], layouts: Mapping[str, Layout]
) -> tuple[tuple[Programme, ...], dict[str, Programme]]:
    """The programmes chosen by their condition, in order, and those that a kind of plan names."""
    chosen = tuple(
        _programme(row, context, templates, layouts, context.condition(row))
        for row in block.children("programmes")
    )
    named = [
        _programme(row, context, templates, layouts, ALWAYS) for row in block.children("named_programmes")
    ]
    return chosen, {programme.id: programme for programme in named}


def _programme(
    row: Block,
    context: Context,
    templates: Mapping[str, Template],
    layouts: Mapping[str, Layout],
    when: Condition,
) -> Programme:
    layout = row.optional_text("layout")
    if layout is not None and layout not in layouts:
        row.problem("layout", f"{layout!r} is not in layouts.yaml", "add it there or fix the name")
        layout = None
    return Programme(
        id=row.text("id"),
        when=when,
        weeks=tuple(_week(week, templates) for week in row.children("weeks")),
        sessions=within(row, "sessions", 1, len(_COUNTS)),
        layout=layout,
        sets=_bounds(row),
        sources=context.sources_of(row),
    )


def _week(block: Block, templates: Mapping[str, Template]) -> WeekRule:
    template = block.text("template")
    if template not in templates:
        block.problem("template", f"{template!r} is not a template", "add it above or fix the name")
    return WeekRule(
        template=template,
        name=block.optional_text("name"),
        deload=block.flag("deload", default=False),
        note=block.optional_text("note"),
    )


def _bounds(block: Block) -> tuple[int, int] | None:
    if not block.has("sets"):
        return None
    match block.numbers("sets"):
        case (low, high) if low <= high:
            return int(low), int(high)
        case _:
            block.problem("sets", "is not a range", "write the fewest and the most, such as [4, 8]")
            return None
