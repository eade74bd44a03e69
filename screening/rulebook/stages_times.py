"""Reads minimum times, classes and the running ladder: rules/stages/times, classes and running."""

from __future__ import annotations

from screening.domain.case.rules import Classes, TagRule
from screening.domain.case.running_rules import FastTrack, Phase, Rung, RunningRules
from screening.domain.case.time_rules import MinimumDays, Times
from screening.domain.case.words import STAGES, SeverityClass, State
from screening.domain.vocabulary import Grade, Tag
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.stages_reading import every_word_once, one_word, optional_whole, whole, words_of

_TIMED = STAGES[1:7]


def read_times(block: Block, context: Context) -> Times:
    """All floors. Times never get shorter from one stage to the next."""
    rows = [_minimum(row, context) for row in block.children("minimum_days")]
    every_word_once(
        block,
        "minimum_days",
        [row.severity for row in rows],
        [word for word in SeverityClass if word is not SeverityClass.AV],
    )
    full = [_full(row, context) for row in block.children("full_sessions")]
    every_word_once(block, "full_sessions", [severity for severity, _ in full], SeverityClass)
    dwell = [_dwell(row, context) for row in block.children("dwell_days")]
    every_word_once(block, "dwell_days", [state for state, _ in dwell], ())
    parts = {name: block.child(name) for name in _PARTS}
    sources = {name: context.sources_of(part) for name, part in parts.items()}
    for part in parts.values():
        part.text("note")
    factor = parts["recurrent"].number("factor")
    if factor < 1:
        parts["recurrent"].problem("factor", "shortens times", "write 1 or more")
    return Times(
        minimum={row.severity: row for row in rows},
        recurrent_factor=factor,
        dwell=dict(dwell),
        session_stages=frozenset(words_of(parts["sessions"], "stages", State)),
        sessions=whole(parts["sessions"], "at_least", 1, 20),
        sessions_g0=whole(parts["sessions"], "g0", 1, 20),
        full_sessions=dict(full),
        full_sessions_recurrent=whole(parts["full_sessions_recurrent"], "at_least", 1, 20),
        test_age_days=whole(parts["test_age"], "days", 1, 60),
        closing_days=whole(parts["closing"], "days", 1, 800),
        clearance_days=whole(parts["clearance"], "days", 1, 60),
        late_after_days=whole(parts["green_window"], "late_after_days", 1, 7),
        placement_days=whole(parts["placement"], "window_days", 1, 60),
        sources=sources,
    )


_PARTS = (
    "recurrent",
    "sessions",
    "full_sessions_recurrent",
    "test_age",
    "closing",
    "clearance",
    "green_window",
    "placement",
)


def _minimum(row: Block, context: Context) -> MinimumDays:
    days = {state: whole(row, state, 0, 200) for state in _TIMED}
    if list(days.values()) != sorted(days.values()):
        row.problem("S2", "and the later stages do not grow", "a later stage is never entered earlier")
    return MinimumDays(row.choice("class", SeverityClass), days, row.text("anchor"), context.sources_of(row))


def _full(row: Block, context: Context) -> tuple[SeverityClass, int]:
    context.sources_of(row)
    return row.choice("class", SeverityClass), whole(row, "at_least", 1, 20)


def _dwell(row: Block, context: Context) -> tuple[State, int]:
    context.sources_of(row)
    return row.choice("stage", State), whole(row, "days", 1, 400)


