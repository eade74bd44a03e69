"""Characters that have no place in a typed text, and a safe way to show what somebody sent."""

from __future__ import annotations

import unicodedata

_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SHOWN_LENGTH = 60


def wrong_characters(text: str) -> str | None:
    """What kind of characters the text must do without; None where all are fine."""
    if any(unicodedata.category(character) == "Cs" for character in text):
        return "broken characters"
    if any(character in _DIRECTION for character in text):
        return "characters that turn the reading direction"
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in text):
        return "line breaks or control characters"
    return None


def shown(text: str) -> str:
    """A foreign text as part of one line: cut, and with everything unprintable written out."""
    cut = text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"
    return "".join(character if _is_plain(character) else f"\\u{ord(character):04x}" for character in cut)


def _is_plain(character: str) -> bool:
    return character.isprintable() and character not in _DIRECTION
