"""What a decision about a purpose is worth today: its text, who made it, and the athlete's age. Pure."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.clubs import ConsentBy, Purpose


class Decider(enum.StrEnum):
    """Who decides for an athlete."""

    ATHLETE = "athlete"
    GUARDIAN = "guardian"
    UNKNOWN = "unknown"
    """The club knows no date and no year of birth: whoever answers has to say whether they are old enough."""


class Standing(enum.StrEnum):
    """How the newest decision about a purpose stands."""

    NEVER_ASKED = "never_asked"
    GIVEN = "given"
    REFUSED = "refused"
    """Said no, or withdrew."""
    TEXT_CHANGED = "text_changed"
    """Decided on a text that says something else than the one of today."""
    OF_AGE_NOW = "of_age_now"
    """Decided for the athlete, who decides alone by now."""
    NEEDS_GUARDIAN = "needs_guardian"
    """Decided by an athlete for whom a guardian has to decide."""
    NOT_AT_THIS_AGE = "not_at_this_age"
    """Not offered to somebody this young."""


OPEN = frozenset({Standing.NEVER_ASKED, Standing.TEXT_CHANGED, Standing.OF_AGE_NOW, Standing.NEEDS_GUARDIAN})
"""To be asked at the next opportunity."""


@dataclass(frozen=True, slots=True)
class Words:
    """One purpose in the words of one reader."""

    title: str
    question: str
    if_yes: str
    if_no: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The text of one purpose, and which decisions on older texts still count. See texts.yaml."""

    purpose: Purpose
    version: str
    same_meaning: frozenset[str]
    until_asked: frozenset[str]
    needed: bool
    from_age: int | None
    rests_at_own_age: bool
    athlete: Words
    guardian: Words

    def words_for(self, decider: Decider) -> Words:
        """In the words of whoever decides."""
        return self.guardian if decider is Decider.GUARDIAN else self.athlete


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest decision about one purpose."""

    given: bool
    text_version: str
    by_whom: ConsentBy
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Birth:
    """What the club knows of an athlete's birth: an ISO date, a year only, or nothing."""

    date: str | None
    year: int | None

    def reaches(self, age: int) -> dt.date | None:
        """The first day on which the athlete is surely of that age; None where nothing is known.

        Somebody of whom only the year is known may be born on its last day. Somebody born on 29 February is
        a year older on 1 March of a year without that day.
        """
        if self.date is not None:
            born = dt.date.fromisoformat(self.date)
        elif self.year is not None:
            born = dt.date(self.year, 12, 31)
        else:
            return None
        try:
            return born.replace(year=born.year + age)
        except ValueError:
            return dt.date(born.year + age, 3, 1)


def decider(birth: Birth, own_age: int, today: dt.date) -> Decider:
    """Who decides for an athlete today."""
    since = birth.reaches(own_age)
    if since is None:
        return Decider.UNKNOWN
    return Decider.ATHLETE if since <= today else Decider.GUARDIAN


def is_offered(text: ConsentText, birth: Birth, today: dt.date) -> bool:
    """Whether a purpose can be allowed at this age; at an unknown age only what has no lowest one."""
    if text.from_age is None:
        return True
    since = birth.reaches(text.from_age)
    return since is not None and since <= today


def standing(
    text: ConsentText, found: Decision | None, birth: Birth, own_age: int, today: dt.date
) -> Standing:
    """How the newest decision stands today."""
    if not is_offered(text, birth, today):
        return Standing.NOT_AT_THIS_AGE
    if found is None:
        return Standing.NEVER_ASKED
    if found.text_version != text.version and found.text_version not in text.same_meaning:
        return Standing.TEXT_CHANGED
    own_since = birth.reaches(own_age)
    if own_since is not None and found.at.astimezone(dt.UTC).date() < own_since:
        if own_since <= today:
            return Standing.OF_AGE_NOW
        if found.given and found.by_whom is ConsentBy.ATHLETE:
            return Standing.NEEDS_GUARDIAN
    return Standing.GIVEN if found.given else Standing.REFUSED


def counts(text: ConsentText, found: Decision | None, now: Standing) -> bool:
    """Whether a purpose is allowed, by its newest decision and how that stands."""
    if found is None or not found.given:
        return False
    if now is Standing.TEXT_CHANGED:
        return found.text_version in text.until_asked
    if now is Standing.OF_AGE_NOW:
        return not text.rests_at_own_age and found.by_whom is not ConsentBy.ATHLETE
    return now is Standing.GIVEN
