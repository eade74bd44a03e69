"""What was reported about sessions, folded into the log that the plan is made anew from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.programme.model import Done, LoggedSession
from screening.store.tables.training import ReportKind, SessionReportRow

LONGEST_SCALE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """What an athlete says about one session.

    After it (`done` is given), on the morning after (`pain_next_morning`), or in the days after (`soreness`
    alone).
    """

    session: str
    on: dt.date
    done: Done | None = None
    pain_during: int | None = None
    pain_next_morning: int | None = None
    soreness: int | None = None
    sudden: bool = False
    skipped: tuple[str, ...] = ()

    @property
    def kind(self) -> ReportKind:
        if self.done is not None:
            return ReportKind.SESSION
        return ReportKind.SORENESS if self.pain_next_morning is None else ReportKind.MORNING


def to_row(
    report: SessionReport, programme_id: int, report_key: str, reported_at: dt.datetime
) -> SessionReportRow:
    """The row of a report."""
    return SessionReportRow(
        programme_id=programme_id,
        report_key=report_key,
        session=report.session,
        kind=report.kind,
        on_day=report.on.isoformat(),
        done=report.done,
        pain_during=report.pain_during,
        pain_next_morning=report.pain_next_morning,
        soreness=report.soreness,
        sudden=report.sudden,
        skipped=list(report.skipped),
        reported_at=reported_at,
    )


def from_row(row: SessionReportRow) -> SessionReport:
    """The report of a row."""
    return SessionReport(
        session=row.session,
        on=dt.date.fromisoformat(row.on_day),
        done=row.done,
        pain_during=row.pain_during,
        pain_next_morning=row.pain_next_morning,
        soreness=row.soreness,
        sudden=row.sudden,
        skipped=tuple(row.skipped),
    )


def folded(reports: Iterable[SessionReport]) -> tuple[LoggedSession, ...]:
    """One entry for each session that was reported, by day: of each kind of report the last counts."""
    by_session: dict[str, dict[ReportKind, SessionReport]] = {}
    for report in reports:
        by_session.setdefault(report.session, {})[report.kind] = report
    log = [
        _logged(kinds[ReportKind.SESSION], kinds.get(ReportKind.MORNING), kinds.get(ReportKind.SORENESS))
        for kinds in by_session.values()
        if ReportKind.SESSION in kinds
    ]
    return tuple(sorted(log, key=lambda entry: (entry.on, entry.session)))


def _logged(after: SessionReport, morning: SessionReport | None, sore: SessionReport | None) -> LoggedSession:
    """Soreness in the days after is newer than what was felt before the session, so it counts instead."""
    return LoggedSession(
        id=after.session,
        session=after.session,
        on=after.on,
        done=after.done or Done.NOT,
        pain_during=after.pain_during,
        pain_next_morning=morning.pain_next_morning if morning else None,
        soreness=sore.soreness if sore else after.soreness,
        skipped=after.skipped,
        sudden=after.sudden,
    )
