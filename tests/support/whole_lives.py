"""What a life with the product leaves behind of one athlete: a row in every table that can hold one."""

from __future__ import annotations

from screening.domain.clubs import CareOutcome, ConsentBy, ConsentHow, Purpose, Role, Sight
from screening.domain.programme.model import Done
from screening.domain.vocabulary import Urgency
from screening.store import Transaction
from screening.store.queries import audit
from screening.store.tables import (
    AthleteRow,
    CalendarFeedRow,
    CareItemRow,
    ConsentRow,
    InvitationRow,
    OutgoingMailRow,
    ProgrammeRow,
    RecallClosingRow,
    RecallRow,
    SessionReportRow,
    ViewedRow,
)
from screening.store.tables.audit import Event
from screening.store.tables.training import ReportKind
from tests.support.clubs import MadeClub, add_screening, fill_every_table
from tests.support.store_rows import NOON, draft_row, some_digest


def live_whole_life(tx: Transaction, club: MadeClub, number: int, words: str) -> None:
    """Add it all for the first athlete of the transaction's club.

    Args:
        number: another one for each club of a store, below 60.
        words: stand in every text of the athlete's own.
    """
    fill_every_table(tx, club, number)
    athlete = tx.get_one(AthleteRow, club.athletes[0])
    physio = club.accounts[Role.PHYSIO]
    screening = answer_and_follow(tx, club, number, words)
    tx.add_all(
        (
            CareItemRow(
                athlete_id=athlete.id,
                screening_id=screening,
                urgency=Urgency.T2,
                listed_at=NOON,
                due_at=NOON,
                owner_account_id=physio,
                taken_at=NOON,
                outcome=CareOutcome.SEEN,
                outcome_note=words,
                closed_by=physio,
                closed_at=NOON,
            ),
            ViewedRow(athlete_id=athlete.id, account_id=physio, what=Sight.CARE_ITEM, at=NOON),
            ConsentRow(
                athlete_id=athlete.id,
                purpose=Purpose.COACH_REASONS,
                text_version="2026-03",
                given=True,
                by_whom=ConsentBy.ATHLETE,
                account_id=athlete.account_id,
                at=NOON,
                how=ConsentHow.SIGNED_IN,
            ),
        )
    )
    audit.record(tx, Event.RECORD_VIEWED, NOON, account_id=physio, athlete_id=athlete.id)


def answer_and_follow(tx: Transaction, club: MadeClub, number: int, words: str) -> int:
    """One more screening of the first athlete with all that hangs on it; its number. Arguments as above.

    A draft with its invitation, a programme that is followed, a recall that was closed, and a mail.
    """
    athlete = tx.get_one(AthleteRow, club.athletes[0])
    screening = add_screening(tx, athlete.id, number + 60, answers={"note": words}, view={"title": words})
    draft = draft_row(number + 60, answers={"note": words})
    programme = ProgrammeRow(
        seed=bytes([number]) * 32,
        token_digest=some_digest(("programme", number)),
        start_key=some_digest(("start", number)),
        screening_id=screening,
        rulebook_digest="sha256:x",
        version=1,
        created_at=NOON,
        updated_at=NOON,
        request={"words": words},
        programme={"note": words},
        calendar={},
    )
    recall = RecallRow(
        screening_id=screening,
        listed_at=NOON,
        rulebook_version="1",
        rulebook_digest="x",
        new_urgency=Urgency.T2,
        headline=words,
        how_soon="Today.",
        rules=[],
    )
    tx.add_all((draft, programme, recall))
    tx.flush()
    tx.add_all(
        (
            SessionReportRow(
                programme_id=programme.id,
                report_key=some_digest(("report", number)),
                session="1-1",
                kind=ReportKind.SESSION,
                on_day="2026-03-16",
                done=Done.DONE,
                sudden=False,
                skipped=[words],
                reported_at=NOON,
            ),
            CalendarFeedRow(
                programme_id=programme.id,
                seed=b"2" * 32,
                token_digest=some_digest(("feed", number)),
                opened_at=NOON,
            ),
            RecallClosingRow(recall_id=recall.id, closed_at=NOON, closed_by="Ada", note=words),
            InvitationRow(
                athlete_id=athlete.id,
                seed=b"3" * 32,
                token_digest=some_digest(("second", number)),
                created_at=NOON,
                expires_at=draft.expires_at,
                draft_id=draft.id,
            ),
            OutgoingMailRow(to_address=athlete.email, subject="Hello", body=words, created_at=NOON),
        )
    )
    return screening
