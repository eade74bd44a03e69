"""A mail with their link to whoever has not checked in this morning: once a day, in neutral words."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.case.sessions import has_morning
from screening.domain.case.state import replay
from screening.domain.clubs import Purpose
from screening.domain.rulebook import Rulebook
from screening.services.club_day import zone_named
from screening.services.consents import allowed_now
from screening.services.outbox import addresses_of
from screening.store import Store, Transaction
from screening.store.queries import athletes, cases, members, outbox
from screening.store.tables.case import CaseLinkRow, InjuryCaseRow
from screening.store.tenancy import Reason

from .log import log_of

NOT_BEFORE = dt.time(9)
"""Nobody is asked before; whoever checks in early gets no mail."""
SILENT = "hold.HD1"
"""The rule that holds a case without check-ins; its stages are those that are reminded."""


def remind(store: Store, rulebook: Rulebook, site: str, now: dt.datetime) -> int:
    """Write what is due into the outbox and say how many mails. Calling it again on the same day writes none.

    Args:
        site: scheme and host of this site, from the settings.
        now: aware; each club has its own day and its own time of day.
    """
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        clubs = [(row.id, row.name, zone_named(row.time_zone)) for row in members.clubs(tx)]
    rules = required_case_rules(rulebook)
    return sum(
        _remind_club(store, number, name, rules, site, now.astimezone(zone)) for number, name, zone in clubs
    )


def _remind_club(store: Store, club_id: int, club: str, rules: CaseRules, site: str, now: dt.datetime) -> int:
    """Write the mails of one club; from here on `now` is in its own time."""
    if now.time() < NOT_BEFORE:
        return 0
    with store.read(club=club_id) as tx:
        due = [number for number in cases.open_case_numbers(tx) if _is_due(tx, number, rules, now)]
    if not due:
        return 0
    with store.write(club=club_id) as tx:
        return sum(_write(store, tx, number, club, site, now) for number in due)


def _is_due(tx: Transaction, case_id: int, rules: CaseRules, now: dt.datetime) -> bool:
    row = cases.case(tx, case_id)
    if row is None or row.state not in rules.holds[SILENT].stages or _link(tx, row, now) is None:
        return False
    if Purpose.PHYSIO_CLINICAL not in allowed_now(tx, [row.athlete_id], now.date())[row.athlete_id]:
        return False
    return not has_morning(replay(log_of(tx, case_id)), rules, now.date())


def _link(tx: Transaction, row: InjuryCaseRow, now: dt.datetime) -> CaseLinkRow | None:
    """The link that works now; without one nothing can be sent, and the desk says who is silent."""
    found = [link for link in cases.links_not_revoked(tx, row.id) if link.expires_at > now]
    return next(iter(found), None)


def _write(store: Store, tx: Transaction, case_id: int, club: str, site: str, now: dt.datetime) -> int:
    row = cases.case(tx, case_id)
    link = _link(tx, row, now) if row is not None else None
    athlete = athletes.athlete(tx, row.athlete_id) if row is not None else None
    if link is None or athlete is None or athlete.removed_at is not None:
        return 0
    subject, body = (
        subject_of(club),
        body_of(club, f"{site}/check-in/{store.tokens.check_in_link(link.seed)}"),
    )
    today = dt.datetime.combine(now.date(), dt.time(), now.tzinfo)
    written = 0
    for address in addresses_of(tx, athlete, now.date()):
        if not outbox.was_written(tx, address, subject, today):
            outbox.put_into_outbox(tx, address, subject, body, now)
            written += 1
    return written


def subject_of(club: str) -> str:
    """The same for everybody, on one line."""
    return " ".join(f"A question for today from {club}".split())[:200]


def body_of(club: str, link: str) -> str:
    """What the mail says; nobody's name and nothing of anybody's body. The link is the athlete's own."""
    return (
        "Hello,\n\n"
        f"{club} waits for your answer of this morning. It takes half a minute on a phone:\n\n"
        f"{link}\n\n"
        "The link is for you alone. Please do not pass this mail on.\n"
    )
