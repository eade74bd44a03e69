"""Saying yes and taking it back: each decision is one more row, with who, when, how and on which text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.clubs import ConsentBy, ConsentHow, Purpose
from screening.domain.consents import Decider, Standing
from screening.domain.errors import InvalidAnswers, NotAllowed, Problem
from screening.services.access import Action, Actor, require
from screening.services.consents.states import ConsentPicture, PurposeState, consent_picture
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit
from screening.store.tables.audit import Event
from screening.store.tables.consent import ConsentRow

TEXT_HAS_CHANGED = "This text has changed since you opened the page. Read it again and decide anew"
NOT_OFFERED = "This cannot be switched on at this age"


@dataclass(frozen=True, slots=True)
class By:
    """Who decides and on which way; `account_id` is None for somebody with a link."""

    by_whom: ConsentBy
    how: ConsentHow
    account_id: int | None = None


def decide(
    tx: Transaction,
    athlete_id: int,
    wishes: Mapping[Purpose, bool],
    by: By,
    now: dt.datetime,
    *,
    shown: Mapping[Purpose, str] | None = None,
) -> ConsentPicture:
    """Write down decisions about some purposes; those that change nothing are not written again.

    The caller has made sure that whoever decides is who `by` says, by an invitation or by a sign-in.

    Args:
        wishes: yes or no for each purpose that was asked; others stay as they are.
        shown: the versions of the texts that were read, where a form tells them.
    Returns:
        What is allowed from now on.
    Raises:
        NotFound: there is no such athlete.
        NotAllowed: this person may not decide; an athlete of any age may always say no.
        InvalidAnswers: a text has changed since it was read, or a purpose is not offered at this age.
    """
    athletes.athlete(tx, athlete_id, for_update=True)  # two decisions at once are written one after the other
    picture = consent_picture(tx, athlete_id, now.date())
    _check_texts(picture, wishes, shown or {})
    for purpose, given in wishes.items():
        state = picture.of(purpose)
        _check_who(picture, state, by, given=given)
        if not _is_so_already(state, given=given):
            _write(tx, athlete_id, state, by, now, given=given)
    return consent_picture(tx, athlete_id, now.date())


def decide_signed_in(
    store: Store,
    actor: Actor,
    club_id: int,
    athlete_id: int,
    wishes: Mapping[Purpose, bool],
    now: dt.datetime,
    *,
    shown: Mapping[Purpose, str] | None = None,
) -> ConsentPicture:
    """Decide as the athlete or as the guardian who is signed in. Raises as `decide` does."""
    with store.write(club=club_id) as tx:
        athlete = athlete_ref(tx, athlete_id, removed_too=True)
        require(actor, Action.DECIDE_CONSENT, athlete)
        is_self = athlete is not None and athlete.account_id == actor.account_id
        who = ConsentBy.ATHLETE if is_self else ConsentBy.GUARDIAN
        by = By(who, ConsentHow.SIGNED_IN, actor.account_id)
        return decide(tx, athlete_id, wishes, by, now, shown=shown)


def record_paper(
    store: Store,
    actor: Actor,
    club_id: int,
    athlete_id: int,
    wishes: Mapping[Purpose, bool],
    now: dt.datetime,
) -> ConsentPicture:
    """Write down what stands on a signed sheet of paper, which the club keeps. Raises as `decide` does."""
    with store.write(club=club_id) as tx:
        require(actor, Action.RECORD_PAPER_CONSENT, athlete_ref(tx, athlete_id))
        by = By(ConsentBy.STAFF_PAPER, ConsentHow.PAPER, actor.account_id)
        return decide(tx, athlete_id, wishes, by, now)


def _check_texts(
    picture: ConsentPicture, wishes: Mapping[Purpose, bool], shown: Mapping[Purpose, str]
) -> None:
    problems = [
        Problem(purpose.value, TEXT_HAS_CHANGED)
        for purpose in wishes
        if shown.get(purpose, picture.of(purpose).text.version) != picture.of(purpose).text.version
    ]
    problems += [
        Problem(purpose.value, NOT_OFFERED)
        for purpose, given in wishes.items()
        if given and picture.of(purpose).standing is Standing.NOT_AT_THIS_AGE
    ]
    if problems:
        raise InvalidAnswers(problems)


def _check_who(picture: ConsentPicture, state: PurposeState, by: By, *, given: bool) -> None:
    """Paper may come from either; the athlete's own no always counts."""
    decides = {Decider.ATHLETE: ConsentBy.ATHLETE, Decider.GUARDIAN: ConsentBy.GUARDIAN}.get(picture.decider)
    if by.by_whom in (decides, ConsentBy.STAFF_PAPER) or decides is None:
        return
    if by.by_whom is ConsentBy.ATHLETE and not given:
        return
    raise NotAllowed(f"{by.by_whom} does not decide about {state.purpose} here")


def _is_so_already(state: PurposeState, *, given: bool) -> bool:
    return state.standing is (Standing.GIVEN if given else Standing.REFUSED)


def _write(
    tx: Transaction, athlete_id: int, state: PurposeState, by: By, now: dt.datetime, *, given: bool
) -> None:
    row = ConsentRow(
        athlete_id=athlete_id,
        purpose=state.purpose,
        text_version=state.text.version,
        given=given,
        by_whom=by.by_whom,
        account_id=by.account_id,
        at=now,
        how=by.how,
    )
    tx.add(row)
    tx.flush()
    audit.record(
        tx,
        Event.CONSENT_GIVEN if given else Event.CONSENT_WITHDRAWN,
        now,
        account_id=by.account_id,
        athlete_id=athlete_id,
        detail={"consent_id": row.id, "purpose": state.purpose.value, "text_version": row.text_version},
    )
