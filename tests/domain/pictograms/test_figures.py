"""What must hold for every exercise figure, checked on its geometry."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache

import pytest

from screening.domain.reporting.pictograms.draw import draw, samples
from screening.domain.reporting.pictograms.frames import Body
from screening.domain.reporting.pictograms.mixing import between
from screening.domain.reporting.pictograms.poses import Figure, Limb, Pose, PoseError, Tone
from screening.domain.reporting.pictograms.shapes import DARK, LIGHT, LOOSE, OUTLINE
from screening.domain.reporting.pictograms.skeleton import solve
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.figures import read_figures
from screening.rulebook.problems import Problems

MASS = {
    "head": 0.081,
    "pelvis": 0.20,
    "thorax": 0.297,
    "thigh": 0.100,
    "shank": 0.0465,
    "foot": 0.0145,
    "upper_arm": 0.028,
    "forearm": 0.016,
    "hand": 0.006,
}  # shares of body mass
MIDDLE = {
    "pelvis": 0.06,
    "thorax": 0.08,
    "thigh": -0.106,
    "shank": -0.107,
    "upper_arm": -0.081,
    "forearm": -0.063,
}


class Everything:
    """Stands for any collection of exercise ids."""

    def __contains__(self, name: object) -> bool:
        return True


@cache
def figures() -> dict[str, Figure]:
    problems = Problems()
    found = read_figures(Context(rules_folder(), problems), Everything())  # type: ignore[arg-type]
    assert problems.found == ()
    return dict(found)


EVERY = pytest.mark.parametrize("name", sorted(figures()))


def lowest(body: Body, figure: Figure) -> tuple[float, str]:
    """The lowest drawn point and its part."""
    found = []
    for name, frame in body.frames.items():
        part = figure.shapes.get(name, re.sub("_(near|far)$", "", name))
        if part == "none":
            continue
        spots = LOOSE.get(part) or [(x, -s) for s, f, b in OUTLINE.get(part, []) for x in (f, -b)]
        found += [(frame.point(*spot)[1], name) for spot in spots]
    return min(found)


def balance_x(body: Body) -> float:
    weights = [
        (MASS[part], frame.point(0, MIDDLE.get(part, 0))[0])
        for name, frame in body.frames.items()
        if (part := re.sub("_(near|far)$", "", name)) in MASS
    ]
    return sum(mass * x for mass, x in weights) / sum(mass for mass, _ in weights)


def test_every_exercise_of_the_library_has_a_figure(rulebook: Rulebook) -> None:
    assert set(rulebook.plan.exercises) == set(rulebook.plan.figures)


@EVERY
def test_no_joint_leaves_its_anatomical_range(name: str) -> None:
    assert [breach for body in samples(figures()[name]) for breach in body.breaches()] == []


@EVERY
def test_nothing_sinks_into_the_floor(name: str) -> None:
    low, part = min(lowest(body, figures()[name]) for body in samples(figures()[name]))
    assert low > -0.010, f"{part} is {-low:.3f} below the floor"


@EVERY
def test_what_is_anchored_stays_anchored(name: str) -> None:
    bodies = samples(figures()[name])
    for point in figures()[name].stays:
        x0, y0 = bodies[0].points[point]
        for body in bodies:
            x, y = body.points[point]
            assert abs(x - x0) + abs(y - y0) < 0.004, point


@EVERY
def test_what_rests_on_the_floor_does(name: str) -> None:
    figure = figures()[name]
    for pose in figure.poses:
        for point in figure.floor:
            y = solve(pose, figure.view).points[point][1]
            assert -0.012 < y < figure.floor_height + 0.012, point


@EVERY
def test_start_and_end_differ_at_a_glance_unless_it_is_a_hold(name: str) -> None:
    figure = figures()[name]
    start, end = (solve(pose, figure.view).points for pose in (figure.start, figure.end))
    moved = max(abs(start[p][0] - end[p][0]) + abs(start[p][1] - end[p][1]) for p in start)
    assert figure.is_hold or moved > 0.12
    assert not (figure.is_hold and moved > 0)


@pytest.mark.parametrize("name", [name for name, figure in figures().items() if figure.balanced])
def test_a_standing_figure_is_over_its_feet(name: str) -> None:
    for body in samples(figures()[name]):
        feet = [body.points[point][0] for point in ("heel_near", "toe_near")]
        assert min(feet) - 0.01 < balance_x(body) < max(feet) + 0.01


@pytest.mark.parametrize("name", [name for name in figures() if name.startswith("nordic")])
def test_a_nordic_is_straight_from_knee_to_shoulder(name: str) -> None:
    for body in samples(figures()[name]):
        assert abs(body.angles["hip_near"]) < 5
        assert abs(body.angles["lumbar"]) < 5


@pytest.mark.parametrize("name", ["romanian_deadlift", "good_morning", "single_leg_rdl", "band_pull_through"])
def test_a_hinge_keeps_the_spine_neutral_and_the_knee_soft(name: str) -> None:
    for body in samples(figures()[name]):
        assert abs(body.angles["lumbar"]) < 5
        assert body.angles["knee_near"] < 35


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("tone", "ground"),
    [
        (Tone.INK, Tone.PAPER),
        (Tone.FAR, Tone.PAPER),
        (Tone.KIT, Tone.PAPER),
        (Tone.MOVE, Tone.PAPER),
        (Tone.PARTNER, Tone.PAPER),
        (Tone.BAND, Tone.PAPER),
        (Tone.HAMSTRING, Tone.INK),
    ],
)
def test_what_carries_meaning_stands_out_three_to_one(
    theme: dict[Tone, str], tone: Tone, ground: Tone
) -> None:
    high, low = sorted((luminance(theme[tone]), luminance(theme[ground])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 3


@EVERY
@pytest.mark.parametrize("screen", [False, True])
def test_each_picture_names_itself_and_needs_no_script_or_style(name: str, screen: bool) -> None:
    text = draw(figures(), name, "both", screen=screen)
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labels = root.get("aria-labelledby", "").split()
    assert set(labels) <= set(ids)
    titles = [element.text for element in root.iter() if element.tag.endswith("title")]
    assert titles
    assert titles[0].startswith(figures()[name].title)
    assert "<script" not in text
    assert "style" not in text
    assert "nan" not in text
    assert ("figure-ink" in text) is screen


def test_two_drawings_on_one_page_keep_their_ids_apart() -> None:
    first, second = (draw(figures(), "squat", key=key) for key in ("", "card"))
    ids = [set(re.findall(r'id="([^"]+)"', text)) for text in (first, second)]
    assert not ids[0] & ids[1]


def test_the_arrow_belongs_to_the_start_only() -> None:
    arrow = f'stroke="{LIGHT[Tone.MOVE]}"'
    assert arrow in draw(figures(), "nordic_hamstring_curl", "start")
    assert arrow not in draw(figures(), "nordic_hamstring_curl", "end")


def test_start_and_end_side_by_side_are_twice_as_wide() -> None:
    def box(moment: str) -> list[float]:
        found = re.search(r'viewBox="([^"]+)"', draw(figures(), "squat", moment))
        assert found is not None
        return [float(number) for number in found[1].split()]

    single, both = box("start"), box("both")
    assert both[3] == single[3]
    assert both[2] > 2 * single[2]


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, '.');"
        "from screening.rulebook.load import load_rulebook;"
        "from screening.domain.reporting.pictograms.draw import draw;"
        "f = load_rulebook().plan.figures;"
        "print(hashlib.sha256(''.join(draw(f, n) for n in sorted(f)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            cwd=rules_folder().parent,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_hand_out_of_reach_is_an_error_with_the_distance() -> None:
    squat = figures()["squat"].start
    far_off = replace(squat, near=replace(squat.near, hand_to=(2.0, 2.0)))
    with pytest.raises(PoseError, match=r"hand_to \(near\) is \d\.\d+ body heights out of reach"):
        solve(far_off)


def test_an_anchor_on_a_solved_limb_is_an_error() -> None:
    pose = Pose(anchor="ankle_near", at=(0, 0), near=Limb(ankle_to=(0, 0.1)), lean=0)
    with pytest.raises(PoseError, match="anchor 'ankle_near'"):
        solve(pose)


def test_poses_that_give_different_keys_cannot_be_mixed() -> None:
    a = Pose(anchor="hip", at=(0, 0.5), near=Limb(hip=0, knee=0), lean=0)
    b = Pose(anchor="hip", at=(0, 0.5), near=Limb(hip=0), lean=0)
    with pytest.raises(PoseError, match="same keys"):
        between(a, b, 0.5)
