"""Reads the words of programmes: notes, effects of a report, wishes."""

from __future__ import annotations

import string

from screening.domain.programme.rules import Effect, EffectRow, Note, ProgrammeWording, Wishes
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

WISHES = (
    "variety",
    "kit",
    "one_leg",
    "long_length",
    "short_in_season",
    "same_days",
    "balance",
    "day_before_match",
    "rest_between",
)
"""What is counted; each needs its sentence."""
CONFLICTS = ("plan.HC14", "plan.HC15")
"""Rules a programme may have no room for, for other reasons than a plan; each needs its sentence."""
_BLANKS: dict[str, set[str]] = {
    "refused": {"title", "reasons"},
    "progress": {"most", "harder"},
    "progress_top": {"most"},
    "progress_stay": {"most"},
    "progress_hold": {"most"},
    "progress_run": {"most"},
    "ladder": {"harder", "entry"},
    "regress": {"easier"},
}
_NOTE_BLANKS: dict[Note, set[str]] = {
    Note.TIME: {"minutes"},
    Note.INSTEAD: {"name"},
    Note.MATCHES_ASSUMED: {"date"},
    Note.WEAKER_LEG: {"leg"},
}


def read_wording(block: Block, context: Context) -> ProgrammeWording:
    """The texts of a programme, each with exactly the blanks that are filled in."""
    notes, conflicts = block.child("notes"), block.child("conflicts")

    def text(key: str) -> str:
        return with_blanks(block, key, _BLANKS.get(key, set()))

    return ProgrammeWording(
        notes={note: with_blanks(notes, note.value, _NOTE_BLANKS.get(note, set())) for note in Note},
        refused=text("refused"),
        conflicts={rule: conflicts.text(rule) for rule in CONFLICTS},
        soreness_new=text("soreness_new"),
        soreness_heavy=text("soreness_heavy"),
        soreness_light=text("soreness_light"),
        soreness_none=text("soreness_none"),
        progress=text("progress"),
        progress_top=text("progress_top"),
        progress_stay=text("progress_stay"),
        progress_hold=text("progress_hold"),
        progress_run=text("progress_run"),
        progress_stretch=text("progress_stretch"),
        ladder=text("ladder"),
        regress=text("regress"),
        regress_bottom=text("regress_bottom"),
        regress_hold=text("regress_hold"),
        regress_run=text("regress_run"),
        regress_stretch=text("regress_stretch"),
        sources=context.sources_of(block),
    )


def with_blanks(block: Block, key: str, blanks: set[str]) -> str:
    """A required text with exactly these blanks in braces."""
    text = block.text(key)
    try:
        found = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        found = {"?"}
    if found != blanks:
        wanted = ", ".join(f"{{{name}}}" for name in sorted(blanks)) or "none"
        block.problem(key, "has other blanks than are filled in", f"use exactly these: {wanted}")
    return text


def read_effects(block: Block) -> dict[Effect, EffectRow]:
    """What is said of each effect; none may be missing."""
    found = {}
    for row in block.children("effects"):
        effect = row.choice("effect", Effect)
        note = row.optional_text("session_note")
        found[effect] = EffectRow(effect, row.text("word"), row.text("text"), note or "")
    for effect in Effect:
        if effect not in found:
            block.problem("effects", f"has no {effect.value!r}", "add it")
    return found


def read_wishes(block: Block, context: Context) -> Wishes:
    """The soft constraints in file order with their limits."""
    context.sources_of(block)
    texts = {}
    for row in block.children("wishes"):
        name = row.text("id")
        if name not in WISHES:
            row.problem("id", f"{name!r} is not counted", f"use {', '.join(WISHES)}")
        texts[name] = with_blanks(row, "text", {"met", "of"})
    for name in WISHES:
        if name not in texts:
            block.problem("wishes", f"has no {name!r}", "add it")
    limits = block.child("limits")
    return Wishes(
        texts=texts,
        long_minutes=limits.integer("long_minutes"),
        balance_least=limits.number("balance_least"),
        balance_most=limits.number("balance_most"),
        asymmetry_pct=limits.number("asymmetry_pct"),
    )
