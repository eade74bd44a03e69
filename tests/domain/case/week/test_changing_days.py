"""Who may change what about the days ahead, and that no wish outweighs a limit."""

from __future__ import annotations

import dataclasses

import pytest

from screening.domain.case.refused import Refused
from screening.domain.case.week.change import adjusted, planned_sessions, swaps
from screening.domain.case.week.model import Choice, StageNow, Terms
from screening.domain.case.words import Light, Party, State
from screening.domain.plan.exercises import Code
from tests.support.case_week_lives import GYM, Planner, standing, top_class

TERMS = Terms(kit=GYM)
NOW = standing(State.S4)


def change(planner: Planner, choice: Choice, by: Party, now: StageNow = NOW, terms: Terms = TERMS) -> Terms:
    return adjusted(terms, choice, by, now, planner.weeks, planner.rulebook.plan)


def refused(planner: Planner, choice: Choice, by: Party, now: StageNow = NOW, terms: Terms = TERMS) -> str:
    with pytest.raises(Refused) as refusal:
        change(planner, choice, by, now, terms)
    return refusal.value.reasons[0].id


def names(planner: Planner, terms: Terms, now: StageNow = NOW) -> set[str | None]:
    return {item.exercise for one in planner.plan(now, terms).sessions for item in one.items}


def test_a_physio_swaps_one_exercise_for_another_of_its_kind(planner: Planner) -> None:
    terms = change(planner, Choice("nordic_partial", "slider_curl", sets=2, amount=6), Party.PHYSIO)
    items = [item for one in planner.plan(NOW, terms).sessions for item in one.items]
    swapped = [item for item in items if item.slot == "nordic_partial"]
    assert {(item.exercise, item.dose) for item in swapped} == {("slider_curl", "2 × 6")}
    assert planner.breaches(NOW, terms) == []


def test_what_is_left_out_stays_out_and_a_later_wish_takes_its_place(planner: Planner) -> None:
    out = change(planner, Choice("trunk_side", left_out=True), Party.PHYSIO)
    assert "side_plank" not in names(planner, out)
    back = change(planner, Choice("trunk_side", "front_plank"), Party.PHYSIO, terms=out)
    assert "front_plank" in names(planner, back)
    assert len(back.choices) == 1


@pytest.mark.parametrize(
    ("choice", "rule"),
    [
        (Choice("nordic_full"), "may.programme"),
        (Choice("nordic_partial", "squat"), "may.programme"),
        (Choice("nordic_partial", "nordic_partial_range", sets=9), "may.programme"),
        (Choice("nordic_partial", "nordic_partial_range", amount=40), "may.programme"),
        (Choice("hip_strong", "kettlebell_swing_russian"), "plan.HC05"),
    ],
)
def test_a_change_beyond_the_stage_is_refused_for_everybody(
    planner: Planner, choice: Choice, rule: str
) -> None:
    for party in (Party.COACH, Party.PHYSIO, Party.DOCTOR):
        assert refused(planner, choice, party) == rule


def test_the_class_of_the_stage_and_reasons_against_an_exercise_are_named(planner: Planner) -> None:
    s3 = standing(State.S3)
    heavy = Choice("knee_moderate", "sl_slider_curl")
    assert refused(planner, heavy, Party.DOCTOR, s3) == "plan.HC02"
    ruled_out = dataclasses.replace(TERMS, codes=frozenset({Code.C3}))
    assert (
        refused(planner, Choice("hip_strong", "good_morning"), Party.DOCTOR, terms=ruled_out) == "plan.HC04"
    )
    down = standing(State.S4, level_down=2)
    assert refused(planner, Choice("hip_strong", "good_morning"), Party.DOCTOR, down) == "plan.HC19"
    assert (
        refused(planner, Choice("hip_single", "glute_bridge"), Party.DOCTOR, standing(State.S5))
        != "plan.HC02"
    )


def test_an_athlete_stays_within_a_level_and_only_does_less(planner: Planner) -> None:
    less = change(planner, Choice("nordic_partial", sets=2), Party.ATHLETE)
    assert less.choice_for("nordic_partial") == Choice("nordic_partial", sets=2)
    change(planner, Choice("nordic_partial", "nordic_band_assisted"), Party.ATHLETE)
    for choice in (
        Choice("nordic_partial", amount=6),
        Choice("hip_strong", "glute_bridge"),
        Choice("knee_moderate", "slider_curl"),
    ):
        assert refused(planner, choice, Party.ATHLETE) == "may.programme"


def test_neither_software_nor_guardian_changes_a_programme_and_nobody_outside_the_stages(
    planner: Planner,
) -> None:
    for party in (Party.SYSTEM, Party.GUARDIAN):
        assert refused(planner, Choice("trunk_side", left_out=True), party) == "may.programme"
    outside = dataclasses.replace(NOW, state=State.REFERRED)
    assert refused(planner, Choice("trunk_side", left_out=True), Party.DOCTOR, outside) == "may.programme"


def test_a_wish_from_a_higher_stage_is_passed_over_after_a_step_down(planner: Planner) -> None:
    s5 = standing(State.S5)
    terms = change(
        planner, Choice("nordic_full", "flywheel_leg_curl"), Party.PHYSIO, s5, _with(TERMS, "flywheel")
    )
    assert "flywheel_leg_curl" in names(planner, terms, s5)
    assert top_class(planner.plan(standing(State.S4), terms)) == 3
    kept = change(planner, Choice("nordic_partial", "nordic_partial_range"), Party.PHYSIO)
    red = standing(State.S4, light=Light.RED)
    assert top_class(planner.plan(red, kept)) <= 1


def _with(terms: Terms, kit: str) -> Terms:
    return dataclasses.replace(terms, kit=(terms.kit or frozenset()) | {kit})


def test_only_what_fits_the_athlete_is_offered_in_exchange(planner: Planner) -> None:
    slot = planner.weeks.slots["nordic_partial"]
    plan = planner.rulebook.plan
    offered = [one.id for one in swaps(slot, NOW, Terms(), planner.weeks, plan)]
    assert offered
    assert all(plan.exercises[name].fits_kit(planner.weeks.default_kit) for name in offered)


def test_the_log_keeps_each_session_in_short(planner: Planner) -> None:
    now = standing(State.S5)
    kept = list(planned_sessions(planner.plan(now, TERMS)))
    assert {one.kind for one in kept} == {"running", "strength"}
    assert sum(one.top_reps for one in kept) == 16
    assert any("Nordic hamstring curl, 2 × 4" in one.lines for one in kept)
