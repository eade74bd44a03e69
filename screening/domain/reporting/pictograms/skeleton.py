"""Places a body from joint angles, one absolute direction and one anchor. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping

from .frames import Body, Frame
from .limbs import Socket, add_arm, add_leg
from .mixing import far_limb
from .poses import Figure, Point, Pose, PoseError, View
from .shapes import HEAD_FORE, HEAD_UP, LENGTH, NECK_TILT

FAR_SHIFT = 0.028  # the far side is seen a little ahead, still on the same floor
HIP_HALF, SHOULDER_HALF = 0.042, 0.098  # front view only
SOLES = "soles"
"""An anchor of its own: the lower foot is at this height, whichever it is, and the hip at this x."""
_ATHLETE = "athlete_"


def solve(pose: Pose, view: View = View.SIDE, given: Mapping[str, Point] | None = None) -> Body:
    """Place a pose: build it at the origin, move its anchor point to where it belongs, solve the targets.

    Args:
        given: further points a hand may go to.
    Raises:
        PoseError: a target is out of reach, or the anchor is unknown or itself on a solved limb.
        KeyError: a hand goes to a point that there is not.
    """
    loose = _place(pose, (0.0, 0.0), view, targets=False, given=given or {})
    dx, dy = _anchor(loose, pose.anchor)
    return _place(pose, (pose.at[0] - dx, pose.at[1] - dy), view, targets=True, given=given or {})


def _anchor(body: Body, name: str) -> Point:
    if name == SOLES and "ankle_near" in body.points and "ankle_far" in body.points:
        feet = [body.points[f"{part}_{side}"] for part in ("heel", "ball", "toe") for side in ("near", "far")]
        return body.points["hip"][0], min(y for _, y in feet)
    if name not in body.points:
        raise PoseError(f"anchor {name!r} is unknown or belongs to a limb that is itself solved")
    return body.points[name]


def solve_figure(figure: Figure, pose: Pose) -> Body:
    """A pose of a figure with its helper, whose hands follow the athlete.

    Raises:
        PoseError, KeyError: as `solve`.
    """
    body = solve(pose, figure.view)
    if figure.partner is not None:
        athlete = {_ATHLETE + name: point for name, point in body.points.items()}
        body.add_partner(solve(figure.partner, figure.view, athlete))
    return body


def _place(pose: Pose, hip: Point, view: View, *, targets: bool, given: Mapping[str, Point]) -> Body:
    """Frames outward from the hip; limbs with a target wait for the second pass (`targets`)."""
    body, front = Body(points=dict(given)), view is View.FRONT
    lean, chest = _trunk(body, pose, hip, front)
    for name, (x, y, turn) in pose.props.items():
        body.frames[name], body.points[name] = Frame(x, y, turn), (x, y)
    pelvis, thorax = body.frames["pelvis"], body.frames["thorax"]
    for side, sign in (("near", 1), ("far", -1)):
        limb = pose.near if side == "near" else far_limb(pose)
        flip, shift = (sign, 0.0) if front else (1, FAR_SHIFT if side == "far" else 0.0)
        if targets or limb.ankle_to is None:
            x, y = pelvis.point(sign * HIP_HALF if front else 0, 0)
            add_leg(body, limb, side, Socket((x + shift, y), lean, flip, shift))
        if targets or (limb.hand_to is None and limb.plumb_x is None):
            x, y = thorax.point(sign * SHOULDER_HALF if front else -0.004, LENGTH["thorax"] - 0.012)
            # Half the shift, or the far arm bulges at the chest.
            add_arm(body, limb, side, Socket((x + shift / 2, y), chest, flip, shift / 2))
        if front:
            body.angles.pop(f"ankle_{side}", None)  # a foot turned out has no angle in this plane
    for name in given:
        del body.points[name]
    return body


def _trunk(body: Body, pose: Pose, hip: Point, front: bool) -> tuple[float, float]:
    """Pelvis to head; returns the lean of pelvis and chest."""
    if pose.lean is not None:
        lean = pose.lean
    else:
        lean = (pose.near.hip or 0.0) - (pose.shank or 0.0) - (pose.near.knee or 0.0)
    chest = lean + pose.lumbar
    pelvis = Frame(*hip, lean)
    thorax = Frame(*pelvis.point(0, LENGTH["pelvis"]), chest)
    neck = Frame(*thorax.point(0, LENGTH["thorax"]), chest + pose.neck / 2 + (0 if front else NECK_TILT))
    joint = Frame(*neck.point(0, LENGTH["neck"]), chest + pose.neck)
    head = Frame(*joint.point(0 if front else HEAD_FORE, HEAD_UP), chest + pose.neck)
    body.frames |= {"pelvis": pelvis, "thorax": thorax, "neck": neck, "head": head}
    body.points |= {
        "hip": hip,
        "seat": pelvis.point(-0.073, -0.005),
        "lap": pelvis.point(0.070, 0.02),
        "waist": (thorax.x, thorax.y),
        "chest": thorax.point(0.062, 0.10),
        "shoulder": (neck.x, neck.y),
        "upper_back": thorax.point(-0.058, 0.12),
        "nape": thorax.point(-0.055, 0.165),
        "head": (head.x, head.y),
        "crown": head.point(0, 0.065),
    }
    body.angles |= {"lumbar": pose.lumbar, "neck": pose.neck}
    return lean, chest
