"""The shipped rules with one known change, as a later version would bring it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency


def renamed(rulebook: Rulebook, version: str) -> Rulebook:
    """The same rules as another version, with a digest of its own."""
    return replace(rulebook, version=version, digest=f"sha256:{hashlib.sha256(version.encode()).hexdigest()}")


def with_urgency(rulebook: Rulebook, row_id: str, urgency: Urgency, version: str = "1.1.0") -> Rulebook:
    """The rules with another urgency for one row of the triage."""
    rows = tuple(replace(row, urgency=urgency) if row.id == row_id else row for row in rulebook.triage.rows)
    assert rows != rulebook.triage.rows
    return renamed(replace(rulebook, triage=replace(rulebook.triage, rows=rows)), version)
