"""What the triage rules are made of. Read from `rules/triage/`, applied by this package."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from screening.domain.conditions import ALWAYS, Condition
from screening.domain.leads import Leads
from screening.domain.vocabulary import Certainty, Urgency


class Scope(enum.StrEnum):
    """Where a row runs: beside a problem (or whatever stands for one), or only where there is none."""

    PROBLEM = "problem"
    NO_PROBLEM = "no_problem"


@dataclass(frozen=True, slots=True)
class Raised:
    """A more urgent level of a row, with its own sentence."""

    when: Condition
    urgency: Urgency
    text: str


@dataclass(frozen=True, slots=True)
class TriageRow:
    """One row of the triage table. Every row that holds counts; the most urgent wins."""

    id: str
    when: Condition
    urgency: Urgency
    text: str
    certainty: Certainty
    sources: tuple[str, ...]
    scope: Scope = Scope.PROBLEM
    raised: tuple[Raised, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingBlock:
    """missing.D2 as triage sees it: a safety question without an answer forbids self-management."""

    id: str
    urgency: Urgency
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The words of one care card. The first card of an urgency whose condition holds is shown.

    `urgency` is None for the card of those whom nobody asked. `what_to_say` may hold {story}, {findings}
    and {age}; every text may hold {emergency_number}.
    """

    id: str
    urgency: Urgency | None
    headline: str
    who: str
    how_soon: str
    what_to_say: str
    why: str
    when: Condition = ALWAYS
    until_then: tuple[str, ...] = ()
    go_at_once: str = ""
    recheck: str | None = None

    def with_words(self, words: Mapping[str, str]) -> Card:
        """The same card with some placeholders filled in."""
        return replace(
            self,
            headline=_filled(self.headline, words),
            who=_filled(self.who, words),
            how_soon=_filled(self.how_soon, words),
            what_to_say=_filled(self.what_to_say, words),
            why=_filled(self.why, words),
            until_then=tuple(_filled(line, words) for line in self.until_then),
            go_at_once=_filled(self.go_at_once, words),
            recheck=None if self.recheck is None else _filled(self.recheck, words),
        )


def _filled(text: str, words: Mapping[str, str]) -> str:
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words in the first person, said when its condition holds."""

    when: Condition
    text: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """How answers are put into words for "what to say".

    The first fitting phrase of `thigh`, `calf`, `place`, `onset`, `doing`, `started` and `age` is taken,
    and up to `most_findings` of `findings`. `place` may hold {thigh} and {calf}; `started` {days}; `age`
    {years}; `pain` {place}; `start` {how}.
    """

    pain: Phrase
    start: str
    thigh: tuple[Phrase, ...]
    calf: tuple[Phrase, ...]
    place: tuple[Phrase, ...]
    onset: tuple[Phrase, ...]
    doing: tuple[Phrase, ...]
    started: tuple[Phrase, ...]
    age: tuple[Phrase, ...]
    findings: tuple[Phrase, ...]
    most_findings: int


@dataclass(frozen=True, slots=True)
class TriageRules:
    """Everything that decides how soon somebody should be seen, and the words for it.

    `fallbacks` are tried in order only where no row and no gate asks for somebody to look; the last one
    always holds. `blocks` then forbid self-management.
    """

    rows: tuple[TriageRow, ...]
    fallbacks: tuple[TriageRow, ...]
    blocks: tuple[TriageRow, ...]
    missing: MissingBlock
    cards: tuple[Card, ...]
    phrases: Phrases
    emergency_number: str
    rows_by_scope: Mapping[Scope, Leads[TriageRow]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        number = {"{emergency_number}": self.emergency_number}
        object.__setattr__(self, "cards", tuple(card.with_words(number) for card in self.cards))
        by_scope = {scope: Leads([row for row in self.rows if row.scope is scope]) for scope in Scope}
        object.__setattr__(self, "rows_by_scope", by_scope)

    def rule_ids(self) -> tuple[str, ...]:
        """Every triage rule id, in table order."""
        return tuple(row.id for row in (*self.rows, *self.fallbacks, *self.blocks))
