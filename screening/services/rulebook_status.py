"""Where the rules that run stand in their life, and the decision without which overdue ones are not used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from screening.domain.errors import InvalidAnswers, Problem, ScreeningError
from screening.domain.notices import RulesState, rules_notices, state_of, stopped_notice
from screening.domain.rulebook import Rulebook
from screening.domain.wellformed import wrong_characters
from screening.store import Store, Transaction
from screening.store.queries import audit
from screening.store.queries import rules_life as rows
from screening.store.tables import RulesDecisionRow
from screening.store.tables.audit import Event
from screening.store.tables.rules_life import LONGEST_NOTE, LONGEST_PERSON

LONGEST_ACCEPTANCE = dt.timedelta(days=90)
"""After so long somebody has to decide again."""


class RulesOutdated(ScreeningError):
    """The rules are long past their review-by date, and nobody has decided that they may still be used."""


@dataclass(frozen=True, slots=True)
class RulesStatus:
    """What whoever runs the service has to know about its rules. `accepted_until` where somebody decided."""

    version: str
    digest: str
    valid_from: str
    review_by: str
    checked_by: str | None
    state: RulesState
    accepted_until: dt.datetime | None
    is_recall_due: bool
    """Open screenings were made with other rules, and were not looked at again under these."""
    open_recalls: int

    @property
    def last_accepted_day(self) -> dt.date | None:
        """The last whole day of the decision, whatever zone it was made in."""
        return (self.accepted_until - dt.timedelta(hours=12)).date() if self.accepted_until else None

    @property
    def gives_results(self) -> bool:
        """Whether new results are given."""
        return self.state is not RulesState.LONG_PAST or self.accepted_until is not None


def status_of(store: Store, rulebook: Rulebook, now: dt.datetime) -> RulesStatus:
    """The state of the rules that run, at this moment."""
    with store.read() as tx:
        decision = rows.decision_in_force(tx, rulebook.digest, now)
        return RulesStatus(
            version=rulebook.version,
            digest=rulebook.digest,
            valid_from=rulebook.valid_from,
            review_by=rulebook.review_by,
            checked_by=rulebook.checked_by,
            state=state_of(rulebook, now.date()),
            accepted_until=decision.valid_until if decision else None,
            is_recall_due=is_recall_due(tx, rulebook, now),
            open_recalls=rows.count_open_recalls(tx),
        )


def is_recall_due(tx: Transaction, rulebook: Rulebook, now: dt.datetime) -> bool:
    """Whether open screenings of other rules still wait to be looked at under these.

    After a way back to earlier rules they wait again, and so do those that an old process kept meanwhile.
    """
    run = rows.latest_run(tx)
    since = run.ran_at if run is not None and run.rulebook_digest == rulebook.digest else None
    return rows.has_screenings_of_other_rules(tx, rulebook.digest, now, since)


def site_notices(store: Store, rulebook: Rulebook, now: dt.datetime) -> tuple[str, ...]:
    """What every page says about the rules at this moment; empty while they are in force."""
    is_overdue = state_of(rulebook, now.date()) is RulesState.LONG_PAST
    if is_overdue and not _is_accepted(store, rulebook, now):
        return (stopped_notice(rulebook),)
    return rules_notices(rulebook, now.date())


def _is_accepted(store: Store, rulebook: Rulebook, now: dt.datetime) -> bool:
    """Whether a decision is in force; a store that does not answer has none to show."""
    try:
        with store.read() as tx:
            return rows.decision_in_force(tx, rulebook.digest, now) is not None
    except (ScreeningError, SQLAlchemyError):
        return False


def require_usable(tx: Transaction, rulebook: Rulebook, now: dt.datetime) -> None:
    """Go on only with rules that may give new results.

    Raises:
        RulesOutdated: they are long past their review-by date and no decision is in force.
    """
    is_overdue = state_of(rulebook, now.date()) is RulesState.LONG_PAST
    if is_overdue and rows.decision_in_force(tx, rulebook.digest, now) is None:
        raise RulesOutdated(f"rules {rulebook.version} were due for review on {rulebook.review_by}")


def accept_outdated(
    store: Store, rulebook: Rulebook, *, by: str, reason: str, until: dt.date, now: dt.datetime
) -> dt.datetime:
    """Record that somebody answers for new results from rules past their review-by date.

    Args:
        by: a name; `reason`: in a sentence or two.
        until: the last day, 90 days from now at most.
        now: aware; days begin in its zone.
    Returns:
        The moment at which the decision ends.
    Raises:
        InvalidAnswers: something given cannot be used, or the rules are not past their date.
    """
    by, reason = " ".join(by.split()), " ".join(reason.split())
    problems = [
        *text_problems("by", by, LONGEST_PERSON),
        *text_problems("reason", reason, LONGEST_NOTE),
        *_until_problems(until, now.date()),
    ]
    if state_of(rulebook, now.date()) not in {RulesState.PAST_REVIEW, RulesState.LONG_PAST}:
        problems.append(
            Problem("rules", f"these are in time until {rulebook.review_by}; nothing has to be decided")
        )
    if problems:
        raise InvalidAnswers(problems)
    ends = midnight_after(until, now)
    with store.write() as tx:
        tx.add(
            RulesDecisionRow(
                decided_at=now,
                decided_by=by,
                reason=reason,
                rulebook_version=rulebook.version,
                rulebook_digest=rulebook.digest,
                valid_until=ends,
            )
        )
        audit.record(tx, Event.OUTDATED_RULES_ACCEPTED, now)
    return ends


def midnight_after(day: dt.date, now: dt.datetime) -> dt.datetime:
    """The end of a day in the zone of `now`."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), now.tzinfo)


def text_problems(field: str, text: str, longest: int) -> list[Problem]:
    """What is wrong with a name or a note for the record."""
    if not text:
        return [Problem(field, "is empty; a record needs it")]
    if len(text) > longest:
        return [Problem(field, f"is longer than {longest} characters; shorten it")]
    wrong = wrong_characters(text)
    return [Problem(field, f"has {wrong}; write it in plain letters")] if wrong else []


def _until_problems(until: dt.date, today: dt.date) -> list[Problem]:
    if until < today:
        return [Problem("until", f"{until.isoformat()} is over already; give a day to come")]
    if until - today > LONGEST_ACCEPTANCE:
        last = (today + LONGEST_ACCEPTANCE).isoformat()
        return [Problem("until", f"is more than {LONGEST_ACCEPTANCE.days} days ahead; {last} at the latest")]
    return []
