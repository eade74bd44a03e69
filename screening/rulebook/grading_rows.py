"""Reads the grade table, the signs it counts, and the rows about findings."""

from __future__ import annotations

from screening.domain.grading.bounds import SEVERITY_COUNT, ends_unconditionally
from screening.domain.grading.rules import Disagreement, Finding, GradeRow, RowResult, SeverityItem, Span
from screening.domain.questionnaire import QuestionType
from screening.domain.vocabulary import Certainty, Confidence, Grade
from screening.rulebook.names import Name
from screening.rulebook.reading import Block
from screening.rulebook.signs import Signs


def read_severity(block: Block, signs: Signs) -> tuple[SeverityItem, ...]:
    """The signs that are counted."""
    return tuple(_severity_item(child, signs) for child in block.children("severity"))


def _severity_item(block: Block, signs: Signs) -> SeverityItem:
    fields = block.texts("answered_by")
    for field in fields:
        if signs.context.names.get(field) is None:
            block.problem(
                "answered_by", f"{field!r} is not a question", "check the id in rules/questionnaire"
            )
    return SeverityItem(block.text("id"), signs.condition(block), fields, signs.context.sources_of(block))


def read_rows(block: Block, signs: Signs) -> tuple[GradeRow, ...]:
    """The ordered table; its last row has to hold always, so that no answers are without a row."""
    signs = signs.knowing({SEVERITY_COUNT: Name(QuestionType.INTEGER)})
    rows = tuple(_row(child, signs) for child in block.children("rows"))
    if rows and next(iter(rows[-1].when.names()), None) is not None:
        block.problem("rows", "can leave answers without a row", "end with a row of `when: {always: true}`")
    return rows


def _row(block: Block, signs: Signs) -> GradeRow:
    block.text("about")
    results = _results(block, signs)
    if not ends_unconditionally(results):
        block.problem("results", "can end without a grade", "let the last result have no `when`")
    return GradeRow(
        id=block.text("id"),
        when=signs.condition(block),
        results=results,
        confidence=block.choice("confidence", Confidence),
        text=block.text("text"),
        certainty=block.choice("certainty", Certainty),
        sources=signs.context.sources_of(block),
    )


def _results(block: Block, signs: Signs) -> tuple[RowResult, ...]:
    return tuple(
        RowResult(
            span=_span(child),
            when=signs.optional_condition(child),
            upper_only=child.flag("upper_only", default=False),
        )
        for child in block.children("results")
    )


def _span(block: Block) -> Span:
    low, high = block.choice("low", Grade), block.choice("high", Grade)
    if low.step > high.step:
        block.problem("low", "is above high", "swap them")
        return Span(high, low)
    return Span(low, high)


def read_findings(block: Block, signs: Signs) -> tuple[Finding, ...]:
    """The rows about what a clinician measured or saw."""
    return tuple(_finding(child, signs) for child in block.children("rows"))


def _finding(block: Block, signs: Signs) -> Finding:
    return Finding(
        id=block.text("id"),
        when=signs.condition(block),
        results=_results(block, signs),
        text=block.text("text"),
        certainty=block.choice("certainty", Certainty),
        sources=signs.context.sources_of(block),
        imaging=block.flag("imaging", default=False),
        confidence=block.choice("confidence", Confidence) if block.has("confidence") else None,
    )


def read_disagreement(block: Block, signs: Signs) -> Disagreement:
    """What happens where answers and findings lie far apart."""
    child = block.child("disagreement")
    return Disagreement(
        id=child.text("id"),
        above_steps=child.integer("above_steps"),
        text=child.text("text"),
        certainty=child.choice("certainty", Certainty),
        sources=signs.context.sources_of(child),
    )
