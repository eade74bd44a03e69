"""What must hold for every exercise figure, checked on its geometry at every step of its movement."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from screening.domain.reporting.pictograms.draw import samples
from screening.domain.reporting.pictograms.frames import Body, Frame
from screening.domain.reporting.pictograms.poses import Figure, Layer, View
from screening.domain.reporting.pictograms.skeleton import SOLES, solve
from screening.domain.rulebook import Rulebook
from tests.support.figure_rules import balance_x, figures, round_of, scene_of

# fmt: off
LIBRARY = [
    "heel_dig_isometric", "prone_isometric_knee_flexion", "band_leg_curl", "prone_leg_curl",
    "seated_leg_curl", "standing_leg_curl", "two_up_one_down_leg_curl", "stability_ball_curl",
    "sl_stability_ball_curl", "slider_curl_eccentric", "slider_curl", "sl_slider_curl",
    "nordic_hand_assisted", "nordic_band_assisted", "nordic_partial_range", "nordic_hamstring_curl",
    "nordic_sloped_shank", "nordic_weighted", "razor_curl", "glute_ham_raise", "flywheel_leg_curl",
    "glute_bridge", "single_leg_glute_bridge", "long_lever_bridge_hold", "sl_long_lever_bridge_hold",
    "sl_hamstring_bridge", "hip_thrust", "romanian_deadlift", "single_leg_rdl", "good_morning", "deadlift",
    "trap_bar_deadlift", "kettlebell_swing_russian", "kettlebell_swing_american", "hip_extension_45",
    "sl_hip_extension_45", "sl_roman_chair_hold", "standing_band_hip_extension", "band_pull_through",
    "step_up", "walking_lunge", "askling_diver", "askling_extender", "askling_glider", "stationary_bike",
    "walk_jog", "tempo_run", "run_through", "acceleration", "flying_sprint", "repeated_sprint",
    "curved_sprint", "deceleration_drill", "change_of_direction", "bounding", "a_march", "a_skip",
    "b_skip", "wall_drill", "front_plank", "side_plank", "push_up_rotation", "single_leg_stance",
    "single_leg_windmill", "side_shuffle", "grapevine", "squat", "single_leg_squat", "reverse_nordic",
    "supine_active_knee_extension", "supine_strap_stretch", "sciatic_slider", "downward_facing_dog",
    "standing_forward_bend", "triangle_pose",
]
# fmt: on

EVERY = pytest.mark.parametrize("name", sorted(figures()))


def some(*, holds: bool) -> pytest.MarkDecorator:
    """Figures that move, or those that do not."""
    return pytest.mark.parametrize("name", [n for n, figure in figures().items() if figure.is_hold is holds])


def turn_of(one: Frame, other: Frame, end: tuple[float, float]) -> float:
    """Sine of the bend between two bones, positive where it goes forwards and up."""
    a = (other.x - one.x, other.y - one.y)
    b = (end[0] - other.x, end[1] - other.y)
    return (a[0] * b[1] - a[1] * b[0]) / (math.hypot(*a) * math.hypot(*b))


def bends(body: Body, figure: Figure) -> list[tuple[str, float]]:
    """How far each knee bends backwards and each elbow forwards; what points at us is left out."""
    found = []
    for side in ("near", "far"):
        for joint, upper, lower, end, sign in (
            ("knee", "thigh", "shank", "ankle", -1),
            ("elbow", "upper_arm", "forearm", "wrist", 1),
        ):
            bones = body.frames[f"{upper}_{side}"], body.frames[f"{lower}_{side}"]
            if f"{joint}_{side}" in body.angles and figure.view is View.SIDE:
                found.append((f"{joint}_{side}", sign * turn_of(*bones, body.points[f"{end}_{side}"])))
    return found


def test_every_exercise_of_the_library_has_a_figure(rulebook: Rulebook) -> None:
    assert set(rulebook.plan.exercises) == set(rulebook.plan.figures)


def test_all_seventy_five_have_a_figure() -> None:
    assert len(LIBRARY) == 75
    assert set(figures()) == set(LIBRARY)


def test_a_figure_bears_the_name_of_its_exercise(rulebook: Rulebook) -> None:
    names = {exercise.id: exercise.name for exercise in rulebook.plan.exercises.values()}
    assert {figure.id: figure.title for figure in rulebook.plan.figures.values()} == names


@EVERY
def test_no_joint_leaves_its_anatomical_range(name: str) -> None:
    assert [breach for body in round_of(name) for breach in body.breaches()] == []


@EVERY
def test_no_knee_or_elbow_bends_the_wrong_way(name: str) -> None:
    for body in round_of(name):
        wrong = [(joint, bend) for joint, bend in bends(body, figures()[name]) if bend < -0.05]
        assert wrong == [] or all(body.angles[joint] > 90 for joint, _ in wrong)


@EVERY
def test_nothing_sinks_into_the_floor(name: str) -> None:
    shown = scene_of(name)
    low, what = min(
        (y, str(piece.follows))
        for body in round_of(name)
        for piece in shown.pieces
        for _, y in piece.frame(body).placed(piece.spots)
    )
    assert low > -0.010, f"{what} is {-low:.3f} below the floor"


@EVERY
def test_everything_drawn_is_inside_the_picture(name: str) -> None:
    shown = scene_of(name)
    crop = shown.crop
    points = [point for arrow in shown.arrows for point in arrow]
    points += [spot for body in shown.bodies for p in shown.pieces for spot in p.frame(body).placed(p.spots)]
    assert min(x for x, _ in points) >= crop.left
    assert max(x for x, _ in points) <= crop.left + crop.wide
    assert max(y for _, y in points) <= crop.top


@EVERY
def test_what_is_anchored_stays_anchored(name: str) -> None:
    bodies = round_of(name)
    for point in figures()[name].stays:
        x0, y0 = bodies[0].points[point]
        for body in bodies:
            x, y = body.points[point]
            assert abs(x - x0) + abs(y - y0) < 0.004, point


@EVERY
def test_what_rests_on_the_floor_does(name: str) -> None:
    figure = figures()[name]
    for body in round_of(name):
        for point in figure.floor:
            assert -0.012 < body.points[point][1] < figure.floor_height + 0.012, point


@pytest.mark.parametrize("name", [n for n, figure in figures().items() if figure.start.anchor == SOLES])
def test_a_runner_touches_the_floor_unless_in_flight(name: str) -> None:
    flight = max(pose.at[1] for pose in (*figures()[name].poses, *figures()[name].back))
    for body in round_of(name):
        feet = [
            body.points[f"{part}_{side}"][1] for part in ("heel", "ball", "toe") for side in ("near", "far")
        ]
        assert -0.001 < min(feet) < flight + 0.001


@some(holds=False)
def test_start_and_end_differ_at_a_glance(name: str) -> None:
    figure = figures()[name]
    start, end = (solve(pose, figure.view).points for pose in (figure.start, figure.end))
    assert max(abs(start[p][0] - end[p][0]) + abs(start[p][1] - end[p][1]) for p in start) > 0.12


def test_only_a_press_without_movement_is_a_hold_throughout() -> None:
    assert [name for name, figure in figures().items() if figure.is_hold] == ["heel_dig_isometric"]


@EVERY
def test_no_part_jumps_on_its_way(name: str) -> None:
    figure = figures()[name]
    bodies = samples(figure)
    for one, other in pairwise(bodies):
        for point, (x, y) in one.points.items():
            assert math.hypot(other.points[point][0] - x, other.points[point][1] - y) < 0.28, point


@pytest.mark.parametrize("name", [name for name, figure in figures().items() if figure.balanced])
def test_a_standing_figure_is_over_its_feet(name: str) -> None:
    for body in round_of(name):
        feet = [body.points[point][0] for point in ("heel_near", "toe_near")]
        assert min(feet) - 0.01 < balance_x(body) < max(feet) + 0.01


@pytest.mark.parametrize("name", [name for name in figures() if "nordic" in name])
def test_a_nordic_is_straight_from_knee_to_shoulder(name: str) -> None:
    for body in round_of(name):
        knee, hip, shoulder = (body.points[point] for point in ("knee_near", "hip", "shoulder"))
        thigh = math.atan2(hip[1] - knee[1], hip[0] - knee[0])
        trunk = math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0])
        assert abs(math.degrees(thigh - trunk)) < 5


@pytest.mark.parametrize("name", [name for name, figure in figures().items() if figure.partner is not None])
def test_the_helper_holds_the_ankle_all_the_way(name: str) -> None:
    for body in round_of(name):
        x, y = body.points["back_of_ankle_near"]
        hand = body.points["partner_grip_near"]
        assert math.hypot(hand[0] - x, hand[1] - y) < 0.05


def test_every_nordic_has_somebody_or_something_that_holds_the_ankles() -> None:
    for name, figure in figures().items():
        if name.startswith("nordic"):
            x, _ = round_of(name)[0].points["ankle_near"]
            straps = [
                item for item in figure.kit if item.layer is Layer.FRONT and abs(item.start[0] - x) < 0.05
            ]
            assert (figure.partner is not None) != bool(straps), name


@pytest.mark.parametrize(
    "name",
    ["romanian_deadlift", "good_morning", "single_leg_rdl", "band_pull_through", "kettlebell_swing_russian"],
)
def test_a_hinge_keeps_the_spine_neutral_and_the_knee_soft(name: str) -> None:
    for body in round_of(name):
        assert abs(body.angles["lumbar"]) < 5
        assert body.angles["knee_near"] < 35


@pytest.mark.parametrize("name", [name for name, figure in figures().items() if figure.cycle])
def test_a_cycle_ends_as_it_began(name: str) -> None:
    first, last = round_of(name)[0], round_of(name)[-1]
    for point, (x, y) in first.points.items():
        assert math.hypot(last.points[point][0] - x, last.points[point][1] - y) < 0.03, point


@EVERY
def test_an_arrow_shows_where_it_goes(name: str) -> None:
    assert scene_of(name).arrows
    assert len(scene_of(name).arrows) <= 2


@EVERY
def test_the_description_is_one_plain_sentence(name: str) -> None:
    text = figures()[name].description
    assert re.fullmatch(r"[A-Z][^!?]{30,190}\.", text)
