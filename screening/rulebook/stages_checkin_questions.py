"""Reads what the daily check-in asks: its questions with the ends of their scales, and the ticks."""

from __future__ import annotations

import dataclasses

from screening.domain.case.checkin_rules import CheckInQuestion, FlagWords, Scale, UnusualWords
from screening.domain.case.events import CheckIn
from screening.domain.case.words import Flag, Part, SorenessWhere
from screening.domain.vocabulary import Urgency
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

NOT_ASKED = frozenset({"part", "for_day", "flags", "flags_asked", "from_file"})
"""Fields of a check-in that are no question of their own."""
CHOICES = {"soreness_where": tuple(SorenessWhere), "ran": ("true", "false")}
"""The values of the questions that ask for no number."""


def read_questions(block: Block, context: Context) -> tuple[CheckInQuestion, ...]:
    """Each field of a check-in asked once."""
    questions = tuple(_question(row, context) for row in block.children("questions"))
    wanted = {field.name for field in dataclasses.fields(CheckIn)} - NOT_ASKED
    if sorted(question.id for question in questions) != sorted(wanted):
        block.problem("questions", "are not the fields of a check-in, each once", ", ".join(sorted(wanted)))
    return questions


def read_unusual(block: Block) -> UnusualWords:
    """The question before the ticks."""
    return UnusualWords(block.text("name"), block.text("label"), block.text("hint"), block.text("nothing"))


def read_flags(block: Block, context: Context) -> dict[Flag, FlagWords]:
    """Every tick once, in the order asked."""
    rows = block.children("flags")
    flags = [_flag(row, context) for row in rows]
    if sorted(words.flag for words in flags) != sorted(Flag):
        block.problem("flags", "are not the ticks there are, each once", f"write {', '.join(Flag)}")
    return {words.flag: words for words in flags}


def _question(row: Block, context: Context) -> CheckInQuestion:
    question_id = row.text("id")
    scale, options = row.optional_child("scale"), row.optional_child("options")
    values = CHOICES.get(question_id, ())
    if (scale is None) == (options is None) or bool(values) != (options is not None):
        row.problem("id", f"{question_id!r} is asked in the wrong way", "give it `scale:` or `options:`")
    question = CheckInQuestion(
        id=question_id,
        part=row.choice("part", Part),
        name=row.text("name"),
        label=row.text("label"),
        hint=row.optional_text("hint"),
        scale=_scale(scale) if scale else None,
        options={str(value): options.text(value) for value in values} if options else {},
        said=row.text("said"),
        needed_for_green=row.flag("needed_for_green"),
        sources=context.sources_of(row),
    )
    if "{value}" not in question.said:
        row.problem("said", "leaves out {value}", "say where the answer stands")
    return question


def _scale(block: Block) -> Scale:
    scale = Scale(
        minimum=block.number("minimum"),
        maximum=block.number("maximum"),
        step=block.number("step"),
        unit=block.text("unit"),
        low=block.optional_text("low"),
        high=block.optional_text("high"),
    )
    if not scale.minimum < scale.maximum or scale.step <= 0:
        block.problem(
            "maximum", "is not above minimum, or the step is not above 0", "write a scale that rises"
        )
    return scale


def _flag(row: Block, context: Context) -> FlagWords:
    words = FlagWords(
        flag=row.choice("id", Flag),
        label=row.text("label"),
        urgency=row.choice("urgency", Urgency) if row.has("urgency") else None,
        seek_care=row.optional_text("seek_care"),
        sources=context.sources_of(row),
    )
    if (words.urgency is None) != (words.seek_care is None):
        row.problem("seek_care", "does not go with urgency", "give both or neither")
    return words
