"""Texts that a spreadsheet program might run as a formula: made safe on the way out, restored on the way in.

Every text that starts so gets one "'" in front, and so does one that already looks guarded; therefore taking
one "'" off again always gives back exactly what was there.
"""

from __future__ import annotations

import unicodedata

_STARTS = frozenset("=+-@−")
_LINE_STARTS = frozenset("\t\r\n")


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet program takes for a formula.

    Source:
        Requirement R-65: = + - @, tab and line ends, also in full width and after blanks.
    """
    return f"'{text}" if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; any other text as it is."""
    return text[1:] if text.startswith("'") and _needs_guard(text[1:]) else text


def _needs_guard(text: str) -> bool:
    for character in text:
        if character in _LINE_STARTS:
            return True
        if character == "'" or _is_blank(character):
            continue
        return unicodedata.normalize("NFKC", character)[0] in _STARTS
    return False


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cf", "Cc"}
