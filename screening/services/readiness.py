"""Whether the service can take work right now, and what it runs on."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from screening.domain.errors import ScreeningError
from screening.store import Store
from screening.store.schema import require_current


def is_ready(store: Store) -> bool:
    """The store answers, its tables are of this program's version, and nothing is known to be damaged."""
    try:
        require_current(store)
    except (ScreeningError, SQLAlchemyError):
        return False
    return not store.is_damaged


def what_runs(store: Store) -> dict[str, str]:
    """For whoever runs the service: database, version, how it writes."""
    state = store.state
    return {
        "database": state.engine,
        "version": state.version,
        "journal": state.journal,
        "synchronous": state.synchronous,
    }
