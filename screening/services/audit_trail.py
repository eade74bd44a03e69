"""Whether the audit entries are still as they were written."""

from __future__ import annotations

from dataclasses import dataclass

from screening.store import Store
from screening.store.audit_chain import Head, head, verify


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """How many entries were read, the end of the chain to note elsewhere, and what does not hold."""

    entries: int
    end: str
    faults: tuple[str, ...]


def verify_audit(store: Store, noted: str | None = None) -> AuditCheck:
    """Read every entry.

    Args:
        noted: the end of the chain as it was printed earlier; the chain must still lead through it.
    Raises:
        ValueError: `noted` is not such an end.
    """
    earlier = Head.read(noted) if noted is not None else None
    with store.read() as tx:
        found = verify(tx, earlier)
    faults = tuple(f"entry {fault.entry_id} {fault.what}" for fault in found.faults)
    return AuditCheck(found.entries, str(found.head), faults)


def end_of_chain(store: Store) -> str:
    """Where the chain ends by its own account, as `verify_audit` takes it back."""
    with store.read() as tx:
        return str(head(tx))
