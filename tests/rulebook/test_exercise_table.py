"""The library against the tables of the evidence review, typed here a second time so that a slip is seen."""

from __future__ import annotations

import pytest

from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.rulebook import Rulebook

EMPHASES = {
    "KF": Emphasis.KNEE_FLEXION,
    "HE": Emphasis.HIP_EXTENSION,
    "CO": Emphasis.COMBINED,
    "RU": Emphasis.RUNNING,
    "TR": Emphasis.TRUNK,
    "MO": Emphasis.MOBILITY,
    "QU": Emphasis.QUADRICEPS,
}
TABLE = """
heel_dig_isometric KF 0 - 1 12 1 > glute_bridge prone_isometric_knee_flexion
prone_isometric_knee_flexion KF 0 - 1 123 1 > band_leg_curl prone_leg_curl
band_leg_curl KF 1 - 1 2348P 1,5 > prone_leg_curl slider_curl_eccentric stability_ball_curl
    standing_leg_curl
prone_leg_curl KF 1 - 2 2345678P 1,3,5 > nordic_band_assisted seated_leg_curl two_up_one_down_leg_curl
seated_leg_curl KF 1 - 2 345678P 1,4,5 > two_up_one_down_leg_curl flywheel_leg_curl
standing_leg_curl KF 1 - 2 2345678P 1,5,10 > prone_leg_curl two_up_one_down_leg_curl
two_up_one_down_leg_curl KF 3 - 4 45678P 1,5,6 > nordic_hamstring_curl flywheel_leg_curl
stability_ball_curl CO 1 - 2 234568P 1,10 > slider_curl sl_stability_ball_curl
sl_stability_ball_curl CO 2 - 4 4568P 1,10 > sl_slider_curl
slider_curl_eccentric CO 1 - 2 2348P 1 > nordic_band_assisted stability_ball_curl slider_curl
slider_curl CO 2 - 3 345678P 1 > nordic_partial_range razor_curl sl_slider_curl
sl_slider_curl CO 3 - 4 45678P 1,6 > nordic_hamstring_curl
nordic_hand_assisted KF 3 - 3 45678P 1,2,6 > nordic_hamstring_curl
nordic_band_assisted KF 2 - 2 34568P 1,2 > nordic_hand_assisted nordic_partial_range razor_curl
    nordic_hamstring_curl
nordic_partial_range KF 3 - 3 45678P 1,2,6 > nordic_hand_assisted nordic_hamstring_curl nordic_sloped_shank
nordic_hamstring_curl KF 4 - 4 5678P 1,2,6 > nordic_sloped_shank nordic_weighted
nordic_sloped_shank KF 4 - 4 568P 1,2,6 > nordic_weighted
nordic_weighted KF 4 - 5 678P 1,2,6 >
razor_curl CO 3 - 3 4568P 1,2,6 > glute_ham_raise nordic_hamstring_curl
glute_ham_raise CO 3 - 4 45678P 1,2,3,6 > nordic_hamstring_curl nordic_weighted
flywheel_leg_curl KF 4 - 5 5678P 1,5,6 > nordic_weighted
glute_bridge HE 0 - 1 12348P 1 > standing_band_hip_extension band_pull_through long_lever_bridge_hold
    single_leg_glute_bridge slider_curl_eccentric stability_ball_curl hip_thrust
single_leg_glute_bridge HE 1 - 2 23458P 1 > hip_thrust sl_hamstring_bridge sl_long_lever_bridge_hold
long_lever_bridge_hold HE 0 - 2 23458P 1,4 > hip_extension_45 sl_long_lever_bridge_hold
sl_long_lever_bridge_hold HE 1 - 3 345678P 1,4 > sl_hamstring_bridge sl_roman_chair_hold
sl_hamstring_bridge HE 1 - 3 345678P 1,4 > hip_extension_45 sl_roman_chair_hold
hip_thrust HE 1 - 3 345678P 1 > romanian_deadlift trap_bar_deadlift
romanian_deadlift HE 2 - 3 345678P 1,3,4 > kettlebell_swing_russian single_leg_rdl deadlift good_morning
single_leg_rdl HE 2 - 3 345678P 1,3,4,10 > deadlift good_morning
good_morning HE 3 - 4 45678P 1,3,4 > deadlift
deadlift HE 1 - 4 5678P 1,3,4 >
trap_bar_deadlift HE 1 - 3 45678P 1,3 > romanian_deadlift deadlift
kettlebell_swing_russian HE 2 - 3 45678P 1,3,4,6 > kettlebell_swing_american
kettlebell_swing_american HE 2 - 5 68P 1,3,4,6,8 >
hip_extension_45 HE 2 - 3 345678P 1,3,4 > glute_ham_raise good_morning sl_hip_extension_45
    sl_roman_chair_hold
sl_hip_extension_45 HE 3 - 4 45678P 1,3,4,6 >
sl_roman_chair_hold HE 1 - 4 45678P 1,3 > sl_hip_extension_45
standing_band_hip_extension HE 1 - 1 2348P 1,10 > askling_diver band_pull_through romanian_deadlift
band_pull_through HE 1 - 2 2348P 1,3 > kettlebell_swing_russian romanian_deadlift
step_up HE 1 - 2 23458P 1,10 > walking_lunge single_leg_rdl
walking_lunge HE 2 - 2 345678P 1 > single_leg_rdl
askling_diver HE 2 - 2 3458P 1,4,10 > askling_glider single_leg_rdl
askling_extender CO 1 - 1 2348 1,4,7 > askling_diver askling_glider
askling_glider CO 2 - 3 3458P 1,4,10 > nordic_hamstring_curl sl_slider_curl
stationary_bike RU 0 0 1 12348P 1 > walk_jog
walk_jog RU 1 2 1 2348P 1,12 > tempo_run
tempo_run RU 1 4 2 34568P 1,12 > acceleration change_of_direction run_through
run_through RU 2 6 3 4568P 1,6,12 > acceleration curved_sprint deceleration_drill flying_sprint
acceleration RU 2 7 3 5678P 1,6,12 > flying_sprint repeated_sprint
flying_sprint RU 4 8 5 5678P 1,6,12 > repeated_sprint
repeated_sprint RU 4 9 5 5678P 1,6,12 >
curved_sprint RU 3 8 4 5678P 1,6,12 > repeated_sprint
deceleration_drill RU 3 8 4 5678P 1,6,12 >
change_of_direction RU 3 6 3 45678P 1,12 > deceleration_drill
bounding RU 3 7 4 678P 1,6,12 > flying_sprint
a_march RU 0 1 1 234568P 1,12 > wall_drill a_skip
a_skip RU 1 3 2 45678P 1,12 > b_skip bounding
b_skip RU 2 6 3 568P 1,4,12 > flying_sprint
wall_drill RU 0 1 1 234568P 1,12 > acceleration
front_plank TR 0 - 1 12345678P 1 > push_up_rotation
side_plank TR 0 - 1 12345678P 1,8 >
push_up_rotation TR 0 - 3 234568P 1,8 >
single_leg_stance TR 0 - 1 12345678P 1,10 > a_march single_leg_windmill
single_leg_windmill TR 1 - 2 23458P 1,10 > single_leg_rdl
side_shuffle RU 0 1 1 234568P 1,12 > grapevine change_of_direction
grapevine RU 0 1 1 234568P 1,12 > change_of_direction
squat QU 0 - 1 12345678P 1 > single_leg_squat step_up walking_lunge reverse_nordic
single_leg_squat QU 0 - 2 123458P 1,10 > walking_lunge
reverse_nordic QU 3 - 3 68P 1,2 >
supine_active_knee_extension MO 0 - 1 12348P 1,7 > askling_extender downward_facing_dog supine_strap_stretch
supine_strap_stretch MO 0 - 1 345678P 1,4,7 > standing_forward_bend
sciatic_slider MO 0 - 1 12348 1 >
downward_facing_dog MO 0 - 1 345678P 1,4,9,13 > standing_forward_bend triangle_pose
standing_forward_bend MO 0 - 1 45678P 1,3,4,9 > triangle_pose
triangle_pose MO 0 - 2 45678P 1,4,10 >
"""
"""Id, emphasis, class, rung, level, stages, contraindications > what is harder (exercises.md, 4 and 5)."""
ARTICLES = {
    "leg curls": ("prone_leg_curl", "seated_leg_curl", "standing_leg_curl"),
    "Nordics": ("nordic_hamstring_curl", "nordic_hand_assisted", "nordic_band_assisted"),
    "glute-ham raise": ("glute_ham_raise",),
    "hip hinges": ("romanian_deadlift", "good_morning", "hip_thrust", "deadlift"),
    "kettlebell swings": ("kettlebell_swing_russian", "kettlebell_swing_american"),
    "bridge and ball curl": ("glute_bridge", "stability_ball_curl"),
    "yoga": ("downward_facing_dog", "standing_forward_bend", "triangle_pose"),
    "squat": ("squat",),
}
"""What the two general articles name (exercises.md, section 2)."""


