"""Writes a file of measurements into its cases: all of it in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from screening.domain.case.files.standing import Standing
from screening.domain.case.rules import required_case_rules
from screening.domain.clubs import ImportState
from screening.domain.errors import OutOfDate
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.cases.case_rules import Rules
from screening.services.cases.doing import record_held
from screening.services.cases.log import read_log
from screening.services.cases.reach import CLINICAL, reach_case
from screening.services.club_day import club_day
from screening.store import Store, Transaction
from screening.store.queries import audit, case_files
from screening.store.tables.audit import Event
from screening.store.tables.case_file import CaseColumnsRow, CaseImportRow

from .drafts import choices_from, headers_digest, open_row, require_may_bring
from .plan import FilePlan, PlanLine, ReadFile, plan_of


class LooksDifferent(OutOfDate):
    """A case or a choice has changed since the page was drawn; nothing was written."""


def preview_file(
    store: Store,
    actor: Actor,
    club_id: int,
    file_id: int,
    read: ReadFile,
    people: Mapping[str, int | None],
    rulebook: Rulebook,
    now: dt.datetime,
) -> FilePlan:
    """What would happen now.

    Raises:
        NotFound: no such file of this person that waits.
    """
    require_may_bring(actor, club_id)
    with store.read(club=club_id) as tx:
        open_row(tx, actor, file_id, now)
        return plan_of(tx, actor, read, people, required_case_rules(rulebook), club_day(tx, now))


def confirm_file(
    store: Store,
    actor: Actor,
    club_id: int,
    file_id: int,
    read: ReadFile,
    seen: str,
    revision: int,
    rulebook: Rulebook,
    now: dt.datetime,
) -> None:
    """Write everything, or nothing; lights, holds and steps down follow as for everything that is entered.

    Args:
        seen: the digest of what the person looked at.
    Raises:
        NotFound: no such file of this person that waits.
        LooksDifferent: it is not what the person looked at any more.
        Refused: the rules do not take a record; nothing was written.
    """
    require_may_bring(actor, club_id)
    with store.write(club=club_id) as tx:
        row = open_row(tx, actor, file_id, now, for_update=True)
        chosen = choices_from(row.found)
        rules = Rules.of(rulebook)
        plan = plan_of(tx, actor, read, chosen.people, rules.rules, club_day(tx, now))
        if plan.digest != seen or chosen.revision != revision:
            raise LooksDifferent("a case has changed since the preview")
        lines: defaultdict[int, list[PlanLine]] = defaultdict(list)
        for line in plan.written:
            lines[line.case_id].append(line)
        written = {
            str(case_id): _write(tx, actor, case_id, those, rules, now)
            for case_id, those in sorted(lines.items())
        }
        _remember(tx, row, actor, dict(chosen.columns or {}), now)
        row.state, row.confirmed_at = ImportState.CONFIRMED, now
        row.found = {"written": written, "counts": _counts(plan)}
        tx.flush()
        audit.record(
            tx,
            Event.CASE_FILE_IMPORTED,
            now,
            account_id=actor.account_id,
            amount=len(plan.written),
            detail={"import_id": row.id},
        )


def _write(
    tx: Transaction, actor: Actor, case_id: int, lines: list[PlanLine], rules: Rules, now: dt.datetime
) -> list[int]:
    """Into one case; gives the first and the last number of what came of it."""
    reached = reach_case(tx, actor, case_id, now, parties=CLINICAL, for_update=True)
    log = read_log(tx, case_id)
    bodies = [line.body for line in lines]
    first = record_held(tx, reached.row, log, bodies, reached.by, rules, now, None)
    return [first, reached.row.version]


def _counts(plan: FilePlan) -> dict[str, int]:
    return {
        "new": len(plan.of(Standing.NEW, Standing.BESIDE)),
        "replaces": len(plan.of(Standing.REPLACES)),
        "same": len(plan.of(Standing.SAME)),
    }


def _remember(
    tx: Transaction, row: CaseImportRow, actor: Actor, columns: dict[str, Any], now: dt.datetime
) -> None:
    """How the columns were meant, for the next file of the same make."""
    key = headers_digest(row.found["table"]["header"])
    kept = case_files.columns_of(tx, row.kind, key)
    if kept is None:
        tx.add(
            CaseColumnsRow(
                kind=row.kind, headers_digest=key, columns=columns, saved_at=now, saved_by=actor.account_id
            )
        )
    else:
        kept.columns, kept.saved_at, kept.saved_by = columns, now, actor.account_id
