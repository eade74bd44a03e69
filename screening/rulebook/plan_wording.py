"""Reads the words of a plan: rules/plan/wording and advice."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.plan.exercises import Exercise
from screening.domain.plan.rules import AdviceRow, Ladder, LightRow, Line, Wording
from screening.domain.vocabulary import Light, PlanKind
from screening.rulebook.context import Context
from screening.rulebook.exercises import words
from screening.rulebook.reading import Block

CONFLICTS = ("plan.HC10", "plan.HC11", "plan.HC14", "plan.HC23", "plan.HC26")
"""The rules a plan may have no room for; each needs its sentence."""


def read_wording(block: Block, context: Context) -> Wording:
    """The texts that depend on nothing but the kind of plan."""
    title = block.text("title")
    for part in ("{sessions}", "{minutes}"):
        if part not in title:
            block.problem("title", f"does not hold {part}", "put it where the number belongs")
    soreness, guidance = block.child("soreness"), block.child("guidance")
    conflicts = block.child("conflicts")
    return Wording(
        title=title,
        lead=block.text("lead"),
        lead_alone=block.text("lead_alone"),
        lead_with_team=block.text("lead_with_team"),
        lead_short=block.text("lead_short"),
        warm_up_with_team=block.text("warm_up_with_team"),
        warm_up_alone=block.text("warm_up_alone"),
        conflicts={rule: conflicts.text(rule) for rule in CONFLICTS},
        soreness=soreness.text("text"),
        real_life=tuple((row.text("when"), row.text("what")) for row in block.children("real_life")),
        lights=tuple(_light(row) for row in block.children("pain_rule")),
        guidance=guidance.text("text"),
        training_sources=(*context.sources_of(soreness), *context.sources_of(block, "real_life_sources")),
        pain_rule_sources=context.sources_of(block, "pain_rule_sources"),
        guidance_sources=context.sources_of(guidance),
    )


def _light(row: Block) -> LightRow:
    light = row.choice("light", Light)
    return LightRow(light.value, row.text("word"), row.text("during"), row.text("next_session"))


def read_ladders(block: Block, context: Context, exercises: Mapping[str, Exercise]) -> tuple[Ladder, ...]:
    """The ladders in order; each rung is an exercise of the library."""
    return tuple(_ladder(row, context, exercises) for row in block.children("ladders"))


def _ladder(row: Block, context: Context, exercises: Mapping[str, Exercise]) -> Ladder:
    rungs = []
    for rung in row.children("rungs"):
        exercise = rung.text("exercise")
        if exercise not in exercises:
            rung.problem("exercise", f"{exercise!r} is not an exercise", "fix the id or add the exercise")
        rungs.append((exercise, rung.text("text")))
    return Ladder(
        id=row.text("id"),
        when=context.condition(row),
        title=row.text("title"),
        text=row.text("text"),
        rungs=tuple(rungs),
        sources=context.sources_of(row),
    )


def read_notes(block: Block, context: Context) -> tuple[Line, ...]:
    """Sentences that stand in the plan when their condition is true, in file order."""
    return tuple(
        Line(row.text("id"), context.condition(row), row.text("text"), context.sources_of(row))
        for row in block.children("notes")
    )


def read_advice(block: Block, context: Context) -> tuple[AdviceRow, ...]:
    """The topics of the early-management text, in file order."""
    return tuple(
        AdviceRow(
            id=row.text("id"),
            when=context.optional_condition(row),
            topic=row.text("topic"),
            text=row.text("text"),
            kinds=frozenset(words(row, "kinds", PlanKind)),
            sources=context.sources_of(row),
        )
        for row in block.children("advice")
    )
