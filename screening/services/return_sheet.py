"""The sheet of an athlete on the way back for a coach of theirs; that it went out is written down."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.rules import required_case_rules
from screening.domain.clubs import Sight
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.case_names import log_names
from screening.domain.reporting.return_sheet import Returning, ReturnSheet, return_sheet
from screening.domain.reporting.rules_foot import rules_line
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.care_record import printed_name
from screening.services.cases.days_ahead import days_for_coach
from screening.services.cases.for_coach import coach_case
from screening.store import Store
from screening.store.queries import audit, consents, members
from screening.store.tables.audit import Event


def return_sheet_for_coach(
    store: Store, actor: Actor, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime
) -> ReturnSheet:
    """What the page of the same athlete tells a coach at this moment, to print.

    Raises:
        NotFound: no such case in a squad that this person looks after.
        Busy: that it went out could not be written down; trying again is safe.
    """
    found = coach_case(store, actor, club_id, case_id, rulebook, now)
    programme = days_for_coach(store, actor, club_id, case_id, rulebook, now)
    with store.write(club=club_id) as tx:
        athlete_id = found.whose.athlete_id
        consents.note_seen(tx, [athlete_id], actor.account_id, Sight.REPORT, now)
        audit.record(
            tx,
            Event.EXPORTED,
            now,
            account_id=actor.account_id,
            athlete_id=athlete_id,
            detail={"what": "availability", "format": "pdf"},
        )
        name, club = printed_name(tx, found.whose), members.club(tx, club_id)
    told = Returning(
        name=name,
        club=club.name if club is not None else "",
        case_id=case_id,
        state=found.state,
        since=found.since,
        allowed=found.allowed,
        scope=found.scope,
        review_on=found.review_on,
        always=required_case_rules(rulebook).checkin.always,
        rules=rules_line(rulebook),
    )
    return return_sheet(told, log_names(found.rules), programme, required_wording(rulebook).say("aid"))
