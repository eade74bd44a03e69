"""Reads `rules/wording/notices.yaml`: what is said about the rules themselves."""

from __future__ import annotations

from screening.domain.notices import NOTICE_PLACES, Notices
from screening.domain.reporting.wording import placeholders_of
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

FILE = "wording/notices.yaml"


def read_notices(context: Context) -> Notices:
    """Every notice. Problems are noted in the context."""
    file = context.open(FILE)
    if file is None:
        return Notices({})
    block = file.block()
    block.text("id")
    block.optional_text("reviewed")
    texts = block.child("notices")
    return Notices({name: _notice(texts, name, places) for name, places in NOTICE_PLACES.items()})


def _notice(block: Block, name: str, places: frozenset[str]) -> str:
    """One sentence; a notice that leaves out its date or its advice says too little."""
    text = block.text(name)
    try:
        used = placeholders_of(text)
    except ValueError:
        block.problem(name, "has braces that do not match", "close every { with a }")
        return text
    if text and used != places:
        wanted = ", ".join(f"{{{place}}}" for place in sorted(places))
        block.problem(name, "does not use exactly the places that are filled in", f"use {wanted}")
    return text
