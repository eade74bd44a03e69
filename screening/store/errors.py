"""What can go wrong with the store itself. Shown to whoever runs the service, not to athletes."""

from __future__ import annotations

from screening.domain.errors import Busy, ScreeningError


class StoreError(ScreeningError):
    """The store cannot be used as it is; the message says what to do."""


class SchemaMismatch(StoreError):
    """The database's tables are of another version than this program's."""


class StoreDamaged(StoreError):
    """The database file is damaged; nothing more is written to it."""


class NotDurable(StoreError):
    """The database does not keep what it acknowledges."""


class StoreFull(Busy):
    """There is no room left to write; nothing was written, and trying again later is safe."""
