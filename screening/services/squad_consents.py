"""What everybody in a squad allows today, of a thousand athletes as quickly as of twenty-five.

The same answer as `allowed_now` gives for each of them, by the same rules; only fewer columns are read, and
decisions that are alike are judged once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from screening.domain.clubs import ConsentBy, Purpose
from screening.domain.consents import Birth, Decision, counts, standing
from screening.services.consents import consent_texts, own_age_in
from screening.store import Transaction
from screening.store.queries import squad_pictures
from screening.store.queries.squad_pictures import SquadAthlete, Yes


def allowed_in_squad(
    tx: Transaction, squad_id: int, found: Sequence[SquadAthlete], today: dt.date
) -> Mapping[int, frozenset[Purpose]]:
    """What each of these athletes of a squad allows; nothing at all without the keeping of answers."""
    judge = _Judge(own_age_in(tx), today)
    births = {one.id: Birth(one.birth_date, one.birth_year) for one in found}
    allowed: dict[int, set[Purpose]] = {one.id: set() for one in found}
    for yes in squad_pictures.newest_yes(tx, squad_id):
        purpose = judge.allows(yes, births[yes.athlete_id]) if yes.athlete_id in births else None
        if purpose is not None:
            allowed[yes.athlete_id].add(purpose)
    nothing: frozenset[Purpose] = frozenset()
    return {
        number: frozenset(purposes) if Purpose.PROCESSING in purposes else nothing
        for number, purposes in allowed.items()
    }


class _Judge:
    """Which decisions count today, each kind of decision looked at once."""

    def __init__(self, own_age: int, today: dt.date) -> None:
        self._own_age, self._today = own_age, today
        self._known: dict[tuple[str, str, str, str, str | None, int | None], Purpose | None] = {}

    def allows(self, yes: Yes, birth: Birth) -> Purpose | None:
        """The purpose it allows to somebody born then; None where it does not count any more."""
        key = (yes.purpose, yes.text_version, yes.by_whom, yes.on, birth.date, birth.year)
        if key not in self._known:
            self._known[key] = self._judged(yes, birth)
        return self._known[key]

    def _judged(self, yes: Yes, birth: Birth) -> Purpose | None:
        purpose = Purpose(yes.purpose)
        text = consent_texts()[purpose]
        # Only the day of a decision counts.
        at = dt.datetime.combine(dt.date.fromisoformat(yes.on), dt.time(), dt.UTC)
        decision = Decision(given=True, text_version=yes.text_version, by_whom=ConsentBy(yes.by_whom), at=at)
        stands = standing(text, decision, birth, self._own_age, self._today)
        return purpose if counts(text, decision, stands) else None
