"""Starting a programme from a kept screening: once, and only while its result holds and allows loading."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.answers import Answers
from screening.domain.errors import NotAllowed, NotFound
from screening.domain.programme.make import make_programme
from screening.domain.programme.model import Programme, Request
from screening.domain.programme.offer import LOADING, Offer, offers
from screening.domain.rulebook import Rulebook
from screening.services.training import Followed, basis_of, followed, programme_rules
from screening.services.training_calendar import kept_shown
from screening.services.training_change import checked_key, put
from screening.services.training_situation import situation_of
from screening.store import Store
from screening.store.queries import audit, screenings
from screening.store.queries import training as rows
from screening.store.tables import ProgrammeRow
from screening.store.tables.audit import Event
from screening.store.tokens import digest, new_seed


def first_plan(
    answers: Answers, request: Request, rulebook: Rulebook, before: Followed | None = None
) -> Programme:
    """The programme that starting would keep.

    Args:
        before: the programme followed until now; what was done there counts for spacing, ramp and level.
    """
    return make_programme(
        situation_of(answers, rulebook),
        replace(request, log=before.log) if before else request,
        rulebook.plan,
        programme_rules(rulebook),
        after=before.programme if before else None,
    )


def may_start(store: Store, result_token: str, now: dt.datetime) -> bool:
    """Whether a result still holds and leads to a plan that loads something."""
    with store.read() as tx:
        screening = screenings.screening_by_token(tx, digest(result_token))
        basis = basis_of(tx, screening) if screening is not None else None
    return basis is not None and basis.holds(now) and basis.kind in LOADING


def named_programmes(answers: Answers, start: dt.date, rulebook: Rulebook) -> tuple[Offer, ...]:
    """The programmes that may be asked for by name, each with what speaks against it."""
    situation = situation_of(answers, rulebook)
    return offers(situation, Request(start), rulebook.plan, programme_rules(rulebook))


def start(
    store: Store, result_token: str, request: Request, key: str, rulebook: Rulebook, now: dt.datetime
) -> str:
    """Make the programme of a kept screening, and say where it is; the same however often it is called.

    Args:
        result_token: the link of the result.
        key: made by the client and sent again with every repeat.
        rulebook: that of the screening.
    Returns:
        The token of the programme.
    Raises:
        NotFound: no such result.
        NotAllowed: the result no longer holds, or loading is withheld.
        Busy: nothing was saved; trying again is safe.
    """
    checked_key(key)
    screening_digest = digest(result_token)
    start_key = store.tokens.start_key(screening_digest, key)
    with store.read() as tx:
        screening = screenings.screening_by_token(tx, screening_digest)
        if screening is None:
            raise NotFound("no such result")
        earlier = rows.programme_by_start(tx, start_key)
        before = rows.newest_programme(tx, screening.id)
        running = followed(tx, before) if before is not None else None
        basis = basis_of(tx, screening)
    if earlier is not None:
        return store.tokens.programme_link(earlier.seed)
    if not basis.holds(now):
        raise NotAllowed("the result no longer holds")
    programme = first_plan(basis.answers, request, rulebook, running)
    if not programme.weeks:
        raise NotAllowed("loading is withheld")
    with store.write() as tx:
        earlier = rows.programme_by_start(tx, start_key)
        if earlier is not None:
            return store.tokens.programme_link(earlier.seed)
        seed = new_seed()
        token = store.tokens.programme_link(seed)
        row = ProgrammeRow(
            seed=seed,
            token_digest=digest(token),
            start_key=start_key,
            screening_id=screening.id,
            rulebook_digest=rulebook.digest,
            version=0,
            created_at=now,
            updated_at=now,
            calendar=kept_shown({}),
        )
        put(row, request, programme, now)
        tx.add(row)
        tx.flush()
        audit.record(tx, Event.PROGRAMME_STARTED, now, screening_id=screening.id)
    return token


def newest_link(store: Store, result_token: str) -> str | None:
    """The token of the programme that was started last from a result; None where there is none."""
    with store.read() as tx:
        screening = screenings.screening_by_token(tx, digest(result_token))
        row = rows.newest_programme(tx, screening.id) if screening is not None else None
    if row is None:
        return None
    token = store.tokens.programme_link(row.seed)
    # After a change of the server's secret its link cannot be made again.
    return token if digest(token) == row.token_digest else None
