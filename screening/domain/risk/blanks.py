"""Which factors are still open, how complete the answers are, and which blank would help most."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.facts import Facts
from screening.domain.risk.standing import Standing
from screening.domain.rounding import settled

MOST_NAMED = 2


Blank = tuple[Standing, str]
"""An open factor with the field to ask for."""


def completeness_of(stands: Sequence[Standing], blanks: Sequence[Blank]) -> float:
    """Settled factors over asked ones; what does not apply to this athlete counts on neither side."""
    asked = len([None for standing in stands if standing.is_asked])
    return settled((asked - len(blanks)) / asked) if asked else 1.0


def blanks_of(stands: Sequence[Standing], facts: Facts) -> list[Blank]:
    """Every open factor in file order, with its first unanswered field."""
    return [(standing, _first_unanswered(standing, facts)) for standing in stands if standing.is_open]


def _first_unanswered(standing: Standing, facts: Facts) -> str:
    fields, values = standing.factor.fields, facts.values
    if len(fields) > 1:
        for field in fields:
            if values.get(field) is None:
                return field
    return fields[0]


def missing_fields(blanks: Sequence[Blank]) -> tuple[str, ...]:
    """The fields to ask for, each once."""
    return tuple(dict.fromkeys([field for _, field in blanks]))


def most_useful_missing(blanks: Sequence[Blank]) -> tuple[str, ...]:
    """At most two fields: those of the open factors with the widest spread, file order among equals."""
    widest_first = sorted(blanks, key=lambda blank: -blank[0].factor.sd_log)
    return missing_fields(widest_first)[:MOST_NAMED]
