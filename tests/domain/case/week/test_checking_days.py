"""The checker finds what is wrong with days that somebody spoilt, each by its rule."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest

from screening.domain.case.week.model import CaseItem, CaseProgramme, CaseSession, Kind, Past, StageNow, Terms
from screening.domain.case.words import Light, Side, State
from screening.domain.plan.exercises import Code
from tests.support.case_week_lives import DAY, GYM, Planner, standing

Spoil = Callable[[CaseSession], CaseSession]
TERMS = Terms(kit=GYM)


def spoilt(programme: CaseProgramme, kind: Kind, spoil: Spoil) -> CaseProgramme:
    """The same days with the first session of a kind changed."""
    first = next(one for one in programme.sessions if one.kind is kind and one.items)
    sessions = tuple(spoil(one) if one is first else one for one in programme.sessions)
    return dataclasses.replace(programme, sessions=sessions)


def with_item(**changes: object) -> Spoil:
    def spoil(one: CaseSession) -> CaseSession:
        item = dataclasses.replace(one.items[0], **changes)  # type: ignore[arg-type]
        return dataclasses.replace(one, items=(item, *one.items[1:]))

    return spoil


def with_session(**changes: object) -> Spoil:
    return lambda one: dataclasses.replace(one, **changes)  # type: ignore[arg-type]


SPOILT: list[tuple[str, State, Kind, Spoil]] = [
    ("plan.HC01", State.S4, Kind.STRENGTH, with_item(exercise="made_up_curl")),
    ("plan.HC01", State.S2, Kind.STRENGTH, with_item(exercise="nordic_hamstring_curl")),
    ("plan.HC02", State.S4, Kind.STRENGTH, with_item(exercise="nordic_hamstring_curl")),
    ("plan.HC03", State.S4, Kind.RUNNING, with_item(rung=6)),
    ("plan.HC05", State.S4, Kind.STRENGTH, with_item(exercise="kettlebell_swing_russian")),
    ("plan.HC11", State.S3, Kind.STRENGTH, with_item(sets=12)),
    ("plan.HC12", State.S5, Kind.STRENGTH, with_item(amount=20)),
    ("plan.HC13", State.S5, Kind.STRENGTH, with_item(amount=10)),
    ("plan.HC19", State.S2, Kind.STRENGTH, with_item(exercise="sl_slider_curl")),
    ("plan.HC20", State.S4, Kind.STRENGTH, with_item(extra_sets=2, extra_side=Side.LEFT, each_leg=True)),
    ("plan.HC20", State.S4, Kind.STRENGTH, with_item(extra_sets=1, extra_side=Side.RIGHT, each_leg=True)),
    ("plan.HC21", State.S4, Kind.RUNNING, with_session(warm_up_minutes=0)),
    (
        "plan.HC22",
        State.S3,
        Kind.STRENGTH,
        with_item(exercise="supine_strap_stretch", amount=90, unit="seconds"),
    ),
    ("plan.HC25", State.S3, Kind.STRENGTH, with_session(minutes=60)),
    ("plan.HC30", State.S3, Kind.STRENGTH, with_item(cues=("One",))),
    ("plan.HC30", State.S3, Kind.STRENGTH, with_item(sources=())),
    ("plan.HC30", State.S3, Kind.STRENGTH, with_session(items=())),
]


@pytest.mark.parametrize(("rule", "state", "kind", "spoil"), SPOILT, ids=[f"{r}-{s}" for r, s, *_ in SPOILT])
def test_a_spoilt_session_is_found(
    planner: Planner, rule: str, state: State, kind: Kind, spoil: Spoil
) -> None:
    now = standing(state)
    assert rule in _found(planner, now, spoilt(planner.plan(now, TERMS), kind, spoil))


def _found(planner: Planner, now: StageNow, programme: CaseProgramme, terms: Terms = TERMS) -> list[str]:
    try:
        return planner.breaches(now, terms, programme)
    except KeyError:  # an exercise nobody knows stops every later rule; it is the first one
        return ["plan.HC01"]


def test_sessions_of_a_stopped_case_are_found(planner: Planner) -> None:
    days = planner.plan(standing(State.S4), TERMS)
    assert planner.breaches(standing(State.S4, stopped="Fever."), TERMS, days) == ["plan.HC18"]
    referred = dataclasses.replace(standing(), state=State.REFERRED)
    assert planner.breaches(referred, TERMS, days) == ["plan.HC18"]


def test_days_of_a_green_light_are_found_where_the_light_is_not(planner: Planner) -> None:
    days = planner.plan(standing(State.S4), TERMS)
    for light in (Light.AMBER, Light.RED):
        assert "plan.HC17" in planner.breaches(standing(State.S4, light=light), TERMS, days)


def test_a_reason_not_to_use_an_exercise_is_found(planner: Planner) -> None:
    days = planner.plan(standing(State.S4), TERMS)
    kneels_not = dataclasses.replace(TERMS, codes=frozenset({Code.C2}))
    assert "plan.HC04" in planner.breaches(standing(State.S4), kneels_not, days)


def moved(programme: CaseProgramme, kind: Kind, day: dt.date) -> CaseProgramme:
    """The same days with the second session of a kind on another day."""
    second = [one for one in programme.sessions if one.kind is kind][1]
    sessions = tuple(
        dataclasses.replace(one, date=day) if one is second else one for one in programme.sessions
    )
    return dataclasses.replace(programme, sessions=sessions)


def test_heavy_days_and_sprints_too_close_together_are_found(planner: Planner) -> None:
    now, next_day = standing(State.S5, rung=8), DAY + dt.timedelta(1)
    days = planner.plan(now, TERMS)
    assert "plan.HC06" in planner.breaches(now, TERMS, moved(days, Kind.STRENGTH, next_day))
    close = planner.breaches(now, TERMS, moved(days, Kind.RUNNING, next_day))
    assert {"plan.HC07", "ladder.days"} <= set(close)


def test_heavy_work_beside_a_match_is_found(planner: Planner) -> None:
    far = dataclasses.replace(TERMS, match_dates=(DAY + dt.timedelta(5),))
    now = standing(State.S7)
    days = planner.plan(now, far)
    near = tuple(
        dataclasses.replace(one, date=DAY + dt.timedelta(1)) if one.kind is Kind.MATCH else one
        for one in days.sessions
    )
    assert "plan.HC08" in planner.breaches(now, far, dataclasses.replace(days, sessions=near))
    after = dataclasses.replace(now, sessions=(Past(DAY - dt.timedelta(1), competition=True),))
    assert "plan.HC09" in planner.breaches(after, far, days)


def test_a_week_that_lacks_what_it_must_hold_is_found_unless_it_says_so(planner: Planner) -> None:
    now = standing(State.S6)
    days = planner.plan(now, TERMS)
    only_trunk = dataclasses.replace(days, sessions=tuple(_only(one, "trunk_side") for one in days.sessions))
    lacks = {"plan.HC10", "plan.HC14", "plan.HC23"}
    assert lacks <= set(planner.breaches(now, TERMS, only_trunk))
    said = dataclasses.replace(only_trunk, conflicts=tuple(lacks))
    assert not lacks & set(planner.breaches(now, TERMS, said))
    no_runs = tuple(one for one in days.sessions if one.kind is not Kind.RUNNING)
    assert "plan.HC26" in planner.breaches(now, TERMS, dataclasses.replace(days, sessions=no_runs))


def _only(one: CaseSession, slot: str) -> CaseSession:
    kept: tuple[CaseItem, ...] = tuple(item for item in one.items if item.slot == slot)
    return dataclasses.replace(one, items=kept) if one.kind is Kind.STRENGTH and kept else one


def test_wrong_match_minutes_are_found(planner: Planner) -> None:
    terms = dataclasses.replace(TERMS, match_dates=(DAY + dt.timedelta(4),))
    now = standing(State.S7)
    days = planner.plan(now, terms)
    longer = tuple(
        dataclasses.replace(one, match_minutes=(45, 60)) if one.plays else one for one in days.sessions
    )
    assert "match.minutes" in planner.breaches(now, terms, dataclasses.replace(days, sessions=longer))
    assert "match.minutes" in planner.breaches(dataclasses.replace(now, cleared_until=None), terms, days)


def test_limits_named_as_conflicts_are_no_excuse(planner: Planner) -> None:
    now = standing(State.S4)
    days = spoilt(planner.plan(now, TERMS), Kind.STRENGTH, with_item(exercise="nordic_hamstring_curl"))
    assert "plan.HC02" in planner.breaches(now, TERMS, dataclasses.replace(days, conflicts=("plan.HC02",)))
