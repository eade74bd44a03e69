"""The chain of the audit entries: each holds a digest of itself and of the one before it.

Whoever changes, removes or slips in an entry breaks the chain at that place. Whoever can write the whole
database could make a new chain: so its end is noted elsewhere, and `verify` compares with such a note.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from screening.store.encoding import to_json
from screening.store.store import Transaction
from screening.store.tables.audit import AuditHeadRow, AuditRow

START = "0" * 64
"""What the first entry holds in the place of an entry before it."""

DETAIL_KEYS = frozenset(
    {
        "consent_id",
        "care_item_id",
        "case_id",
        "factor",
        "format",
        "how",
        "import_id",
        "invitation_id",
        "membership_id",
        "outcome",
        "purpose",
        "reason",
        "role",
        "round_id",
        "sign_in_id",
        "squad_id",
        "text_version",
        "what",
    }
)
_WORD = re.compile(r"[a-z0-9_.-]{1,40}")
_CHAINED = (
    "id",
    "at",
    "event",
    "screening_id",
    "amount",
    "club_id",
    "account_id",
    "athlete_id",
    "request_id",
    "address_digest",
    "detail",
    "previous_digest",
)
_AT_A_TIME = 2_000
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at some moment, as it is noted elsewhere: "1204:9f3c…"."""

    last_id: int
    digest: str

    def __str__(self) -> str:
        return f"{self.last_id}:{self.digest}"

    @classmethod
    def read(cls, text: str) -> Head:
        """A noted end.

        Raises:
            ValueError: it is not one.
        """
        found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
        if found is None:
            raise ValueError("the end of a chain looks like 1204:9f3c… with 64 letters and digits")
        return cls(int(found[1]), found[2])


@dataclass(frozen=True, slots=True)
class ChainFault:
    """Where the chain does not hold, and how."""

    entry_id: int
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were read, where the chain ends, and the first faults; none where all holds."""

    entries: int
    head: Head
    faults: tuple[ChainFault, ...]


def checked_detail(detail: Mapping[str, object]) -> dict[str, object]:
    """A detail as it may be kept: known keys, numbers, yes or no, and short plain words.

    Raises:
        ValueError: another key, or a value that could hold a name, an address or an answer.
    """
    for key, value in detail.items():
        if key not in DETAIL_KEYS:
            raise ValueError(f"{key} is not a key of a detail")
        if not isinstance(value, bool | int) and not (isinstance(value, str) and _WORD.fullmatch(value)):
            raise ValueError(f"the detail {key} is neither a number nor a short plain word")
    return dict(detail)


def entry_digest(fields: Mapping[str, Any]) -> str:
    """The digest of one entry: SHA-256 over its fields as JSON with sorted keys, what is empty left out."""
    plain = {name: _plain(fields[name]) for name in _CHAINED if fields[name] is not None}
    return hashlib.sha256(to_json(plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value


def verify(tx: Transaction, noted: Head | None = None) -> Verification:
    """Read every entry and say where the chain does not hold; at most so many places.

    Args:
        noted: an end that was noted elsewhere; the chain must still lead through it.
    """
    faults: list[ChainFault] = []
    before, last_id, count = START, 0, 0
    seen_noted = noted is None or noted.last_id == 0
    for fields in _entries(tx):
        count += 1
        last_id = fields["id"]
        if fields["previous_digest"] != before:
            faults.append(ChainFault(last_id, "does not follow the entry before it"))
        if fields["entry_digest"] != entry_digest(fields):
            faults.append(ChainFault(last_id, "is not as it was written"))
        before = fields["entry_digest"]
        if noted is not None and last_id == noted.last_id:
            seen_noted = before == noted.digest
        if len(faults) >= MOST_FAULTS:
            break
    if not faults:
        faults += _faults_at_the_end(tx, count, Head(last_id, before))
        if noted is not None and not seen_noted:
            faults.append(ChainFault(noted.last_id, "is not the entry that was noted"))
    return Verification(count, Head(last_id, before), tuple(faults))


def head(tx: Transaction) -> Head:
    """Where the chain ends by its own account."""
    row = tx.scalars(sa.select(AuditHeadRow)).one()
    return Head(row.last_id, row.last_digest)


def _faults_at_the_end(tx: Transaction, count: int, found: Head) -> Iterator[ChainFault]:
    row = tx.scalars(sa.select(AuditHeadRow)).one_or_none()
    if row is None or (row.entries, row.last_id, row.last_digest) != (count, found.last_id, found.digest):
        yield ChainFault(found.last_id, "is not the end of what was written")


def _entries(tx: Transaction) -> Iterator[Mapping[str, Any]]:
    names = (*_CHAINED, "entry_digest")
    found = tx.execute(
        sa.select(*(getattr(AuditRow, name) for name in names)).order_by(AuditRow.id),
        execution_options={"yield_per": _AT_A_TIME},
    )
    for row in found:
        yield dict(zip(names, row, strict=True))
