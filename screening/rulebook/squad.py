"""Reads the rules of the coach's picture of a squad: rules/squad."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer
from screening.domain.conditions import ALWAYS
from screening.domain.programme.rules import ProgrammeRules
from screening.domain.questionnaire import QuestionType
from screening.domain.risk.rules import RiskRules
from screening.domain.squad.rules import (
    AttentionRow,
    AvailabilityRow,
    BaseRules,
    Said,
    SquadRules,
    WhatIfRules,
)
from screening.domain.vocabulary import Availability, PlanKind, Urgency
from screening.rulebook.context import Context
from screening.rulebook.names import Name
from screening.rulebook.reading import Block
from screening.rulebook.squad_factors import read_cell_words, read_cells, read_columns, read_left_out
from screening.rulebook.squad_wording import read_squad_wording

FOLDER = "squad"
PARTS = ("index", "availability", "factors", "attention", "what_if", "base", "wording")
_NAMES: Mapping[str, Name] = {
    "squad.answered": Name(QuestionType.BOOLEAN),
    "squad.plan_kind": Name(QuestionType.CHOICE, frozenset(PlanKind)),
    "squad.urgency": Name(QuestionType.CHOICE, frozenset(Urgency)),
    "squad.has_problem": Name(QuestionType.BOOLEAN),
    "squad.still_holds": Name(QuestionType.BOOLEAN),
}


def read_squad(
    context: Context, risk: RiskRules | None, programmes: ProgrammeRules | None
) -> tuple[SquadRules | None, Context]:
    """The whole part, None where something it needs is missing, and the context with its names.

    Problems are collected in the context.
    """
    context = context.knowing(_NAMES)
    opened = {part: context.open(f"{FOLDER}/{part}.yaml") for part in PARTS}
    blocks = {part: file.block() for part, file in opened.items() if file is not None}
    if len(blocks) < len(PARTS) or risk is None or programmes is None:
        return None, context
    index, availability, factors, attention, what_if, base, wording = (blocks[part] for part in PARTS)
    index.text("id")
    columns = read_columns(factors, context, risk)
    rules = SquadRules(
        least_group=_sourced(index, "least_group", context, "value"),
        availability=tuple(_availability(row, context) for row in availability.children("rows")),
        availability_words=_words(availability.child("words")),
        review_days=_sourced(availability, "review_days", context, "value"),
        columns=columns,
        left_out=read_left_out(factors, risk, columns),
        cell_words=read_cell_words(factors),
        change_steps=_sourced(factors, "change", context, "steps"),
        attention=tuple(
            _attention(row, context, {column.factor for column in columns})
            for row in attention.children("rows")
        ),
        most_to_talk_to=attention.integer("most"),
        common_from_pct=_sourced(attention, "common", context, "from_pct"),
        what_if=_what_if(what_if, context, risk),
        base=_base(base, context, programmes),
        wording=read_squad_wording(wording),
    )
    attention.text("ties")
    _check_last_row(rules, availability)
    return rules, context


def _sourced(block: Block, key: str, context: Context, name: str) -> int:
    """A whole number above 0 that says where it comes from and why."""
    entry = block.child(key)
    context.sources_of(entry)
    entry.text("note")
    value = entry.integer(name)
    if value < 1:
        entry.problem(name, "is below 1", "write a whole number from 1")
    return value


def _availability(row: Block, context: Context) -> AvailabilityRow:
    return AvailabilityRow(
        id=row.text("id"),
        when=context.condition(row),
        availability=row.choice("availability", Availability),
        sources=context.sources_of(row),
    )


def _words(block: Block) -> dict[Availability, Said]:
    found = {}
    for availability in Availability:
        entry = block.child(availability.value)
        found[availability] = Said(entry.text("word"), entry.text("text"))
    return found


def _check_last_row(rules: SquadRules, block: Block) -> None:
    """Whatever comes is told as something, and the row that always holds is no "full"."""
    last = rules.availability[-1] if rules.availability else None
    if last is None or last.when is not ALWAYS or last.availability is Availability.FULL:
        block.problem("rows", "do not end with a row that always holds and is not full", "add one at the end")


def _attention(row: Block, context: Context, shown: set[str]) -> AttentionRow:
    factor = row.text("factor")
    if factor not in shown:
        row.problem("factor", f"{factor!r} is not a column of the map", "name a factor of factors.yaml")
    return AttentionRow(
        id=row.text("id"),
        factor=factor,
        cells=read_cells(row),
        reason=row.text("reason"),
        question=row.text("question"),
        sources=context.sources_of(row),
    )


def _what_if(block: Block, context: Context, risk: RiskRules) -> WhatIfRules:
    rules = WhatIfRules(
        id=block.text("id"),
        factor=block.text("factor"),
        level=block.text("level"),
        take_up_pct=tuple(int(value) for value in block.numbers("take_up_pct")),
        published_z=block.number("published_interval_z"),
        sources=(*context.sources_of(block), *context.sources_of(block, "background_sources")),
    )
    rising = list(rules.take_up_pct) == sorted(set(rules.take_up_pct))
    if not rising or rules.take_up_pct[:1] != (0,) or rules.take_up_pct[-1:] != (100,):
        block.problem("take_up_pct", "do not rise from 0 to 100", "begin with 0 and end with 100")
    if rules.published_z <= 0:
        block.problem("published_interval_z", "is not above 0", "write 1.96 for a 95% interval")
    _check_published(rules, block, context, risk)
    return rules


def _check_published(rules: WhatIfRules, block: Block, context: Context, risk: RiskRules) -> None:
    """The level has a published ratio with an interval, and its source is cited and verified."""
    factor = next((factor for factor in risk.factors if factor.id == rules.factor), None)
    levels = {level.id: level for level in factor.levels} if factor else {}
    level = levels.get(rules.level)
    published = level.published if level else None
    if published is None or published.interval is None:
        block.problem(
            "level", "names no level with a published interval", "name a factor and a level that has one"
        )
        return
    source = context.sources.get(published.source)
    if published.source not in rules.sources or source is None or not source.verified:
        block.problem(
            "sources", f"leave out {published.source}, or it is not verified", "cite the source of the ratio"
        )


def _base(block: Block, context: Context, programmes: ProgrammeRules) -> BaseRules:
    protocol = block.text("protocol")
    found = programmes.protocols.get(protocol)
    if found is None or not found.with_team or found.minutes is None:
        block.problem("protocol", f"{protocol!r} is no programme for a team", "name one with minutes")
    typical = _answers(block.child("typical"), context)
    return BaseRules(protocol, typical, _kit(block.child("kit"), context), context.sources_of(block))


def _answers(block: Block, context: Context) -> dict[str, Answer]:
    """Answers to questions that there are."""
    found: dict[str, Answer] = {}
    for field in block.keys():  # noqa: SIM118 - Block is not a mapping
        name = context.names.get(field)
        if name is None:
            block.problem(field, "is not a question", "check the id in questionnaire/")
        if name is not None and name.type is QuestionType.LIST:
            found[field] = block.texts(field)
        elif (value := block.value(field)) is not None and not isinstance(value, frozenset):
            found[field] = value
    return found


def _kit(block: Block, context: Context) -> dict[str, str]:
    """A word for every answer to the question about kit."""
    question = context.names.get("equipment")
    options = (question.values if question else None) or frozenset()
    return {option: block.text(option) for option in sorted(options - {NONE_OPTION, NOT_SURE})}
