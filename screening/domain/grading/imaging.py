"""Reads the class in an imaging report, whatever its case and spacing."""

from __future__ import annotations

import re

from screening.domain.facts import Facts

_SYSTEM_WORDS = re.compile(r"bamic|peetrons|munich|grade|type|class")
_SPLIT_CODE = re.compile(r"([0-4])\s+([a-c])\b")
_CODE = re.compile(r"(?<![0-9a-z.])[0-4][a-c]?(?![0-9a-z]|\.[0-9])")
_SYSTEMS = frozenset({"bamic", "peetrons", "munich"})


def imaging_class(facts: Facts) -> str | None:
    """The class with its system, such as "bamic 2c"; None where none, or more than one, can be read.

    Args:
        facts: `imaging_system` names the system and `imaging_class` holds the text of the report.
    """
    system, written = facts.get("imaging_system"), facts.get("imaging_class")
    if system not in _SYSTEMS or not isinstance(written, str):
        return None
    text = _SYSTEM_WORDS.sub(" ", written.lower())
    codes = set(_CODE.findall(_SPLIT_CODE.sub(r"\1\2", text)))
    return f"{system} {codes.pop()}" if len(codes) == 1 else None
