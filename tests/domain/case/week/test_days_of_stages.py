"""What the days ahead hold in each stage, for cases as most are."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest

from screening.domain.case.week.model import CaseProgramme, Kind, Past, Terms
from screening.domain.case.words import STAGES, Light, PainMode, SeverityClass, Side, State
from tests.support.case_week_lives import DAY, GYM, Planner, load_of, standing, top_class, top_rung

AT_HOME = Terms(kit=frozenset({"running_space"}))
IN_GYM = Terms(kit=GYM)


def exercises(programme: CaseProgramme) -> set[str]:
    return {item.exercise for one in programme.sessions for item in one.items if item.exercise}


@pytest.mark.parametrize("state", STAGES)
@pytest.mark.parametrize("terms", [AT_HOME, IN_GYM, Terms()], ids=["home", "gym", "unknown"])
def test_every_stage_has_days_that_keep_every_rule(planner: Planner, state: State, terms: Terms) -> None:
    now = standing(state)
    programme = planner.plan(now, terms)
    assert programme.sessions
    assert planner.breaches(now, terms, programme) == []


@pytest.mark.parametrize("state", STAGES)
def test_with_a_gym_nothing_that_a_week_must_hold_is_missing(planner: Planner, state: State) -> None:
    beyond = ("plan.HC27",) if state in (State.S4, State.S5) else ()
    assert planner.plan(standing(state), IN_GYM).conflicts == beyond, "the ladder goes beyond one rule, said"


@pytest.mark.parametrize(
    ("state", "class_cap", "rung"),
    [
        ("S1", 0, 0),
        ("S2", 1, 2),
        ("S3", 2, 4),
        ("S4", 3, 6),
        ("S5", 4, 9),
        ("S6", 4, 9),
        ("S7", 4, 9),
        ("S8", 4, 9),
    ],
)
def test_the_caps_of_a_stage_hold_whatever_the_rung_says(
    planner: Planner, state: str, class_cap: int, rung: int
) -> None:
    programme = planner.plan(standing(State(state), rung=9), IN_GYM)
    assert top_class(programme) <= class_cap
    assert top_rung(programme) <= rung
    assert (programme.class_cap, programme.highest_rung) == (class_cap, rung)


def test_the_first_days_are_holds_and_walking_every_day(planner: Planner) -> None:
    programme = planner.plan(standing(State.S1), AT_HOME)
    assert {"heel_dig_isometric", "glute_bridge"} <= exercises(programme)
    assert len({one.date for one in programme.sessions}) == 7
    assert load_of(programme) == 0


def test_nordics_begin_helped_in_s3_part_way_in_s4_and_full_in_s5(planner: Planner) -> None:
    found = [exercises(planner.plan(standing(state), IN_GYM)) for state in STAGES[1:5]]
    nordics = [sorted(name for name in one if name.startswith("nordic")) for one in found]
    assert nordics == [[], ["nordic_band_assisted"], ["nordic_partial_range"], ["nordic_hamstring_curl"]]


def test_a_raised_cap_adds_one_class_and_a_tendon_takes_two_until_s5(planner: Planner) -> None:
    raised = planner.plan(standing(State.S4, cap_raised=True), IN_GYM)
    assert "nordic_hamstring_curl" not in exercises(planner.plan(standing(State.S4), IN_GYM))
    assert raised.class_cap == 4
    tendon = standing(State.S4, severity=SeverityClass.G2C, cap_raised=True)
    assert planner.plan(tendon, IN_GYM).class_cap == 2
    assert planner.plan(standing(State.S5, severity=SeverityClass.G2C), IN_GYM).class_cap == 4


def test_running_holds_the_rung_a_person_set_and_says_what_comes_before_the_next(planner: Planner) -> None:
    programme = planner.plan(standing(State.S3, rung=3), IN_GYM)
    runs = [one for one in programme.sessions if one.kind is Kind.RUNNING]
    assert {one.top_rung for one in runs} == {3}
    assert any("Next step: tempo strides. Before it: pain of 1 or less" in one for one in programme.notes)
    fast = planner.plan(standing(State.S3, rung=4, is_fast_track=True), IN_GYM)
    assert not any("Next step" in note for note in fast.notes), "S3 ends at R4"
    fast = planner.plan(standing(State.S4, rung=5, is_fast_track=True), IN_GYM)
    assert any("Before it: one session, green the next day" in note for note in fast.notes)


def test_no_fast_running_on_days_in_a_row_and_the_run_comes_before_strength(planner: Planner) -> None:
    programme = planner.plan(standing(State.S5, rung=8), dataclasses.replace(IN_GYM, length=14))
    runs = [one.date for one in programme.sessions if one.kind is Kind.RUNNING]
    assert all((after - before).days >= 2 for before, after in itertools.pairwise(runs))
    for day in runs:
        kinds = [one.kind for one in programme.sessions if one.date == day]
        assert kinds == sorted(kinds, key=[Kind.RUNNING, Kind.STRENGTH].index)


def test_what_was_done_yesterday_moves_today(planner: Planner) -> None:
    done = (Past(DAY - dt.timedelta(1), rung=6, strength=True),)
    programme = planner.plan(standing(State.S4, rung=6, sessions=done), IN_GYM)
    assert not [one for one in programme.sessions if one.date == DAY]


def test_heavy_lowering_starts_with_sixteen_repetitions_and_rises(planner: Planner) -> None:
    def reps(before: int) -> int:
        sessions = planner.plan(standing(State.S5, top_reps_before=before), IN_GYM).sessions
        items = [item for one in sessions for item in one.items if item.eccentric_class == 4]
        return sum(item.sets * item.amount for item in items)

    assert [reps(0), reps(16), reps(24), reps(36)] == [16, 24, 36, 36]


def test_every_fourth_week_holds_a_third_to_a_half_fewer_sets(planner: Planner) -> None:
    def sets(weeks: int) -> int:
        sessions = planner.plan(standing(State.S5, loaded_weeks=weeks, top_reps_before=36), IN_GYM).sessions
        return sum(item.sets for one in sessions for item in one.items if item.eccentric_class >= 1)

    assert 0.5 * sets(2) <= sets(3) <= 0.7 * sets(2)


def test_the_injured_leg_gets_one_set_more_and_it_is_said_in_words(planner: Planner) -> None:
    programme = planner.plan(standing(State.S4, side=Side.RIGHT), AT_HOME)
    extras = [item for one in programme.sessions for item in one.items if item.extra_sets]
    assert extras
    assert all(item.extra_side is Side.RIGHT and "1 more on the right" in item.dose for item in extras)


def test_after_the_largest_injuries_nothing_is_suggested_and_a_clinician_builds_it(planner: Planner) -> None:
    for severity in (SeverityClass.G3, SeverityClass.G3C, SeverityClass.AV):
        now = standing(State.S3, severity=severity)
        assert planner.plan(now, IN_GYM).sessions == ()
        assert "A clinician builds it" in planner.plan(now, IN_GYM).why
        built = planner.plan(now, dataclasses.replace(IN_GYM, is_clinicians=True))
        assert built.is_clinician_built
        assert built.sessions
        assert top_class(built) <= 2


@pytest.mark.parametrize("state", [State.INTAKE, State.TRIAGE, State.REFERRED, State.CLOSED, State.WITHDRAWN])
def test_outside_the_stages_there_is_no_session_and_a_reason(planner: Planner, state: State) -> None:
    programme = planner.plan(dataclasses.replace(standing(), state=state), IN_GYM)
    assert programme.sessions == ()
    assert programme.why


def test_pain_limits_go_by_the_mode_and_never_rise_for_a_minor_a_tendon_or_a_repeat(planner: Planner) -> None:
    def rule(**changes: object) -> str:
        return planner.plan(standing(State.S3, pain_mode=PainMode.THRESHOLD, **changes), IN_GYM).pain_rule[0]

    assert "Stop above 4" in rule()
    for changes in ({"age_years": 17}, {"age_years": None}, {"recurrent": True}, {"is_tendon": True}):
        assert "Stop above 2" in rule(**changes)
    assert "0 out of 10" in planner.plan(standing(State.S5), IN_GYM).pain_rule[-1]


def test_under_sixteen_no_week_holds_more_than_twenty_four_heavy_repetitions(planner: Planner) -> None:
    now = standing(State.S5, age_years=14, top_reps_before=40)
    items = [item for one in planner.plan(now, IN_GYM).sessions for item in one.items]
    assert 0 < sum(item.sets * item.amount for item in items if item.eccentric_class == 4) <= 24


def test_little_time_takes_extras_first_and_keeps_knee_and_hip(planner: Planner) -> None:
    programme = planner.plan(standing(State.S3), dataclasses.replace(IN_GYM, minutes=15))
    assert all(one.minutes <= 15 for one in programme.sessions)
    assert programme.conflicts == ()
    assert "front_plank" not in exercises(programme)


def test_s8_holds_less_after_half_a_year(planner: Planner) -> None:
    def sets(days: int) -> int:
        sessions = planner.plan(standing(State.S8, days_in_competition=days), IN_GYM).sessions
        return sum(
            item.sets for one in sessions for item in one.items if item.slot in ("hip_loaded", "hip_hold")
        )

    assert sets(200) < sets(100)


def test_light_never_lifts_what_it_has_taken(planner: Planner) -> None:
    now = standing(State.S4)
    loads = [
        load_of(planner.plan(dataclasses.replace(now, light=light), IN_GYM))
        for light in (Light.GREEN, Light.AMBER, Light.RED)
    ]
    assert loads[0] > loads[1] > loads[2] > 0
