"""Kept answers of a squad as summaries: from the facts beside them, or else from the whole result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.assessment import Assessment
from screening.domain.rulebook import Rulebook
from screening.domain.squad.facts import CoachFacts, facts_of
from screening.domain.squad.model import Answered, ScreeningSummary
from screening.domain.squad.picture import required_squad_rules
from screening.domain.squad.summary import summary_of
from screening.domain.vocabulary import Urgency
from screening.store import Transaction
from screening.store.encoding import from_record, from_text
from screening.store.queries import squad_pictures
from screening.store.queries.squad_pictures import KeptFacts


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers as they were kept, with their number: a later one has a higher number."""

    screening_id: int
    answered: Answered


class Reading:
    """Makes summaries of kept facts, each different text once."""

    def __init__(self, tx: Transaction, rulebook: Rulebook, recalled: Mapping[int, Urgency]) -> None:
        self._tx, self._rulebook, self._recalled = tx, rulebook, recalled
        self._rules = required_squad_rules(rulebook)
        self._known: dict[str, ScreeningSummary] = {}

    def answered(self, found: Mapping[int, KeptFacts]) -> dict[int, Kept]:
        """The answers by athlete."""
        whole = [one.screening_id for one in found.values() if one.facts is None]
        results = squad_pictures.assessments(self._tx, whole) if whole else {}
        made = {}
        for athlete_id, one in found.items():
            summary = self._of_text(one.facts) if one.facts else self._of_result(results[one.screening_id])
            made[athlete_id] = Kept(
                one.screening_id, Answered(self._as_recalled(one, summary), dt.date.fromisoformat(one.on))
            )
        return made

    def _of_text(self, text: str) -> ScreeningSummary:
        if text not in self._known:
            self._known[text] = self._summary(from_text(text, CoachFacts))
        return self._known[text]

    def _of_result(self, record: dict[str, object]) -> ScreeningSummary:
        """From the whole result, for what was kept before the facts stood beside it."""
        return self._summary(facts_of(from_record(record, Assessment), self._rules, self._rulebook.risk))

    def _summary(self, facts: CoachFacts) -> ScreeningSummary:
        return summary_of(facts, self._rules, self._rulebook.risk)

    def _as_recalled(self, one: KeptFacts, summary: ScreeningSummary) -> ScreeningSummary:
        """Newer rules may ask for more haste than the result did; they never ask for less."""
        newer = self._recalled.get(one.screening_id)
        if newer is None or (summary.urgency is not None and summary.urgency <= newer):
            return summary
        return replace(summary, urgency=newer)
