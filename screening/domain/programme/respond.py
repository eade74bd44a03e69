"""What a report after a session means: the light, what happens next, and what it does to the next session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.plan.exercises import Stage
from screening.domain.plan.rules import PlanRules
from screening.domain.plan.situation import Situation
from screening.domain.vocabulary import Light

from .log import reports
from .model import DatedSession, Done, LoggedSession
from .rules import Effect, ProgrammeRules, ReportLimits

_DARKER = {Light.GREEN: 0, Light.AMBER: 1, Light.RED: 2}
_STRONGEST_FIRST = tuple(reversed(Effect))


@dataclass(frozen=True, slots=True)
class Response:
    """`effects`: everything the next session has to bear, the strongest first; `quiet_until`: the last day
    without slow lowering or fast running (plan.HC17)."""

    light: Light
    effects: tuple[Effect, ...]
    word: str
    text: str
    quiet_until: dt.date | None = None

    @property
    def effect(self) -> Effect:
        return self.effects[0]


def respond(
    log: Iterable[LoggedSession],
    session: DatedSession,
    situation: Situation,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
) -> Response:
    """What the reports about a session mean for the next one.

    Args:
        log: every report so far; those before this session count where pain has come up before.
        session: the session just reported. With no report about it nothing changes.
    Source:
        rules/programmes/reports.yaml; programmes.md 3 and 5, return-to-training.md 3.2 and 5.2.
    """
    found = reports(log)
    about = [report for report in found if report.session == session.key]
    runs = is_running_session(session, plan_rules)
    lights = [light_of(report, situation, programme_rules.reports, runs=runs) for report in about]
    last = max([report.on for report in about], default=session.date)
    earlier = [r for r in found if r.session != session.key and r.on <= last]
    ambers = _ambers(earlier, situation, programme_rules.reports)
    return _response(about, lights, ambers, programme_rules)


def is_running_session(session: DatedSession, plan_rules: PlanRules) -> bool:
    """Whether anybody ran in it; in running less pain is allowed than in strength work."""
    library = plan_rules.exercises
    return any(item.exercise in library and (library[item.exercise].rung or 0) > 0 for item in session.items)


def light_of(report: LoggedSession, situation: Situation, limits: ReportLimits, *, runs: bool) -> Light:
    """The light of one report. Nobody asked is no pain: a report without figures is green.

    Whatever came suddenly is red, whatever the figures say.
    """
    if report.sudden:
        return Light.RED
    during, morning = report.pain_during or 0, report.pain_next_morning or 0
    hurt = situation.stage is not Stage.P
    amber = limits.morning_amber_with_problem if hurt else limits.morning_amber
    red = limits.morning_red_with_problem if hurt else limits.morning_red
    if during >= (limits.running_red if runs else limits.strength_red) or morning >= red:
        return Light.RED
    if (runs and during >= limits.running_amber) or morning >= amber:
        return Light.AMBER
    return Light.GREEN


def _ambers(found: Sequence[LoggedSession], situation: Situation, limits: ReportLimits) -> int:
    """How many of the sessions just before were amber or worse, whatever was done in them."""
    sessions: dict[str, Light] = {}
    for report in found:
        light = light_of(report, situation, limits, runs=False)
        before = sessions.pop(report.session, Light.GREEN)
        sessions[report.session] = max(before, light, key=_DARKER.__getitem__)
    recent = list(sessions.values())[-(limits.two_ambers_within - 1) :]
    return sum([light is not Light.GREEN for light in recent])


def _response(
    about: Sequence[LoggedSession], lights: Sequence[Light], ambers: int, rules: ProgrammeRules
) -> Response:
    light = max(lights, default=Light.GREEN, key=_DARKER.__getitem__)
    soreness = max([report.soreness or 0 for report in about], default=0)
    effects = set()
    if light is Light.RED:
        effects.add(Effect.REST)
    if light is Light.AMBER:
        effects.add(Effect.REPEAT)
        if ambers:
            effects.add(Effect.LIGHTER)
    if soreness >= rules.reports.very_sore:
        effects.add(Effect.NO_LOWERING)
    elif soreness >= rules.reports.sore:
        effects.add(Effect.HALVE)
    found = tuple([effect for effect in _STRONGEST_FIRST if effect in effects]) or (Effect.GO_ON,)
    if light is Light.GREEN and found[0] is Effect.NO_LOWERING:
        light = Light.AMBER
    row = rules.effects[found[0]]
    return Response(light, found, row.word, row.text, _quiet_until(about, light, rules.reports))


def _quiet_until(about: Sequence[LoggedSession], light: Light, limits: ReportLimits) -> dt.date | None:
    """The day after the report, one day more where the next morning was asked about."""
    if light is Light.GREEN or not about:
        return None
    last = max([report.on + dt.timedelta(1 if report.pain_next_morning else 0) for report in about])
    return last + dt.timedelta(limits.quiet_days)


@dataclass(frozen=True, slots=True)
class Latest:
    """The session trained last and what it and all reports since then ask for."""

    session: DatedSession
    response: Response


def latest_response(
    sessions: Mapping[str, DatedSession],
    log: Sequence[LoggedSession],
    situation: Situation,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
) -> Latest | None:
    """What is in force after all reports; None where nothing was reported about these sessions.

    A session that was left out may say something (too sore), but takes nothing back of the one before it. A
    red light stays until a session done since then was asked about pain and had none; after something sudden
    it stays for good, because no session can answer what a check has to.
    """
    order = {report.session: report.on for report in log if report.session in sessions}
    in_force: Latest | None = None
    stopped: Latest | None = None
    for key in sorted(order, key=lambda key: (order[key], key)):
        response = respond(log, sessions[key], situation, plan_rules, programme_rules)
        about = [report for report in log if report.session == key]
        if in_force is not None and all(report.done is Done.NOT for report in about):
            in_force = Latest(in_force.session, _both(in_force.response, response, programme_rules))
        else:
            in_force = Latest(sessions[key], response)
        if response.light is Light.RED:
            stopped = in_force
        if any(report.sudden for report in about):
            return in_force
        if response.light is Light.GREEN and any(_clears(report) for report in about):
            stopped = None
    return stopped or in_force


def _clears(report: LoggedSession) -> bool:
    return report.done is not Done.NOT and report.pain_during is not None


def _both(one: Response, two: Response, rules: ProgrammeRules) -> Response:
    """Everything that either asks for."""
    effects = {*one.effects, *two.effects} - {Effect.GO_ON}
    found = tuple([effect for effect in _STRONGEST_FIRST if effect in effects]) or (Effect.GO_ON,)
    light = max(one.light, two.light, key=_DARKER.__getitem__)
    quiet = max([day for day in (one.quiet_until, two.quiet_until) if day is not None], default=None)
    row = rules.effects[found[0]]
    return Response(light, found, row.word, row.text, quiet)
