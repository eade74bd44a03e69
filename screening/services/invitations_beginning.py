"""From an invitation to the first question: consents and the new draft are kept together, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.clubs import ConsentBy, ConsentHow, FilledBy, Purpose
from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, Problem
from screening.domain.questionnaire import Questionnaire
from screening.services.accounts.emails import email_problem, name_problem, one_line
from screening.services.consents import By, ConsentPicture, consent_picture, decide
from screening.services.consents.states import birth_of
from screening.services.drafts import DraftHandle, add_draft
from screening.services.housekeeping import tidy_when_due
from screening.services.invitations_opening import Door, asked_first, decides, door_of, entered, may_fill
from screening.store import Store, Transaction
from screening.store.queries import athletes, drafts, rounds
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tenancy import Reason

NEEDED = "Without this nothing can be answered for the club. Choose yes, or close the page"
NOT_SAID = "Confirm that you answer for this athlete"


class AlreadyBegun(OutOfDate):
    """Answers were begun with this invitation; they open where they were begun, or with their code."""


@dataclass(frozen=True, slots=True)
class GuardianSaid:
    """Who a parent or guardian says they are."""

    name: str = ""
    email: str = ""
    is_responsible: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """What the page before the first question says.

    Args:
        who: who fills it in.
        wishes: yes or no for each purpose that was asked about.
        shown: the version of each text that was read.
        again: begin anew; answers of before are removed.
        on_shared_device: it goes from hand to hand.
    """

    who: FilledBy
    wishes: Mapping[Purpose, bool]
    shown: Mapping[Purpose, str]
    guardian: GuardianSaid = GuardianSaid()
    again: bool = False
    on_shared_device: bool = False


def begin(
    store: Store, token: str, start: Start, questionnaire: Questionnaire, now: dt.datetime
) -> DraftHandle:
    """Keep the consents and begin the answers; the draft lives as long as the invitation.

    Raises:
        InvalidAnswers: nobody said yes to keeping the answers, or the guardian's details cannot be used.
        AlreadyBegun: answers were begun already, and `again` was not asked for.
        NotFound: no such invitation, it lets nobody in, or not this person.
    """
    with store.write(everywhere=Reason.LINK) as tx:
        row = entered(tx, token, for_update=True)
        about = rounds.round_by_id(tx, row.round_id) if row.round_id is not None else None
        athlete = athletes.athlete(tx, row.athlete_id)
        if athlete is None or athlete.removed_at is not None or door_of(row, about, now) is not Door.OPEN:
            raise NotFound("this invitation lets nobody in")
        _leave_earlier(tx, row, start, now)
        _agree(tx, athlete, start, now)
        squad = athletes.squad(tx, about.squad_id) if about is not None else None
        known = known_of(athlete, squad.sport if squad is not None else None, questionnaire, now.date())
        draft, handle = add_draft(store, tx, now, ends_at=row.expires_at, answers=known)
        row.draft_id, row.filled_by, row.on_shared_device = draft.id, start.who, start.on_shared_device
        tx.flush()
    tidy_when_due(store, now)
    return handle


def known_of(athlete: AthleteRow, sport: str | None, questionnaire: Questionnaire, today: dt.date) -> Answers:
    """What the club knows of an athlete as first answers, to be looked at on their pages: age and sport."""
    found: dict[str, int | str] = {}
    birth = birth_of(athlete)
    age = today.year - int(birth.date[:4]) if birth.date is not None else None
    if age is not None and (reached := birth.reaches(age)) is not None:
        found["age_years"] = age if reached <= today else age - 1
    asked = questionnaire.questions.get("sport")
    if sport is not None and asked is not None and sport in {option.value for option in asked.options}:
        found["sport"] = sport
    return Answers(found)


def _leave_earlier(tx: Transaction, row: InvitationRow, start: Start, now: dt.datetime) -> None:
    """Remove answers that were begun before, where that was asked for."""
    draft = drafts.draft_by_number(tx, row.draft_id) if row.draft_id is not None else None
    if draft is None:
        return
    if draft.expires_at > now and not start.again:
        raise AlreadyBegun("begun already")
    row.draft_id = None
    tx.flush()
    tx.delete(draft)
    tx.flush()


def _agree(tx: Transaction, athlete: AthleteRow, start: Start, now: dt.datetime) -> None:
    picture = consent_picture(tx, athlete.id, now.date())
    if start.who not in may_fill(picture):
        raise NotFound("this person may not fill it in")
    if not decides(picture, start.who):
        return
    is_guardian = start.who is FilledBy.GUARDIAN
    wishes = {state.purpose: start.wishes.get(state.purpose, False) for state in asked_first(picture)}
    problems = _guardian_problems(start.guardian) if is_guardian else []
    if not _keeps_answers(picture, wishes):
        problems.insert(0, Problem(Purpose.PROCESSING.value, NEEDED))
    if problems:
        raise InvalidAnswers(problems)
    who = ConsentBy.GUARDIAN if is_guardian else ConsentBy.ATHLETE
    decide(tx, athlete.id, wishes, By(who, ConsentHow.LINK), now, shown=start.shown)
    if is_guardian:
        _remember_guardian(tx, athlete.id, start.guardian, now)


def _keeps_answers(picture: ConsentPicture, wishes: Mapping[Purpose, bool]) -> bool:
    return wishes.get(Purpose.PROCESSING, picture.may_answer)


def _guardian_problems(said: GuardianSaid) -> list[Problem]:
    found = (
        name_problem("guardian_name", one_line(said.name), "your name"),
        email_problem("guardian_email", said.email.strip()),
        None if said.is_responsible else Problem("guardian_is_responsible", NOT_SAID),
    )
    return [problem for problem in found if problem is not None]


def _remember_guardian(tx: Transaction, athlete_id: int, said: GuardianSaid, now: dt.datetime) -> None:
    name, email = one_line(said.name), said.email.strip()
    known = {(one.name.casefold(), one.email.casefold()) for one in athletes.guardians_of(tx, athlete_id)}
    if (name.casefold(), email.casefold()) not in known:
        tx.add(GuardianLinkRow(athlete_id=athlete_id, name=name, email=email, created_at=now))
        tx.flush()
