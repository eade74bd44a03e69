"""Reads `rules/wording/athlete.yaml`: every sentence a report needs, and none it does not know."""

from __future__ import annotations

import itertools

from screening.domain.reporting.wording import PLACEHOLDERS, Compared, Wording, placeholders_of
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FILE = "wording/athlete.yaml"
_NOBODY = Wording(texts={}, comparison=(), professional=(), limits=(), signs=())


def read_wording(context: Context) -> Wording:
    """The sentences of the athlete report. Problems are noted in the context."""
    file = context.open(FILE)
    if file is None:
        return _NOBODY
    block = file.block()
    block.text("id")
    block.optional_text("reviewed")
    wording = Wording(
        texts=_sentences(block.child("sentences")),
        comparison=tuple(
            Compared(below=line.optional_number("below"), words=line.text("words"))
            for line in block.children("comparison")
        ),
        professional=tuple(_professional(context, line) for line in block.children("professional")),
        limits=block.texts("limits"),
        signs=_signs(context, block),
    )
    _check_comparison(block, wording)
    return wording


def _sentences(block: Block) -> dict[str, str]:
    texts = {}
    for key, places in PLACEHOLDERS.items():
        text = block.text(key)
        texts[key] = text
        try:
            used = placeholders_of(text)
        except ValueError:
            block.problem(key, "has braces that do not match", "close every { with a }")
            continue
        if not used <= places:
            unknown = ", ".join(sorted(used - places))
            known = ", ".join(sorted(places)) or "none"
            block.problem(key, f"has places nobody fills: {unknown}", f"use only: {known}")
    return texts


def _professional(context: Context, line: Block) -> tuple[str, str]:
    context.sources_of(line)
    return line.text("when"), line.text("signs")


def _signs(context: Context, block: Block) -> tuple[str, ...]:
    fields = block.texts("signs")
    for field in fields:
        if field not in context.names.known():
            block.problem("signs", f"{field!r} is not a question", "check the id in questionnaire/")
    return fields


def _check_comparison(block: Block, wording: Wording) -> None:
    ends = [line.below for line in wording.comparison[:-1]]
    numbers = [end for end in ends if end is not None]
    rising = all(first < second for first, second in itertools.pairwise(numbers))
    is_open = bool(wording.comparison) and wording.comparison[-1].below is None
    if len(numbers) != len(ends) or not rising or not is_open:
        block.problem("comparison", "has ends that do not rise", "give every line but the last a larger end")
