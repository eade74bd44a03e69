"""The rules of the coach's picture as typed data; read from rules/squad."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answer
from screening.domain.conditions import Condition
from screening.domain.squad.wording import SquadWording
from screening.domain.vocabulary import Availability


class Cell(enum.StrEnum):
    """What one square of the map shows."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    GAP = "gap"
    NOTHING_YET = "nothing_yet"
    PRIVATE = "private"
    NOT_ANSWERED = "not_answered"
    NOT_APPLICABLE = "not_applicable"

    # That of an enumeration is counted in Python, and a squad of a thousand has ten thousand squares.
    __hash__ = str.__hash__

    @property
    def step(self) -> int | None:
        """0 in place to 3 nothing yet; None where the square says nothing about the factor."""
        return _STEPS.get(self)

    @property
    def is_gap(self) -> bool:
        return self in GAPS


_STEPS = {Cell.IN_PLACE: 0, Cell.PARTLY: 1, Cell.GAP: 2, Cell.NOTHING_YET: 3}
GAPS = frozenset({Cell.GAP, Cell.NOTHING_YET})
OPEN_CELLS = frozenset(_STEPS)


@dataclass(frozen=True, slots=True)
class AvailabilityRow:
    """One row of the table of which the first that holds counts."""

    id: str
    when: Condition
    availability: Availability
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A word with the sentence that explains it."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class FactorColumn:
    """One column of the map. `cells` is by level id; `shared` has places for number and total."""

    factor: str
    head: str
    topic: str
    """The factor within a sentence."""
    shared: str
    cells: Mapping[str, Cell]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """A reason to talk to somebody, with the question to open with."""

    id: str
    factor: str
    cells: frozenset[Cell]
    reason: str
    question: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfRules:
    """Take-up in percent, and the level of the factor whose published ratio is applied.

    `published_z` is the factor of the published interval: 1.96 for one of 95%.
    """

    id: str
    factor: str
    level: str
    take_up_pct: tuple[int, ...]
    published_z: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaseRules:
    """The programme for everybody: its protocol, the answers it is made from, kit in words."""

    protocol: str
    typical: Mapping[str, Answer]
    kit: Mapping[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SquadRules:
    """Everything a picture of a squad needs. Columns and rows are in file order, which also breaks ties."""

    least_group: int
    availability: tuple[AvailabilityRow, ...]
    availability_words: Mapping[Availability, Said]
    review_days: int
    columns: tuple[FactorColumn, ...]
    left_out: Mapping[str, str]
    """Changeable factors that are never shown, with the reason."""
    cell_words: Mapping[Cell, str]
    change_steps: int
    attention: tuple[AttentionRow, ...]
    most_to_talk_to: int
    common_from_pct: int
    """From this share of those who opened it, a gap is everybody's and nobody's own."""
    what_if: WhatIfRules
    base: BaseRules
    wording: SquadWording

    def column_index(self, factor: str) -> int:
        return [column.factor for column in self.columns].index(factor)

    def attention_row(self, row_id: str) -> AttentionRow:
        return next(row for row in self.attention if row.id == row_id)
