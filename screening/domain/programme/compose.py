"""Puts a programme together: what it is called, its weeks, what follows them, and what has to be said."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.plan.exercises import Stage
from screening.domain.plan.rules import KindRow, PlanRules
from screening.domain.plan.situation import Situation
from screening.domain.reporting.words import day as in_words

from .conflicts import conflicts_of
from .log import levels_gained, reports_since
from .matches import Matches, matches_of
from .model import DatedSession, DatedWeek, LoggedSession, Programme, Request
from .offer import Choice
from .past import Past
from .present import cards_of, dated_weeks
from .respond import Latest, latest_response
from .rules import Effect, Note, ProgrammeRules
from .setting import Setting, setting_of
from .soften import soften
from .weeks import Making, build_weeks, horizon
from .wishes import score


@dataclass(frozen=True, slots=True)
class Basis:
    """What a programme is put together from."""

    row: KindRow
    choice: Choice
    situation: Situation
    request: Request
    past: Past
    levels: int = 0
    """Exercise levels gained so far."""
    latest: Latest | None = None
    """What the last reports ask for."""

    @property
    def is_stopped(self) -> bool:
        return self.latest is not None and self.latest.response.effect is Effect.REST


def compose(basis: Basis, plan_rules: PlanRules, programme_rules: ProgrammeRules) -> Programme:
    """The programme for one protocol, with what stands of it as it was."""
    protocol, request, past = basis.choice.protocol, basis.request, basis.past
    setting = setting_of(basis.situation, request, protocol, plan_rules, programme_rules)
    level = min(basis.situation.level + basis.levels, programme_rules.following.highest_level)
    matches = matches_of(setting, request.start, horizon(setting, past, request.start))
    most_sets = _sets_with_a_warm_up(basis, setting, level, matches)
    weeks = build_weeks(Making(setting, past, request.start, level, matches, list(past.weeks), most_sets))
    if basis.latest is not None:
        weeks = soften(weeks, basis.latest, setting)
    dated = dated_weeks(weeks, past.dated, setting)
    conflicts = conflicts_of(weeks, setting, past.today)
    credit = f"{protocol.credit}." if protocol.credit else ""
    return Programme(
        protocol=protocol.id,
        title=protocol.title,
        why=" ".join(part for part in (basis.row.why, protocol.about, credit) if part),
        start=request.start,
        weeks=dated,
        maintenance=protocol.maintenance,
        cards=cards_of(dated, setting.situation, plan_rules),
        score=score(dated, setting),
        conflicts=conflicts,
        notes=tuple(_notes(basis, setting, level, matches, conflicts)),
        sources=_sources(dated, basis.row, setting),
    )


def _sets_with_a_warm_up(basis: Basis, setting: Setting, level: int, matches: Matches) -> Mapping[int, int]:
    """The hamstring sets of each week in the shortest sessions that hold a warm-up, by the week's number.

    Sessions too short for one have those minutes for exercises; without this, less time would mean more sets.
    Nothing for sessions that are long enough.
    """
    if not setting.situation.is_short or setting.situation.stage is not Stage.P:
        return {}
    request = dataclasses.replace(basis.request, minutes=setting.plan.limits.short_session_minutes)
    longer = setting_of(basis.situation, request, setting.protocol, setting.plan, setting.rules)
    past, start = basis.past, request.start
    weeks = build_weeks(Making(longer, past, start, level, matches, list(past.weeks)))
    return {week.number: week.hamstring_sets for week in weeks if not week.is_past}


def _notes(
    basis: Basis, setting: Setting, level: int, matches: Matches, conflicts: Sequence[str]
) -> Iterator[str]:
    """What has to be said, the most urgent first."""
    texts = setting.rules.wording.notes
    if basis.is_stopped and basis.latest is not None:
        yield basis.latest.response.text
    if basis.choice.refused:
        yield basis.choice.refused
    if level > basis.situation.level:
        yield texts[Note.LEVEL_UP]
    if matches.assumed_after:
        yield texts[Note.MATCHES_ASSUMED].format(date=in_words(matches.assumed_after))
    if matches.are_all_assumed:
        yield texts[Note.MATCHES_UNKNOWN]
    yield from basis.row.notes
    if basis.choice.protocol.review and not basis.is_stopped:
        yield basis.choice.protocol.review
    of_plan, own = setting.plan.wording.conflicts, setting.rules.wording.conflicts
    # In sessions cut very short the minutes are the reason, and the plan has the sentence for that.
    said = {**own, **of_plan} if setting.situation.is_short else {**of_plan, **own}
    yield from (said[rule] for rule in conflicts if rule in said)


def withheld(row: KindRow, start: dt.date, weeks: tuple[DatedWeek, ...] = ()) -> Programme:
    """No weeks ahead: `why` says why. What was done stands."""
    return Programme(None, row.title or "", row.why, start, weeks, sources=row.sources, notes=row.notes)


def level_and_latest(
    programme: Programme,
    log: Iterable[LoggedSession],
    situation: Situation,
    today: dt.date,
    plan_rules: PlanRules,
    programme_rules: ProgrammeRules,
) -> tuple[int, Latest | None]:
    """What the reports about a programme have changed: levels gained, and what the last ones ask for."""
    found = reports_since(log, programme.start)
    sessions: dict[str, DatedSession] = {
        session.key: session for week in programme.weeks for session in week.sessions
    }
    latest = latest_response(sessions, found, situation, plan_rules, programme_rules)
    return levels_gained(programme, found, programme_rules.following, today), latest


def _sources(weeks: Sequence[DatedWeek], row: KindRow, setting: Setting) -> tuple[str, ...]:
    items = (item.sources for week in weeks for session in week.sessions for item in session.items)
    groups = (row.sources, setting.protocol.sources, *items, setting.rules.wording.sources)
    return tuple(dict.fromkeys(source for group in groups for source in group))
