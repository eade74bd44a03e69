"""Reads the grading rules: gates, the grade table, findings, what is missing, and what goes with a grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screening.domain.grading.rules import (
    AlternativeRule,
    Gate,
    GradingRules,
    ImagingAdvice,
    ImagingFields,
    MixedPicture,
    Prognosis,
    ReturnOverride,
    ReturnTime,
    TagRule,
)
from screening.domain.questionnaire import QuestionType
from screening.domain.vocabulary import Certainty, Grade, InjuryStatus, NotGradedBecause, Tag, Urgency
from screening.rulebook.context import Context
from screening.rulebook.grading_missing import read_missing
from screening.rulebook.grading_rows import (
    read_disagreement,
    read_findings,
    read_rows,
    read_severity,
)
from screening.rulebook.names import Name
from screening.rulebook.reading import Block
from screening.rulebook.signs import Signs, read_signs

FOLDER = "grading"
PARTS = ("gates", "rows", "findings", "missing", "crosswalk", "tags", "prognosis", "alternatives", "imaging")
_FLAG = Name(QuestionType.BOOLEAN)
_TEXT = Name(QuestionType.TEXT)


def _words(words: Iterable[str]) -> Name:
    return Name(QuestionType.CHOICE, frozenset(str(word) for word in words))


BEFORE_GRADING: Mapping[str, Name] = {"result.problem": _FLAG, "result.imaging": _TEXT}
"""What a condition may read while the grade is worked out."""

CONCLUSIONS: Mapping[str, Name] = {
    **BEFORE_GRADING,
    "result.injury_status": _words(InjuryStatus),
    "result.gate": _words(NotGradedBecause),
    "result.grade_low": _words(Grade),
    "result.grade_high": _words(Grade),
    "result.worst_grade": _words(Grade),
    "result.tags": Name(QuestionType.LIST, frozenset(str(tag) for tag in Tag)),
    "result.tear_pattern": _FLAG,
}
"""What a condition may read once grading is done: for triage, risk and plan too."""


def read_grading(context: Context) -> GradingRules | None:
    """The whole grading part; None where a file is missing. Problems are collected in the context."""
    read_about(context, FOLDER)
    signs = read_signs(context.knowing(BEFORE_GRADING))
    files = {part: context.open(f"{FOLDER}/{part}.yaml") for part in PARTS}
    if any(file is None for file in files.values()):
        return None
    top = {part: file.block() for part, file in files.items() if file and part != "tags"}
    tags = files["tags"]
    concluded = signs.knowing(CONCLUSIONS)
    rules = GradingRules(
        red_flags=signs.pattern("sign.red_flag_answer"),
        gates=tuple(_gate(block, signs) for block in top["gates"].children("gates")),
        mixed_picture=_mixed_picture(top["gates"].child("mixed_picture"), signs),
        tear_pattern=signs.pattern("sign.tear_pattern"),
        severity=read_severity(top["rows"], signs),
        rows=read_rows(top["rows"], signs),
        imaging=_imaging(top["findings"].child("imaging"), signs),
        findings=read_findings(top["findings"], signs),
        disagreement=read_disagreement(top["findings"], signs),
        missing=read_missing(top["missing"], signs),
        tags=tuple(_tag(block, signs) for block in tags.blocks()) if tags else (),
        crosswalk=_crosswalk(top["crosswalk"]),
        prognosis=_prognosis(top["prognosis"], concluded),
        alternatives=_alternatives(top["alternatives"], concluded),
        most_alternatives=top["alternatives"].integer("at_most"),
        imaging_advice=tuple(_advice(block, concluded) for block in top["imaging"].children("advice")),
    )
    _check_ids(rules, top["gates"])
    return rules


def read_about(context: Context, folder: str) -> None:
    """The folder's index: what it is about, who was studied, who reviewed it and when. Checked, not kept."""
    file = context.open(f"{folder}/index.yaml")
    if file is None:
        return
    block = file.block()
    block.text("about")
    block.text("population")
    reviewed = block.child("reviewed")
    for key in ("date", "by", "clinician"):
        reviewed.text(key)


