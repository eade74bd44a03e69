"""What athletes allow today, read anew for every request: a withdrawal counts from the next one on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.domain import consents as rules
from screening.domain.clubs import ConsentBy, Purpose
from screening.domain.consents import OPEN, Birth, ConsentText, Decider, Decision, Standing, Words
from screening.domain.errors import NotFound
from screening.services.consents.wording import consent_texts, own_age
from screening.store import Transaction
from screening.store.queries import athletes, consents, members
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.consent import ConsentRow


@dataclass(frozen=True, slots=True)
class PurposeState:
    """One purpose for one athlete.

    Args:
        allows: whether it is allowed at this moment.
        text: of today; `words` are those for whoever decides.
        decided_at, by_whom: of the newest decision; None where there is none.
    """

    purpose: Purpose
    standing: Standing
    allows: bool
    text: ConsentText
    words: Words
    decided_at: dt.datetime | None
    by_whom: ConsentBy | None

    @property
    def is_open(self) -> bool:
        """Whether it is to be asked at the next opportunity."""
        return self.standing in OPEN


@dataclass(frozen=True, slots=True)
class ConsentPicture:
    """Everything about the consents of one athlete today.

    Args:
        decider: who may say yes.
        own_age: from which age athletes of this club decide alone, in years.
        decides_from: the day on which that is; None where no date or year of birth is known.
        states: every purpose, in the order in which it is asked.
    """

    athlete_id: int
    decider: Decider
    own_age: int
    decides_from: dt.date | None
    states: tuple[PurposeState, ...]

    @property
    def allowed(self) -> frozenset[Purpose]:
        """What is allowed at this moment; nothing at all without the keeping of answers."""
        return _together(state.purpose for state in self.states if state.allows)

    @property
    def questions(self) -> tuple[PurposeState, ...]:
        """What is to be asked before the next answers."""
        return tuple(state for state in self.states if state.is_open)

    @property
    def may_answer(self) -> bool:
        """Whether new answers have a valid basis: decided by whoever decides today, on the text of today."""
        return any(
            state.purpose is Purpose.PROCESSING and state.allows and not state.is_open
            for state in self.states
        )

    def of(self, purpose: Purpose) -> PurposeState:
        """The state of one purpose."""
        return next(state for state in self.states if state.purpose is purpose)


def consent_picture(tx: Transaction, athlete_id: int, today: dt.date) -> ConsentPicture:
    """The consents of one athlete of the transaction's club; the caller has judged who may see them.

    Raises:
        NotFound: there is no such athlete.
    """
    athlete = athletes.athlete(tx, athlete_id)
    if athlete is None:
        raise NotFound("no such athlete")
    newest = consents.newest_consents(tx, [athlete_id]).get(athlete_id, {})
    return _picture(athlete, newest, own_age_in(tx), today)


def allowed_now(tx: Transaction, athlete_ids: Sequence[int], today: dt.date) -> dict[int, frozenset[Purpose]]:
    """What each of these athletes allows today: what `readable_fields` and the coach's picture go by.

    Somebody who was never asked allows nothing, and so does a number without an athlete.
    """
    newest = consents.newest_consents(tx, athlete_ids)
    age = own_age_in(tx)
    found: dict[int, frozenset[Purpose]] = dict.fromkeys(athlete_ids, frozenset())
    for athlete in athletes.athletes_by_number(tx, newest):
        found[athlete.id] = _picture(athlete, newest[athlete.id], age, today).allowed
    return found


def own_age_in(tx: Transaction) -> int:
    """From which age athletes of the transaction's club decide alone, in years."""
    club = members.club(tx, tx.club)
    return own_age(club.country if club is not None else "")


def birth_of(athlete: AthleteRow) -> Birth:
    """What the club knows of an athlete's birth."""
    return Birth(athlete.birth_date, athlete.birth_year)


def _picture(
    athlete: AthleteRow, newest: Mapping[Purpose, ConsentRow], age: int, today: dt.date
) -> ConsentPicture:
    birth = birth_of(athlete)
    who = rules.decider(birth, age, today)
    states = tuple(
        _state(text, newest.get(purpose), birth, age, today, who) for purpose, text in consent_texts().items()
    )
    return ConsentPicture(athlete.id, who, age, birth.reaches(age), states)


def _state(
    text: ConsentText, row: ConsentRow | None, birth: Birth, age: int, today: dt.date, who: Decider
) -> PurposeState:
    found = Decision(row.given, row.text_version, row.by_whom, row.at) if row is not None else None
    standing = rules.standing(text, found, birth, age, today)
    return PurposeState(
        purpose=text.purpose,
        standing=standing,
        allows=rules.counts(text, found, standing),
        text=text,
        words=text.words_for(who),
        decided_at=row.at if row is not None else None,
        by_whom=row.by_whom if row is not None else None,
    )


def _together(purposes: Iterable[Purpose]) -> frozenset[Purpose]:
    found = frozenset(purposes)
    return found if Purpose.PROCESSING in found else frozenset()
