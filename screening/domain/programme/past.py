"""What stands already when a programme is made: past and reported sessions, and where to go on from there."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from screening.domain.plan.exercises import Exercise
from screening.domain.plan.situation import Situation

from .draft import DAYS_A_WEEK, DraftDay, DraftWeek, as_drafts
from .log import CREDIT, done_by_session, left_out, reports_since
from .model import DatedSession, DatedWeek, Done, LoggedSession, Programme
from .rules import Note, Protocol
from .setting import Setting

WEEK = dt.timedelta(DAYS_A_WEEK)


@dataclass(frozen=True, slots=True)
class Past:
    """A programme so far. `weeks` hold what stands in the weeks that are over, oldest first."""

    today: dt.date
    weeks: tuple[DraftWeek, ...] = ()
    """Of this programme, and with number 0 those of the one before it."""
    standing: Mapping[int, tuple[DraftDay, ...]] = field(default_factory=dict)
    """Sessions that stand in weeks which are not over, by week number."""
    dated: Mapping[int, DatedWeek] = field(default_factory=dict)
    """The weeks as they were, by number."""
    begins_again: bool = False
    """Whether another protocol begins now, whatever step the one before had come to."""

    def for_another_protocol(self) -> Past:
        return dataclasses.replace(self, begins_again=True)

    def stands_in(self, number: int) -> tuple[DraftDay, ...]:
        return self.standing.get(number, ())


def past_of(
    programme: Programme,
    log: Sequence[LoggedSession],
    situation: Situation,
    exercises: Mapping[str, Exercise],
    today: dt.date,
) -> Past:
    """What stands of a programme on a day: sessions before it, and every session somebody reported."""
    found = reports_since(log, programme.start)
    done, skipped = done_by_session(found), left_out(found)
    weeks, standing = [], {}
    for week in programme.weeks:
        is_over = week.start + WEEK <= today
        days = [
            _kept(_as_done(session, done, skipped), session, situation, exercises, today)
            for session in week.sessions
            if is_over or session.date < today or session.key in done
        ]
        if is_over:
            weeks.append(_over(week, days))
        elif days:
            standing[week.number] = tuple(days)
    return Past(today, tuple(weeks), standing, {week.number: week for week in programme.weeks})


@dataclass(frozen=True, slots=True)
class _AsDone:
    done: Done | None
    left_out: frozenset[str]


def _as_done(
    session: DatedSession, done: Mapping[str, Done], skipped: Mapping[str, frozenset[str]]
) -> _AsDone:
    how = done.get(session.key)
    return _AsDone(how, skipped.get(session.key, frozenset()) if how is Done.PARTLY else frozenset())


def _kept(
    how: _AsDone,
    session: DatedSession,
    situation: Situation,
    exercises: Mapping[str, Exercise],
    today: dt.date,
) -> DraftDay:
    return DraftDay(
        date=session.date,
        place=int(session.key.partition("-")[2]),
        situation=situation,
        class_cap=0,
        items=[item for item in as_drafts(session, exercises) if item.exercise.id not in how.left_out],
        kept=session,
        done=how.done,
        is_past=session.date < today,
    )


def _over(week: DatedWeek, days: list[DraftDay]) -> DraftWeek:
    return DraftWeek(
        number=week.number,
        start=week.start,
        step=week.step,
        name=week.name,
        deload=week.deload,
        bounded=False,
        match_dates=week.match_dates,
        days=days,
        note=week.note,
        is_past=True,
    )


def with_history(past: Past, before: Past) -> Past:
    """A new programme's past with an earlier programme as its history: the work counts, its steps do not."""
    earlier = [*before.weeks, *(_open_week(before, number) for number in before.standing)]
    for week in earlier:
        week.number = 0
    return dataclasses.replace(past, weeks=(*earlier, *past.weeks))


def _open_week(past: Past, number: int) -> DraftWeek:
    return _over(past.dated[number], list(past.standing[number]))


@dataclass(frozen=True, slots=True)
class GoOn:
    """The step of the protocol to go on with, and why where it is not simply the next one."""

    step: int
    note: Note | None = None


def go_on_from(past: Past, monday: dt.date, number: int, setting: Setting) -> GoOn:
    """Where the week that begins on `monday` goes on, by what was done before it.

    A week without a session repeats the last week that was done; two or more in a row begin again.
    """
    following = setting.rules.following
    if past.begins_again:
        return GoOn(0)
    if any(_was_done(day) for day in past.stands_in(number)):
        return GoOn(past.dated[number].step)
    first = _first_of_this_run(past, number)
    weeks = [week for week in past.weeks if week.number >= first]
    done = [week for week in weeks if any(_was_done(day) for day in week.days)]
    if not done:
        return GoOn(0, Note.STARTED_AGAIN if len(weeks) >= following.restart_after_weeks else None)
    last = done[-1]
    is_done = last.deload or _share(last) >= following.week_counts_from
    if is_done and last.step + 1 >= len(setting.protocol.weeks):
        return GoOn(last.step + 1)  # over; what follows is its maintenance
    missed = (monday - last.start).days // DAYS_A_WEEK - 1
    if missed >= following.restart_after_weeks:
        return GoOn(0, Note.STARTED_AGAIN)
    if missed:
        return GoOn(_loading_step(last.step, setting.protocol), Note.REPEATED)
    return GoOn(last.step + 1) if is_done else GoOn(last.step, Note.NOT_ALL_DONE)


def _first_of_this_run(past: Past, number: int) -> int:
    """The last week that began the protocol; those before it belong to an earlier attempt or another one."""
    begun = [week.number for week in past.dated.values() if week.step == 0 and week.number <= number]
    return max(begun, default=1)


def _was_done(day: DraftDay) -> bool:
    return day.done in (Done.DONE, Done.PARTLY)


def _share(week: DraftWeek) -> float:
    """The share of the week's sessions that was done."""
    credit = sum([CREDIT[day.done] for day in week.days if day.done is not None])
    return credit / len(week.days) if week.days else 0.0


def _loading_step(step: int, protocol: Protocol) -> int:
    """The step itself, or the one before an easier week: after a week off nobody needs another."""
    step = min(step, len(protocol.weeks) - 1)
    return step - 1 if protocol.weeks[step].deload and step > 0 else step
