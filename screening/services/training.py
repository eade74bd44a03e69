"""A programme that is followed, as its own link opens it: the plan, all reports, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.answers import Answers
from screening.domain.errors import NotFound
from screening.domain.programme.model import DatedSession, LoggedSession, Programme, Request
from screening.domain.programme.rules import ProgrammeRules
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import PlanKind
from screening.services.drafts import verbatim
from screening.services.training_calendar import Shown, read_shown
from screening.services.training_log import SessionReport, folded, from_row
from screening.store import Store, Transaction
from screening.store.encoding import from_record
from screening.store.queries import rules_life
from screening.store.queries import training as rows
from screening.store.tables import ProgrammeRow, ScreeningRow
from screening.store.tokens import digest


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
        basis=basis_of(tx, screening),
        rulebook_digest=row.rulebook_digest,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def basis_of(tx: Transaction, screening: ScreeningRow) -> Basis:
    """What a kept screening gives to rest on. For services of this package."""
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
