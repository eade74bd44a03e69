"""A finished screening becomes one of an athlete of a club, with the few facts that a squad's page needs."""

from __future__ import annotations

from screening.domain.assessment import Assessment
from screening.domain.clubs import FilledBy
from screening.domain.rulebook import Rulebook
from screening.domain.squad.facts import facts_of
from screening.domain.squad.picture import required_squad_rules
from screening.services.cases.new_symptom import refer_on_red_flag
from screening.store import Transaction
from screening.store.encoding import from_record, to_record
from screening.store.tables.invitation import ClubScreeningRow
from screening.store.tables.screening import ScreeningRow


def keep_for_athlete(
    tx: Transaction,
    screening: ScreeningRow,
    athlete_id: int,
    rulebook: Rulebook,
    *,
    filled_by: FilledBy,
    round_id: int | None = None,
) -> ClubScreeningRow:
    """Say whose a screening is, in the transaction in which it was kept.

    One that asks for help soon stops a return to training that is under way, in the same transaction.

    Args:
        screening: has its number already.
        round_id: the round it was answered in; None where it was answered outside of any.
    """
    assessment = from_record(screening.assessment, Assessment)
    facts = facts_of(assessment, required_squad_rules(rulebook), rulebook.risk)
    row = ClubScreeningRow(
        screening_id=screening.id,
        athlete_id=athlete_id,
        round_id=round_id,
        filled_by=filled_by,
        at=screening.taken_at,
        coach_facts=to_record(facts),
    )
    tx.add(row)
    tx.flush()
    refer_on_red_flag(tx, screening, athlete_id, rulebook)
    return row
