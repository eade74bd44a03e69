"""What everybody in a squad allows today, of a thousand athletes as quickly as of twenty-five.

The same answer as `allowed_now` gives for each of them, by the same rules; only fewer columns are read, and
decisions that are alike are judged once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from screening.domain.clubs import ConsentBy, Purpose
from screening.domain.consents import Birth, Decision, counts, standing
from screening.services.consents import consent_texts, own_age_in
from screening.store import Transaction
from screening.store.queries import squad_pictures
from screening.store.queries.squad_pictures import SquadAthlete, Yes

GROWN_UP = 1900
"""Stands for every year of birth that is long enough ago."""


def allowed_in_squad(
    tx: Transaction,
    squad_id: int,
    found: Sequence[SquadAthlete],
    today: dt.date,
    purposes: Collection[Purpose] = tuple(Purpose),
) -> Mapping[int, frozenset[Purpose]]:
    """What each of these athletes of a squad allows; nothing at all without the keeping of answers.

    Args:
        purposes: those that matter to whoever asks; others are not read.
    """
    judge = _Judge(own_age_in(tx), today)
    texts = squad_pictures.newest_yes(tx, squad_id, {Purpose.PROCESSING, *purposes})
    return {one.id: judge.allowed(texts.get(one.id, ""), one.birth_date, one.birth_year) for one in found}


class _Judge:
    """Which decisions count today, each kind of athlete looked at once."""

    def __init__(self, own_age: int, today: dt.date) -> None:
        self._own_age, self._today = own_age, today
        self._oldest = max(own_age, *(one.from_age or 0 for one in consent_texts().values()))
        self._years: dict[str, int] = {}
        self._known: dict[tuple[str, str | None, int | None], frozenset[Purpose]] = {}

    def allowed(self, text: str, birth_date: str | None, birth_year: int | None) -> frozenset[Purpose]:
        """What these decisions allow to somebody born then."""
        if birth_year is not None and birth_year < self._grown_up_before(text):
            # Whoever was old enough for everything at each of these decisions is judged like all the others.
            birth_date, birth_year = None, GROWN_UP
        key = (text, birth_date, birth_year)
        if key not in self._known:
            birth = Birth(birth_date, birth_year)
            yes = squad_pictures.read_yes(text) if text else []
            counting = frozenset(Purpose(one.purpose) for one in yes if self._counts(one, birth))
            self._known[key] = counting if Purpose.PROCESSING in counting else frozenset()
        return self._known[key]

    def _grown_up_before(self, text: str) -> int:
        """Whoever was born before this year was old enough for everything before the first decision."""
        if text not in self._years:
            days = [one.on for one in squad_pictures.read_yes(text)] if text else []
            first = min((*days, self._today.isoformat()))
            self._years[text] = int(first[:4]) - self._oldest
        return self._years[text]

    def _counts(self, yes: Yes, birth: Birth) -> bool:
        text = consent_texts()[Purpose(yes.purpose)]
        # Only the day of a decision counts.
        at = dt.datetime.combine(dt.date.fromisoformat(yes.on), dt.time(), dt.UTC)
        decision = Decision(given=True, text_version=yes.text_version, by_whom=ConsentBy(yes.by_whom), at=at)
        return counts(text, decision, standing(text, decision, birth, self._own_age, self._today))
