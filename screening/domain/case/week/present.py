"""Turns built days into the programme that is stored and shown; nothing is decided after this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from screening.domain.case.words import State
from screening.domain.plan.exercises import Unit
from screening.domain.plan.present import dose_text
from screening.domain.programme.days import HEAVY
from screening.domain.programme.rules import ProgrammeWording

from .bounds import is_pain_free, rung_of
from .dates import NOT_GREEN, Calendar, is_cleared, is_held_back, is_off, is_stepped_down, match_turns
from .draft import Draft, DraftSession, DraftWeek
from .model import CaseItem, CaseSession, Kind
from .trim import needs_warm_up

_FAST_RUNG = 7


def session_of(session: DraftSession, calendar: Calendar, wording: ProgrammeWording) -> CaseSession:
    """One session as printed."""
    limits, say = calendar.plan.limits, calendar.rules.wording.say
    alone = needs_warm_up(session, calendar)
    warm_up = say("warm_up") if alone else None
    if session.is_after_run and session.top_class >= limits.warm_up_class:
        warm_up = say("after_run")
    return CaseSession(
        key=f"{session.date.isoformat()}-{session.kind.value}",
        date=session.date,
        kind=session.kind,
        title=_title(session, calendar),
        minutes=session.minutes(limits.change_over_seconds) + (limits.warm_up_minutes if alone else 0),
        items=tuple(item_of(item, calendar) for item in session.items),
        warm_up=warm_up,
        warm_up_minutes=limits.warm_up_minutes if alone else 0,
        soreness=_soreness(session, calendar, wording),
        note=_note(session, calendar),
    )


def _title(session: DraftSession, calendar: Calendar) -> str:
    if session.kind is Kind.STRENGTH:
        return "Strength" if session.top_class >= 1 else "Gentle work"
    return rung_of(session.top_rung, calendar.rules).name


def _soreness(session: DraftSession, calendar: Calendar, wording: ProgrammeWording) -> str:
    if session.top_class >= calendar.plan.limits.exposure_class and calendar.now.loaded_weeks == 0:
        return wording.soreness_new
    if session.top_class >= HEAVY:
        return wording.soreness_heavy
    return wording.soreness_light if session.top_class >= 1 else wording.soreness_none


def _note(session: DraftSession, calendar: Calendar) -> str | None:
    say = calendar.rules.wording.say
    said = [say(note, minutes=calendar.bounds.minutes) for note in session.notes]
    return " ".join(said) or None


def next_rung(calendar: Calendar) -> list[str]:
    """What opens the next rung; nothing where there is none in this stage, or a light is not green."""
    number, say = calendar.bounds.rung, calendar.rules.wording.say
    if number >= calendar.bounds.week.highest_rung or calendar.now.light in NOT_GREEN:
        return []
    rung, after = rung_of(number, calendar.rules), rung_of(number + 1, calendar.rules)
    name = after.name[:1].lower() + after.name[1:]
    if calendar.now.is_fast_track and number <= calendar.rules.limits.fast_track_up_to:
        return [say("next_rung_fast", name=name)]
    passing = rung.passing[:1].lower() + rung.passing[1:]
    return [say("next_rung", name=name, passing=passing)]


def item_of(item: Draft, calendar: Calendar) -> CaseItem:
    """One line as printed."""
    exercise, part = item.exercise, item.part
    rung = rung_of(item.rung, calendar.rules) if part is not None and item.rung is not None else None
    library = exercise.sources if exercise else ()
    return CaseItem(
        exercise=exercise.id if exercise else None,
        name=part.name if part else exercise.name if exercise else "",
        slot=item.slot,
        dose=_dose(item),
        sets=item.sets,
        amount=item.amount,
        unit=item.unit.value,
        each_leg=exercise.each_leg if exercise and not part else False,
        tempo=part.tempo if part else exercise.dose.tempo if exercise else "",
        rest=part.rest if part else exercise.dose.rest if exercise else "",
        rest_seconds=part.rest_seconds if part else exercise.dose.rest_seconds if exercise else 0,
        seconds_each=part.seconds_each if part else exercise.dose.seconds_each if exercise else 1,
        cues=part.cues if part else exercise.cues if exercise else (),
        stop_rule=part.stop_rule if part else exercise.stop_rule if exercise else "",
        eccentric_class=item.eccentric_class,
        rung=item.rung,
        sources=tuple(dict.fromkeys((*(rung.sources if rung else ()), *library))),
        note=_item_note(item, calendar),
        extra_sets=item.extra_sets,
        extra_side=item.extra_side,
        speed=rung.speed if rung else None,
    )


def _item_note(item: Draft, calendar: Calendar) -> str | None:
    said = [item.note] if item.note else []
    if item.exercise is not None and item.exercise.dose.note and item.part is None:
        said.append(item.exercise.dose.note)
    if item.extra_side is not None:
        said.append(calendar.rules.wording.say("side_extra", side=item.extra_side.value))
    return " ".join(said) or None


def _dose(item: Draft) -> str:
    if item.part is not None and item.unit is Unit.RUNS:
        between = " × " if item.sets == 1 else f" × {item.amount}, "
        count = item.amount if item.sets == 1 else item.sets
        return f"{count}{between}{item.part.distance}"
    each = item.exercise.each if item.exercise else None
    text = dose_text(item.sets, item.unit, item.amount, each=each)
    if item.extra_side is None:
        return text
    return f"{text}, {item.extra_sets} more on the {item.extra_side.value}"


def around(dates: Iterable[dt.date], calendar: Calendar) -> list[CaseSession]:
    """Training with the team and matches, which are not ours to plan."""
    week, team = calendar.bounds.week, calendar.terms.team_days
    found = []
    days = set(dates)
    for day, turn in (
        match_turns(calendar.now, calendar.terms.match_dates, calendar.rules) if week.plays else ()
    ):
        if day in days:
            found.append(_match(day, turn, calendar))
    taken = {session.date for session in found}
    for day in sorted(days):
        if (
            week.team
            and day.isoweekday() in team
            and day not in taken
            and not is_held_back(day, calendar.now, calendar.rules)
        ):
            key = f"{day.isoformat()}-{Kind.TEAM.value}"
            found.append(CaseSession(key=key, date=day, kind=Kind.TEAM, title=week.team, minutes=0))
    return found


def _match(day: dt.date, turn: int | None, calendar: Calendar) -> CaseSession:
    say, steps = calendar.rules.wording.say, calendar.rules.match_minutes
    minutes, note = None, ""
    if turn is None:
        note = say("match_wait", hours=calendar.rules.limits.first_matches_apart_hours)
    elif is_off(day, calendar.now):
        note = say("day_off")
    elif not is_cleared(day, calendar.now):
        note = say("not_cleared")
    elif is_stepped_down(calendar.now, calendar.rules):
        note = say("match_rung")
    elif is_held_back(day, calendar.now, calendar.rules):
        note = say("match_light")
    elif calendar.now.state is not State.S7 or turn >= len(steps):
        note = say("match_full")
    else:
        minutes = steps[turn]
        note = say("match_minutes", least=minutes[0], most=minutes[1])
    plays = turn is not None and not is_held_back(day, calendar.now, calendar.rules)
    return CaseSession(
        key=f"{day.isoformat()}-{Kind.MATCH.value}",
        date=day,
        kind=Kind.MATCH,
        title="Match",
        minutes=0,
        note=note,
        plays=plays,
        match_minutes=minutes if plays else None,
    )


def pain_rule(calendar: Calendar) -> tuple[str, ...]:
    """The pain limits that count, the one for fast running where there is any."""
    say = calendar.rules.wording.say
    free = is_pain_free(calendar.now, calendar.rules)
    lines = [say("pain_free") if free else say("pain_threshold")]
    return (*lines, say("pain_fast")) if calendar.bounds.rung >= _FAST_RUNG else tuple(lines)


def sources_of(weeks: Iterable[DraftWeek], calendar: Calendar) -> tuple[str, ...]:
    """Everything the days rest on, each once."""
    items = [item for week in weeks for session in week.sessions for item in session.items]
    groups = [item.exercise.sources for item in items if item.exercise is not None]
    own = (*calendar.bounds.week.sources, *calendar.rules.wording.sources)
    return tuple(dict.fromkeys((*own, *(source for group in groups for source in group))))