def _gate(block: Block, signs: Signs) -> Gate:
    block.text("about")
    return Gate(
        id=block.text("id"),
        when=signs.condition(block),
        because=block.choice("because", NotGradedBecause),
        floor=block.choice("floor", Urgency),
        text=block.text("text"),
        reason=block.text("reason"),
        certainty=block.choice("certainty", Certainty),
        sources=signs.context.sources_of(block),
        second_line=block.flag("second_line", default=True),
        without_problem=block.flag("without_problem", default=False),
    )


def _mixed_picture(block: Block, signs: Signs) -> MixedPicture:
    block.text("about")
    return MixedPicture(
        id=block.text("id"),
        when=signs.condition(block),
        bound_when=signs.condition(block, "bound_when"),
        text=block.text("text"),
        certainty=block.choice("certainty", Certainty),
        sources=signs.context.sources_of(block),
    )


def _imaging(block: Block, signs: Signs) -> ImagingFields:
    system, written_class = block.text("system"), block.text("class")
    for key, field in (("system", system), ("class", written_class)):
        if field not in signs.context.names:
            block.problem(key, f"{field!r} is not a question", "check the id in rules/questionnaire")
    return ImagingFields(system, written_class, signs.condition(block))


def _tag(block: Block, signs: Signs) -> TagRule:
    return TagRule(
        tag=block.choice("tag", Tag),
        when=signs.condition(block),
        sources=signs.context.sources_of(block),
    )


def _every_grade(block: Block, key: str) -> None:
    missing = [str(grade) for grade in Grade if not block.has(grade)]
    unknown = [name for name in block.keys() if name not in set(Grade)]  # noqa: SIM118 - Block is not a mapping
    if missing or unknown:
        block.problem(key, f"lacks {', '.join(missing) or 'nothing'}", "give one entry for each grade label")


def _crosswalk(block: Block) -> dict[Grade, dict[str, str]]:
    _every_grade(block, "0-I")
    systems = ("classic", "malliaropoulos", "munich", "peetrons", "bamic", "mlg_r")
    table: dict[Grade, dict[str, str]] = {}
    for grade in Grade:
        row = block.child(grade)
        table[grade] = {system: row.text(system) for system in systems}
    return table


def _prognosis(block: Block, signs: Signs) -> Prognosis:
    by_grade = block.child("by_grade")
    _every_grade(by_grade, "0-I")
    return Prognosis(
        by_grade={grade: _return_time(by_grade.child(grade), signs) for grade in Grade},
        overrides=tuple(_override(child, signs) for child in block.children("overrides")),
        range_text=block.text("range_text"),
    )


def _weeks(block: Block) -> tuple[int, int]:
    low, high = block.integer("low_weeks"), block.integer("high_weeks")
    if low > high:
        block.problem("low_weeks", "is above high_weeks", "swap them")
    return low, high


def _return_time(block: Block, signs: Signs) -> ReturnTime:
    low, high = _weeks(block)
    return ReturnTime(low, high, block.text("text"), signs.context.sources_of(block))


def _override(block: Block, signs: Signs) -> ReturnOverride:
    low, high = _weeks(block)
    return ReturnOverride(
        rule=block.text("rule"),
        when=signs.condition(block),
        low_weeks=low,
        high_weeks=high,
        text=block.text("text"),
        note=block.text("note"),
        sources=signs.context.sources_of(block),
    )


def _alternatives(block: Block, signs: Signs) -> tuple[AlternativeRule, ...]:
    return tuple(
        AlternativeRule(
            id=child.text("id"),
            when=signs.condition(child),
            text=child.text("text"),
            what_would_tell=child.text("what_would_tell"),
            sources=signs.context.sources_of(child),
        )
        for child in block.children("alternatives")
    )


def _advice(block: Block, signs: Signs) -> ImagingAdvice:
    return ImagingAdvice(
        id=block.text("id"),
        when=signs.condition(block),
        text=block.text("text"),
        sources=signs.context.sources_of(block),
    )


def _check_ids(rules: GradingRules, block: Block) -> None:
    kinds = ("gate.", "grade.", "findings.", "missing.")
    seen: set[str] = set()
    for rule_id in rules.rule_ids():
        if not rule_id.startswith(kinds):
            block.problem("gates", f"{rule_id!r} has no kind", f"start an id with one of {', '.join(kinds)}")
        if rule_id in seen:
            block.problem("gates", f"{rule_id!r} is there twice", "rename one")
        seen.add(rule_id)
