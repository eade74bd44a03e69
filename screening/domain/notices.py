"""Where a rulebook stands in its life on a day, and what has to be said beside every result for it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import ScreeningError
from .reporting.words import day

if TYPE_CHECKING:
    from .rulebook import Rulebook

LONG_PAST_AFTER_DAYS = 90
"""So long after the review-by date new results need somebody's recorded decision."""


class RulesState(enum.StrEnum):
    """The four states, in the order in which a rulebook goes through them."""

    NOT_YET = "not_yet_in_force"
    IN_FORCE = "in_force"
    PAST_REVIEW = "past_review"
    LONG_PAST = "long_past_review"


NOTICE_PLACES: Mapping[str, frozenset[str]] = {
    "not_yet": frozenset({"from"}),
    "past_review": frozenset({"review"}),
    "long_past": frozenset({"review", "days"}),
    "stopped": frozenset({"review", "days"}),
    "recalled": frozenset({"headline", "when"}),
}
"""Every notice with the places that are filled in."""


@dataclass(frozen=True, slots=True)
class Notices:
    """The sentences, by name; data of the rulebook."""

    texts: Mapping[str, str]

    def say(self, name: str, **filled: object) -> str:
        """The sentence with its places filled."""
        return self.texts[name].format(**filled)


def rules_state(valid_from: str, review_by: str, on: dt.date) -> RulesState:
    """The state on a day. Both dates are ISO; the day of `review_by` itself is still in time."""
    if on < dt.date.fromisoformat(valid_from):
        return RulesState.NOT_YET
    late = on - dt.date.fromisoformat(review_by)
    if late <= dt.timedelta():
        return RulesState.IN_FORCE
    return RulesState.PAST_REVIEW if late.days <= LONG_PAST_AFTER_DAYS else RulesState.LONG_PAST


def state_of(rulebook: Rulebook, on: dt.date) -> RulesState:
    """The state of a rulebook on a day."""
    return rules_state(rulebook.valid_from, rulebook.review_by, on)


def rules_notices(
    rulebook: Rulebook, on: dt.date, *, valid_from: str | None = None, review_by: str | None = None
) -> tuple[str, ...]:
    """What has to be said on this day; empty while the rules are in force.

    Args:
        rulebook: brings the words, and the dates where none are given.
        valid_from: dates of the rules that a result was made with, where they are not those of `rulebook`.
    """
    start, end = valid_from or rulebook.valid_from, review_by or rulebook.review_by
    match rules_state(start, end, on):
        case RulesState.NOT_YET:
            return (notice(rulebook, "not_yet", **{"from": _words(start)}),)
        case RulesState.PAST_REVIEW:
            return (notice(rulebook, "past_review", review=_words(end)),)
        case RulesState.LONG_PAST:
            return (notice(rulebook, "long_past", review=_words(end), days=LONG_PAST_AFTER_DAYS),)
        case RulesState.IN_FORCE:
            return ()


def stopped_notice(rulebook: Rulebook) -> str:
    """What is said while no new results are given."""
    return notice(rulebook, "stopped", review=_words(rulebook.review_by), days=LONG_PAST_AFTER_DAYS)


def notice(rulebook: Rulebook, name: str, **filled: object) -> str:
    """One notice in the words of the rulebook.

    Raises:
        ScreeningError: the rulebook has no words for notices, and silence would not do.
    """
    if rulebook.notices is None:
        raise ScreeningError("the rulebook holds no words for notices about itself")
    return rulebook.notices.say(name, **filled)


def _words(date: str) -> str:
    return day(dt.date.fromisoformat(date))
