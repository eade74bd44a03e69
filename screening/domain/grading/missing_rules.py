"""What the rules about missing answers, time and recurrence are made of (missing.D1 to missing.D11)."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.answers import Known
from screening.domain.conditions import ALWAYS, Condition
from screening.domain.vocabulary import Confidence, Grade, Urgency


@dataclass(frozen=True, slots=True)
class Fill:
    """How a missing answer is read in the two evaluations of missing.D1; None leaves it unknown.

    `present_when` is judged after all fills before it; where it does not hold, `absent` is used.
    """

    field: str
    absent: Known | None
    present: Known | None
    present_when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Bounds:
    """missing.D1 and missing.D6: read what is missing twice; urgency goes by the worse end."""

    id: str
    urgency_id: str
    fills: tuple[Fill, ...]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MinimumItem:
    """An answer without which self-management is never offered, and its name in a sentence."""

    field: str
    words: str
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class MinimumSet:
    """missing.D2. `text` holds {items}."""

    id: str
    items: tuple[MinimumItem, ...]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RaisedFloor:
    when: Condition
    urgency: Urgency
    reason: str


@dataclass(frozen=True, slots=True)
class Insufficient:
    """missing.D3: too little is known, or the span from missing answers is too wide to mean anything."""

    id: str
    least_items: int
    low_at_most: Grade
    high_at_least: Grade
    floor: Urgency
    text: str
    reason: str
    raised: tuple[RaisedFloor, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forget:
    """missing.D11: an answer that tells nothing in this state and is read as not given."""

    field: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Unreliable:
    """missing.D11 as a whole: when it applies, and what it forgets."""

    id: str
    when: Condition
    forgets: tuple[Forget, ...]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimingRule:
    """A rule about time, recurrence or misleading pain: a note, and what it changes."""

    id: str
    when: Condition
    text: str
    sources: tuple[str, ...]
    provisional: bool = False
    confidence: Confidence | None = None
    raises_high_by: int = 0


@dataclass(frozen=True, slots=True)
class MissingRules:
    bounds: Bounds
    minimum_set: MinimumSet
    insufficient: Insufficient
    unreliable: Unreliable
    timing: tuple[TimingRule, ...]
