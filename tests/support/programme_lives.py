"""Athletes who follow programmes: requests of every kind, what they report, and what changes on the way."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from screening.domain.plan.situation import Situation
from screening.domain.programme.check import check_programme
from screening.domain.programme.make import make_programme
from screening.domain.programme.model import Done, LoggedSession, Programme, Request, TimeAway
from screening.domain.programme.replan import replan
from screening.domain.programme.rules import ProgrammeRules
from screening.domain.rulebook import Rulebook
from tests.support.plan_situations import KIT, Case, Planner, cases

MONDAY = dt.date(2026, 3, 2)
MINUTES = (6, 8, 10, 12, 15, 20, 30, 45, 60)


@dataclass(frozen=True)
class Programmer:
    """Makes, follows and checks programmes under one set of rules."""

    planner: Planner
    more: ProgrammeRules
    _last: dict[str, object] = dataclasses.field(default_factory=dict)
    """The last situation; one athlete is made, followed and checked in a row."""

    @classmethod
    def of(cls, rulebook: Rulebook) -> Programmer:
        assert rulebook.programmes is not None
        return cls(Planner(rulebook.plan, rulebook.derived), rulebook.programmes)

    def situation(self, case: Case) -> Situation:
        if self._last.get("case") is not case:
            self._last.update(case=case, situation=self.planner.situation(case))
        situation = self._last["situation"]
        assert isinstance(situation, Situation)
        return situation

    def make(self, case: Case, request: Request, after: Programme | None = None) -> Programme:
        return make_programme(self.situation(case), request, self.planner.rules, self.more, after=after)

    def replan(self, programme: Programme, case: Case, request: Request, today: dt.date) -> Programme:
        return replan(programme, self.situation(case), request, self.planner.rules, self.more, today=today)

    def breaches(
        self,
        programme: Programme,
        case: Case,
        request: Request,
        today: dt.date | None = None,
        after: Programme | None = None,
    ) -> list[str]:
        situation = self.situation(case)
        return check_programme(
            programme, situation, request, self.planner.rules, self.more, today=today, after=after
        )


@dataclass(frozen=True)
class Life:
    """One athlete with a request, and how the weeks went until a day on which plans change."""

    number: int
    case: Case
    request: Request
    weeks_followed: int
    diligence: float
    hurts: float
    changes: Request
    """The request as it is on that day, without its log."""
    day_of_week: int


def lives(count: int, seed: int, more: ProgrammeRules) -> Iterator[Life]:
    """Lives of every kind; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - test data, not a secret
    names = [protocol.id for protocol in more.protocols.values() if protocol.by_name]
    for number, drawn in enumerate(cases(count, seed)):
        request = _request(chance, names)
        case = _measured(drawn, number)
        yield Life(
            number=number,
            case=case,
            request=request,
            weeks_followed=chance.choice((0, 1, 1, 2, 3, 4, 5, 7, 9, 12)),
            diligence=chance.choice((0.0, 0.3, 0.7, 0.9, 1.0)),
            hurts=chance.choice((0.0, 0.0, 0.1, 0.3)),
            changes=_changed(chance, request, names),
            day_of_week=chance.randint(0, 6),
        )


def _measured(case: Case, number: int) -> Case:
    """Every fourth athlete was measured on a Nordic device; most of them have one weaker leg."""
    if number % 4:
        return case
    left = 300 + number % 7 * 15
    return case.but(nordic_force_left_n=left, nordic_force_right_n=345)


def _request(chance: random.Random, names: list[str]) -> Request:
    return Request(
        start=MONDAY,
        protocol=chance.choice((None, None, *names)),
        minutes=chance.choice((None, *MINUTES)),
        days=tuple(sorted(chance.sample(range(1, 8), chance.choice((0, 0, 0, 1, 2, 3, 5))))),
        kit=_kit(chance),
        match_dates=_matches(chance),
        away=_away(chance),
    )


def _kit(chance: random.Random) -> frozenset[str] | None:
    if chance.random() < 0.5:
        return None
    return frozenset(chance.sample(KIT, chance.choice((0, 1, 2, 4, 8, len(KIT)))))


def _matches(chance: random.Random) -> tuple[dt.date, ...]:
    if chance.random() < 0.5:
        return ()
    if chance.random() < 0.5:
        weekday, weeks = chance.randint(0, 6), chance.randint(1, 14)
        return tuple(MONDAY + dt.timedelta(7 * week + weekday) for week in range(weeks))
    return tuple(sorted(MONDAY + dt.timedelta(chance.randint(-3, 100)) for _ in range(chance.randint(1, 20))))


def _away(chance: random.Random) -> tuple[TimeAway, ...]:
    if chance.random() < 0.7:
        return ()
    first = MONDAY + dt.timedelta(chance.randint(0, 60))
    return (TimeAway(first, first + dt.timedelta(chance.randint(0, 20))),)


def _changed(chance: random.Random, request: Request, names: list[str]) -> Request:
    """The request after one or two things in life have changed."""
    other = _request(chance, names)
    parts = chance.sample(("minutes", "days", "kit", "match_dates", "away"), chance.randint(0, 2))
    changed = dataclasses.replace(request, **{part: getattr(other, part) for part in parts})
    if chance.random() < 0.1:
        return dataclasses.replace(changed, protocol=other.protocol)
    return dataclasses.replace(changed, protocol=None)


def log_of(life: Life, programme: Programme, until: dt.date) -> tuple[LoggedSession, ...]:
    """What the athlete reports of the sessions before a day."""
    chance = random.Random(life.number)  # noqa: S311 - test data, not a secret
    found = []
    for session in (session for week in programme.weeks for session in week.sessions):
        did, told, pain, morning = (chance.random() for _ in range(4))
        sore = chance.choice((None, 0, 1, 2, 3, 4, 5, 6, 8))
        if session.date >= until or told < 0.1:
            continue
        done = Done.DONE if did < life.diligence else chance.choice((Done.PARTLY, Done.NOT, Done.NOT))
        found.append(
            LoggedSession(
                id=f"report-{session.key}",
                session=session.key,
                on=session.date,
                done=done,
                pain_during=chance.choice((2, 3, 5)) if pain < life.hurts else chance.choice((0, 1, None)),
                pain_next_morning=chance.choice((1, 1, 2, 4)) if morning < life.hurts else None,
                soreness=sore if life.hurts else None,
                sudden=pain < life.hurts / 10,
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Followed:
    """A programme as first made and as it is after the day on which plans changed."""

    first: Programme
    request: Request
    again: Programme
    today: dt.date


def follow(programmer: Programmer, life: Life) -> Followed:
    """Make, follow with reports, and make anew."""
    first = programmer.make(life.case, life.request)
    today = MONDAY + dt.timedelta(7 * life.weeks_followed + life.day_of_week)
    request = dataclasses.replace(life.changes, log=log_of(life, first, today))
    return Followed(first, request, programmer.replan(first, life.case, request, today), today)
