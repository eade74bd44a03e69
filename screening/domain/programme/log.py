"""What was reported: each session once, how much of a week was done, and whether the level has risen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from .draft import DAYS_A_WEEK
from .model import DatedWeek, Done, LoggedSession, Programme
from .rules import Following

CREDIT = {Done.DONE: 1.0, Done.PARTLY: 0.5, Done.NOT: 0.0}


def reports(log: Iterable[LoggedSession]) -> tuple[LoggedSession, ...]:
    """Each report once, the last word of each id, by day and id."""
    last = {report.id: report for report in log}
    return tuple(sorted(last.values(), key=lambda report: (report.on, report.id)))


def reports_since(log: Iterable[LoggedSession], start: dt.date) -> tuple[LoggedSession, ...]:
    """The reports that can belong to a programme which began on that day."""
    return tuple([report for report in reports(log) if report.on >= start])


def done_by_session(found: Sequence[LoggedSession]) -> dict[str, Done]:
    """How much of each reported session was done, by its key; where reports differ, the most."""
    done: dict[str, Done] = {}
    for report in found:
        before = done.get(report.session)
        if before is None or CREDIT[report.done] > CREDIT[before]:
            done[report.session] = report.done
    return done


def left_out(found: Sequence[LoggedSession]) -> dict[str, frozenset[str]]:
    """The exercises that were left out of sessions done partly, by the session's key."""
    partly = [report for report in found if report.done is Done.PARTLY]
    return {report.session: frozenset(report.skipped) for report in partly}


def share_done(weeks: Sequence[DatedWeek], done: Mapping[str, Done]) -> float:
    """The share of the planned sessions that was done, one done partly counting half; 0 without sessions."""
    keys = [session.key for week in weeks for session in week.sessions]
    credit = sum([CREDIT[done[key]] for key in keys if key in done])
    return credit / len(keys) if keys else 0.0


def levels_gained(
    programme: Programme | None, log: Iterable[LoggedSession], rules: Following, today: dt.date
) -> int:
    """How many exercise levels were earned: one for each whole block that was done nearly in full."""
    if programme is None:
        return 0
    done = done_by_session(reports_since(log, programme.start))
    over = [week for week in programme.weeks if week.start + dt.timedelta(DAYS_A_WEEK) <= today]
    size = rules.block_weeks
    blocks = [over[first : first + size] for first in range(0, len(over) - size + 1, size)]
    return sum([share_done(block, done) >= rules.block_done for block in blocks])
