"""Reads the triage rules: rows, fallbacks, what forbids self-management, and the words of the care cards."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from screening.domain.conditions import ALWAYS, Condition, HasAny
from screening.domain.questionnaire import QuestionType
from screening.domain.triage.rules import (
    Card,
    MissingBlock,
    Phrase,
    Phrases,
    Raised,
    Scope,
    TriageRow,
    TriageRules,
)
from screening.domain.triage.wording import SAY_PLACEHOLDERS
from screening.domain.vocabulary import Certainty, Urgency
from screening.rulebook.context import Context
from screening.rulebook.grading import CONCLUSIONS as GRADING_CONCLUSIONS
from screening.rulebook.grading import read_about
from screening.rulebook.names import Name
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block
from screening.rulebook.signs import Signs, read_signs
from screening.rulebook.walking import walk

FOLDER = "triage"
TABLES = ("emergency", "same_day", "urgent", "physio")
_EVERYWHERE = frozenset({"emergency_number"})


CONCLUSIONS: Mapping[str, Name] = {
    "result.urgency": Name(QuestionType.CHOICE, frozenset(str(urgency) for urgency in Urgency)),
    "result.fired": Name(QuestionType.LIST),
    "result.decisive": Name(QuestionType.LIST),
}
"""What a condition may read once triage is done: for risk and plan too."""


def read_triage(context: Context) -> TriageRules | None:
    """The whole triage part; None where a file is missing. Problems are collected in the context."""
    read_about(context, FOLDER)
    signs = read_signs(context.knowing(GRADING_CONCLUSIONS), again=True)
    tables = [context.open(f"{FOLDER}/{name}.yaml") for name in TABLES]
    other = [context.open(f"{FOLDER}/{name}.yaml") for name in ("fallbacks", "cards", "phrases")]
    if any(file is None for file in (*tables, *other)):
        return None
    rows = tuple(_row(block, signs) for file in tables if file for block in file.block().children("rows"))
    fallbacks, cards, phrases = (file.block() for file in other if file)
    last = tuple(_row(block, signs) for block in fallbacks.children("fallbacks"))
    blocks = tuple(_row(block, signs) for block in fallbacks.children("blocks"))
    if not last or last[-1].when is not ALWAYS:
        fallbacks.problem("fallbacks", "can end without an urgency", "end with `when: {always: true}`")
    _check_ids((*rows, *last, *blocks), fallbacks)
    return TriageRules(
        rows=rows,
        fallbacks=last,
        blocks=blocks,
        missing=_missing(fallbacks.child("missing"), signs),
        cards=_cards(cards, signs, {row.id for row in (*rows, *last, *blocks)} | _floor_ids(context)),
        phrases=_phrases(phrases, signs),
        emergency_number=cards.text("emergency_number"),
    )


def _row(block: Block, signs: Signs) -> TriageRow:
    urgency = block.choice("urgency", Urgency)
    raised = tuple(
        Raised(signs.condition(child), child.choice("urgency", Urgency), child.text("text"))
        for child in block.optional_children("raised")
    )
    if any(level.urgency.rank >= urgency.rank for level in raised):
        block.problem("raised", "is not more urgent than the row", "order them most urgent first")
    return TriageRow(
        id=block.text("id"),
        when=signs.condition(block),
        urgency=urgency,
        text=block.text("text"),
        certainty=block.choice("certainty", Certainty),
        sources=signs.context.sources_of(block),
        scope=block.choice("scope", Scope) if block.has("scope") else Scope.PROBLEM,
        raised=raised,
    )


def _missing(block: Block, signs: Signs) -> MissingBlock:
    return MissingBlock(
        id=block.text("id"),
        urgency=block.choice("urgency", Urgency),
        sources=signs.context.sources_of(block),
    )


def _check_ids(rows: tuple[TriageRow, ...], block: Block) -> None:
    seen: set[str] = set()
    for row in rows:
        if not row.id.startswith("triage."):
            block.problem("fallbacks", f"{row.id!r} has no kind", "start the id with `triage.`")
        if row.id in seen:
            block.problem("fallbacks", f"{row.id!r} is there twice", "rename one")
        seen.add(row.id)


def _floor_ids(context: Context) -> set[str]:
    """The rules of grading that set a floor; their file is read, and its mistakes noted, by grading."""
    apart = replace(context, problems=Problems(), opened=[], cited=set())
    gates, missing = apart.open("grading/gates.yaml"), apart.open("grading/missing.yaml")
    if gates is None or missing is None:
        return set()
    ids = {block.text("id") for block in gates.block().children("gates")}
    return ids | {missing.block().child(part).text("id") for part in ("minimum_set", "insufficient")}


def _cards(block: Block, signs: Signs, known: Collection[str]) -> tuple[Card, ...]:
    signs = signs.knowing(CONCLUSIONS)
    cards = tuple(_card(child, signs, known) for child in block.children("cards"))
    for urgency in (*Urgency, None):
        of_urgency = [card for card in cards if card.urgency is urgency]
        if not of_urgency or of_urgency[-1].when is not ALWAYS:
            name = urgency or "nobody asked"
            block.problem("cards", f"has no last card for {name}", "add one without `when`")
        if any(card.when is ALWAYS for card in of_urgency[:-1]):
            block.problem("cards", f"has a card for {urgency} that is never reached", "put it last")
    return cards


def _card(block: Block, signs: Signs, known: Collection[str]) -> Card:
    when = signs.optional_condition(block)
    for rule_id in _decisive(when):
        if rule_id not in known:
            block.problem("when", f"{rule_id!r} is not a rule that can decide", "check the id")
    return Card(
        id=block.text("id"),
        urgency=block.choice("urgency", Urgency) if block.has("urgency") else None,
        when=when,
        headline=_said(block, "headline"),
        who=_said(block, "who"),
        how_soon=_said(block, "how_soon"),
        what_to_say=_said(block, "what_to_say", SAY_PLACEHOLDERS) if block.has("what_to_say") else "",
        why=_said(block, "why"),
        until_then=block.optional_texts("until_then"),
        go_at_once=_said(block, "go_at_once") if block.has("go_at_once") else "",
        recheck=_said(block, "recheck") if block.has("recheck") else None,
    )


def _decisive(condition: Condition) -> Iterator[str]:
    """The rule ids a card's condition names."""
    for part in walk(condition):
        if isinstance(part, HasAny) and part.field == "result.decisive":
            yield from sorted(str(value) for value in part.values)


