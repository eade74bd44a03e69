"""Findings of an examination added to an athlete's answers: a new screening beside the old one, both kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.clubs import FilledBy, Purpose, Role, Sight
from screening.domain.errors import NotFound, OutOfDate
from screening.domain.questionnaire import Question, Questionnaire, Who
from screening.domain.reporting.words import day
from screening.domain.rulebook import Rulebook
from screening.services.access import Action, Actor, require
from screening.services.care_listing import list_for_care
from screening.services.care_names import Whose, whose
from screening.services.club_screenings import keep_for_athlete
from screening.services.consents import allowed_now
from screening.services.drafts import start_draft, verbatim
from screening.services.invitations_readers import on_the_result, readers_of
from screening.services.reach import athlete_ref
from screening.services.submit_screening import submit
from screening.store import Store, Transaction
from screening.store.queries import accounts, athletes, audit, care, club_screenings, consents, screenings
from screening.store.queries.club_screenings import ClubScreening
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.draft import DraftRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tokens import digest

DRAFT_LIFE = dt.timedelta(minutes=10)
"""The answers stand in a draft only between two steps of one request."""


@dataclass(frozen=True, slots=True)
class Examination:
    """Whose answers are added to: the newest screening as it was read."""

    club_id: int
    athlete_id: int
    screening_id: int


@dataclass(frozen=True, slots=True, repr=False)
class Examined:
    """What the form of the findings starts from.

    `side` is always words. Nothing can be added to answers past their last day or without a problem.
    """

    whose: Whose
    alike: tuple[Whose, ...]
    screening_id: int
    answered_at: dt.datetime
    side: str
    answers: Answers
    has_problem: bool
    holds: bool

    @property
    def may_add(self) -> bool:
        """Whether findings can be added to these answers."""
        return self.has_problem and self.holds


class NewerAnswers(OutOfDate):
    """There is a newer screening than the one that was examined, or it is past its last day."""


def finding_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions only somebody who examined the athlete can answer, in their order."""
    return tuple(one for one in questionnaire.questions.values() if one.who is Who.PHYSIO)


def examined(store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime) -> Examined:
    """The newest answers of an athlete, to add findings to; that they were read is written down.

    Raises:
        NotFound: no such athlete for this person, no answers, or the athlete keeps them private.
    """
    with store.write(club=club_id) as tx:
        athlete, newest = _newest(tx, actor, athlete_id, now)
        others = [row for row in athletes.look_alikes(tx, athlete.name_key) if row.id != athlete.id]
        screening = newest.screening
        answers = verbatim(screening.answers)
        consents.note_seen(tx, [athlete_id], actor.account_id, Sight.ANSWERS, now)
        audit.record(
            tx,
            Event.RECORD_VIEWED,
            now,
            screening_id=screening.id,
            account_id=actor.account_id,
            athlete_id=athlete_id,
            detail={"what": "answers"},
        )
        return Examined(
            whose=whose(athlete, ()),
            alike=tuple(whose(row, ()) for row in others),
            screening_id=screening.id,
            answered_at=screening.taken_at,
            side=care.sides_shown(tx, [screening.id]).get(screening.id, "side not given"),
            answers=answers,
            has_problem=answers.get("has_problem") is True,
            holds=now < screening.valid_until,
        )


def add_findings(
    store: Store,
    actor: Actor,
    about: Examination,
    findings: Answers,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
) -> int:
    """Keep the answers with these findings as a new screening; the number of it.

    Args:
        findings: answers to `finding_questions` and to nothing else; those of before that are missing go.
        key: made by the client and sent again with every repeat.
    Raises:
        NotFound: no such athlete for this person, or the athlete keeps the answers private.
        NewerAnswers: there are newer ones than were examined, or these are past their last day.
        Busy: nothing was saved; trying again is safe.
    """
    asked = frozenset(one.id for one in finding_questions(rulebook.questionnaire))
    with store.read(club=about.club_id) as tx:
        athlete, newest = _newest(tx, actor, about.athlete_id, now)
        _require_same(newest, about, now)
        answers = verbatim(newest.screening.answers).without(*asked)
        allowed = allowed_now(tx, [athlete.id], now.date())[athlete.id]
        who_sees = on_the_result(readers_of(tx, athlete.id), allowed)
        examiner = _examiner(tx, actor)
    if set(findings) - asked:
        raise NotFound("not a question for whoever examines")
    handle = start_draft(store, now, life=DRAFT_LIFE, answers=Answers({**answers, **findings}))

    def keep(
        tx: Transaction,
        screening: ScreeningRow,
        draft: DraftRow,  # noqa: ARG001 - nothing of it is needed any more
        rulebook: Rulebook,
        now: dt.datetime,
    ) -> None:
        _keep_for_club(tx, screening, actor, about, rulebook, now)

    token = submit(
        store,
        handle.token,
        key,
        rulebook,
        now,
        name=athlete.name,
        who_sees=who_sees,
        assessor=f"the athlete on {day(newest.screening.taken_at.date())}; examined by {examiner}",
        also=keep,
    )
    with store.read() as tx:
        kept = screenings.screening_by_token(tx, digest(token))
    if kept is None:
        raise NotFound("the screening is not there")
    return kept.id


def _keep_for_club(
    tx: Transaction,
    screening: ScreeningRow,
    actor: Actor,
    about: Examination,
    rulebook: Rulebook,
    now: dt.datetime,
) -> None:
    """Say whose the new screening is, in the transaction that keeps it; whoever is second keeps nothing."""
    tx.enter(about.club_id)
    athletes.athlete(tx, about.athlete_id, for_update=True)
    _, newest = _newest(tx, actor, about.athlete_id, now)
    _require_same(newest, about, now)
    keep_for_athlete(
        tx,
        screening,
        about.athlete_id,
        rulebook,
        filled_by=FilledBy.PHYSIO,
        round_id=newest.place.round_id,
    )
    list_for_care(tx, about.club_id, about.athlete_id, screening, now, rulebook, taken_by=actor.account_id)
    audit.record(
        tx,
        Event.SCREENING_SUBMITTED,
        now,
        screening_id=screening.id,
        account_id=actor.account_id,
        athlete_id=about.athlete_id,
        detail={"how": "examined"},
    )


def _newest(
    tx: Transaction, actor: Actor, athlete_id: int, now: dt.datetime
) -> tuple[AthleteRow, ClubScreening]:
    """The athlete and the newest answers, for a physio or doctor who may read them.

    Raises:
        NotFound: in every other case.
    """
    require(actor, Action.WORK_CARE_LIST, athlete_ref(tx, athlete_id))
    athlete = athletes.athlete(tx, athlete_id)
    allowed = allowed_now(tx, [athlete_id], now.date())[athlete_id]
    kept = club_screenings.screenings_of_athlete(tx, athlete_id, most=1)
    if athlete is None or Purpose.PHYSIO_CLINICAL not in allowed or not kept:
        raise NotFound("nothing that this person may add to")
    return athlete, kept[0]


def _require_same(newest: ClubScreening, about: Examination, now: dt.datetime) -> None:
    if newest.screening.id != about.screening_id or now >= newest.screening.valid_until:
        raise NewerAnswers("not the newest answers, or past their day")


def _examiner(tx: Transaction, actor: Actor) -> str:
    """Name and role, as the report says who examined."""
    account = accounts.account(tx, actor.account_id)
    role = Role.DOCTOR if Role.DOCTOR in actor.roles else Role.PHYSIO
    return f"{account.name or account.email}, {role}" if account is not None else str(role)
