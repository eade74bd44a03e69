"""Reads what the weeks of a protocol hold: from a template of the plan, or lines of their own."""

from __future__ import annotations

from screening.domain.plan.exercises import Unit
from screening.domain.plan.rules import ItemRule, PlanRules
from screening.domain.programme.rules import Protocol, ProtocolItem, ProtocolWeek, Requirement
from screening.domain.vocabulary import PlanKind
from screening.rulebook.context import Context
from screening.rulebook.exercises import one_unit, within
from screening.rulebook.plan_weeks import MOST_SETS
from screening.rulebook.reading import Block
from screening.rulebook.sourced_numbers import RULE_PREFIX

MOST_SESSIONS = 3
MOST_AMOUNT = 60


def read_protocol(row: Block, context: Context, plan: PlanRules) -> Protocol:
    """One protocol with its weeks."""
    return Protocol(
        id=row.text("id"),
        title=row.text("title"),
        about=row.text("about"),
        credit=row.optional_text("credit"),
        kind=row.choice("kind", PlanKind),
        when=context.condition(row) if row.has("when") else None,
        needs=tuple(_requirement(block, context) for block in row.optional_children("needs")),
        by_name=row.flag("by_name", default=False),
        weeks=_weeks(row, plan),
        sessions=within(row, "sessions", 1, MOST_SESSIONS),
        is_daily=row.flag("daily", default=False),
        minutes=row.optional_integer("minutes"),
        with_team=row.flag("with_team", default=False),
        warm_up=row.optional_text("warm_up"),
        sets=_bounds(row),
        exempt=_exempt(row),
        maintenance=row.text("maintenance"),
        review=row.optional_text("review"),
        sources=context.sources_of(row),
    )


def _requirement(block: Block, context: Context) -> Requirement:
    return Requirement(context.condition(block), block.text("otherwise"))


def _exempt(row: Block) -> frozenset[str]:
    rules = row.optional_texts("exempt")
    for rule in rules:
        if not rule.startswith(RULE_PREFIX):
            row.problem("exempt", f"holds {rule!r}", f"name hard constraints, such as {RULE_PREFIX}12")
    return frozenset(rules)


def _bounds(row: Block) -> tuple[int, int] | None:
    if not row.has("sets"):
        return None
    match row.numbers("sets"):
        case (low, high) if low <= high:
            return int(low), int(high)
        case _:
            row.problem("sets", "is not a range", "write the fewest and the most, such as [4, 8]")
            return None


def _weeks(row: Block, plan: PlanRules) -> tuple[ProtocolWeek, ...]:
    weeks: list[ProtocolWeek] = []
    for block in row.children("weeks"):
        weeks.append(_week(block, weeks[-1] if weeks else None, plan))
    return tuple(weeks)


def _week(block: Block, before: ProtocolWeek | None, plan: PlanRules) -> ProtocolWeek:
    deload = block.flag("deload", default=False)
    name, note, items = block.optional_text("name"), block.optional_text("note"), _items(block, plan)
    template = plan.templates.get(block.text("template")) if block.has("template") else None
    if block.has("template") and template is None:
        block.problem(
            "template", "is not a template of rules/plan/weeks.yaml", "add it there or fix the name"
        )
    if template is not None:
        name, note = name or template.name, note or template.note
        items = _with_amounts(block, template.items)
    elif not items and deload and before is not None:
        items = before.items
    if not items or name is None:
        block.problem("week", "holds nothing or has no name", "give it a template, or a name and items")
    return ProtocolWeek(name or "", items, deload, block.flag("bounded", default=True), note)


def _items(block: Block, plan: PlanRules) -> tuple[ProtocolItem, ...]:
    return tuple(read_item(item, plan) for item in block.optional_children("items"))


def _with_amounts(block: Block, rules: tuple[ItemRule, ...]) -> tuple[ProtocolItem, ...]:
    """The lines of a template, with other amounts for the slots that `amounts` names."""
    changes = block.optional_child("amounts")
    given = {slot: within(changes, slot, 1, MOST_AMOUNT) for slot in changes.keys()} if changes else {}  # noqa: SIM118 - Block is not a mapping
    for slot in given:
        if changes and slot not in [rule.slot for rule in rules]:
            changes.problem(slot, "is not a slot of the template", "fix the name")
    return tuple(
        ProtocolItem(rule.slot, rule.session, rule.sets, rule.unit, (given.get(rule.slot, rule.amount),))
        for rule in rules
    )


def read_item(block: Block, plan: PlanRules) -> ProtocolItem:
    """One line of a week: who fills the slot, sets, and what a set counts."""
    slot, exercise = block.text("slot"), block.optional_text("exercise")
    if slot not in plan.slots:
        block.problem("slot", f"{slot!r} is not in rules/plan/slots.yaml", "add it there or fix the name")
    if exercise is not None and exercise not in plan.exercises:
        block.problem("exercise", f"{exercise!r} is not an exercise", "fix the id or add the exercise")
    sets = within(block, "sets", 1, MOST_SETS)
    if block.has("each"):
        amounts = tuple(int(number) for number in block.numbers("each"))
        if len(amounts) != sets:
            block.problem("each", f"has {len(amounts)} numbers for {sets} sets", "write one for each set")
        unit = Unit.REPS
    else:
        unit = one_unit(block)
        amounts = (within(block, unit.value, 1, MOST_AMOUNT),)
    return ProtocolItem(
        slot=slot,
        session=within(block, "session", 1, MOST_SESSIONS),
        sets=sets,
        unit=unit,
        amounts=amounts,
        exercise=exercise,
        note=block.optional_text("note"),
    )