def _said(block: Block, key: str, allowed: Collection[str] = ()) -> str:
    text = block.text(key)
    known = {*_EVERYWHERE, *allowed}
    try:
        used = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        block.problem(key, "has a stray { or }", "write placeholders like {story}")
        return ""
    for name in sorted(used - known):
        block.problem(key, f"has the unknown placeholder {{{name}}}", f"use {', '.join(sorted(known))}")
    return text


def _phrases(block: Block, signs: Signs) -> Phrases:
    def group(key: str, *placeholders: str) -> tuple[Phrase, ...]:
        return tuple(_phrase(child, signs, placeholders) for child in block.children(key))

    start = block.text("start")
    if "{how}" not in start:
        block.problem("start", "does not say how it began", "write {how} where it goes")
    return Phrases(
        pain=_phrase(block.child("pain"), signs, ("place",)),
        start=start,
        thigh=group("thigh"),
        calf=group("calf"),
        place=group("place", "thigh", "calf"),
        onset=group("onset"),
        doing=group("doing"),
        started=group("started", "days"),
        age=group("age", "years"),
        findings=group("findings"),
        most_findings=block.integer("most_findings"),
    )


def _phrase(block: Block, signs: Signs, placeholders: Collection[str]) -> Phrase:
    return Phrase(signs.condition(block), _said(block, "text", placeholders))
