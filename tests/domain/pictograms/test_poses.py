"""What cannot be drawn is refused with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.reporting.pictograms.mixing import between, exchanged
from screening.domain.reporting.pictograms.poses import Limb, Pose, PoseError
from screening.domain.reporting.pictograms.skeleton import SOLES, solve
from tests.support.figure_rules import figures


def test_a_hand_out_of_reach_is_an_error_with_the_distance() -> None:
    squat = figures()["squat"].start
    far_off = replace(squat, near=replace(squat.near, hand_to=(2.0, 2.0)))
    with pytest.raises(PoseError, match=r"hand_to \(near\) is \d\.\d+ body heights out of reach"):
        solve(far_off)


def test_an_anchor_on_a_solved_limb_is_an_error() -> None:
    pose = Pose(anchor="ankle_near", at=(0, 0), near=Limb(ankle_to=(0, 0.1)), lean=0)
    with pytest.raises(PoseError, match="anchor 'ankle_near'"):
        solve(pose)


def test_soles_that_are_placed_themselves_cannot_carry_the_body() -> None:
    pose = Pose(anchor=SOLES, at=(0, 0), near=Limb(ankle_to=(0, 0.1)), lean=0)
    with pytest.raises(PoseError, match="anchor 'soles'"):
        solve(pose)


def test_the_lower_foot_carries_the_body() -> None:
    pose = Pose(anchor=SOLES, at=(0.2, 0.05), near=Limb(hip=90, knee=90), far=Limb(hip=0, knee=0), lean=0)
    body = solve(pose)
    assert body.points["hip"][0] == pytest.approx(0.2)
    assert body.points["heel_far"][1] == pytest.approx(0.05)
    assert body.points["heel_near"][1] > 0.2


def test_poses_that_give_different_keys_cannot_be_mixed() -> None:
    a = Pose(anchor="hip", at=(0, 0.5), near=Limb(hip=0, knee=0), lean=0)
    b = Pose(anchor="hip", at=(0, 0.5), near=Limb(hip=0), lean=0)
    with pytest.raises(PoseError, match="same keys"):
        between(a, b, 0.5)


def test_poses_with_different_anchors_cannot_be_mixed() -> None:
    a = Pose(anchor="hip", at=(0, 0.5), near=Limb(hip=0), lean=0)
    with pytest.raises(PoseError, match="differ in their anchor"):
        between(a, replace(a, anchor="waist"), 0.5)


def test_exchanging_the_sides_twice_changes_nothing_that_is_seen() -> None:
    pose = figures()["flying_sprint"].start
    once, twice = exchanged(pose), exchanged(exchanged(pose))
    assert solve(twice).points == solve(pose).points
    assert solve(once).points["knee_near"] != solve(pose).points["knee_near"]


def test_a_pose_given_by_its_shank_cannot_change_sides() -> None:
    with pytest.raises(PoseError, match="lean"):
        exchanged(figures()["squat"].start)
