"""Reads the rules of the plan: rules/exercises and rules/plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screening.domain.conditions import ALWAYS, Condition
from screening.domain.plan.exercises import Code, Exercise, Stage
from screening.domain.plan.rules import (
    CodeRow,
    KindRow,
    LevelRow,
    PlanRules,
    Programme,
    Situations,
    Slot,
    Tier,
    TierRow,
)
from screening.domain.questionnaire import QuestionType
from screening.domain.vocabulary import Band, PlanKind, Urgency
from screening.rulebook.context import Context
from screening.rulebook.exercises import HIGHEST_CLASS, HIGHEST_LEVEL, read_exercises, within, words
from screening.rulebook.figures import read_figures
from screening.rulebook.names import Name
from screening.rulebook.plan_limits import read_limits
from screening.rulebook.plan_weeks import read_item, read_layouts, read_programmes, read_templates
from screening.rulebook.plan_wording import read_advice, read_ladders, read_notes, read_wording
from screening.rulebook.reading import Block

FOLDER = "plan"
NO_KIND = "none"
PARTS = ("kinds", "situation", "slots", "weeks", "layouts", "limits", "wording", "advice")

_FLAG = Name(QuestionType.BOOLEAN)
CONCLUSIONS: Mapping[str, Name] = {
    "plan.asked": _FLAG,
    "plan.urgency": Name(QuestionType.CHOICE, frozenset(Urgency)),
    "plan.has_problem": _FLAG,
    "plan.excluded": _FLAG,
    "plan.question_open": _FLAG,
    "plan.soreness_only": _FLAG,
    "plan.referred": _FLAG,
    "plan.upper_tendon": _FLAG,
    "plan.has_anchor": _FLAG,
    "plan.returned": _FLAG,
    "plan.band": Name(QuestionType.CHOICE, frozenset(Band)),
    "plan.tier": Name(QuestionType.CHOICE, frozenset(Tier)),
    "plan.kind": Name(QuestionType.CHOICE, frozenset(PlanKind)),
    "plan.level": Name(QuestionType.INTEGER),
}


def read_plan(context: Context) -> PlanRules | None:
    """The whole plan part; None where a file is missing. Problems are collected in the context."""
    context = context.knowing(CONCLUSIONS)
    exercises = read_exercises(context)
    figures = read_figures(context, exercises)
    parts = _open_parts(context)
    if parts is None:
        return None
    slots = _slots(parts["slots"], exercises)
    templates = read_templates(parts["weeks"], context, slots)
    layouts = read_layouts(parts["layouts"], context)
    programmes, named = read_programmes(parts["weeks"], context, templates, layouts)
    rules = PlanRules(
        exercises=exercises,
        figures=figures,
        kinds=_kinds(parts["kinds"], context, named),
        tiers=tuple(_tier(block, context) for block in parts["situation"].children("tiers")),
        levels=tuple(_level(block, context) for block in parts["situation"].children("levels")),
        codes=tuple(_code(block, context) for block in parts["situation"].children("codes")),
        slots=slots,
        templates=templates,
        programmes=programmes,
        named_programmes=named,
        layouts=layouts,
        ladders=read_ladders(parts["wording"], context, exercises),
        top_up=read_item(parts["slots"].child("top_up"), slots),
        sprint=read_item(parts["slots"].child("sprint"), slots),
        trim_order=_slot_list(parts["slots"], "trim_order", slots),
        trim_last=_slot_list(parts["slots"], "trim_last", slots),
        limits=read_limits(parts["limits"], context, exercises),
        situations=_situations(parts["situation"], context),
        notes=read_notes(parts["wording"], context),
        advice=read_advice(parts["advice"], context),
        wording=read_wording(parts["wording"], context),
    )
    _check_last_rows(rules, parts)
    return rules


def _open_parts(context: Context) -> dict[str, Block] | None:
    """The files of the folder; index.yaml must list exactly those that are read."""
    index = context.open(f"{FOLDER}/index.yaml")
    files = {part: context.open(f"{FOLDER}/{part}.yaml") for part in PARTS}
    if index is not None:
        top = index.block()
        if set(top.texts("parts")) != set(PARTS):
            top.problem("parts", "does not list the files of this folder", f"list {', '.join(PARTS)}")
    found = {part: file.block() for part, file in files.items() if file is not None}
    return found if len(found) == len(PARTS) and index is not None else None


def _kinds(block: Block, context: Context, named: Mapping[str, Programme]) -> tuple[KindRow, ...]:
    return tuple(_kind(row, context, named) for row in block.children("kinds"))


def _kind(row: Block, context: Context, named: Mapping[str, Programme]) -> KindRow:
    word = row.text("kind")
    if word != NO_KIND and word not in set(PlanKind):
        row.problem("kind", f"is {word!r}", f"use {NO_KIND}, {', '.join(PlanKind)}")
        word = NO_KIND
    programme = row.optional_text("programme")
    if programme is not None and programme not in named:
        row.problem("programme", f"{programme!r} is not a named programme", "add it to weeks.yaml")
    return KindRow(
        id=row.text("id"),
        when=context.condition(row),
        kind=None if word == NO_KIND else PlanKind(word),
        why=row.text("why"),
        title=row.optional_text("title"),
        lead=row.optional_text("lead"),
        sources=context.sources_of(row),
        advice=row.flag("advice", default=False),
        programme=programme if programme in named else None,
        stage=row.choice("stage", Stage) if row.has("stage") else None,
        class_cap=within(row, "class_cap", 0, HIGHEST_CLASS) if row.has("class_cap") else 0,
        notes=row.optional_texts("notes"),
    )


def _tier(row: Block, context: Context) -> TierRow:
    return TierRow(row.text("id"), context.condition(row), row.choice("tier", Tier), context.sources_of(row))


def _level(row: Block, context: Context) -> LevelRow:
    level = within(row, "level", 1, HIGHEST_LEVEL)
    return LevelRow(row.text("id"), context.condition(row), level, context.sources_of(row))


def _code(row: Block, context: Context) -> CodeRow:
    codes = frozenset(words(row, "codes", Code))
    return CodeRow(row.text("id"), context.condition(row), codes, context.sources_of(row))


def _slots(block: Block, exercises: Mapping[str, Exercise]) -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    for row in block.children("slots"):
        found: dict[str, Exercise] = {}
        for choice in row.texts("choices"):
            if choice in exercises:
                found[choice] = exercises[choice]
            else:
                row.problem("choices", f"{choice!r} is not an exercise", "fix the id or add the exercise")
        for further in row.optional_texts("then"):
            # Only slots that are already there: so no chain can come back to itself.
            if further in slots:
                found |= {
                    exercise.id: exercise for exercise in slots[further].exercises if exercise.id not in found
                }
            else:
                row.problem("then", f"{further!r} is not a slot above this one", "name one that stands above")
        slot = Slot(row.text("id"), tuple(found.values()))
        slots[slot.id] = slot
    return slots


def _slot_list(block: Block, key: str, slots: Mapping[str, Slot]) -> tuple[str, ...]:
    order = block.texts(key)
    for slot in order:
        if slot not in slots:
            block.problem(key, f"{slot!r} is not a slot", "fix the name")
    return order


def _situations(block: Block, context: Context) -> Situations:
    def named(key: str) -> Condition:
        child = block.child(key)
        context.sources_of(child)
        return context.condition(child)

    questions = block.child("questions")

    def question(key: str) -> str:
        name = questions.text(key)
        if name not in context.names:
            questions.problem(key, f"{name!r} is not a question", "check the id in rules/questionnaire")
        return name

    return Situations(
        days=question("days"),
        minutes=question("minutes"),
        kit=question("kit"),
        next_match=question("next_match"),
        has_returned=named("returned"),
        has_team_warm_up=named("team_warm_up"),
        matches_every_week=named("matches_every_week"),
        matches_close_together=named("matches_close_together"),
        wants_sprints=named("wants_sprints"),
        is_child=named("child"),
    )


def _check_last_rows(rules: PlanRules, parts: Mapping[str, Block]) -> None:
    """Each table is read from the top until a row fits, so the last row has to fit always and only it."""
    tables: tuple[tuple[str, str, Sequence[Condition]], ...] = (
        ("kinds", "kinds", [row.when for row in rules.kinds]),
        ("situation", "tiers", [row.when for row in rules.tiers]),
        ("situation", "levels", [row.when for row in rules.levels]),
        ("weeks", "programmes", [row.when for row in rules.programmes]),
        ("wording", "ladders", [row.when for row in rules.ladders]),
    )
    for part, key, conditions in tables:
        if not conditions or conditions[-1] is not ALWAYS:
            parts[part].problem(key, "has no row for all the rest", "end it with `when: {always: true}`")
        if any(condition is ALWAYS for condition in conditions[:-1]):
            parts[part].problem(
                key, "has rows nobody can reach", "move the row that is always true to the end"
            )
