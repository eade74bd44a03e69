"""Rounds: a squad is asked to answer between two days. Whoever looks after it opens and closes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.clubs import RoundKind
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.access import Action, Actor, require
from screening.services.accounts.emails import name_problem, one_line
from screening.services.invitations import (
    Secret,
    end_open_drafts,
    invite_everybody,
    lengthen_links,
    secrets_for_squad,
)
from screening.services.reach import squad_ref
from screening.services.rounds_dates import (
    FURTHEST_AHEAD,
    closing_of,
    first_day,
    last_day,
    opening_of,
    read_day,
)
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, rounds
from screening.store.tables.audit import Event
from screening.store.tables.round import PosterRow, RoundRow
from screening.store.tokens import digest, new_seed

REPEATS = (4, 6, 8, 12, 26)
"""Weeks after which a round can open again by itself."""
FINISHING = dt.timedelta(hours=24)
"""For whoever is in the middle of answering when a round is closed."""
TICK = dt.timedelta(seconds=1)

NO_SQUAD = "Choose a squad from the list"
NO_DAY = "Enter a day, such as 2026-11-21"
PAST = "Choose today or a later day"
ENDS_FIRST = "Choose a last day that is not before the first one"
LONGEST_ROUND = dt.timedelta(days=28)
TOO_LONG = f"A round lasts {LONGEST_ROUND.days} days at most. Choose an earlier last day"
TOO_FAR = f"Choose a first day within the next {FURTHEST_AHEAD.days} days"
NO_REPEAT = "Choose one of the times in the list"


@dataclass(frozen=True, slots=True)
class RoundWish:
    """What the form for a new round holds, as typed. `repeat` is a number of weeks, or empty."""

    squad: str = ""
    name: str = ""
    opens: str = ""
    closes: str = ""
    repeat: str = ""


def open_round(store: Store, actor: Actor, club_id: int, wish: RoundWish, now: dt.datetime) -> int:
    """Open a round, or plan one, with an invitation for everybody in the squad; gives its number.

    Raises:
        InvalidAnswers: something typed cannot be used.
        NotFound: this person does not look after that squad.
    """
    squad_id = int(wish.squad) if wish.squad.isascii() and wish.squad.isdigit() else None
    opens, closes, problems = _days(wish, now)
    problems += [] if squad_id else [Problem("squad", NO_SQUAD)]
    name = one_line(wish.name)
    found = name_problem("name", name, "a name for the round")
    problems += [found] if found else []
    if wish.repeat and wish.repeat not in map(str, REPEATS):
        problems.append(Problem("repeat", NO_REPEAT))
    if problems or squad_id is None or opens is None or closes is None:
        raise InvalidAnswers(problems)
    with store.read(club=club_id) as tx:
        require(actor, Action.RUN_ROUND, squad_ref(tx, squad_id))
    secrets = secrets_for_squad(store, club_id, squad_id)
    with store.write(club=club_id) as tx:
        require(actor, Action.RUN_ROUND, squad_ref(tx, squad_id))
        row = RoundRow(
            squad_id=squad_id,
            name=name,
            opens_at=opening_of(opens, now),
            closes_at=closing_of(closes),
            created_by=actor.account_id,
            repeat_weeks=int(wish.repeat) if wish.repeat else None,
            kind=RoundKind.OPENED,
        )
        return begin(store, tx, row, now, by=actor.account_id, secrets=secrets)


def begin(
    store: Store,
    tx: Transaction,
    row: RoundRow,
    now: dt.datetime,
    *,
    by: int | None,
    secrets: Sequence[Secret] = (),
) -> int:
    """Keep a new round with its invitations and its poster; gives its number.

    Args:
        by: who opens it; None where its schedule does.
        secrets: of the invitations, made before the write began.
    """
    tx.add(row)
    tx.flush()
    tx.add(poster_for(store, row, now))
    invited = invite_everybody(store, tx, row, now, secrets)
    detail = {"round_id": row.id, "squad_id": row.squad_id, "how": row.kind.value}
    audit.record(tx, Event.ROUND_OPENED, now, account_id=by, amount=invited, detail=detail)
    return row.id


def poster_for(store: Store, row: RoundRow, now: dt.datetime) -> PosterRow:
    """A poster for a round that has its number."""
    seed = new_seed()
    return PosterRow(
        round_id=row.id,
        seed=seed,
        token_digest=digest(store.tokens.poster_link(seed)),
        created_at=now,
        closes_at=row.closes_at,
    )


def extend_round(
    store: Store, actor: Actor, club_id: int, round_id: int, closes: str, now: dt.datetime
) -> None:
    """Give a round another last day; links that nobody has used yet follow it as far as they may.

    Raises:
        InvalidAnswers: no day, a past one, or one that is too far from the first.
        NotFound: no such round for this person.
    """
    day = read_day(closes)
    with store.write(club=club_id) as tx:
        row = the_round(tx, actor, round_id, for_update=True)
        problem = _end_problem(day, row, now)
        if problem is not None or day is None:
            raise InvalidAnswers([Problem("closes", problem or NO_DAY)])
        row.closes_at = closing_of(day)
        for poster in rounds.posters_of_round(tx, row.id):
            poster.closes_at = row.closes_at
        lengthen_links(tx, row)
        tx.flush()
        _noted(tx, actor, row, "extended", now)


def close_round(store: Store, actor: Actor, club_id: int, round_id: int, now: dt.datetime) -> None:
    """Close a round now, one that has not begun included. Whoever is in the middle of it has a day to finish.

    Raises:
        NotFound: no such round for this person.
    """
    with store.write(club=club_id) as tx:
        row = the_round(tx, actor, round_id, for_update=True)
        if row.closes_at <= now:
            return
        row.opens_at = min(row.opens_at, now - TICK)
        row.closes_at = now
        row.repeat_weeks = None
        for poster in rounds.posters_of_round(tx, row.id):
            poster.closes_at = max(now, poster.created_at + TICK)
        end_open_drafts(tx, row.id, now + FINISHING)
        tx.flush()
        _noted(tx, actor, row, "closed", now)


def set_repeat(
    store: Store, actor: Actor, club_id: int, round_id: int, repeat: str, now: dt.datetime
) -> None:
    """Have a round open again after so many weeks; an empty choice ends that.

    Raises:
        InvalidAnswers: not a time of the list.
        NotFound: no such round for this person.
    """
    if repeat and repeat not in map(str, REPEATS):
        raise InvalidAnswers([Problem("repeat", NO_REPEAT)])
    with store.write(club=club_id) as tx:
        row = the_round(tx, actor, round_id, for_update=True)
        row.repeat_weeks = int(repeat) if repeat else None
        _noted(tx, actor, row, "schedule", now)


def invite_newcomers(store: Store, actor: Actor, club_id: int, round_id: int, now: dt.datetime) -> int:
    """Invite whoever has come to the squad since; says how many.

    Raises:
        NotFound: no such round for this person, or it is over.
    """
    with store.read(club=club_id) as tx:
        squad_id = the_round(tx, actor, round_id).squad_id
    secrets = secrets_for_squad(store, club_id, squad_id)
    with store.write(club=club_id) as tx:
        row = the_round(tx, actor, round_id, for_update=True)
        if row.closes_at <= now:
            raise NotFound("the round is over")
        count = invite_everybody(store, tx, row, now, secrets)
        detail = {"round_id": row.id, "what": "newcomers"}
        audit.record(tx, Event.INVITATION_SENT, now, account_id=actor.account_id, amount=count, detail=detail)
        return count


def the_round(tx: Transaction, actor: Actor, round_id: int, *, for_update: bool = False) -> RoundRow:
    """A round that somebody may run.

    Raises:
        NotFound: there is none of that number for this person.
    """
    row = rounds.round_by_id(tx, round_id, for_update=for_update)
    require(actor, Action.RUN_ROUND, squad_ref(tx, row.squad_id) if row is not None else None)
    if row is None:
        raise NotFound("no such round")
    return row


def squad_name(tx: Transaction, squad_id: int) -> str:
    """What a squad is called; empty where it is gone."""
    found = athletes.squad(tx, squad_id)
    return found.name if found is not None else ""


def _noted(tx: Transaction, actor: Actor, row: RoundRow, what: str, now: dt.datetime) -> None:
    detail = {"round_id": row.id, "what": what}
    audit.record(tx, Event.ROUND_CHANGED, now, account_id=actor.account_id, detail=detail)


def _days(wish: RoundWish, now: dt.datetime) -> tuple[dt.date | None, dt.date | None, list[Problem]]:
    opens, closes = read_day(wish.opens), read_day(wish.closes)
    problems: list[Problem] = []
    if opens is None:
        problems.append(Problem("opens", NO_DAY))
    elif closing_of(opens) <= now:
        problems.append(Problem("opens", PAST))
    elif opening_of(opens, now) > now + FURTHEST_AHEAD:
        problems.append(Problem("opens", TOO_FAR))
    if closes is None:
        problems.append(Problem("closes", NO_DAY))
    elif opens is not None and closes < opens:
        problems.append(Problem("closes", ENDS_FIRST))
    elif opens is not None and closes - opens > LONGEST_ROUND:
        problems.append(Problem("closes", TOO_LONG))
    return opens, closes, problems


def _end_problem(day: dt.date | None, row: RoundRow, now: dt.datetime) -> str | None:
    if day is None:
        return NO_DAY
    if closing_of(day) <= now or closing_of(day) <= row.opens_at:
        return PAST
    if day - first_day(row.opens_at) > LONGEST_ROUND:
        return f"{TOO_LONG}, or open a new round" if day > last_day(row.closes_at) else TOO_LONG
    return None
