"""The programme of a case: dated sessions for the days ahead, inside the stage, its holds and its lights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from screening.domain.plan.rules import PlanRules
from screening.domain.programme.matches import Matches
from screening.domain.programme.rules import ProgrammeRules

from .week.bounds import bounds_of, rung_to_run, week_of
from .week.conflicts import conflicts_of
from .week.dates import RED, Calendar, is_cleared, running_days, strength_days
from .week.draft import DraftWeek
from .week.fill import lines_of, running_session, strength_session, top_up
from .week.lights import soften
from .week.metres import has_risen, keep_fast_metres
from .week.model import CaseProgramme, CaseSession, Kind, StageNow, Terms
from .week.present import around, next_rung, pain_rule, session_of, sources_of
from .week.rules import CaseWeekRules
from .week.trim import add_for_injured_leg, ease, keep_to_ramp, keep_to_sets, keep_to_time
from .words import ENDED, STAGES, Light, State

DAYS_A_WEEK = 7


def case_programme(
    now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules, programmes: ProgrammeRules
) -> CaseProgramme:
    """The sessions from `now.day` on, `terms.length` days of them.

    Pure: the same input gives the same programme. Where nothing may be planned `why` says why. Where days,
    kit or minutes leave no room for a rule, the programme names it in `conflicts` and in a note.
    """
    if now.state not in STAGES:
        return _empty(now, terms, rules, _why_none(now.state))
    if now.stopped is not None:
        return _empty(now, terms, rules, "held")
    calendar = _calendar(now, terms, rules, plan, programmes)
    if now.severity in rules.clinician_built and not terms.is_clinicians:
        return _clinician_built(calendar)
    weeks = _weeks(calendar)
    dates = [day for week in weeks for day in week.dates]
    made = [session_of(one, calendar, programmes.wording) for week in weeks for one in week.sessions]
    sessions = in_order([*made, *around(dates, calendar)])
    conflicts = conflicts_of(weeks, sessions, calendar)
    return CaseProgramme(
        state=now.state,
        side=now.side,
        first=dates[0],
        last=dates[-1],
        title=calendar.bounds.week.title,
        lead=calendar.bounds.week.lead,
        class_cap=calendar.bounds.class_cap,
        rung=calendar.bounds.rung,
        highest_rung=calendar.bounds.week.highest_rung,
        level=calendar.bounds.level,
        minutes=calendar.bounds.minutes,
        sessions=sessions,
        notes=(*_notes(conflicts, calendar), *_easier(weeks, calendar)),
        conflicts=conflicts,
        pain_rule=pain_rule(calendar),
        is_clinician_built=now.severity in rules.clinician_built,
        easier_weeks=tuple(week.number for week in weeks if week.is_easier),
        sources=sources_of(weeks, calendar),
        warnings=_warnings(calendar),
    )


def in_order(sessions: Sequence[CaseSession]) -> tuple[CaseSession, ...]:
    """By date, and on one day running before strength."""
    order = {kind: place for place, kind in enumerate((Kind.MATCH, Kind.TEAM, Kind.RUNNING, Kind.STRENGTH))}
    return tuple(sorted(sessions, key=lambda session: (session.date, order[session.kind])))


def _calendar(
    now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules, programmes: ProgrammeRules
) -> Calendar:
    bounds = bounds_of(now, terms, rules, plan)
    played = {past.on for past in now.sessions if past.competition}
    # Matches that are not played in the end keep their room too, so that a worse light never adds work.
    dates = tuple(sorted({*played, *(terms.match_dates if bounds.week.plays else ())}))
    return Calendar(now, terms, bounds, rules, plan, Matches(dates, programmes.around_match))


def _weeks(calendar: Calendar) -> list[DraftWeek]:
    """All days in groups of seven, each built upon the ones before."""
    now, limits = calendar.now, calendar.plan.limits
    days = [now.day + dt.timedelta(place) for place in range(calendar.terms.length)]
    ran = [past.on for past in now.sessions if past.rung is not None]
    lifted = [past.on for past in now.sessions if past.strength]
    highest = now.top_reps_before
    weeks = list[DraftWeek]()
    for number, start in enumerate(range(0, len(days), DAYS_A_WEEK), start=1):
        dates = tuple(days[start : start + DAYS_A_WEEK])
        is_easier = (now.loaded_weeks + number) % limits.deload_every_weeks == 0
        week = _week(DraftWeek(number, dates, is_easier), ran, lifted, highest, calendar)
        ran += [session.date for session in week.runs]
        lifted += [session.date for session in week.strength]
        highest = max(highest, week.top_reps(limits.top_class))
        weeks.append(week)
    for week in weeks:
        soften(week, calendar)
    keep_fast_metres(weeks, calendar)
    return weeks


def _week(
    week: DraftWeek, ran: list[dt.date], lifted: list[dt.date], highest: int, calendar: Calendar
) -> DraftWeek:
    runs = running_days(week.dates, ran, calendar)
    week.runs = [running_session(day, place, calendar) for place, day in enumerate(runs, start=1)]
    days = strength_days(week.dates, runs, lifted, calendar)
    has_run = {session.date for session in week.runs if session.top_rung > 0}
    week.strength = [
        strength_session(
            day,
            place,
            lines_of(place, len(days), calendar.bounds.week.items),
            calendar,
            is_after_run=day in has_run,
        )
        for place, day in enumerate(days, start=1)
    ]
    top_up(week, calendar)
    keep_to_sets(week, calendar)
    keep_to_ramp(week, highest, calendar)
    ease(week, calendar)
    keep_to_time(week, calendar)
    add_for_injured_leg(week, calendar.now.side, calendar.now.light, calendar)
    return week


def _warnings(calendar: Calendar) -> tuple[str, ...]:
    return (calendar.rules.wording.say("fast_rise"),) if has_risen(calendar) else ()


def _easier(weeks: Sequence[DraftWeek], calendar: Calendar) -> tuple[str, ...]:
    is_easier = any(week.is_easier and week.hamstring_sets for week in weeks)
    return (calendar.rules.wording.say("deload"),) if is_easier else ()


def _notes(conflicts: Sequence[str], calendar: Calendar) -> tuple[str, ...]:
    now, terms, words = calendar.now, calendar.terms, calendar.rules.wording
    notes = []
    if now.light in RED:
        notes.append(words.say("red"))
    elif now.light is Light.AMBER:
        notes.append(words.say("amber"))
    if now.day_off:
        notes.insert(0, words.say("day_off"))
    notes.append(words.say("side_first", side=now.side.value))
    notes += next_rung(calendar)
    week = calendar.bounds.week
    last = now.day + dt.timedelta(terms.length - 1)
    if any(now.day <= day <= last for day in terms.match_dates) and not week.plays:
        notes.append(words.say("no_match_yet"))
    if week.team and not is_cleared(now.day, now):
        notes.append(words.say("not_cleared"))
    elif week.team and not terms.team_days:
        notes.append(words.say("team_unknown"))
    if terms.kit is None:
        notes.append(words.say("kit_unknown"))
    said = [words.conflicts[rule] for rule in conflicts if rule in words.conflicts]
    if calendar.rules.exception.rule in conflicts:
        said.append(calendar.rules.exception.reason)
    return (*notes, *week.notes, *(() if now.light in RED else said))


def _why_none(state: State) -> str:
    if state in ENDED:
        return "ended"
    return "referred" if state is State.REFERRED else "not_in_stage"


def _empty(now: StageNow, terms: Terms, rules: CaseWeekRules, why: str) -> CaseProgramme:
    text = rules.wording.say(why)
    in_stage = now.state in STAGES
    return CaseProgramme(
        state=now.state,
        side=now.side,
        first=now.day,
        last=now.day + dt.timedelta(terms.length - 1),
        title=rules.stages[now.state].title if in_stage else "No programme",
        why=f"{text} {now.stopped}".strip() if why == "held" and now.stopped else text,
        rung=0,
        highest_rung=0,
        sources=rules.wording.sources,
    )


def _clinician_built(calendar: Calendar) -> CaseProgramme:
    """Nothing suggested; the limits of the stage are there for whoever builds it."""
    now, rules = calendar.now, calendar.rules
    return CaseProgramme(
        state=now.state,
        side=now.side,
        first=now.day,
        last=now.day + dt.timedelta(calendar.terms.length - 1),
        title=week_of(now, rules).title,
        why=rules.wording.say("clinician_builds"),
        class_cap=calendar.bounds.class_cap,
        rung=rung_to_run(now, week_of(now, rules)),
        highest_rung=calendar.bounds.week.highest_rung,
        level=calendar.bounds.level,
        minutes=calendar.bounds.minutes,
        pain_rule=pain_rule(calendar),
        sources=rules.wording.sources,
        is_clinician_built=True,
        warnings=_warnings(calendar),
    )
