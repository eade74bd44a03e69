"""Following a programme: started from a kept screening, opened by its own link, changed as life asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.answers import Answers
from screening.domain.errors import InvalidAnswers, NotAllowed, NotFound, OutOfDate, Problem
from screening.domain.programme.make import make_programme
from screening.domain.programme.model import DatedSession, LoggedSession, Programme, Request
from screening.domain.programme.offer import LOADING, Offer, offers
from screening.domain.programme.replan import replan
from screening.domain.programme.rules import ProgrammeRules
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import PlanKind
from screening.services.drafts import verbatim
from screening.services.training_calendar import Shown, kept_shown, read_shown, shown_after
from screening.services.training_log import SessionReport, folded, from_row, is_stopped
from screening.services.training_situation import situation_of
from screening.store import Store, Transaction
from screening.store.encoding import from_record, to_record
from screening.store.queries import audit, rules_life, screenings
from screening.store.queries import training as rows
from screening.store.tables import ProgrammeRow, ScreeningRow
from screening.store.tables.audit import Event
from screening.store.tokens import digest, new_seed

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, repr=False)
class Basis:
    """The screening that a programme rests on."""

    answers: Answers
    taken_at: dt.datetime
    valid_until: dt.datetime
    kind: PlanKind | None
    is_recalled: bool
    """Newer rules would have asked this athlete for more."""

    def holds(self, now: dt.datetime) -> bool:
        """Whether its answers may still be relied on."""
        return now < self.valid_until and not self.is_recalled


@dataclass(frozen=True, slots=True, repr=False)
class Followed:
    """A programme as it stands, with everything that was reported about it."""

    id: int
    token_digest: str
    version: int
    request: Request
    """With the log of all reports."""
    programme: Programme
    calendar: Mapping[str, Shown]
    reports: tuple[SessionReport, ...]
    basis: Basis
    rulebook_digest: str
    created_at: dt.datetime
    updated_at: dt.datetime

    @property
    def log(self) -> tuple[LoggedSession, ...]:
        return self.request.log

    @property
    def sessions(self) -> tuple[DatedSession, ...]:
        """All sessions by date."""
        return tuple(session for week in self.programme.weeks for session in week.sessions)

    @property
    def is_stopped(self) -> bool:
        """Something sudden was reported: no session until the check was answered again."""
        return is_stopped(self.reports)

    def session(self, key: str) -> DatedSession:
        """One session.

        Raises:
            NotFound: the programme holds no such session.
        """
        for session in self.sessions:
            if session.key == key:
                return session
        raise NotFound("no such session")

    def logged(self, key: str) -> LoggedSession:
        """What was reported about one session.

        Raises:
            NotFound: nothing was.
        """
        for entry in self.log:
            if entry.session == key:
                return entry
        raise NotFound("nothing was reported about this session")


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
        basis = _basis(tx, screening) if screening is not None else None
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
        basis = _basis(tx, screening)
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


def load_programme(store: Store, token: str) -> Followed:
    """The programme a link opens.

    Raises:
        NotFound: no such link.
    """
    with store.read() as tx:
        row = rows.programme_by_token(tx, digest(token))
        if row is None:
            raise NotFound("no such programme")
        return followed(tx, row)


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


def change(
    store: Store, token: str, request: Request, rulebook: Rulebook, now: dt.datetime, *, version: int
) -> Followed:
    """Make what lies ahead anew from other days, minutes, kit, matches or time away.

    Args:
        request: as wished; its log and start are not read, those of the programme stay.
        rulebook: that of the programme.
        version: the version the wish was made from.
    Raises:
        NotFound: no such programme.
        OutOfDate: changed by somebody else since.
        Busy: nothing was saved; trying again is safe.
    """
    current = load_programme(store, token)
    if current.version != version:
        raise OutOfDate("the plan was changed in another window")
    wished = replace(request, start=current.request.start, log=current.log)
    programme = planned_anew(current, wished, rulebook, now)
    with store.write() as tx:
        row = rows.programme_by_token(tx, current.token_digest, for_update=True)
        if row is None or row.version != version:
            raise OutOfDate("the plan was changed in another window")
        put(row, wished, programme, now, stopped=current.is_stopped)
        tx.flush()
        audit.record(tx, Event.PROGRAMME_CHANGED, now, screening_id=row.screening_id)
        return followed(tx, row)


def planned_anew(current: Followed, request: Request, rulebook: Rulebook, now: dt.datetime) -> Programme:
    """The programme with everything from the day of `now` on made anew."""
    return replan(
        current.programme,
        situation_of(current.basis.answers, rulebook),
        request,
        rulebook.plan,
        programme_rules(rulebook),
        today=now.date(),
    )


def put(
    row: ProgrammeRow, request: Request, programme: Programme, now: dt.datetime, *, stopped: bool = False
) -> None:
    """Bring a row to the next version. For services of this package.

    Args:
        stopped: nothing is to be done for now, so calendars cancel what lies ahead.
    """
    row.request = to_record(replace(request, log=()))
    row.programme = to_record(programme)
    off = ahead_of(programme, request, now.date()) if stopped else frozenset()
    row.calendar = kept_shown(shown_after(read_shown(row.calendar), programme, off))
    row.version += 1
    # A clock set back must not make the row contradict itself.
    row.updated_at = max(now, row.created_at)


def ahead_of(programme: Programme, request: Request, today: dt.date) -> frozenset[str]:
    """The keys of sessions from today on that nothing was reported about."""
    told = {entry.session for entry in request.log}
    sessions = (session for week in programme.weeks for session in week.sessions)
    return frozenset(each.key for each in sessions if each.date >= today and each.key not in told)


def followed(tx: Transaction, row: ProgrammeRow) -> Followed:
    """A programme with its reports. For services of this package."""
    screening = tx.get_one(ScreeningRow, row.screening_id)
    reports = tuple(from_row(report) for report in rows.reports_of(tx, row.id))
    return Followed(
        id=row.id,
        token_digest=row.token_digest,
        version=row.version,
        request=replace(from_record(row.request, Request), log=folded(reports)),
        programme=from_record(row.programme, Programme),
        calendar=read_shown(row.calendar),
        reports=reports,
        basis=_basis(tx, screening),
        rulebook_digest=row.rulebook_digest,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _basis(tx: Transaction, screening: ScreeningRow) -> Basis:
    kind = screening.assessment["plan"]["kind"]
    return Basis(
        answers=verbatim(screening.answers),
        taken_at=screening.taken_at,
        valid_until=screening.valid_until,
        kind=PlanKind(kind) if kind else None,
        is_recalled=rules_life.newest_recall(tx, screening.id) is not None,
    )


def programme_rules(rulebook: Rulebook) -> ProgrammeRules:
    """The rules of dated programmes.

    Raises:
        NotFound: the rulebook is from before there were any.
    """
    if rulebook.programmes is None:
        raise NotFound("these rules make no programmes")
    return rulebook.programmes


def checked_key(key: str) -> str:
    """The key of a form, if it can be one.

    Raises:
        InvalidAnswers: it is empty or too long.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidAnswers((Problem("key", f"send 1 to {LONGEST_KEY} characters"),))
    return key
