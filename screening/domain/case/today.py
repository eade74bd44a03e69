"""What an athlete may do today, and the sentence that says so to the athlete and to the coach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from .holding import holding
from .people import RED, is_fast_track, is_tendon
from .rules import CaseRules, DayCap, Today, WhyLower
from .rungs import rung_cap
from .sessions import DAY
from .standing import CaseState
from .words import Availability, State

_AVAILABILITY = {
    Today.ENDED: Availability.UNKNOWN,
    Today.NOT_STARTED: Availability.NOT_CLEARED,
    Today.REFERRED: Availability.NOT_CLEARED,
    Today.NO_TRAINING: Availability.NOT_CLEARED,
    Today.REST: Availability.NOT_CLEARED,
    Today.DAY_OFF: Availability.NOT_CLEARED,
    Today.NO_RUNNING: Availability.MODIFIED,
    Today.RUNNING: Availability.MODIFIED,
    Today.EXPIRED: Availability.MODIFIED,
    Today.FULL_TRAINING: Availability.MODIFIED,
    Today.COMPETITION: Availability.FULL,
}
_UNCLEARED = frozenset({Today.NO_RUNNING, Today.RUNNING, Today.EXPIRED})
"""Days on which the running rung decides; full training holds all of them."""
_NOTHING = frozenset(
    {Today.ENDED, Today.NOT_STARTED, Today.REFERRED, Today.NO_TRAINING, Today.REST, Today.DAY_OFF}
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The limits of one day. Everything is an upper limit, never an aim."""

    day: dt.date
    today: Today
    availability: Availability
    highest_rung: int
    """Inside the stage; the athlete does `rung` and no more."""
    rung: int
    """The running rung of today; the one set may be higher."""
    why_lower: str
    """Why it is lower than the one set, in words; empty where it is not."""
    highest_eccentric: int
    speed_pct: int
    """The highest speed, in percent of the best before the injury; 0: no running."""
    kind: str
    """What kind of training, in a sentence."""
    not_allowed: tuple[str, ...]
    athlete: str
    coach: str
    cleared_by: str
    """Who gave the clearance, in a sentence; empty where there is none today."""


def allowed_today(state: CaseState, rules: CaseRules, day: dt.date) -> Allowed:
    """The limits of a day.

    Source:
        rules/stages/stages.yaml: max_rung, max_eccentric; running.yaml; wording.yaml
    """
    today = _today(state, rules, day)
    if today in _NOTHING:
        return _nothing(state, rules, day, today)
    stage = rules.stages[state.state]
    rung = _rung_today(state, rules, day) if today in _UNCLEARED else stage.max_rung
    caps = _caps_today(state, rules, day)
    slower = [cap.rung for cap in caps if cap.rung is not None]
    rung = min([rung, *slower])
    if slower and today not in _UNCLEARED:
        today, stage = Today.RUNNING, rules.stages[State.S5]  # as before anybody was cleared
    if rung == 0 and today is Today.RUNNING:
        today = Today.NO_RUNNING
    speed = round(rules.running.rungs[rung].speed_pct)
    why = _why_lower(state, rules, day, rung)
    lower = rules.words.why_lower[why].format(high=high_from(state, rules)) if why is not None else ""
    named = {
        "set": state.rung,
        "why": lower,
        "speed": speed,
        "rung": rung,
        "content": rules.running.rungs[rung].content,
        "kind": stage.kind,
        "name": state.clearance.by.name if state.clearance else "",
        "day": day.isoformat(),
    }
    cleared = state.clearance is not None and today in {Today.FULL_TRAINING, Today.COMPETITION}
    return Allowed(
        day=day,
        today=today,
        availability=_AVAILABILITY[today],
        highest_rung=rung_cap(state.state, rules),
        rung=rung,
        why_lower=lower,
        highest_eccentric=min(
            [eccentric_cap(state, rules), *(cap.eccentric for cap in caps if cap.eccentric is not None)]
        ),
        speed_pct=speed,
        kind=stage.kind,
        not_allowed=stage.not_allowed,
        athlete=_to_athlete(rules, today, named),
        coach=rules.words.coach[today].format(**named),
        cleared_by=rules.words.cleared_by.format(**named) if cleared else "",
    )


