"""Which factors are still open, how complete the answers are, and which blank would help most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.domain.facts import Facts
from screening.domain.risk.standing import Standing
from screening.domain.rounding import settled

MOST_NAMED = 2


def completeness_of(stands: Sequence[Standing]) -> float:
    """Settled factors over asked ones; what does not apply to this athlete counts on neither side."""
    asked = [standing for standing in stands if standing.is_asked]
    settled_ones = [standing for standing in asked if standing.level is not None]
    return settled(len(settled_ones) / len(asked)) if asked else 1.0


def missing_fields(stands: Sequence[Standing], facts: Facts) -> tuple[str, ...]:
    """The first unanswered field of every open factor, in file order, each once."""
    return tuple(dict.fromkeys(field for _, field in _open(stands, facts)))


def most_useful_missing(stands: Sequence[Standing], facts: Facts) -> tuple[str, ...]:
    """At most two fields: those of the open factors with the widest spread, file order among equals."""
    widest_first = sorted(_open(stands, facts), key=lambda pair: -pair[0].factor.sd_log)
    return tuple(dict.fromkeys(field for _, field in widest_first))[:MOST_NAMED]


def _open(stands: Sequence[Standing], facts: Facts) -> Iterator[tuple[Standing, str]]:
    for standing in stands:
        if standing.is_open:
            fields = standing.factor.fields
            unanswered = (field for field in fields if facts.get(field) is None)
            yield standing, next(unanswered, fields[0])
