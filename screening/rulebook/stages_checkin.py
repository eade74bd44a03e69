"""Reads the rules of the daily check-in: rules/stages/checkin.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from screening.domain.case.checkin_rules import (
    AlwaysPainFree,
    CheckInFigures,
    CheckInRule,
    CheckInRules,
    FollowRule,
    GreenRule,
    LightWords,
    Need,
    PainBand,
    Severity,
    Work,
)
from screening.domain.case.words import Flag, Light, PainMode, Part, SeverityClass
from screening.domain.questionnaire import QuestionType
from screening.domain.vocabulary import Certainty
from screening.rulebook.context import Context
from screening.rulebook.names import Name
from screening.rulebook.reading import Block
from screening.rulebook.sourced_numbers import SourcedNumbers
from screening.rulebook.stages_checkin_questions import read_flags, read_questions, read_unusual

FILE = "stages/checkin.yaml"
_POINTS = Name(QuestionType.INTEGER, minimum=0, maximum=10)
_YES_NO = Name(QuestionType.BOOLEAN)
_COUNT = Name(QuestionType.INTEGER, minimum=0)
_AMOUNT = Name(QuestionType.NUMBER, minimum=0)
NAMES: Mapping[str, Name] = {
    "checkin.flags": Name(QuestionType.LIST, frozenset(Flag)),
    "checkin.pain_morning": _POINTS,
    "checkin.pain_band": Name(QuestionType.CHOICE, frozenset({Light.GREEN, Light.AMBER, Light.RED})),
    "checkin.pain_24h_delta": Name(QuestionType.INTEGER, minimum=-10, maximum=10),
    "checkin.soreness_injured": _POINTS,
    "checkin.soreness_injured_lowest": _POINTS,
    "checkin.soreness_both": _POINTS,
    "checkin.days_since_strength": _COUNT,
    "checkin.fatigue": _POINTS,
    "checkin.has_own_mean": _YES_NO,
    "checkin.fatigue_spreads": Name(QuestionType.NUMBER, minimum=-10, maximum=10),
    "checkin.sleep_hours": Name(QuestionType.NUMBER, minimum=0, maximum=24),
    "checkin.longest_of_short_nights": Name(QuestionType.NUMBER, minimum=0, maximum=24),
    "checkin.is_adult": _YES_NO,
    "checkin.sprint_day": _YES_NO,
    "checkin.load_of_planned": _AMOUNT,
    "checkin.fast_metres_of_own": _AMOUNT,
    "checkin.acute_chronic": _AMOUNT,
    "checkin.amber_sessions": _COUNT,
    "checkin.reds_in_window": _COUNT,
    "checkin.reds_at_rung": _COUNT,
    "checkin.is_complete": _YES_NO,
    "checkin.in_time": _YES_NO,
    "checkin.session_today": _YES_NO,
    "checkin.session_yesterday": _YES_NO,
    "checkin.next_morning_in_time": _YES_NO,
    "checkin.next_morning_delta": Name(QuestionType.INTEGER, minimum=-10, maximum=10),
    "checkin.next_morning_light": Name(QuestionType.CHOICE, frozenset(Light)),
    "checkin.next_morning_flags": Name(QuestionType.LIST, frozenset(Flag)),
}
"""What conditions may read; `domain.case.day_facts` works the values out."""


def read_checkin(context: Context) -> tuple[CheckInRules | None, Context]:
    """The rules, None where the file is missing, and the context with their names.

    Problems are collected in the context.
    """
    context = context.knowing(NAMES)
    file = context.open(FILE)
    if file is None:
        return None, context
    block = file.block()
    rules = CheckInRules(
        questions=read_questions(block, context),
        unusual=read_unusual(block.child("unusual")),
        flags=read_flags(block, context),
        figures=_figures(block.child("figures"), context),
        pain_bands=tuple(_pain_band(row, context) for row in block.children("pain_bands")),
        always_pain_free=_always_pain_free(block.child("always_pain_free"), context),
        rules=tuple(_rule(row, context) for row in block.children("rules")),
        green=_green(block.child("green"), context),
        follow_rules=tuple(_follow_rule(row, context) for row in block.children("follow_rules")),
        lights=_lights(block.child("lights")),
        always=block.text("always"),
        kept=block.text("kept"),
    )
    _check(block, rules)
    return rules, context


def _figures(block: Block, context: Context) -> CheckInFigures:
    reader = SourcedNumbers(block, context)
    figures = CheckInFigures(
        late_after_days=reader.whole("late_after_days"),
        adult_from_years=reader.whole("adult_from_years"),
        mean_days=reader.whole("mean_days"),
        mean_entries=reader.whole("mean_entries"),
        least_spread=reader.number("least_spread"),
        look_back_days=reader.whole("look_back_days"),
        soreness_mornings=reader.whole("soreness_mornings"),
        short_nights=reader.whole("short_nights"),
        session_window=reader.whole("session_window"),
        red_window_days=reader.whole("red_window_days"),
        acute_days=reader.whole("acute_days"),
        chronic_days=reader.whole("chronic_days"),
        sprint_from_pct=reader.number("sprint_from_pct"),
        sprint_from_rung=reader.whole("sprint_from_rung"),
    )
    if not 2 <= figures.mean_entries <= figures.mean_days:
        block.problem("mean_entries", "is not from 2 to mean_days", "a spread needs two mornings at least")
    if figures.least_spread <= 0:
        block.problem("least_spread", "is not above 0", "write the smallest spread in points")
    for key in ("soreness_mornings", "short_nights"):
        if not 1 <= getattr(figures, key) <= figures.look_back_days:
            block.problem(key, "is not from 1 to look_back_days", "look back over as many days at least")
    for key in ("late_after_days", "session_window", "red_window_days"):
        if getattr(figures, key) < 1:
            block.problem(key, "is below 1", "write a whole number from 1")
    if not 1 <= figures.acute_days < figures.chronic_days:
        block.problem("acute_days", "is not from 1 to less than chronic_days", "write the shorter time here")
    return figures


def _pain_band(row: Block, context: Context) -> PainBand:
    band = PainBand(
        id=row.text("id"),
        work=row.choice("work", Work),
        mode=row.choice("mode", PainMode) if row.has("mode") else None,
        amber_from=row.optional_integer("amber_from"),
        red_from=row.integer("red_from"),
        certainty=row.choice("certainty", Certainty),
        sources=context.sources_of(row),
    )
    if not 0 < (band.amber_from or 1) < band.red_from <= _POINTS.maximum:  # type: ignore[operator]
        row.problem("red_from", "does not follow amber_from on the scale", "write 1 to 10, amber below red")
    return band


def _always_pain_free(block: Block, context: Context) -> AlwaysPainFree:
    severities = block.texts("severities")
    for text in severities:
        if text not in list(SeverityClass):
            block.problem("severities", f"{text!r} is no class", f"use {', '.join(SeverityClass)}")
    return AlwaysPainFree(
        recurrent=block.flag("recurrent"),
        severities=frozenset(severity for severity in SeverityClass if severity in severities),
        under_years=block.integer("under_years"),
        sources=context.sources_of(block),
    )


def _rule(row: Block, context: Context) -> CheckInRule:
    rule = CheckInRule(
        id=row.text("id"),
        severity=row.choice("severity", Severity),
        when=context.condition(row),
        fired=row.text("fired"),
        action=row.text("action"),
        follows=row.texts("follows"),
        refers=row.flag("refers"),
        blocks_green=row.flag("blocks_green"),
        certainty=row.choice("certainty", Certainty),
        sources=context.sources_of(row),
        seek_care=row.optional_text("seek_care"),
    )
    if rule.severity is Severity.GREEN:
        row.problem("severity", "is green", "green is what is left, see `green:`")
    if rule.refers is not (rule.severity is Severity.STOP):
        row.problem("refers", "does not fit the severity", "a stop refers, and nothing else does")
    if rule.severity not in (Severity.INFO, Severity.GREEN) and not rule.blocks_green:
        row.problem("blocks_green", "is false for an amber or red rule", "write true")
    return rule


def _green(block: Block, context: Context) -> GreenRule:
    parts = block.child("missing_parts")
    return GreenRule(
        id=block.text("id"),
        needs=tuple(Need(context.condition(row), row.text("unmet")) for row in block.children("needs")),
        counts_when=context.condition(block, "counts_when"),
        fired=block.text("fired"),
        action=block.text("action"),
        action_open=block.text("action_open"),
        missing_parts={part: parts.text(part.value) for part in Part},
        certainty=block.choice("certainty", Certainty),
        sources=context.sources_of(block),
    )


def _follow_rule(row: Block, context: Context) -> FollowRule:
    return FollowRule(row.text("id"), context.condition(row), row.text("text"), context.sources_of(row))


def _lights(block: Block) -> dict[Light, LightWords]:
    return {
        light: LightWords(entry.text("word"), entry.text("told"), entry.text("seek_care"))
        for light in Light
        if (entry := block.child(light.value))
    }


def _check(block: Block, rules: CheckInRules) -> None:
    ids = [rule.id for rule in rules.rules] + [rules.green.id]
    _each_once(block, "rules", ids, [f"checkin.CK{number}" for number in range(1, 19)])
    ranks = [rule.severity.rank for rule in rules.rules]
    if ranks != sorted(ranks):
        block.problem("rules", "are not in order of severity", "put the heaviest first")
    for mode in PainMode:
        if not any(row.work is Work.ANY and row.mode in (None, mode) for row in rules.pain_bands):
            block.problem("pain_bands", f"have none for any session in {mode}", "add a row")


def _each_once(block: Block, key: str, found: Sequence[str], wanted: Iterable[str]) -> None:
    """Exactly these ids, each once."""
    if sorted(found) != sorted(wanted):
        block.problem(key, "are not the ones agreed, each once", f"write exactly {', '.join(wanted)}")