def _caps_today(state: CaseState, rules: CaseRules, day: dt.date) -> list[DayCap]:
    """What the check-ins of the day take away, from every light it was given."""
    fired = {rule for light in state.lights_of(day) for rule in light.rules}
    return [cap for rule, cap in rules.day_caps.items() if rule in fired]


def _nothing(state: CaseState, rules: CaseRules, day: dt.date, today: Today) -> Allowed:
    stage = rules.stages.get(state.state)
    return Allowed(
        day=day,
        today=today,
        availability=_AVAILABILITY[today],
        highest_rung=0,
        rung=0,
        why_lower="",
        highest_eccentric=0,
        speed_pct=0,
        kind="",
        not_allowed=stage.not_allowed if stage else (),
        athlete=rules.words.athlete[today],
        coach=rules.words.coach[today],
        cleared_by="",
    )


def _today(state: CaseState, rules: CaseRules, day: dt.date) -> Today:
    if state.is_ended:
        return Today.ENDED
    if state.state is State.REFERRED:
        return Today.REFERRED
    if state.stage is None:
        return Today.NOT_STARTED
    if any(one.stops_training for one in holding(state, rules, day)):
        return Today.NO_TRAINING
    if any(light.light in RED for light in state.lights_of(day)):
        return Today.REST
    if state.is_day_off(day):
        return Today.DAY_OFF
    if state.stage < 6:
        return Today.RUNNING
    if state.clearance is None or not state.clearance.holds_on(day):
        return Today.EXPIRED
    return Today.FULL_TRAINING if state.state is State.S6 else Today.COMPETITION


def _rung_today(state: CaseState, rules: CaseRules, day: dt.date) -> int:
    """The rung inside the cap, and no high one on the day after a high one."""
    rung = min(state.rung, rung_cap(state.state, rules))
    least = high_from(state, rules)
    ran = max((one.body.rung or 0 for one in state.sessions if one.body.on == day - DAY), default=0)
    return min(rung, least - 1) if ran >= least else rung


def _why_lower(state: CaseState, rules: CaseRules, day: dt.date, rung: int) -> WhyLower | None:
    """What takes the rung of today below the one that is set; None where nothing does."""
    if rung >= state.rung:
        return None
    if rung < _rung_today(state, rules, day):
        return WhyLower.CHECK_IN
    return WhyLower.DAY_AFTER if rung < rung_cap(state.state, rules) else WhyLower.STAGE


def _to_athlete(rules: CaseRules, today: Today, named: Mapping[str, object]) -> str:
    """The sentence of the day; where it names a lower rung than the one set, that stays and why is said."""
    said = rules.words.athlete[today].format(**named)
    is_lower = named["why"] and today in {Today.RUNNING, Today.NO_RUNNING}
    return f"{said} {rules.words.lower_today.format(**named)}" if is_lower else said


def high_from(state: CaseState, rules: CaseRules) -> int:
    """The rung from which there is no running on consecutive days."""
    fast = rules.running.fast_track.no_consecutive_from
    return fast if is_fast_track(state, rules) else rules.running.no_consecutive_from


def eccentric_cap(state: CaseState, rules: CaseRules) -> int:
    """The highest eccentric class now; with a tendon none of 3 and 4 before S5, whatever was raised."""
    stage = rules.stages.get(state.state)
    if stage is None:
        return 0
    cap = min(4, stage.max_eccentric + state.eccentric_raised)
    if is_tendon(state, rules) and (state.stage or 0) < 5:
        return min(cap, rules.classes.tendon_eccentric_below_s5)
    return cap