def read_classes(block: Block, context: Context) -> Classes:
    """The class of every grade, and what tags make of it."""
    grades = [_grade(row, context) for row in block.children("grades")]
    every_word_once(block, "grades", [grade for grade, _ in grades], Grade)
    change = block.child("adjustments")
    return Classes(
        by_grade=dict(grades),
        by_tag=tuple(_tag(row, context) for row in block.children("tags")),
        tendon_classes=frozenset(words_of(change, "tendon_classes", SeverityClass)),
        tendon_tags=frozenset(words_of(change, "tendon_tags", Tag)),
        tendon_doctor_from=whole(change, "tendon_doctor_from", 1, 8),
        tendon_eccentric_below_s5=whole(change, "tendon_eccentric_below_s5", 0, 4),
        pain_free_under_years=whole(change, "pain_free_under_years", 1, 30),
        guardian_under_years=whole(change, "guardian_under_years", 1, 30),
        sources=context.sources_of(change),
        note=change.text("note"),
    )


def _grade(row: Block, context: Context) -> tuple[Grade, SeverityClass]:
    context.sources_of(row)
    return row.choice("grade", Grade), row.choice("class", SeverityClass)


def _tag(row: Block, context: Context) -> TagRule:
    becomes: dict[SeverityClass, SeverityClass] = {}
    inner = row.child("becomes")
    for name in inner.keys():  # noqa: SIM118 - Block is not a mapping
        before = one_word(inner, name, name, SeverityClass)
        if before is not None:
            becomes[before] = inner.choice(name, SeverityClass)
    return TagRule(row.choice("tag", Tag), becomes, context.sources_of(row), row.optional_text("note"))


def read_running(block: Block, context: Context) -> RunningRules:
    """R0 to R9 without a gap, and the rules of the ladder."""
    rungs = [_rung(row, context) for row in block.children("rungs")]
    if [rung.rung for rung in rungs] != list(range(10)):
        block.problem("rungs", "are not R0 to R9 in order", "write each once")
    if [rung.speed_pct for rung in rungs] != sorted(rung.speed_pct for rung in rungs):
        block.problem("rungs", "get slower somewhere", "a higher rung is never slower")
    rules, fast = block.child("rules"), block.child("fast_track")
    rules.text("note")
    fast.text("note")
    return RunningRules(
        rungs={rung.rung: rung for rung in rungs},
        steps_up=whole(rules, "steps_up", 1, 2),
        red_steps_down=whole(rules, "red_steps_down", 1, 9),
        absent_days=whole(rules, "absent_days", 1, 60),
        absent_steps_down=whole(rules, "absent_steps_down", 1, 9),
        placement_up_to=whole(rules, "placement_up_to", 0, 9),
        no_consecutive_from=whole(rules, "no_consecutive_from", 1, 9),
        fast_track=_fast_track(fast, context),
        phases=tuple(_phase(row, context) for row in block.children("phases")),
        sources=context.sources_of(rules),
    )


def _rung(row: Block, context: Context) -> Rung:
    apart = optional_whole(row, "days_apart", 1, 14)
    return Rung(
        rung=whole(row, "rung", 0, 9),
        content=row.text("content"),
        speed_pct=row.number("speed_pct"),
        dose=row.text("dose"),
        rest=row.text("rest"),
        green_sessions=whole(row, "green_sessions", 1, 10),
        days_apart=1 if apart is None else apart,
        pain_max=whole(row, "pain_max", 0, 10),
        sources=context.sources_of(row),
    )


def _fast_track(row: Block, context: Context) -> FastTrack:
    return FastTrack(
        classes=frozenset(words_of(row, "classes", SeverityClass)),
        without_amber=frozenset(words_of(row, "without_amber", SeverityClass)),
        green_sessions=whole(row, "green_sessions", 1, 10),
        green_up_to=whole(row, "green_up_to", 0, 9),
        steps_up=whole(row, "steps_up", 1, 3),
        steps_up_to=whole(row, "steps_up_to", 0, 9),
        no_consecutive_from=whole(row, "no_consecutive_from", 1, 9),
        sources=context.sources_of(row),
    )


def _phase(row: Block, context: Context) -> Phase:
    return Phase(
        row.text("id"),
        row.text("name"),
        words_of(row, "stages", State),
        row.text("content"),
        row.number("load_pct"),
        context.sources_of(row),
    )
