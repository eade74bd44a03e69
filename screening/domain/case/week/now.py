"""What a case and its log say about the days ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from screening.domain.case.events import Log, ProgrammeMade, RungSet
from screening.domain.case.holding import holding
from screening.domain.case.people import is_fast_track, is_tendon, pain_mode
from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import CaseState
from screening.domain.case.words import Light, SessionKind, State
from screening.domain.vocabulary import Tag

from .model import Past, PlannedSession, StageNow

LOOK_BACK_DAYS = 28
_WEEK = dt.timedelta(days=7)
_LOADING_STAGE = 3
_COMPETING = frozenset({State.S7, State.S8})


def stage_now(state: CaseState, log: Log, rules: CaseRules, day: dt.date) -> StageNow:
    """The case as the days from `day` on depend on it.

    Args:
        log: the whole log of the same case.
    """
    light, light_on = last_light(state.days_by_light, day)
    stops = [one.text for one in holding(state, rules, day) if one.stops_training]
    is_lowered = _is_lowered(log, state.rung_since)
    started = state.entered(State.S7) if state.state in _COMPETING else None
    return StageNow(
        state=state.state,
        side=state.opened.side,
        severity=state.severity,
        day=day,
        rung=state.rung,
        rung_lowered=is_lowered,
        level_down=1 if is_lowered else 0,
        cap_raised=state.eccentric_raised,
        day_off=state.is_day_off(day),
        stopped=" ".join(stops) if stops else None,
        light=light,
        light_on=light_on,
        pain_mode=pain_mode(state, rules),
        recurrent=state.recurrent,
        age_years=state.opened.age_years,
        is_tendon=is_tendon(state, rules),
        is_proximal=Tag.STRETCH_PROXIMAL in state.tags,
        is_fast_track=is_fast_track(state, rules),
        cleared_until=state.clearance.review_on if state.clearance else None,
        sessions=_past(state, day),
        loaded_weeks=_loaded_weeks(state, day),
        top_reps_before=_top_reps_before(state, log, day),
        matches_played=len(_competitions(state, started)) if started else 0,
        days_in_competition=(day - started).days if started else None,
    )


def last_light(
    lights: Mapping[dt.date, Iterable[Light]], day: dt.date
) -> tuple[Light | None, dt.date | None]:
    """The worst light since the last day that was green and nothing else, with its day.

    A day that only waits for an answer says nothing. Without any light both are None.
    """
    found: list[tuple[Light, dt.date]] = []
    for on in sorted((on for on in lights if on <= day), reverse=True):
        shown = set(lights[on])
        worst = next((one for one in (Light.STOP, Light.RED, Light.AMBER) if one in shown), None)
        if worst is not None:
            found.append((worst, on))
        elif Light.GREEN in shown:
            found.append((Light.GREEN, on))
            break
    for light in (Light.STOP, Light.RED, Light.AMBER, Light.GREEN):
        days = [on for one, on in found if one is light]
        if days:
            return light, max(days)
    return None, None


def _is_lowered(log: Log, number: int) -> bool:
    """Whether the rung stands where the software put it."""
    set_by = [event.body for event in log if event.number == number]
    return any(isinstance(body, RungSet) and body.rule is not None for body in set_by)


def _past(state: CaseState, day: dt.date) -> tuple[Past, ...]:
    """The sessions of the last weeks, today's among them."""
    since = day - dt.timedelta(LOOK_BACK_DAYS)
    return tuple(
        Past(
            one.body.on,
            one.body.rung,
            one.body.strength,
            one.body.kind is SessionKind.COMPETITION,
            one.body.hsr_m,
        )
        for one in state.sessions
        if since <= one.body.on <= day
    )


def _competitions(state: CaseState, since: dt.date) -> list[dt.date]:
    return [
        one.body.on
        for one in state.sessions
        if one.body.kind is SessionKind.COMPETITION and one.body.on >= since
    ]


def _loaded_weeks(state: CaseState, day: dt.date) -> int:
    """Weeks in a row before the day with strength work recorded, from S3 on; before it little is loaded."""
    if (state.stage or 0) < _LOADING_STAGE:
        return 0
    lifted = [one.body.on for one in state.sessions if one.body.strength]
    weeks, end = 0, day
    while any(end - _WEEK <= on < end for on in lifted):
        weeks, end = weeks + 1, end - _WEEK
    return weeks


def _top_reps_before(state: CaseState, log: Log, day: dt.date) -> int:
    """The most repetitions of the top class in one of the last four weeks, by what was planned and done.

    A session counts where a programme that was kept held it and strength work was recorded for its day.
    """
    done = {one.body.on for one in state.sessions if one.body.strength}
    weeks = [0] * (LOOK_BACK_DAYS // _WEEK.days)
    for on, session in _kept(log).items():
        place = (day - on - dt.timedelta(1)) // _WEEK
        if on in done and on < day and place < len(weeks):
            weeks[place] += session.top_reps
    return max(weeks)


def _kept(log: Log) -> dict[dt.date, PlannedSession]:
    """The strength session of each day as it was kept last."""
    kept: dict[dt.date, PlannedSession] = {}
    for event in log:
        if isinstance(event.body, ProgrammeMade):
            kept = {on: one for on, one in kept.items() if on < event.body.first}
            kept |= {one.date: one for one in event.body.sessions if one.top_reps}
    return kept
