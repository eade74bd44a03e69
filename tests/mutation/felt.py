"""Whether a figure of the rules of programmes decides anything: somebody's programme is another without it.

That a figure is stated a second time shows that nobody slipped, not that anything goes by it. Here athletes
who ask for each protocol, and seeded lives with reports, follow their programmes under the changed rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from screening.domain.programme.model import Programme, Request, TimeAway
from screening.rulebook.load import default_rulebook
from tests.mutation.killing import mutants
from tests.support.plan_situations import KIT, Case
from tests.support.programme_cases import BUILDER, HURT, NOVICE, SPRINTER, day, report, saturdays
from tests.support.programme_lives import MONDAY, Life, Programmer, follow, lives
from tests.support.rule_mutants import Mutant

SEEN_BY_CASES = re.compile(r"\.needs\[|\.when\b|\.kind\b|\.by_name\b|\.effects\[| before the one above$")
"""What the stated cases judge by who is offered or given which protocol."""
STEP = re.compile(r" (?:[-+]\d\S*|-> True|-> False|without \S+|dropped)$")
PROTOCOL = re.compile(r"protocols\[(\w+)\]")
LIVES, SEED = 150, 5
TRAINED = BUILDER.but(nordic_dose="over_75", equipment=KIT, days_available_per_week=5, minutes_per_session=60)


@dataclass(frozen=True)
class Person:
    """One athlete with a request, or a whole life in which plans change."""

    case: Case
    request: Request
    life: Life | None = None
    reported: Mapping[str, int] | None = None
    """What is reported of every session until the programme is made anew."""
    today: dt.date = MONDAY

    def programmes(self, programmer: Programmer) -> tuple[Programme, ...]:
        """The programme as made, and where there are reports as it is after them."""
        if self.life is not None:
            followed = follow(programmer, self.life)
            return followed.first, followed.again
        first = programmer.make(self.case, self.request)
        if self.reported is None:
            return (first,)
        sessions = [one for week in first.weeks for one in week.sessions if one.date < self.today]
        log = tuple(report(one.key, one.date, id=one.key, **self.reported) for one in sessions)
        again = programmer.replan(first, self.case, replace(self.request, log=log), self.today)
        return first, again


@cache
def shipped() -> Programmer:
    return Programmer.of(default_rulebook())


@cache
def everybody() -> tuple[Person, ...]:
    """Athletes who ask for each protocol, with time and matches and without, those in corners, the lives."""
    asked = [
        Person(case, Request(MONDAY, protocol=name, minutes=minutes, match_dates=matches))
        for name, protocol in shipped().more.protocols.items()
        if protocol.by_name
        for case in (TRAINED, TRAINED.but(season_phase="in_season"))
        for minutes in (None, 20)
        for matches in ((), saturdays(13))
    ]
    followed = lives(LIVES, SEED, shipped().more)
    corners = (*_in_a_corner(), *_with_reports())
    return (*asked, *corners, *(Person(life.case, life.request, life) for life in followed))


@cache
def _as_shipped(place: int) -> tuple[Programme, ...]:
    return everybody()[place].programmes(shipped())


def _in_a_corner() -> Iterator[Person]:
    """Athletes whom few lines of the rules are for: away with little, or with one day, on match day too."""
    for kit in (("band",), ("sliders",), ("band", "sliders")):
        yield Person(NOVICE.but(equipment=kit), Request(MONDAY, away=(TimeAway(day(2, 1), day(9, 7)),)))
    for minutes in (8, 12, 20):
        for days in ((6,), (2,), (5, 6)):
            for limits in ((), ("back_bending",), ("kneeling", "back_bending", "head_down")):
                case = NOVICE.but(season_phase="in_season", sport="football", exercise_limits=limits)
                yield Person(case, Request(MONDAY, days=days, minutes=minutes, match_dates=saturdays(13)))


def _with_reports() -> Iterator[Person]:
    """Athletes whose every session hurt, or made sore, by one figure; runners and such with a problem too."""
    days = [(case, day(4, weekday)) for case in (BUILDER, SPRINTER, TRAINED) for weekday in range(1, 8)]
    for case, today in (*days, (HURT, day(1, 3))):
        for what, figures in (("during", (1, 2, 3)), ("morning", (1, 2, 3, 4)), ("soreness", (3, 4, 5, 6))):
            for figure in figures:
                yield Person(case, Request(MONDAY), reported={what: figure}, today=today)
    uneven = BUILDER.but(nordic_force_left_n=400, nordic_force_right_n=360)
    yield Person(uneven, Request(MONDAY))


@cache
def figures() -> Mapping[str, tuple[Mutant, ...]]:
    """Every figure and flag that programmes go by, with the steps it can take from where it is."""
    found = defaultdict(list)
    for mutant in mutants():
        if mutant.parts == ("programmes",) and not SEEN_BY_CASES.search(mutant.id) and _counts(mutant.id):
            found[STEP.sub("", mutant.id)].append(mutant)
    return {name: tuple(steps) for name, steps in found.items()}


def _counts(name: str) -> bool:
    """Whether the bounds on sets could count in a week: only where the protocol has such bounds."""
    protocol = PROTOCOL.search(name)
    return ".bounded" not in name or (
        protocol is not None and shipped().more.protocols[protocol[1]].sets is not None
    )


def is_felt(name: str) -> bool:
    """Whether one of the steps of a figure changes a programme, or stops the program."""
    protocol = PROTOCOL.search(name)
    return any(_is_felt(step, protocol[1] if protocol else None) for step in figures()[name])


def _is_felt(step: Mutant, protocol: str | None) -> bool:
    try:
        programmer = Programmer(shipped().planner, step.build()["programmes"])
        return any(
            person.programmes(programmer) != _as_shipped(place)
            for place, person in enumerate(everybody())
            if protocol is None or any(made.protocol == protocol for made in _as_shipped(place))
        )
    except (LookupError, StopIteration, RuntimeError, TypeError, ValueError):
        return True