def table_rows() -> dict[str, tuple[str, set[str]]]:
    """The middle of each row and its harder neighbours, by id."""
    rows = {}
    for line in TABLE.strip().replace("\n    ", " ").splitlines():
        said, _, harder = line.partition(" >")
        name, _, middle = said.partition(" ")
        rows[name] = (middle, set(harder.split()))
    return rows


ROWS = table_rows()


def middle_of(exercise: Exercise) -> str:
    """The same columns as the table, from the library."""
    emphasis = next(code for code, kind in EMPHASES.items() if kind is exercise.emphasis)
    rung = "-" if exercise.rung is None else exercise.rung
    stages = "".join(stage.value.removeprefix("S") for stage in Stage if stage in exercise.stages)
    numbers = sorted(int(code.removeprefix("C")) for code in exercise.contraindications)
    codes = ",".join(map(str, numbers))
    return f"{emphasis} {exercise.eccentric_class} {rung} {exercise.level} {stages} {codes}"


def test_the_library_holds_the_75_exercises_and_no_other(rulebook: Rulebook) -> None:
    assert len(ROWS) == 75
    assert set(rulebook.plan.exercises) == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_an_exercise_stands_as_in_the_evidence(name: str, rulebook: Rulebook) -> None:
    exercise = rulebook.plan.exercises[name]
    middle, harder = ROWS[name]
    easier = {other for other, (_, above) in ROWS.items() if name in above}
    assert middle_of(exercise) == middle
    assert (set(exercise.harder), set(exercise.easier)) == (harder, easier)


@pytest.mark.parametrize("item", ARTICLES)
def test_everything_the_two_articles_name_is_in_the_library(item: str, rulebook: Rulebook) -> None:
    assert set(ARTICLES[item]) <= set(rulebook.plan.exercises)
