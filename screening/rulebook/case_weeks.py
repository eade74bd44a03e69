"""Reads the weeks of a return to training: rules/stages/programmes.yaml."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.case.week.rules import (
    CaseWeekRules,
    Line,
    Rhythm,
    Slot,
    StageWeek,
    WeekLimits,
    WeekWords,
)
from screening.domain.case.words import STAGES, SeverityClass, State
from screening.domain.plan.exercises import Code, Exercise, Stage
from screening.domain.plan.rules import PlanRules
from screening.rulebook.case_ladder import HIGHEST_RUNG, read_exception, read_ladder
from screening.rulebook.context import Context
from screening.rulebook.exercises import HIGHEST_CLASS, one_unit, within, words
from screening.rulebook.plan_weeks import MOST_SETS
from screening.rulebook.programmes_wording import with_blanks
from screening.rulebook.reading import Block
from screening.rulebook.sourced_numbers import SourcedNumbers

FILE = "stages/programmes.yaml"
MOST_SESSIONS = 7
MOST_AMOUNT = 60
HIGHEST_LEVEL = 5
_CONFLICTS = ("plan.HC05", "plan.HC10", "plan.HC11", "plan.HC14", "plan.HC23", "plan.HC26")
_WORDS = (
    *("clinician_builds", "held", "not_in_stage", "referred", "ended", "red", "amber"),
    *(
        "walk_instead",
        "lighter",
        "gentle",
        "time",
        "deload",
        "side_first",
        "side_extra",
        "next_rung",
        "next_rung_fast",
    ),
    *(
        "match_minutes",
        "match_full",
        "match_wait",
        "match_light",
        "match_rung",
        "not_cleared",
        "no_match_yet",
    ),
    *("day_off", "slower_run", "fast_rise"),
    *("team_unknown", "kit_unknown", "after_run", "warm_up", "pain_free", "pain_threshold", "pain_fast"),
)
_BLANKS: dict[str, set[str]] = {
    "time": {"minutes"},
    "side_first": {"side"},
    "side_extra": {"side"},
    "next_rung": {"name", "passing"},
    "next_rung_fast": {"name"},
    "match_minutes": {"least", "most"},
    "match_wait": {"hours"},
}


def read_case_weeks(context: Context, plan: PlanRules | None) -> CaseWeekRules | None:
    """The whole file; None where it or the plan is missing. Problems are collected in the context."""
    file = context.open(FILE)
    if file is None or plan is None:
        return None
    block = file.block()
    slots = {slot.id: slot for slot in (_slot(row, plan) for row in block.children("slots"))}
    stages = {week.stage: week for week in (_stage(row, context, slots) for row in block.children("stages"))}
    for missing in [stage for stage in STAGES if stage not in stages]:
        block.problem("stages", f"lacks {missing}", "add its week")
    later = block.child("later")
    tendon, proximal = block.child("tendon"), block.child("proximal")
    built, minutes = block.child("clinician_built"), block.child("match_minutes")
    for row in (tendon, proximal, built, minutes):
        context.sources_of(row)
    rules = CaseWeekRules(
        stages=stages,
        later=_stage(later, context, slots),
        later_after_days=SourcedNumbers(later, context).whole("after_days"),
        slots=slots,
        top_ups=tuple(_line(row, slots) for row in block.children("top_ups")),
        ladder=read_ladder(block, context, plan.exercises),
        exception=read_exception(block, context),
        limits=_limits(block.child("limits"), context),
        match_minutes=_match_minutes(minutes),
        clinician_built=_classes(built),
        tendon=_classes(tendon),
        tendon_until=tendon.choice("until", State),
        proximal_codes=frozenset(words(proximal, "codes", Code)),
        proximal_until=proximal.choice("until", State),
        default_kit=frozenset(block.texts("default_kit")),
        wording=_wording(block.child("wording"), context),
    )
    _check_slots_reach_their_stages(block, rules)
    return rules


def _slot(row: Block, plan: PlanRules) -> Slot:
    names = row.texts("choices")
    for name in names:
        if name not in plan.exercises:
            row.problem("choices", f"{name!r} is not an exercise", "fix the id or add the exercise")
    known: Mapping[str, Exercise] = plan.exercises
    return Slot(row.text("id"), row.text("name"), tuple(known[name] for name in names if name in known))


def _stage(row: Block, context: Context, slots: Mapping[str, Slot]) -> StageWeek:
    rungs = [int(number) for number in row.numbers("rungs")]
    if len(rungs) != 2 or not 0 <= rungs[0] <= rungs[1] <= HIGHEST_RUNG:
        row.problem("rungs", "are not a first and a highest rung", "write two rungs from 0 to 9")
        rungs = [0, 0]
    stage = row.choice("stage", State)
    if stage not in STAGES:
        row.problem("stage", f"is {stage}", "name a stage from S1 to S8")
    return StageWeek(
        stage=stage,
        title=row.text("title"),
        lead=row.text("lead"),
        class_cap=within(row, "class", 0, HIGHEST_CLASS),
        first_rung=rungs[0],
        highest_rung=rungs[1],
        level=within(row, "level", 1, HIGHEST_LEVEL),
        is_daily=row.flag("daily", default=False),
        strength=_rhythm(row.child("strength")),
        running=_rhythm(row.child("running")),
        injured_extra=row.optional_integer("injured_extra") or 0,
        team=row.optional_text("team"),
        sprint_exposures=row.optional_integer("sprint_exposures") or 0,
        fast_runs=row.optional_integer("fast_runs"),
        plays=row.flag("plays", default=False),
        sets=_bounds(row),
        drills=tuple(_line(one, slots) for one in row.optional_children("drills")),
        items=tuple(_line(one, slots) for one in row.children("items")),
        notes=row.optional_texts("notes"),
        sources=context.sources_of(row),
    )


def _rhythm(row: Block) -> Rhythm:
    return Rhythm(within(row, "sessions", 1, MOST_SESSIONS), within(row, "gap_days", 1, MOST_SESSIONS))


def _bounds(row: Block) -> tuple[int, int] | None:
    if not row.has("sets"):
        return None
    numbers = [int(number) for number in row.numbers("sets")]
    if len(numbers) != 2 or not 0 <= numbers[0] <= numbers[1]:
        row.problem("sets", "is not a range", "write the lowest and the highest, such as [8, 12]")
        return None
    return numbers[0], numbers[1]


def _line(row: Block, slots: Mapping[str, Slot]) -> Line:
    slot = row.text("slot")
    if slot not in slots:
        row.problem("slot", f"{slot!r} is not one of the slots", "fix the id or add the slot")
    unit = one_unit(row)
    amount = within(row, unit.value, 1, MOST_AMOUNT)
    on = tuple(int(number) for number in row.numbers("sessions")) if row.has("sessions") else ()
    if any(not 1 <= place <= MOST_SESSIONS for place in on):
        row.problem("sessions", "names a session that is not there", "count the sessions of the week from 1")
    return Line(
        slot=slot,
        on=on,
        sets=within(row, "sets", 1, MOST_SETS),
        unit=unit,
        amount=amount,
        extra=row.flag("extra", default=False),
        note=row.optional_text("note"),
    )


def _limits(block: Block, context: Context) -> WeekLimits:
    read = SourcedNumbers(block, context, of_rules=True)
    return WeekLimits(
        default_minutes=read.whole("default_minutes"),
        quiet_class=read.whole("quiet_class"),
        quiet_rung=read.whole("quiet_rung"),
        quiet_days=read.whole("quiet_days"),
        amber_cut=read.number("amber_cut"),
        consecutive_rung=read.whole("consecutive_rung"),
        consecutive_rung_fast_track=read.whole("consecutive_rung_fast_track"),
        first_matches_apart_hours=read.whole("first_matches_apart_hours"),
        tendon_class=read.whole("tendon_class"),
        fast_track_up_to=read.whole("fast_track_up_to"),
        adult_age=read.whole("adult_age"),
        child_age=read.whole("child_age"),
    )


def _match_minutes(block: Block) -> tuple[tuple[int, int], ...]:
    steps = []
    for row in block.children("steps"):
        steps.append((row.integer("least"), row.integer("most")))
    return tuple(steps)


def _classes(block: Block) -> frozenset[SeverityClass]:
    words = {word.value: word for word in SeverityClass}
    names = block.texts("classes")
    for name in names:
        if name not in words:
            block.problem("classes", f"{name!r} is not a severity class", f"use one of {', '.join(words)}")
    return frozenset(words[name] for name in names if name in words)


def _wording(block: Block, context: Context) -> WeekWords:
    """Every sentence that a programme may say, each with exactly the blanks that are filled in."""
    conflicts = block.child("conflicts")
    return WeekWords(
        texts={key: with_blanks(block, key, _BLANKS.get(key, set())) for key in _WORDS},
        conflicts={rule: conflicts.text(rule) for rule in _CONFLICTS},
        sources=context.sources_of(block),
    )


def _check_slots_reach_their_stages(block: Block, rules: CaseWeekRules) -> None:
    """Every place of every week can be taken by somebody who has no kit problem at all."""
    for week in (*rules.stages.values(), rules.later):
        for line in (*week.items, *week.drills) if week.stage in STAGES else ():
            slot = rules.slots.get(line.slot)
            if slot is None or any(_fits(one, week) for one in slot.exercises):
                continue
            block.problem(
                "slots", f"{line.slot!r} has nobody for {week.stage}", "add an exercise of the stage"
            )


def _fits(exercise: Exercise, week: StageWeek) -> bool:
    in_class = exercise.is_running or exercise.eccentric_class <= week.class_cap
    return Stage(week.stage.value) in exercise.stages and in_class
