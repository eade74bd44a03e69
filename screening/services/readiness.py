"""Whether the service can take work right now, and what it runs on."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.exc import SQLAlchemyError

from screening.domain.errors import ScreeningError
from screening.domain.notices import RulesState
from screening.domain.rulebook import Rulebook
from screening.services.rulebook_status import RulesStatus, status_of
from screening.store import Store
from screening.store.schema import require_current


def is_ready(store: Store) -> bool:
    """The store answers, its tables are of this program's version, and nothing is known to be damaged."""
    try:
        require_current(store)
    except (ScreeningError, SQLAlchemyError):
        return False
    return not store.is_damaged


def rules_remarks(store: Store, rulebook: Rulebook, now: dt.datetime) -> tuple[str, ...]:
    """What whoever watches the service should know about its rules; empty while nothing is to be done.

    Nothing here is about any person; the dates of the rules stand on every page anyway.
    """
    return tuple(remarks_on(status_of(store, rulebook, now)))


def remarks_on(status: RulesStatus) -> list[str]:
    """One line for each thing to be done about the rules."""
    remarks = []
    match status.state:
        case RulesState.NOT_YET:
            remarks.append(f"rules {status.version} hold from {status.valid_from} only")
        case RulesState.PAST_REVIEW:
            remarks.append(f"rules {status.version} were due for review on {status.review_by}")
        case RulesState.LONG_PAST:
            accepted = status.last_accepted_day
            until = f"accepted until {accepted.isoformat()}" if accepted else "no new results are given"
            remarks.append(
                f"rules {status.version} were due for review on {status.review_by}, long ago: {until}"
            )
        case RulesState.IN_FORCE:
            pass
    if status.is_recall_due:
        remarks.append(f"recall not run for rules {status.version}: run `screening db upgrade`")
    return remarks


def what_runs(store: Store) -> dict[str, str]:
    """For whoever runs the service: database, version, how it writes."""
    state = store.state
    return {
        "database": state.engine,
        "version": state.version,
        "journal": state.journal,
        "synchronous": state.synchronous,
    }
