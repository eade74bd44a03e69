"""Reads rules/squad/wording.yaml: every sentence of the coach's picture with exactly its places."""

from __future__ import annotations

from screening.domain.reporting.wording import placeholders_of
from screening.domain.squad.model import MemberState
from screening.domain.squad.wording import SQUAD_PLACES, SquadWording
from screening.rulebook.reading import Block


def read_squad_wording(block: Block) -> SquadWording:
    """Every sentence; problems are noted on the block."""
    block.text("id")
    sentences, states = block.child("sentences"), block.child("states")
    return SquadWording(
        texts={key: with_places(sentences, key, places) for key, places in SQUAD_PLACES.items()},
        limits=block.texts("limits"),
        states={state.value: states.text(state.value) for state in MemberState},
    )


def with_places(block: Block, key: str, places: frozenset[str]) -> str:
    """A text that has exactly the places that are filled in."""
    text = block.text(key)
    try:
        used = placeholders_of(text)
    except ValueError:
        used = frozenset({"?"})
    if text and used != places:
        wanted = ", ".join(f"{{{place}}}" for place in sorted(places)) or "none"
        block.problem(key, "has other places than are filled in", f"use exactly these: {wanted}")
    return text
