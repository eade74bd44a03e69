"""Reads one question of the questionnaire and checks that its parts fit its type."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from screening.domain.answers import NONE_OPTION, NOT_SURE
from screening.domain.conditions import ALWAYS
from screening.domain.questionnaire import Layout, Option, Question, QuestionType, Who
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

_NUMERIC = (QuestionType.INTEGER, QuestionType.NUMBER)
_WITH_OPTIONS = (QuestionType.CHOICE, QuestionType.LIST)
_LAYOUTS = {
    QuestionType.INTEGER: (Layout.NUMBER, Layout.PAIN_SCALE),
    QuestionType.NUMBER: (Layout.NUMBER,),
    QuestionType.CHOICE: (Layout.CHOICES, Layout.SELECT, Layout.BODY_MAP),
    QuestionType.LIST: (Layout.TICKS,),
    QuestionType.BOOLEAN: (Layout.YES_NO,),
    QuestionType.TEXT: (Layout.TEXT,),
}
"""The layouts each type may have; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before its conditions are read, with the blocks they stand in."""

    question: Question
    block: Block
    option_blocks: tuple[Block, ...]

    def finished(self, context: Context) -> Question:
        """The question with its conditions; `context` knows every name by now."""
        options = tuple(
            replace(option, only_when=context.optional_condition(block, "only_when"))
            for block, option in zip(self.option_blocks, self.question.options, strict=True)
        )
        for block, option in zip(self.option_blocks, options, strict=True):
            if option.value == NONE_OPTION and option.only_when is not ALWAYS:
                block.problem("only_when", "hides the answer none", "none always makes sense")
        return replace(
            self.question,
            show_when=context.optional_condition(self.block, "show_when"),
            options=options,
        )


def read_question(block: Block, section: str) -> Draft:
    """The question without its conditions, which are read once every name is known."""
    option_blocks = tuple(block.optional_children("options"))
    type_ = block.choice("type", QuestionType)
    question = Question(
        id=block.text("id"),
        section=section,
        type=type_,
        who=block.choice("who", Who),
        label=block.text("label"),
        short_label=block.text("short_label"),
        why=block.text("why"),
        layout=block.choice("layout", Layout) if block.has("layout") else _LAYOUTS[type_][0],
        hint=block.optional_text("hint"),
        unit=block.optional_text("unit"),
        required=block.flag("required", default=False),
        minimum=block.optional_number("minimum"),
        maximum=block.optional_number("maximum"),
        soft_minimum=block.optional_number("soft_minimum"),
        soft_maximum=block.optional_number("soft_maximum"),
        options=tuple(_read_option(child) for child in option_blocks),
        not_sure=block.optional_text("not_sure"),
        scale_words=block.optional_texts("scale_words"),
        yes_label=block.optional_text("yes_label") or "Yes",
        no_label=block.optional_text("no_label") or "No",
        statement=block.optional_text("statement"),
        thing=block.optional_text("thing"),
        max_length=block.optional_integer("max_length"),
        unused=block.optional_text("unused"),
    )
    in_form = block.flag("required_in_form", default=question.required)
    question = replace(question, required_in_form=in_form)
    _check_limits(block, question)
    _check_options(block, question)
    _check_words(block, question)
    return Draft(question, block, option_blocks)


def _read_option(block: Block) -> Option:
    return Option(
        value=block.text("value"),
        label=block.text("label"),
        hint=block.optional_text("hint"),
        accepted_only=block.flag("accepted_only", default=False),
    )


def _check_limits(block: Block, question: Question) -> None:
    bounds = ("minimum", "soft_minimum", "soft_maximum", "maximum")
    if question.type not in _NUMERIC:
        for key in (*bounds, "unit", "scale_words"):
            if block.has(key):
                block.problem(key, f"does not go with type {question.type}", "remove it")
        return
    for key in ("minimum", "maximum", "unit", "thing"):
        if not block.has(key):
            block.problem(key, "is missing", "every number has hard limits, a unit and a name for messages")
    given = [(key, value) for key in bounds if (value := getattr(question, key)) is not None]
    for (low, smaller), (high, larger) in itertools.pairwise(given):
        if smaller >= larger:
            block.problem(high, f"is not above {low}", "order: minimum, soft_minimum, soft_maximum, maximum")
    if question.type is QuestionType.INTEGER and any(value != int(value) for _, value in given):
        block.problem("type", "is integer, but a limit has a fraction", "use whole limits")


def _check_options(block: Block, question: Question) -> None:
    values = question.option_values
    if question.type in _WITH_OPTIONS and len(question.offered) < 2:
        block.problem("options", "has fewer than two answers to offer", "list the answers")
    if question.type not in _WITH_OPTIONS and question.options:
        block.problem("options", f"does not go with type {question.type}", "remove it")
    for value in sorted({value for value in values if values.count(value) > 1}):
        block.problem("options", f"{value!r} is there twice", "keep one")
    if NOT_SURE in values:
        block.problem("options", "holds not_sure", "give its label under `not_sure:`")
    if question.type is QuestionType.LIST and NONE_OPTION not in values:
        block.problem("options", "has no none", "a person must be able to say that nothing applies")


def _check_words(block: Block, question: Question) -> None:
    if question.layout not in _LAYOUTS[question.type]:
        allowed = ", ".join(_LAYOUTS[question.type])
        block.problem("layout", f"{question.layout} does not go with type {question.type}", f"use {allowed}")
    if question.layout is Layout.PAIN_SCALE and question.minimum is not None and question.maximum is not None:
        steps = int(question.maximum - question.minimum) + 1
        if len(question.scale_words) != steps:
            block.problem("scale_words", f"does not hold {steps} words", "give every step a word")
    if (question.type is QuestionType.TEXT) != (question.max_length is not None):
        block.problem("max_length", "goes with texts and every text has one", "add or remove it")
    if question.type is not QuestionType.BOOLEAN:
        for key in ("statement", "yes_label", "no_label"):
            if block.has(key):
                block.problem(key, f"does not go with type {question.type}", "remove it")
    if question.required_in_form and question.thing is None:
        block.problem("thing", "is missing", "a required question needs a name for its message")
