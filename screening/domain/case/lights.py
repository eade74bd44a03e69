"""What a day's check-in comes to: the light, the rules that fired, and what follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.conditions import holds
from screening.domain.facts import Facts

from .check_in_words import Finding, Shown, show
from .checkin_rules import CheckInRule, CheckInRules, Severity
from .day_facts import Values, missing_answers
from .day_rules import DayRules, light_of
from .diary import Diary, Entered
from .events import SessionRecorded
from .words import Light, PainMode, SeverityClass, Side


@dataclass(frozen=True, slots=True)
class About:
    """What the limits of a check-in depend on. The unknown is None and never counts in anybody's favour."""

    pain_mode: PainMode
    """As a clinician set it. Recurrent, tendon class and under 18 stay pain free whatever it says."""
    age_years: int | None
    side: Side
    recurrent: bool
    severity: SeverityClass
    sprint_day: bool | None = None
    """Whether running above rung 6 is allowed now, so that today or next could be a sprint day."""


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that fired."""

    id: str
    """"checkin.CK5"."""
    severity: Severity
    text: str
    """Which rule it is, in words."""
    action: str
    """What changes today."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """The light of one day and what it rests on."""

    day: dt.date
    light: Light
    fired: tuple[Fired, ...]
    """Every rule that fired, the heaviest first; the first one decides the light."""
    counts_green: bool
    """Whether the session of this day counts towards a gate. It needs the morning after, so it can turn true
    only when that one is in: whoever records a morning judges the day before again."""
    follows: tuple[str, ...]
    """Rules of holding and stepping down that follow: "regress.RG1", "hold.HD2". All that follow from the
    day as a whole; whoever acts on them leaves out what this day has led to already."""
    refers: bool
    """Whether move.TR13 follows."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that fired, as `LightGiven` keeps them."""
        return tuple(rule.id for rule in self.fired)


@dataclass(frozen=True, slots=True)
class Judged(Decided):
    """The light of one day, and what is said about it."""

    missing: tuple[str, ...]
    """Ids of the questions without an answer, why the day cannot be green."""
    shown: Shown


def judge(
    entered: Sequence[Entered],
    sessions: Sequence[SessionRecorded],
    day: dt.date,
    about: About,
    rules: CheckInRules,
) -> Judged:
    """The light of one day, from everything that was entered in the case.

    Args:
        entered: every half check-in of the case in the order recorded; days after `day` decide only whether
            the session of `day` counts as green.
        sessions: every session of the case as it counts now (the later record of a key).
        day: the club's day that is judged.
    Returns:
        The same for the same arguments, whatever the clock says. Missing answers are never green.
    """
    return judge_in(Diary.of(entered, sessions), day, about, rules)


def judge_in(diary: Diary, day: dt.date, about: About, rules: CheckInRules) -> Judged:
    """As `judge`, from a diary that is there already."""
    days = DayRules(diary, about, rules)
    found = _finding(days, day)
    one = _decided(days, day, found)
    return Judged(
        day=day,
        light=one.light,
        fired=one.fired,
        counts_green=one.counts_green,
        follows=one.follows,
        refers=one.refers,
        missing=tuple(found.missing),
        shown=show(diary, day, about.side, found, rules),
    )


def decide(days: DayRules, day: dt.date) -> Decided:
    """The light of one day without the words for it; `days` may be asked for more days of the same diary."""
    return _decided(days, day, _finding(days, day))


def _decided(days: DayRules, day: dt.date, found: Finding) -> Decided:
    names = [*(name for rule in found.fired for name in rule.follows), *(rule.id for rule in found.follow)]
    return Decided(
        day=day,
        light=found.light,
        fired=tuple(_fired(found.fired, found.light, days.rules)),
        counts_green=found.light is Light.GREEN and days.counts(day),
        follows=tuple(dict.fromkeys(names)),
        refers=any(rule.refers for rule in found.fired),
    )


def _finding(days: DayRules, day: dt.date) -> Finding:
    values, fired = days.seen_together(day)
    follow = [rule for rule in days.rules.follow_rules if holds(rule.when, Facts(values))]
    missing = tuple(missing_answers(days.diary, day, days.rules))
    return Finding(_light(fired, values, days.rules), fired, follow, values, missing)


def _light(fired: Sequence[CheckInRule], values: Values, rules: CheckInRules) -> Light:
    light = light_of(fired)
    is_green = light is Light.OPEN and not any(rule.blocks_green for rule in fired)
    return Light.GREEN if is_green and holds(rules.green.when, Facts(values)) else light


def _fired(fired: Sequence[CheckInRule], light: Light, rules: CheckInRules) -> Iterator[Fired]:
    for rule in fired:
        yield Fired(rule.id, rule.severity, rule.fired, rule.action, rule.sources)
    if light is Light.GREEN:
        green = rules.green
        yield Fired(green.id, Severity.GREEN, green.fired, green.action, green.sources)
