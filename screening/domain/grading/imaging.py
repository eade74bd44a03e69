"""Reads the class in an imaging report, whatever its case and spacing."""

from __future__ import annotations

import re

from screening.domain.conditions import holds
from screening.domain.facts import Facts

from .rules import ImagingFields

_SYSTEM_WORDS = re.compile(r"bamic|peetrons|munich|grade|type|class")
_SPLIT_CODE = re.compile(r"([0-4])\s+([a-c])\b")
_CODE = re.compile(r"(?<![0-9a-z.])[0-4][a-c]?(?![0-9a-z]|\.[0-9])")
_SYSTEMS = frozenset({"bamic", "peetrons", "munich"})


def imaging_class(facts: Facts, fields: ImagingFields) -> str | None:
    """The class with its system, such as "bamic 2c"; None where none, or more than one, can be read.

    Args:
        fields: which answers name the system and hold the class as the report has it.
    """
    system, written = facts.get(fields.system), facts.get(fields.written_class)
    if system not in _SYSTEMS or not isinstance(written, str) or not holds(fields.when, facts):
        return None
    text = _SYSTEM_WORDS.sub(" ", written.lower())
    codes = set(_CODE.findall(_SPLIT_CODE.sub(r"\1\2", text)))
    return f"{system} {codes.pop()}" if len(codes) == 1 else None
